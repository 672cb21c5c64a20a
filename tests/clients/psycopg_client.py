"""psycopg 3 on PostgreSQL: statements, transactions, COPY, cursors, a pool, notifications."""

import datetime
import uuid
from decimal import Decimal

import psycopg
from psycopg import sql
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb
from psycopg_pool import ConnectionPool

from facts import ACCOUNTS, CUSTOMERS, EVENTS, TICKETS, Tenant, end, equal, fact

UTC = datetime.timezone.utc


def insert(connection, tenant, table, returning="*", **cells):
    cells = tenant.row(**cells)
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({}) RETURNING {}").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, cells)),
        sql.SQL(", ").join(sql.Placeholder() * len(cells)),
        sql.SQL(returning),
    )
    return connection.execute(statement, list(cells.values())).fetchone()


def value(connection, query, *parameters, **options):
    return connection.execute(query, parameters, **options).fetchone()[0]


def customer(connection, shop, name, **cells):
    cells = {"country": "US", "email": f"{name}@example.com", "orders": 0, "spent": 0, **cells}
    cells.setdefault("created_at", datetime.datetime.now(UTC))
    return insert(connection, shop, "customers", "id", name=name, **cells)[0]


def rows(connection, shop):
    with fact("rows are read as numbers, decimals and instants"):
        row = connection.cursor(row_factory=dict_row).execute(f"SELECT * FROM customers WHERE {shop.mine} ORDER BY id").fetchone()
        equal(row["id"], 1)
        equal(type(row["spent"]), Decimal)
        equal(row["created_at"].utcoffset(), datetime.timedelta(0))
    with fact("an insert without an id gets the next one, with now() and a new country"):
        created = value(connection, "SELECT now()")
        cells = {"country": "US", "phone": None, "spent": Decimal("12.34"), "created_at": created}
        equal(customer(connection, shop, "Ana", **cells), CUSTOMERS + 1)
        query = f"SELECT spent, created_at FROM customers WHERE {shop.mine} AND id = %s"
        equal(connection.execute(query, [CUSTOMERS + 1]).fetchone(), (Decimal("12.34"), created))
    with fact("a value outside of what the seed was drawn from is accepted"):
        insert(connection, shop, "products", sku="not like the pattern", name="x", price=Decimal("987.65"))
        insert(connection, shop, "orders", customer_id=1, placed_at=datetime.datetime.now(UTC), status="paid",
               shipped_at=None, total=Decimal("-5"))
    with fact("a parent's unique value can be changed"):
        changed = connection.execute(f"UPDATE products SET sku = 'NEW-0001' WHERE {shop.mine} AND id = 1")
        equal(changed.rowcount, 1)
        changed = connection.execute(f"UPDATE customers SET email = 'new@example.com' WHERE {shop.mine} AND id = 1")
        equal(changed.rowcount, 1)
    with fact("a value that is there already and a reference to nothing are refused"):
        for error, table, cells in [
            (psycopg.errors.UniqueViolation, "products", dict(sku="NEW-0001", name="x", price=1)),
            (psycopg.errors.ForeignKeyViolation, "orders", dict(customer_id=999_999, placed_at="now", status="paid", total=1)),
        ]:
            try:
                insert(connection, shop, table, **cells)
            except error:
                continue
            raise AssertionError(f"{table} took {cells}")


def transactions(connection, shop):
    count = f"SELECT count(*) FROM customers WHERE {shop.mine}"
    with fact("a savepoint is rolled back and the transaction around it is committed"):
        before = value(connection, count)
        with connection.transaction():
            customer(connection, shop, "Kept")
            try:
                with connection.transaction():
                    customer(connection, shop, "Lost")
                    raise psycopg.Rollback
            except psycopg.Rollback:
                pass
        equal(value(connection, count), before + 1)
    with fact("ON CONFLICT updates the row that is there"):
        statement = f"""INSERT INTO products ({'tenant_id, ' * shop.says_tenant}sku, name, price) VALUES ({'%s, ' * shop.says_tenant}%s, %s, %s)
            ON CONFLICT ({shop.key('sku')}) DO UPDATE SET price = excluded.price RETURNING id, price"""
        cells = [shop.name] * shop.says_tenant + ["NEW-0001", "x", Decimal("9.99")]
        equal(connection.execute(statement, cells).fetchone(), (1, Decimal("9.99")))
    with fact("a statement that is prepared runs more than five times"):
        ids = [value(connection, f"SELECT id FROM orders WHERE {shop.mine} AND id = %s", number, prepare=True)
               for number in range(1, 9)]
        equal(ids, list(range(1, 9)))
    with fact("a pipeline of statements"):
        with connection.pipeline():
            cursors = [connection.execute(f"SELECT name FROM products WHERE {shop.mine} AND id = %s", [n]) for n in (1, 2)]
            equal([cursor.rowcount for cursor in cursors if cursor.fetchone()], [1, 1])
    with fact("a server-side cursor reads in parts"):
        with connection.transaction(), connection.cursor(name="parts", scrollable=True) as cursor:
            cursor.execute(f"SELECT id FROM orders WHERE {shop.mine} ORDER BY id")
            equal(len(cursor.fetchmany(7)), 7)
            cursor.scroll(0, mode="absolute")
            equal(cursor.fetchone(), (1,))


def copies(connection, shop):
    cells = shop.row(country="DE", name="Copied", orders=0, spent=0, created_at="2026-02-03 04:05:06+00")
    columns = ", ".join([*cells, "email"])
    with fact("COPY FROM gives the rows ids, and is refused with row-level security"):
        try:
            with connection.cursor().copy(f"COPY customers ({columns}) FROM STDIN") as copy:
                for number in range(3):
                    copy.write_row([*cells.values(), f"copied{number}@example.com"])
        except psycopg.errors.FeatureNotSupported:
            equal(shop.takes_copy, False, "COPY FROM")
            for number in range(3):
                customer(connection, shop, "Copied", email=f"copied{number}@example.com")
        query = f"SELECT count(DISTINCT id), min(id) > %s FROM customers WHERE {shop.mine} AND name = 'Copied'"
        equal(connection.execute(query, [CUSTOMERS]).fetchone(), (3, True))
    with fact("COPY TO reads a query's rows"):
        with connection.cursor().copy(f"COPY (SELECT id FROM products WHERE {shop.mine} AND id <= 5) TO STDOUT") as copy:
            equal(len(list(copy.rows())), 5)


def notifications(connection, shop):
    with fact("a session that listens is notified"):
        connection.execute(f'LISTEN "{shop.name}_news"')
        with psycopg.connect(shop.url, autocommit=True) as other:
            other.execute("SELECT pg_notify(%s, 'hello')", [f"{shop.name}_news"])
        equal([note.payload for note in connection.notifies(timeout=10, stop_after=1)], ["hello"])


def types(connection, tenant):
    seen = datetime.datetime(2025, 5, 6, 7, 8, 9, 123456, tzinfo=UTC)
    cells = dict(
        code="mine", active=True, tiny=-7, small=123_456, large=2**40, price=Decimal("1234567.89"), rate=Decimal("0.12345678"),
        score=0.1, born=datetime.date(1999, 12, 31), seen_at=seen, profile={"plan": "basic", "seats": 1},
        mood="calm", note=None)
    written = {**cells, "profile": Jsonb(cells["profile"])}
    with fact("every type comes back as it was written"):
        key = uuid.uuid4()
        insert(connection, tenant, "accounts", id=key, **written)
        cursor = connection.cursor(row_factory=dict_row)
        row = cursor.execute(f"SELECT * FROM accounts WHERE {tenant.mine} AND id = %s", [key]).fetchone()
        equal({column: row[column] for column in cells}, cells)
        equal(row["id"], key)
    with fact("a row of a composite key, and an update by it"):
        key = value(connection, f"SELECT id FROM accounts WHERE {tenant.mine} ORDER BY id LIMIT 1")
        code = value(connection, f"SELECT code FROM accounts WHERE {tenant.mine} AND id = %s", key)
        insert(connection, tenant, "entries", account_id=key, line_no=10, account_code=code, amount=1, booked_at=seen)
        update = f"UPDATE entries SET amount = amount + 1 WHERE {tenant.mine} AND account_id = %s AND line_no = 10"
        equal(connection.execute(update, [key]).rowcount, 1)
    ids(connection, tenant)


def ids(connection, tenant):
    with fact("numbers in a key of two and outside a key, and a key that is a UUID, need no value"):
        now = datetime.datetime.now(UTC)
        event = insert(connection, tenant, "events", "id", kind="login", at=now)[0]
        equal((event, value(connection, "SELECT lastval()")), (EVENTS + 1, EVENTS + 1))
        key, number = insert(connection, tenant, "tickets", "id, number", opened=now)
        equal((key.version, number, value(connection, "SELECT lastval()")), (4, TICKETS + 1, TICKETS + 1))


def over_a_reset(tenant, pool, query, expected):
    """Sessions that are open, with their statements prepared, while the tenant is reset."""
    connections = [pool.getconn() for _ in range(2)]
    for connection in connections:
        for _ in range(7):
            equal(len(connection.execute(query, prepare=True).fetchall()) >= expected, True, "rows before the reset")
    backends = [connection.info.backend_pid for connection in connections]
    tenant.reset()
    for connection in connections:
        equal(len(connection.execute(query, prepare=True).fetchall()), expected, "rows after the reset")
    equal([value(connection, "SELECT pg_backend_pid()") for connection in connections], backends, "backends")
    for connection in connections:
        pool.putconn(connection)


shop, other = Tenant("shop"), Tenant("types")
with psycopg.connect(shop.url, autocommit=True) as connection:
    rows(connection, shop)
    transactions(connection, shop)
    copies(connection, shop)
    notifications(connection, shop)
with psycopg.connect(other.url, autocommit=True) as connection:
    types(connection, other)
with fact("diff counts what the application has changed"):
    equal(shop.differs_in(), {"products": (1, 1, 0), "customers": (5, 1, 0), "orders": (1, 0, 0)})
    equal(other.differs_in(), {table: (1, 0, 0) for table in ("accounts", "entries", "events", "tickets")})
with ConnectionPool(shop.url, min_size=2, max_size=2, kwargs={"autocommit": True}) as pool:
    with fact("a pool and its prepared statements outlive a reset and see the seed"):
        over_a_reset(shop, pool, f"SELECT id, name, spent FROM customers WHERE {shop.mine}", CUSTOMERS)
        shop.equals_seed()
    with fact("the first insert after a reset gets the seed's next id"), pool.connection() as connection:
        equal(customer(connection, shop, "After"), CUSTOMERS + 1)
with ConnectionPool(other.url, min_size=2, max_size=2, kwargs={"autocommit": True}) as pool:
    with fact("statements on every type outlive a reset"):
        over_a_reset(other, pool, f"SELECT * FROM accounts WHERE {other.mine}", ACCOUNTS)
        other.equals_seed()
    with pool.connection() as connection:
        ids(connection, other)
end()
