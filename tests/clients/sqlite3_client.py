"""Python's sqlite3 on SQLite: statements, transactions, functions of times and JSON, sessions that stay over a reset."""

import contextlib
import datetime
import json
import sqlite3
import uuid

from facts import ACCOUNTS, CUSTOMERS, PRODUCTS, Tenant, end, equal, fact

NOW = datetime.datetime(2025, 5, 6, 7, 8, 9, 123456)
# As Python's adapters of times wrote them before they were deprecated.
SPACED = NOW.isoformat(" ")


def session(tenant):
    connection = sqlite3.connect(tenant.url.removeprefix("sqlite:///"))
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def value(connection, query, *parameters):
    return connection.execute(query, parameters).fetchone()[0]


def column(connection, query, *parameters):
    return [row[0] for row in connection.execute(query, parameters)]


def insert(connection, table, **cells):
    places = ", ".join("?" * len(cells))
    inserted = connection.execute(f"INSERT INTO {table} ({', '.join(cells)}) VALUES ({places})", list(cells.values()))
    return inserted.lastrowid


def customer(connection, name, **cells):
    cells = {"country": "US", "email": f"{name.lower()}@example.com", "created_at": SPACED, "orders": 0, "spent": 0, **cells}
    return insert(connection, "customers", name=name, **cells)


def rows(connection):
    with fact("an insert without an id gets the next one, and a decimal is a number"):
        equal(customer(connection, "Ana", spent=12.34), CUSTOMERS + 1)
        row = connection.execute("SELECT * FROM customers WHERE id = ?", [CUSTOMERS + 1]).fetchone()
        equal((row["spent"], row["created_at"], row["phone"], row["country"]), (12.34, SPACED, None, "US"))
    with fact("times that SQLite writes are those that the seed has"):
        first = insert(connection, "orders", customer_id=1, placed_at="2025-05-06T07:08:09.123456Z", status="paid", shipped_at=None, total=-5)
        connection.execute("INSERT INTO orders (customer_id, placed_at, status, total) VALUES (1, CURRENT_TIMESTAMP, 'paid', 987.65)")
        seeded = column(connection, "SELECT placed_at FROM orders WHERE id < ?", first)
        for text in seeded:
            equal(datetime.datetime.fromisoformat(text).tzinfo, None, text)
        equal(value(connection, "SELECT count(*) FROM orders WHERE julianday(placed_at) IS NULL"), 0)
        equal(value(connection, "SELECT count(*) FROM orders WHERE date(placed_at) = '2025-05-06' AND id >= ?", first), 1)
        wanted = len([text for text in seeded if datetime.datetime.fromisoformat(text) >= datetime.datetime(2025, 6, 1)])
        equal(value(connection, "SELECT count(*) FROM orders WHERE placed_at >= '2025-06-01' AND id < ?", first), wanted)
    with fact("decimals are sorted, compared and added up as numbers"):
        totals = column(connection, "SELECT total FROM orders")
        equal(column(connection, "SELECT total FROM orders ORDER BY total"), sorted(totals))
        equal(value(connection, "SELECT max(total) FROM orders"), max(totals))
        equal(value(connection, "SELECT count(*) FROM orders WHERE total > 100"), len([total for total in totals if total > 100]))
        equal({type(total) for total in totals}, {float})
    with fact("a parent's unique value can be changed, another row's is refused, and so is a reference to nothing"):
        equal(connection.execute("UPDATE products SET sku = 'NEW-0001', price = 987.65 WHERE id = 1").rowcount, 1)
        for statement in ("UPDATE products SET sku = 'NEW-0001' WHERE id = 2", "UPDATE orders SET customer_id = -1 WHERE id = 1"):
            with contextlib.suppress(sqlite3.IntegrityError):
                connection.execute(statement)
                raise AssertionError(f"{statement} was taken")
    with fact("ON CONFLICT updates the row that is there and returns it"):
        statement = """INSERT INTO products (sku, name, price) VALUES ('NEW-0001', 'x', 9.99)
            ON CONFLICT (sku) DO UPDATE SET price = excluded.price RETURNING id, price"""
        equal(tuple(connection.execute(statement).fetchone()), (1, 9.99))
    connection.commit()
    with fact("a savepoint is rolled back and the transaction around it is committed"):
        customer(connection, "Kept")
        connection.execute("SAVEPOINT inner_part")
        customer(connection, "Lost")
        connection.execute("DELETE FROM order_lines")
        connection.execute("ROLLBACK TO inner_part")
        connection.commit()
        equal(column(connection, "SELECT name FROM customers WHERE id > ? ORDER BY id", CUSTOMERS), ["Ana", "Kept"])
    with fact("many rows are inserted by one call"):
        many = [(f"MANY-{number}", "Many", number + 0.5) for number in range(3)]
        connection.executemany("INSERT INTO products (sku, name, price) VALUES (?, ?, ?)", many)
        connection.commit()
        ids = column(connection, "SELECT id FROM products WHERE name = 'Many' ORDER BY id")
        equal((ids[0] > PRODUCTS, ids), (True, [ids[0] + number for number in range(3)]))


def types(connection, tenant):
    key = uuid.UUID(int=1)
    cells = dict(code="mine", active=True, tiny=-7, small=123_456, large=2**40, price=1234567.89, rate=0.12345678, score=0.1,
                 born="1999-12-31", seen_at=SPACED, profile=json.dumps({"plan": "basic", "seats": 1}), mood="calm", note=None)
    with fact("the same values in other spellings are equal to the seed"):
        connection.execute("UPDATE accounts SET profile = json_object('seats', profile ->> '$.seats', 'plan', profile ->> '$.plan')")
        connection.execute("UPDATE accounts SET profile = json_pretty(profile) WHERE tiny % 2" if has_pretty(connection) else
                           "UPDATE accounts SET profile = replace(profile, ',', ' ,\n') WHERE tiny % 2")
        connection.execute("UPDATE accounts SET seen_at = replace(seen_at, ' ', 'T') || 'Z', born = born || ' 00:00:00'")
        connection.commit()
        connection.executescript("""BEGIN; PRAGMA defer_foreign_keys = ON; UPDATE accounts SET id = upper(replace(id, '-', ''));
            UPDATE entries SET account_id = upper(replace(account_id, '-', '')); COMMIT""")
        tenant.equals_seed()
        tenant.reset()
    with fact("every type comes back as it was written"):
        insert(connection, "accounts", id=str(key), **cells)
        row = connection.execute("SELECT * FROM accounts WHERE id = ?", [str(key)]).fetchone()
        equal({name: row[name] for name in cells}, {**cells, "active": 1})
        equal(value(connection, "SELECT count(*) FROM accounts WHERE profile ->> '$.plan' = 'basic' AND code = 'mine'"), 1)
        equal(value(connection, "SELECT count(*) FROM accounts WHERE born < '2000-01-01' AND code = 'mine'"), 1)
        connection.commit()
    with fact("verify and diff show exactly what was changed"):
        ids = column(connection, "SELECT id FROM accounts WHERE code <> 'mine' ORDER BY id")
        connection.execute("UPDATE accounts SET profile = json_set(profile, '$.seats', 2) WHERE id = ?", [ids[0]])
        connection.execute("UPDATE accounts SET seen_at = datetime(born, '+1 second'), active = NOT active WHERE id = ?", [ids[1]])
        connection.execute("UPDATE accounts SET price = price + 0.01 WHERE id = ?", [ids[2]])
        connection.commit()
        changed = [("accounts", "added", str(key), []), ("accounts", "changed", ids[0], ["profile"]),
                   ("accounts", "changed", ids[1], ["active", "seen_at"]), ("accounts", "changed", ids[2], ["price"])]
        equal(tenant.changes(), sorted(changed))
        connection.execute("DELETE FROM accounts WHERE id = ?", [str(key)])
        connection.commit()
        equal(tenant.differing_columns(), {"accounts": ["active", "price", "profile", "seen_at"]})


def has_pretty(connection):
    return value(connection, "SELECT count(*) FROM pragma_function_list WHERE name = 'json_pretty'") > 0


def over_a_reset(tenant, query, expected):
    """Sessions that are open, with their statements prepared, while the tenant is reset."""
    with contextlib.closing(session(tenant)) as one, contextlib.closing(session(tenant)) as two:
        for connection in (one, two):
            for _ in range(7):
                connection.execute(query).fetchall()
        tenant.reset()
        for connection in (one, two):
            equal(len(connection.execute(query).fetchall()), expected, "rows after the reset")
        tenant.equals_seed()
        return customer(one, "After") if "customers" in query else None


shop, other = Tenant("shop"), Tenant("types")
with contextlib.closing(session(shop)) as connection:
    rows(connection)
with contextlib.closing(session(other)) as connection:
    types(connection, other)
with fact("diff counts what the application has changed"):
    equal(shop.differs_in(), {"products": (3, 1, 0), "customers": (2, 0, 0), "orders": (2, 0, 0)})
    equal(other.differs_in(), {"accounts": (0, 3, 0)})
with fact("open sessions and their statements outlive a reset, and the next insert gets the seed's next id"):
    equal(over_a_reset(shop, "SELECT id, name, spent FROM customers", CUSTOMERS), CUSTOMERS + 1)
with fact("statements on every type outlive a reset"):
    over_a_reset(other, "SELECT * FROM accounts", ACCOUNTS)
end()
