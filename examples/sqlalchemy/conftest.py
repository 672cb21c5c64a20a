import os

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from ledger.seed import engine_at


@pytest.fixture(scope="session")
def engine():
    """A copy of the database that was prepared, for each worker of pytest-xdist."""
    original = make_url(os.environ["DATABASE_URL"])
    name = f"{original.database}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    server = engine_at(original.set(database="postgres")).execution_options(isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}"'))
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{original.database}"'))
    engine = engine_at(original.set(database=name))
    yield engine
    engine.dispose()
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}"'))


@pytest.fixture(autouse=True)
def sandbox(engine):
    with engine.begin() as connection:
        connection.execute(text("SELECT reseed.reset('ci')"))


@pytest.fixture
def session(engine):
    with Session(engine) as session:
        yield session
