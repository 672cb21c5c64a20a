import pytest
from django.db import connection


@pytest.fixture
def transactional_db(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        connection.cursor().execute("SELECT reseed.reset('ci')")
        yield
