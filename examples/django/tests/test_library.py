"""All of these commit what they write: on_commit hooks run, and other connections see the rows."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection
from django.db.models import ProtectedError

from library.models import Author, Book, Loan, Notice, Tag
from library.services import AlreadyLent, give_back, lend

TODAY = datetime.date(2026, 5, 4)
pytestmark = pytest.mark.usefixtures("transactional_db")


@pytest.fixture
def ada():
    return get_user_model().objects.get(username="ada")


@pytest.fixture
def grace():
    return get_user_model().objects.get(username="grace")


def counts():
    return [model.objects.count() for model in (Author, Book, Tag, Loan, Notice, get_user_model())]


def test_the_seed_is_there():
    assert counts() == [3, 4, 3, 1, 0, 3]
    assert [book.loan_count for book in Book.objects.order_by("id")] == [0, 0, 0, 1]


def test_lending_counts_and_sends_a_notice_after_the_commit(ada):
    loan = lend(1, ada, TODAY)
    assert loan.pk == 2, "the first id after the seed's"
    assert Book.objects.get(pk=1).loan_count == 1
    assert Notice.objects.get().text == "Sketch of the Engine: until 2026-05-25"


def test_a_book_is_lent_to_one_reader_at_a_time(ada, grace):
    lend(1, ada, TODAY)
    with pytest.raises(AlreadyLent):
        lend(1, grace, TODAY)
    assert Notice.objects.count() == 1


def test_of_two_connections_that_lend_a_book_one_succeeds(ada, grace):
    def attempt(reader):
        try:
            return lend(2, reader, TODAY).reader.username
        except AlreadyLent:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        lent = [name for name in pool.map(attempt, [ada, grace]) if name]
    assert len(lent) == 1
    assert Loan.objects.filter(book_id=2).count() == 1


def test_a_returned_book_is_lent_again(ada, grace):
    give_back(lend(1, ada, TODAY), TODAY)
    assert lend(1, grace, TODAY).pk == 3
    assert Book.objects.get(pk=1).loan_count == 2


def test_the_database_refuses_a_second_open_loan(ada):
    lend(1, ada, TODAY)
    with pytest.raises(IntegrityError, match="one_open_loan_per_book"):
        Loan.objects.create(book_id=1, reader=ada, taken_on=TODAY, due_on=TODAY)


def test_the_database_refuses_a_due_day_before_the_first(ada):
    with pytest.raises(IntegrityError, match="due_after_taken"):
        Loan.objects.create(book_id=2, reader=ada, taken_on=TODAY, due_on=TODAY - datetime.timedelta(days=1))


def test_tags_and_authors_change(ada):
    book = Book.objects.get(pk=1)
    book.tags.set([Tag.objects.create(name="engines")])
    book.authors.add(Author.objects.create(name="Charles Babbage"))
    assert book.authors.count() == 2
    assert Author.objects.latest("id").pk == 4, "the first id after the seed's"


def test_a_reader_leaves_with_all_loans(grace):
    grace.delete()
    assert counts() == [3, 4, 3, 0, 0, 2]


def test_a_lent_book_cannot_be_deleted():
    with pytest.raises(ProtectedError):
        Book.objects.get(pk=4).delete()
    Book.objects.filter(loans=None).delete()
    assert Book.objects.count() == 1


def test_all_titles_change_in_bulk():
    assert Book.objects.update(title="Untitled", loan_count=7) == 4


def test_the_api_lends_a_book(client):
    answer = client.post("/books/3/loans/", {"reader": "ada"}, content_type="application/json")
    assert (answer.status_code, answer.json()["due_on"]) == (201, "2026-05-25")
    again = client.post("/books/3/loans/", {"reader": "grace"}, content_type="application/json")
    assert (again.status_code, again.json()) == (409, {"lent": "Compilers"})
    listed = client.get("/books/").json()["books"]
    assert [book["loan_count"] for book in listed] == [0, 0, 1, 1]
