"""asyncpg on PostgreSQL: its binary protocol, its statement cache, COPY of records, cursors, a pool, listeners."""

import asyncio
import datetime
import json
import uuid
from decimal import Decimal

import asyncpg

from facts import ACCOUNTS, CUSTOMERS, Tenant, end, equal, fact

UTC = datetime.timezone.utc
NOW = datetime.datetime(2025, 5, 6, 7, 8, 9, 123456, tzinfo=UTC)


def insert(connection, tenant, table, **cells):
    cells = tenant.row(**cells)
    places = ", ".join(f"${number}" for number in range(1, len(cells) + 1))
    return connection.fetchrow(f"INSERT INTO {table} ({', '.join(cells)}) VALUES ({places}) RETURNING *", *cells.values())


def customer(name, **cells):
    email = f"{name.lower()}@example.com"
    return dict(country="US", name=name, email=email, phone=None, created_at=NOW, orders=0, spent=Decimal("0.50"), **cells)


async def rows(connection, shop):
    with fact("an insert without an id gets the next one"):
        row = await insert(connection, shop, "customers", **customer("Ana"))
        equal((row["id"], row["spent"], row["created_at"]), (CUSTOMERS + 1, Decimal("0.50"), NOW))
    with fact("a savepoint is rolled back and the transaction around it is committed"):
        async with connection.transaction():
            await connection.execute(f"UPDATE products SET price = 987.65 WHERE {shop.mine} AND id = 1")
            try:
                async with connection.transaction():
                    await connection.execute(f"DELETE FROM order_lines WHERE {shop.mine}")
                    raise RuntimeError("no")
            except RuntimeError:
                pass
        equal(await connection.fetchval(f"SELECT price FROM products WHERE {shop.mine} AND id = 1"), Decimal("987.65"))
        equal(await connection.fetchval(f"SELECT count(*) > 0 FROM order_lines WHERE {shop.mine}"), True)
    with fact("a statement is prepared and runs more than five times"):
        statement = await connection.prepare(f"SELECT count(*) FROM orders WHERE {shop.mine} AND customer_id = $1")
        counts = [await statement.fetchval(1) for _ in range(8)]
        equal(len(set(counts)), 1)
    with fact("many rows are inserted by one statement"):
        cells = shop.row(sku="", name="Many", price=Decimal(1))
        places = ", ".join(f"${number}" for number in range(1, len(cells) + 1))
        many = [tuple({**cells, "sku": f"MANY-{number}"}.values()) for number in range(3)]
        await connection.executemany(f"INSERT INTO products ({', '.join(cells)}) VALUES ({places})", many)
    with fact("records are copied to a table and get ids, or inserted where row-level security allows no COPY FROM"):
        records = [shop.row(**customer(f"Copied{number}")) for number in range(3)]
        values = [tuple(record.values()) for record in records]
        if shop.takes_copy:
            await connection.copy_records_to_table("customers", records=values, columns=list(records[0]))
        else:
            for record in records:
                await insert(connection, shop, "customers", **record)
        query = f"SELECT count(DISTINCT id) FROM customers WHERE {shop.mine} AND id > $1"
        equal(await connection.fetchval(query, CUSTOMERS), 4)
    with fact("a cursor reads in parts"):
        async with connection.transaction():
            cursor = await connection.cursor(f"SELECT id FROM orders WHERE {shop.mine} ORDER BY id")
            equal([row["id"] for row in await cursor.fetch(3)], [1, 2, 3])


async def notifications(connection, shop):
    with fact("a listener is called"):
        heard = asyncio.get_running_loop().create_future()
        channel = f"{shop.name}_news"
        await connection.add_listener(channel, lambda *arguments: heard.done() or heard.set_result(arguments[3]))
        await connection.execute("SELECT pg_notify($1, 'hello')", channel)
        equal(await asyncio.wait_for(heard, 10), "hello")
        await connection.reset()


async def types(connection, tenant):
    cells = dict(
        code="mine", active=True, tiny=-7, small=123_456, large=2**40, price=Decimal("1234567.89"),
        rate=Decimal("0.12345678"), score=0.1, born=datetime.date(1999, 12, 31), seen_at=NOW,
        profile={"plan": "basic", "seats": 1}, mood="calm", note=None)
    with fact("every type goes through the binary protocol"):
        await connection.set_type_codec("jsonb", encoder=json.dumps, decoder=json.loads, schema="pg_catalog")
        row = await insert(connection, tenant, "accounts", id=uuid.UUID(int=1), **cells)
        equal({column: row[column] for column in cells}, cells)
        equal(row["id"], uuid.UUID(int=1))


async def over_a_reset(tenant, query, expected):
    async with asyncpg.create_pool(tenant.url, min_size=2, max_size=2) as pool:
        async with pool.acquire() as one, pool.acquire() as two:
            statements = [await connection.prepare(query) for connection in (one, two)]
            for statement in statements:
                for _ in range(7):
                    await statement.fetch()
            await asyncio.to_thread(tenant.reset)
            for connection, statement in zip((one, two), statements):
                equal(len(await statement.fetch()), expected, "rows by a statement from before")
                equal(len(await connection.fetch(query)), expected, "rows by the cache")
            return await insert(one, tenant, "customers", **customer("After")) if "customers" in query else None


async def main():
    shop, other = Tenant("shop"), Tenant("types")
    connection = await asyncpg.connect(shop.url)
    await rows(connection, shop)
    await notifications(connection, shop)
    await connection.close()
    connection = await asyncpg.connect(other.url)
    await types(connection, other)
    await connection.close()
    with fact("diff counts what the application has changed"):
        equal(shop.differs_in(), {"products": (3, 1, 0), "customers": (4, 0, 0)})
    with fact("a pool and its statement cache outlive a reset, and the next insert gets the seed's next id"):
        row = await over_a_reset(shop, f"SELECT id, name FROM customers WHERE {shop.mine}", CUSTOMERS)
        equal(row["id"], CUSTOMERS + 1)
    with fact("statements on every type outlive a reset"):
        await over_a_reset(other, f"SELECT * FROM accounts WHERE {other.mine}", ACCOUNTS)
        other.equals_seed()


asyncio.run(main())
end()
