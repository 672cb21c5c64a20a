"""What a tenant's own login role may try: other tenants, other roles, the tables' definitions, reseed's own schema, locks."""

import psycopg

from probes import (
    LAYOUT, Neighbour, Tenant, all_refused, control, definitions, equal, fact, refusal, refused, reseed, roles, sequences, session, sessions)
from facts import CUSTOMERS, end

SHARED = LAYOUT == "shared"
MINE, NEIGHBOUR = Tenant("shop"), Neighbour("neighbour-shop", "customers")
THEIRS = "customers" if SHARED else f'"{NEIGHBOUR.name}".customers'
TENANT = f"'{NEIGHBOUR.name}'"


def rows_of_others(connection):
    with fact("it sees its own rows and no others"):
        equal(connection.execute("SELECT count(*) FROM customers").fetchone()[0], CUSTOMERS)
        if SHARED:
            for table in ("products", "customers", "orders", "order_lines"):
                query = f"SELECT count(*) FROM {table} WHERE tenant_id = {TENANT}"
                equal(connection.execute(query).fetchone()[0], 0, table)
        else:
            all_refused(connection, [f"TABLE {THEIRS}", f"COPY {THEIRS} TO STDOUT", f"SELECT 1 FROM {THEIRS} FOR UPDATE"])
    with fact("it cannot change the rows of others, nor give its own to them"):
        if SHARED:
            for statement in (f"UPDATE customers SET name = 'x' WHERE tenant_id = {TENANT}", f"DELETE FROM customers WHERE tenant_id = {TENANT}"):
                equal(connection.execute(statement).rowcount, 0, statement)
            columns = "country, name, email, created_at, orders, spent"
            cells = "'US', 'x', 'x@example.com', now(), 0, 0"
            all_refused(connection, [
                f"UPDATE customers SET tenant_id = {TENANT}",
                f"UPDATE customers SET tenant_id = {TENANT}, id = NULL WHERE id = 1",
                f"INSERT INTO customers (tenant_id, {columns}) VALUES ({TENANT}, {cells})",
                f"INSERT INTO customers (tenant_id, id, {columns}) VALUES ({TENANT}, 1, {cells}) ON CONFLICT (tenant_id, id) DO UPDATE SET name = 'x'",
                f"MERGE INTO customers USING (VALUES (1)) AS one ON false WHEN NOT MATCHED THEN INSERT (tenant_id, {columns}) VALUES ({TENANT}, {cells})",
            ])
        else:
            all_refused(connection, [f"UPDATE {THEIRS} SET name = 'x'", f"DELETE FROM {THEIRS}", f"INSERT INTO {THEIRS} (id) VALUES (1)"])
    with fact("it cannot switch row-level security off"):
        with connection.transaction():
            connection.execute("SET LOCAL row_security = off")
            query = "SELECT count(*) FROM customers"
            refused(connection, query) if SHARED else connection.execute(query)
    with fact("it cannot reach the tables of tenants by their own names"):
        tables = """SELECT c.oid::regclass::text FROM pg_class AS c WHERE c.relkind IN ('r', 'p', 'S')
            AND c.relnamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND NOT has_table_privilege(c.oid, 'SELECT')"""
        names = [name for name, in connection.execute(tables)]
        equal(any(name.startswith("reseed") for name in names), True, "names of tables that are not its own")
        all_refused(connection, [f"SELECT 1 FROM {name}" for name in names])
        mine = {"customers", "order_lines", "orders", "products"}
        granted = tables.replace("NOT has_table_privilege(c.oid, 'SELECT')", "has_any_column_privilege(c.oid, 'SELECT')")
        equal({name.split(".")[-1] for name, in connection.execute(granted.replace("'p', 'S'", "'p'"))}, mine)


def end_of_reset(what):
    """The tenant is its seed, and the neighbour has noticed nothing."""
    with fact(f"after a reset the tenant is its seed, and the neighbour untouched: {what}"):
        reseed("reset", MINE.name, "--blockers", "terminate", "--grace", "0", "--wait", "20")
        reseed("verify", MINE.name)
        NEIGHBOUR.noticed_nothing()


def temporary_objects():
    with session(MINE) as connection:
        with fact("it may have temporary objects, which stand for nothing but for itself"):
            connection.execute("CREATE TEMP TABLE tenants (name text, role text, id integer)")
            connection.execute("CREATE TEMP TABLE copies (tenant text, place text)")
            connection.execute("CREATE FUNCTION pg_temp.own_tenant() RETURNS text LANGUAGE sql AS $$ SELECT 'neighbour-shop'::text $$")
            connection.execute("CREATE FUNCTION pg_temp.current_user() RETURNS text LANGUAGE sql AS $$ SELECT 'neighbour-shop'::text $$")
            connection.execute("CREATE TYPE pg_temp.regclass AS (id integer)")
            connection.execute("SELECT set_config('search_path', 'pg_temp, ' || current_setting('search_path') || ', pg_catalog', false)")
            equal(connection.execute("SELECT count(*) FROM customers").fetchone()[0], CUSTOMERS)
            insert = "INSERT INTO customers (country, name, email, created_at, orders, spent) VALUES ('US', 'x', 'x@example.com', now(), 0, 0) RETURNING id"
            equal(connection.execute(insert).fetchone()[0], CUSTOMERS + 1)
            if SHARED:
                connection.execute("CREATE TEMP VIEW mine AS SELECT * FROM customers")
            connection.execute("DELETE FROM order_lines")
        end_of_reset("next to temporary tables, functions, types and views that bear the names of others")
    with session(MINE) as connection, fact("its own settings for coming sessions change nothing for reseed"):
        connection.execute("ALTER ROLE CURRENT_USER SET search_path = pg_temp")
        connection.execute("ALTER ROLE CURRENT_USER SET default_transaction_read_only = on")
        connection.execute("ALTER ROLE CURRENT_USER SET lock_timeout = '1ms'")
    end_of_reset("with settings of its own")
    with session(MINE, options="-csearch_path=pg_catalog") as connection:
        connection.execute("SET default_transaction_read_only = off")
        connection.execute("ALTER ROLE CURRENT_USER RESET ALL")


def locks():
    with session(MINE, application_name="reseed") as connection:
        with fact("a transaction of its own holds up no reset of a neighbour, whatever it calls itself"):
            connection.execute("BEGIN")
            connection.execute("UPDATE orders SET status = 'paid'")
            reseed("reset", NEIGHBOUR.name)
            NEIGHBOUR.noticed_nothing()
        end_of_reset("during an open transaction under the name of reseed")
        ended(connection)
    with session(MINE) as connection, fact("a lock on a whole table is named to a neighbour's reset, which ends no session for it"):
        with connection.transaction():
            connection.execute("LOCK TABLE orders IN SHARE UPDATE EXCLUSIVE MODE")
            options = ["--blockers", "terminate", "--grace", "0", "--wait", "1"]
            if SHARED:
                said = refusal("reset", NEIGHBOUR.name, *options, code=4)
                equal(str(connection.info.backend_pid) in said, True, f"the session in {said!r}")
            else:
                reseed("reset", NEIGHBOUR.name, *options)
            connection.execute("SELECT 1")
        NEIGHBOUR.noticed_nothing()
    end_of_reset("after locks")


def ended(connection):
    with fact("its own session was ended for its own reset, as was asked for"):
        try:
            connection.execute("SELECT 1")
        except psycopg.OperationalError:
            return
        raise AssertionError("the session is alive")


with session(MINE) as connection:
    rows_of_others(connection)
    roles(connection)
    sessions(connection, NEIGHBOUR)
    definitions(connection, "products", "shop" if SHARED else f'"{MINE.name}"')
    control(connection, NEIGHBOUR)
    sequences(connection)
end_of_reset("after what was refused")
temporary_objects()
locks()
end()
