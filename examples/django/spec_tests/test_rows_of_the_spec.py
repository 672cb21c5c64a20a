"""Tests on the rows of generators/library/spec.yaml: what they expect holds for every seed."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.db.models import Count, F, Sum

from library.models import Book, Loan
from library.services import lend

TODAY = datetime.date(2026, 5, 4)
pytestmark = pytest.mark.usefixtures("transactional_db")


def test_books_know_how_often_they_were_lent():
    assert Book.objects.count() == 300
    assert not Book.objects.annotate(lent=Count("loans")).exclude(lent=F("loan_count")).exists()


@pytest.mark.parametrize("turn", [1, 2])
def test_every_reader_takes_a_book(turn):
    before = Book.objects.aggregate(lent=Sum("loan_count"))["lent"]
    assert Loan.objects.filter(returned_on=None).count() == 0
    for number, reader in enumerate(get_user_model().objects.all(), 1):
        lend(number, reader, TODAY)
    assert Book.objects.aggregate(lent=Sum("loan_count"))["lent"] == before + 50
