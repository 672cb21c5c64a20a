from django.db.models import F
from django.db.models.signals import post_save
from django.dispatch import receiver

from .models import Book, Loan


@receiver(post_save, sender=Loan)
def count_loan(sender, instance, created, raw, **kwargs):
    if created and not raw:
        Book.objects.filter(pk=instance.book_id).update(loan_count=F("loan_count") + 1)
