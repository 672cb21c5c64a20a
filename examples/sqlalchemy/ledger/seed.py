"""The rows that every test begins with: python -m ledger.seed"""

import os
import uuid
from decimal import Decimal

from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from .models import Account, Kind
from .transfers import transfer

OWNERS = [("ada", Kind.PRIVATE, "100"), ("grace", Kind.PRIVATE, "20.50"), ("acme", Kind.BUSINESS, "5000"), ("bank", Kind.BUSINESS, "0")]


def engine_at(address):
    return create_engine(make_url(address).set(drivername="postgresql+psycopg"))


if __name__ == "__main__":
    with Session(engine_at(os.environ["DATABASE_URL"])) as session:
        for number, (owner, kind, balance) in enumerate(OWNERS, 1):
            session.add(Account(id=uuid.UUID(int=number), owner=owner, kind=kind, balance=Decimal(balance), labels=[kind.value]))
        session.commit()
        transfer(session, "acme", "ada", Decimal("1200"), text="salary")
        transfer(session, "ada", "bank", Decimal("4.90"), text="fee")
