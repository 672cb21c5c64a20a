from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Author(models.Model):
    name = models.CharField(max_length=200)


class Tag(models.Model):
    name = models.SlugField(unique=True)


class Book(models.Model):
    title = models.CharField(max_length=200)
    isbn = models.CharField(max_length=13, unique=True)
    authors = models.ManyToManyField(Author, related_name="books")
    tags = models.ManyToManyField(Tag, blank=True, related_name="books")
    loan_count = models.PositiveIntegerField(default=0)


class Loan(models.Model):
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="loans")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="loans")
    taken_on = models.DateField()
    due_on = models.DateField()
    returned_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book"], condition=Q(returned_on=None), name="one_open_loan_per_book"),
            models.CheckConstraint(condition=Q(due_on__gte=F("taken_on")), name="due_after_taken"),
        ]


class Notice(models.Model):
    """A line that the library sends to a reader."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    text = models.TextField()
    sent_at = models.DateTimeField(auto_now_add=True)
