"""Each test commits, and ends with rows that the next one must not see."""

import uuid
from decimal import Decimal

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from ledger.models import Account, Entry, Kind, Transfer
from ledger.transfers import account, transfer


def balances(session):
    session.expire_all()
    return {found.owner: str(found.balance) for found in session.scalars(select(Account).order_by(Account.owner))}


SEED = {"acme": "3800.00", "ada": "1295.10", "bank": "4.90", "grace": "20.50"}


def test_the_seed_is_there(session):
    assert balances(session) == SEED
    assert session.scalar(select(func.count()).select_from(Entry)) == 4


def test_a_transfer_moves_money(session):
    made = transfer(session, "ada", "grace", Decimal("95.10"), text="dinner")
    assert made.id == 3, "the first id after the seed's"
    assert balances(session) == {**SEED, "ada": "1200.00", "grace": "115.60"}


def test_a_transfer_beyond_the_balance_changes_nothing(session):
    with pytest.raises(IntegrityError, match="not_overdrawn"):
        transfer(session, "grace", "ada", Decimal("21"))
    session.rollback()
    assert balances(session) == SEED


def test_of_two_sessions_with_one_version_the_later_fails(engine):
    with Session(engine) as first, Session(engine) as second:
        one, other = account(first, "ada"), account(second, "ada")
        one.balance -= 5
        first.commit()
        other.balance -= 7
        with pytest.raises(StaleDataError):
            second.commit()
        second.rollback()
        assert balances(second)["ada"] == "1290.10"


def test_other_sessions_see_what_is_committed(engine, session):
    transfer(session, "acme", "bank", Decimal("1"))
    with Session(engine) as other:
        assert balances(other)["bank"] == "5.90"


def test_a_transfer_is_deleted_with_its_entries(session):
    session.delete(session.get(Transfer, 1))
    session.commit()
    assert session.scalar(select(func.count()).select_from(Entry)) == 2


def test_an_account_is_deleted_with_its_entries(session):
    session.delete(account(session, "bank"))
    session.commit()
    assert session.scalars(select(Transfer.id).where(~Transfer.entries.any(Entry.amount > 0))).all() == [2]


def test_labels_and_details_change(session):
    account(session, "ada").labels = ["private", "vip"]
    session.get(Transfer, 1).details = {"text": "salary", "month": 5}
    session.add(Account(owner="edsger", kind=Kind.PRIVATE))
    session.commit()
    assert session.scalar(select(Transfer.details["month"].as_integer()).where(Transfer.id == 1)) == 5
    assert account(session, "edsger").id.version == 4


def test_bulk_statements(session):
    session.execute(update(Account).values(balance=Account.balance + 1))
    session.execute(delete(Entry))
    session.commit()
    assert balances(session)["bank"] == "5.90"


def test_keys_change(session):
    session.execute(delete(Entry).where(Entry.account_id == uuid.UUID(int=4)))
    session.execute(update(Account).where(Account.owner == "bank").values(id=uuid.UUID(int=99)))
    session.commit()
    assert account(session, "bank").id == uuid.UUID(int=99)
