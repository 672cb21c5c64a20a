"""SQLAlchemy 2 by declared models and by reflection: with psycopg on PostgreSQL, with sqlite3 on SQLite."""

import datetime
import uuid
from decimal import Decimal
from typing import Optional

from sqlalchemy import (
    JSON, BigInteger, Date, DateTime, Double, Enum, FetchedValue, ForeignKeyConstraint, Integer, Numeric, SmallInteger, Text, Uuid, create_engine,
    func, insert, inspect, make_url, select, update)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, selectinload
from sqlalchemy.orm.attributes import flag_modified

from facts import ACCOUNTS, CHOICES, CUSTOMERS, EVENTS, LAYOUT, TICKETS, Tenant, end, equal, fact, seed_accounts

ON_POSTGRES = LAYOUT != "sqlite"
SHOP, TYPES = Tenant("shop"), Tenant("types")
# On SQLite, SQLAlchemy keeps no zone with an instant.
NOW = datetime.datetime(2025, 5, 6, 7, 8, 9, 123456, tzinfo=datetime.timezone.utc if ON_POSTGRES else None)
BIG = BigInteger().with_variant(Integer, "sqlite")
MONEY, TIME = Numeric(18, 2), DateTime(timezone=True)
MOOD = Enum("calm", "glad", "cross", name="accounts_mood_enum", create_type=False) if CHOICES == "enum" else Text


class Base(DeclarativeBase):
    type_annotation_map = {int: BIG, str: Text, datetime.datetime: TIME, datetime.date: Date, uuid.UUID: Uuid, float: Double}


def of(tenant):
    """What every model of a tenant has besides."""
    if not tenant.says_tenant:
        return type("Row", (), {"__abstract__": True})
    column = mapped_column(Text, primary_key=True, default=tenant.name)
    return type("Row", (), {"__annotations__": {"tenant_id": Mapped[str]}, "tenant_id": column})


def refers(tenant, columns, table, target):
    both = ["tenant_id"] if tenant.says_tenant else []
    return ForeignKeyConstraint([*both, *columns], [f"{table}.{column}" for column in [*both, *target]])


class Product(of(SHOP), Base):
    __tablename__ = "products"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    sku: Mapped[str]
    name: Mapped[str]
    price: Mapped[Decimal] = mapped_column(MONEY)


class Customer(of(SHOP), Base):
    __tablename__ = "customers"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    country: Mapped[str]
    name: Mapped[str]
    email: Mapped[str]
    phone: Mapped[Optional[str]]
    created_at: Mapped[datetime.datetime]
    orders: Mapped[int] = mapped_column(default=0)
    spent: Mapped[Decimal] = mapped_column(MONEY, default=0)
    order_rows: Mapped[list["Order"]] = relationship(back_populates="customer")


class Order(of(SHOP), Base):
    __tablename__ = "orders"
    __table_args__ = (refers(SHOP, ["customer_id"], "customers", ["id"]),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    customer_id: Mapped[int]
    placed_at: Mapped[datetime.datetime]
    status: Mapped[str]
    shipped_at: Mapped[Optional[datetime.datetime]]
    total: Mapped[Decimal] = mapped_column(MONEY)
    customer: Mapped[Customer] = relationship(back_populates="order_rows")


class Account(of(TYPES), Base):
    __tablename__ = "accounts"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    code: Mapped[str]
    active: Mapped[bool]
    tiny: Mapped[int] = mapped_column(SmallInteger)
    small: Mapped[int] = mapped_column(Integer)
    large: Mapped[int]
    price: Mapped[Decimal] = mapped_column(MONEY)
    rate: Mapped[Decimal] = mapped_column(Numeric(12, 8))
    score: Mapped[float]
    born: Mapped[datetime.date]
    seen_at: Mapped[Optional[datetime.datetime]]
    profile: Mapped[dict] = mapped_column(JSON().with_variant(postgresql.JSONB(), "postgresql"))
    mood: Mapped[str] = mapped_column(MOOD)
    note: Mapped[Optional[str]]


class Entry(of(TYPES), Base):
    __tablename__ = "entries"
    __table_args__ = (refers(TYPES, ["account_id"], "accounts", ["id"]),)
    account_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    line_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    account_code: Mapped[str]
    amount: Mapped[Decimal] = mapped_column(MONEY)
    booked_at: Mapped[datetime.datetime]


class Event(of(TYPES), Base):
    __tablename__ = "events"
    kind: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, server_default=FetchedValue())
    at: Mapped[datetime.datetime]


class Ticket(of(TYPES), Base):
    __tablename__ = "tickets"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=FetchedValue())
    number: Mapped[int] = mapped_column(server_default=FetchedValue())
    opened: Mapped[datetime.datetime]


def engine_of(tenant):
    url = make_url(tenant.url)
    driver = "postgresql+psycopg" if ON_POSTGRES else "sqlite"
    return create_engine(url.set(drivername=driver), pool_size=2)


def mine(model):
    tenant = SHOP if model in (Product, Customer, Order) else TYPES
    query = select(model)
    return query.where(model.tenant_id == tenant.name) if tenant.says_tenant else query


def customer(name, **cells):
    return dict(country="US", name=name, email=f"{name.lower()}@example.com", created_at=NOW, **cells)


def upsert(model):
    return (postgresql if ON_POSTGRES else sqlite).insert(model)


def reflection(engine):
    with fact("reflection finds the tables with their keys and types"):
        found = inspect(engine)
        keys = {table: found.get_pk_constraint(table)["constrained_columns"] for table in found.get_table_names()}
        tenant = ["tenant_id"] * (LAYOUT == "shared")
        wanted = {"accounts": ["id"], "entries": ["account_id", "line_no"], "tickets": ["id"], "events": ["kind", "id"]}
        if not ON_POSTGRES:
            # SQLite counts nothing else, so the keys are unique constraints there.
            wanted |= {"tickets": ["number"], "events": ["id"]}
        equal({table: keys[table] for table in wanted}, {table: tenant + key for table, key in wanted.items()})
        if ON_POSTGRES:
            kinds = {column["name"]: column["type"] for column in found.get_columns("accounts")}
            equal((kinds["rate"].precision, kinds["rate"].scale), (12, 8))
            equal(kinds["seen_at"].timezone, True)
            equal(kinds["id"].as_uuid, True)


def objects(engine):
    with fact("objects are read with those that belong to them"), Session(engine) as session:
        ada = session.scalars(mine(Customer).options(selectinload(Customer.order_rows)).order_by(Customer.id)).first()
        equal((ada.id, len(ada.order_rows)), (1, ada.orders))
        equal(type(ada.spent), Decimal)
    with fact("objects that are added get the next ids, in one flush with their children"), Session(engine) as session:
        ana = Customer(**customer("Ana", spent=Decimal("12.34")))
        ana.order_rows = [Order(placed_at=NOW, status="paid", total=Decimal("12.34"))]
        session.add(ana)
        session.commit()
        equal(ana.id, CUSTOMERS + 1)
        equal((ana.spent, ana.created_at), (Decimal("12.34"), NOW))
        equal(ana.order_rows[0].customer_id, ana.id)
        equal(session.scalar(mine(Customer).where(Customer.created_at == NOW, Customer.spent > Decimal("12.3"))).name, "Ana")
    with fact("a parent's unique value can be changed"), Session(engine) as session:
        product = session.scalars(mine(Product).where(Product.id == 1)).one()
        product.sku, product.price = "NEW-0001", Decimal("987.65")
        session.commit()
        equal((product.sku, product.price), ("NEW-0001", Decimal("987.65")))
    with fact("a savepoint is rolled back and the transaction around it is committed"), Session(engine) as session:
        session.add(Customer(**customer("Kept")))
        nested = session.begin_nested()
        session.add(Customer(**customer("Lost")))
        session.flush()
        nested.rollback()
        session.commit()
        names = session.scalars(mine(Customer).where(Customer.id > CUSTOMERS).order_by(Customer.id)).all()
        equal([customer.name for customer in names], ["Ana", "Kept"])
    with fact("an upsert changes the row that is there"), Session(engine) as session:
        statement = upsert(Product).values(**SHOP.row(sku="NEW-0001", name="x", price=Decimal("9.99")))
        key = ["tenant_id", "sku"] if LAYOUT == "shared" else ["sku"]
        statement = statement.on_conflict_do_update(index_elements=key, set_={"price": statement.excluded.price})
        equal(session.execute(statement.returning(Product.id, Product.price)).one(), (1, Decimal("9.99")))
        session.commit()
    with fact("many rows are inserted at once and return their ids in order"), Session(engine) as session:
        many = [SHOP.row(**customer(f"Many{number}")) for number in range(5)]
        ids = session.scalars(insert(Customer).returning(Customer.id, sort_by_parameter_order=True), many).all()
        session.commit()
        equal(ids, sorted(ids))
        equal(session.scalar(mine(Customer).where(Customer.id == ids[3])).name, "Many3")
    with fact("rows are streamed"), Session(engine) as session:
        read = session.scalars(mine(Order).execution_options(yield_per=7, stream_results=True))
        equal(len(list(read)), session.scalar(select(func.count()).select_from(mine(Order).subquery())))
    with fact("rows are sorted and added up as numbers"), Session(engine) as session:
        totals = [order.total for order in session.scalars(mine(Order))]
        read = mine(Order).subquery()
        equal(session.scalar(select(func.max(read.c.total))), max(totals))
        equal(session.scalar(select(func.sum(read.c.total))), sum(totals))
        in_order = session.scalars(mine(Order).order_by(Order.total.desc()))
        equal([order.total for order in in_order], sorted(totals, reverse=True))


def types(engine):
    cells = dict(
        code="mine", active=True, tiny=-7, small=123_456, large=2**40, price=Decimal("1234567.89"), rate=Decimal("0.12345678"),
        score=0.1, born=datetime.date(1999, 12, 31), seen_at=NOW, profile={"plan": "basic", "seats": 1}, mood="glad", note=None)
    with fact("what the seed holds is read as the spec makes it"), Session(engine) as session:
        read = {account.id: account for account in session.scalars(mine(Account))}
        for wanted in seed_accounts(TYPES, NOW.tzinfo):
            found = read[wanted["id"]]
            equal({column: getattr(found, column) for column in wanted}, wanted)
    with fact("rows that are written again with the same values are equal to the seed"), Session(engine) as session:
        for model in (Account, Entry):
            for row in session.scalars(mine(model)):
                for column in inspect(model).columns:
                    column.primary_key or flag_modified(row, column.key)
        session.commit()
        TYPES.equals_seed()
    with fact("verify and diff show exactly what was changed"), Session(engine) as session:
        one, two = session.scalars(mine(Account).order_by(Account.id).limit(2))
        before = one.profile, two.active, two.born, two.price
        one.profile = {**one.profile, "seats": 2}
        two.active, two.born, two.price = not two.active, two.born + datetime.timedelta(days=1), two.price + Decimal("0.01")
        session.commit()
        equal(sorted(TYPES.changed_columns()), [("accounts", ["active", "born", "price"]), ("accounts", ["profile"])])
        equal(TYPES.differing_columns(), {"accounts": ["active", "born", "price", "profile"]})
        one.profile, two.active, two.born, two.price = before
        session.commit()
        TYPES.equals_seed()
    with fact("every type comes back as it was written"), Session(engine) as session:
        account = Account(**cells)
        session.add(account)
        session.commit()
        key = account.id
        session.expire_all()
        equal({column: getattr(account, column) for column in cells}, cells)
        for condition in (Account.id == key, Account.seen_at == NOW, Account.born < datetime.date(2000, 1, 1), Account.mood == "glad"):
            equal(key in [row.id for row in session.scalars(mine(Account).where(condition))], True, str(condition))
    with fact("a row of a composite key is found and changed by it"), Session(engine) as session:
        parent = session.scalars(mine(Account).order_by(Account.id)).first()
        entry = Entry(account_id=parent.id, line_no=10, account_code=parent.code, amount=Decimal("1.10"), booked_at=NOW)
        session.add(entry)
        session.commit()
        key = TYPES.row(account_id=parent.id, line_no=10)
        session.get(Entry, key).amount += 1
        session.commit()
        session.expire_all()
        equal(session.get(Entry, key).amount, Decimal("2.10"))
    ids(engine)


def ids(engine):
    with fact("objects get numbers in a key of two and outside a key, and a key that is a UUID"), Session(engine) as session:
        events, ticket = [Event(kind=kind, at=NOW) for kind in ("login", "logout")], Ticket(opened=NOW)
        session.add_all([*events, ticket])
        session.commit()
        equal(sorted(event.id for event in events), [EVENTS + 1, EVENTS + 2])
        equal((ticket.id.version, ticket.number), (4, TICKETS + 1))
        session.expire_all()
        equal(session.get(Event, TYPES.row(kind="login", id=events[0].id)).at, NOW)
        equal(session.get(Ticket, TYPES.row(id=ticket.id)).number, TICKETS + 1)


def over_a_reset(engine, tenant, model, expected):
    """Sessions that are open while the tenant is reset, outside of a transaction as ORMs leave them between requests."""
    with engine.connect() as one, engine.connect() as two:
        for connection in (one, two):
            for _ in range(7):
                connection.execute(mine(model)).all()
            connection.rollback()
        tenant.reset()
        for connection in (one, two):
            equal(len(connection.execute(mine(model)).all()), expected, "rows after the reset")
            connection.rollback()
    tenant.equals_seed()


shop, other = engine_of(SHOP), engine_of(TYPES)
reflection(other)
objects(shop)
types(other)
with fact("diff counts what the application has changed"):
    equal(SHOP.differs_in(), {"products": (0, 1, 0), "customers": (7, 0, 0), "orders": (1, 0, 0)})
    equal(TYPES.differs_in(), {"accounts": (1, 0, 0), "entries": (1, 0, 0), "events": (2, 0, 0), "tickets": (1, 0, 0)})
with fact("a pool and its prepared statements outlive a reset and see the seed"):
    over_a_reset(shop, SHOP, Customer, CUSTOMERS)
with fact("the first object after a reset gets the seed's next id"), Session(shop) as session:
    ana = Customer(**customer("Ana"))
    session.add(ana)
    session.commit()
    equal(ana.id, CUSTOMERS + 1)
with fact("statements on every type outlive a reset"):
    over_a_reset(other, TYPES, Account, ACCOUNTS)
ids(other)
end()
