import enum
import uuid
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Identity, MetaData, Numeric, String, func
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention={"ck": "ck_%(table_name)s_%(constraint_name)s"})


class Kind(enum.Enum):
    PRIVATE = "private"
    BUSINESS = "business"


class Account(Base):
    __tablename__ = "accounts"
    __table_args__ = (CheckConstraint("balance >= 0", name="not_overdrawn"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=func.gen_random_uuid())
    owner: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[Kind]
    balance: Mapped[Decimal] = mapped_column(Numeric(12, 2), server_default="0")
    labels: Mapped[list[str]] = mapped_column(ARRAY(String), server_default="{}")
    # The version that an UPDATE must have found: of two sessions that write, the later one fails.
    version: Mapped[int] = mapped_column()
    entries: Mapped[list["Entry"]] = relationship(back_populates="account", cascade="all, delete-orphan", order_by="Entry.transfer_id")
    __mapper_args__ = {"version_id_col": version}


class Transfer(Base):
    __tablename__ = "transfers"

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    details: Mapped[dict] = mapped_column(JSONB)
    entries: Mapped[list["Entry"]] = relationship(back_populates="transfer", cascade="all, delete-orphan")


class Entry(Base):
    __tablename__ = "entries"

    transfer_id: Mapped[int] = mapped_column(ForeignKey("transfers.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    amount: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    transfer: Mapped[Transfer] = relationship(back_populates="entries")
    account: Mapped[Account] = relationship(back_populates="entries")
