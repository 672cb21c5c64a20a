"""These roll back what they write, as before; pytest-django runs them first, so the rows they see are the seed's."""

import pytest
from django.test import TestCase

from library.models import Book, Tag


class TagTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.tag = Tag.objects.create(name="engines")

    def test_a_book_gets_a_tag(self):
        Book.objects.get(pk=1).tags.add(self.tag)
        self.assertEqual(self.tag.books.count(), 1)

    def test_the_tag_has_no_book(self):
        self.assertEqual(self.tag.books.count(), 0)


@pytest.mark.django_db
def test_the_seed_is_there():
    assert Tag.objects.create(name="engines").books.count() == 0
