import datetime

from django.db import transaction

from .models import Book, Loan, Notice

DAYS = 21


class AlreadyLent(Exception):
    pass


def lend(book_id, reader, today):
    """Lends a book, and sends the reader a notice once that is committed."""
    with transaction.atomic():
        book = Book.objects.select_for_update().get(pk=book_id)
        if book.loans.filter(returned_on=None).exists():
            raise AlreadyLent(book.title)
        loan = Loan.objects.create(book=book, reader=reader, taken_on=today, due_on=today + datetime.timedelta(days=DAYS))
        transaction.on_commit(lambda: Notice.objects.create(reader=reader, text=f"{book.title}: until {loan.due_on}"))
    return loan


def give_back(loan, today):
    loan.returned_on = today
    loan.save(update_fields=["returned_on"])
