"""What scripts of the hostile suite share: statements that must be refused, and a neighbour who must notice nothing."""

import contextlib
import os
import sys

import psycopg

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "clients"))

from facts import LAYOUT, Tenant, equal, fact, refusal, reseed  # noqa: E402, F401

DENIED = ("42501",)  # insufficient privilege
# Without the right to use a schema, its objects are not found, or there is no such thing in this layout.
DENIED_OR_UNKNOWN = (*DENIED, "42P01", "42883", "3F000", "42704")


def refused(connection, statement, states=DENIED):
    """A statement that must fail with one of these states, and change nothing."""
    try:
        with connection.transaction():
            connection.execute(statement)
    except psycopg.Error as error:
        if error.sqlstate not in states:
            raise AssertionError(f"{statement}: refused with {error.sqlstate}: {error}") from error
        return
    raise AssertionError(f"{statement}: was allowed")


def all_refused(connection, statements, states=DENIED):
    for statement in statements:
        refused(connection, statement, states)


class Neighbour:
    """Another tenant of the same dataset with a session of its own, which works all the time."""

    def __init__(self, name, table):
        self.name, self.table = name, table
        self.connection = psycopg.connect(reseed("url", name).strip(), autocommit=True, prepare_threshold=0)
        self.backend = self.connection.info.backend_pid
        self.rows = self.read()

    def read(self):
        return self.connection.execute(f"SELECT * FROM {self.table} WHERE id IS NOT NULL ORDER BY id").fetchall()

    def noticed_nothing(self):
        """The same session, the same rows by the statement that it has prepared, and the seed."""
        equal(self.read(), self.rows, "the neighbour's rows")
        equal(self.connection.execute("SELECT pg_backend_pid()").fetchone()[0], self.backend, "the neighbour's backend")
        reseed("verify", self.name)


@contextlib.contextmanager
def session(tenant, **options):
    with psycopg.connect(tenant.url, autocommit=True, **options) as connection:
        yield connection


def roles(connection):
    with fact("it cannot act as another role"):
        known = """SELECT rolname FROM pg_roles WHERE rolname <> current_user
            AND (starts_with(rolname, current_database() || '_') OR rolname IN ('reseed', 'postgres'))"""
        others = [role for role, in connection.execute(known)]
        equal(len(others) > 3, True, "other roles")
        all_refused(connection, [f'SET ROLE "{role}"' for role in others])
        all_refused(connection, [f'SET SESSION AUTHORIZATION "{role}"' for role in others])
        all_refused(connection, ["ALTER ROLE CURRENT_USER BYPASSRLS", "ALTER ROLE CURRENT_USER SUPERUSER", "CREATE ROLE another"])
        all_refused(connection, [f'GRANT "{role}" TO CURRENT_USER' for role in others])


def sessions(connection, neighbour):
    with fact("it cannot end or cancel the sessions of others"):
        all_refused(connection, [f"SELECT pg_{how}_backend({neighbour.backend})" for how in ("cancel", "terminate")])
        equal(connection.execute(f"SELECT query FROM pg_stat_activity WHERE pid = {neighbour.backend}").fetchone(), ("<insufficient privilege>",))


def definitions(connection, table, schema):
    with fact("it cannot change the definitions of tables"):
        all_refused(connection, [
            f"TRUNCATE {table}", f"DROP TABLE {table}", f"ALTER TABLE {table} DISABLE TRIGGER ALL", f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} ADD COLUMN more integer", f"CREATE POLICY mine ON {table} USING (true)", f"DROP POLICY reseed_tenant ON {table}",
            f"CREATE TRIGGER mine BEFORE INSERT ON {table} EXECUTE FUNCTION suppress_redundant_updates_trigger()", f"CREATE INDEX ON {table} (id)",
            f"CREATE RULE mine AS ON INSERT TO {table} DO NOTHING", f"COMMENT ON TABLE {table} IS 'mine'", f"CREATE STATISTICS mine ON (id), (tableoid) FROM {table}",
            f"CREATE TEMP TABLE mine () INHERITS ({table})", f"CREATE PUBLICATION mine FOR TABLE {table}", "SET session_replication_role = replica",
        ], ("42501", "42P17", "42809", "42704"))
    with fact("it can create nothing that lasts"):
        for schema in (schema, "public", "reseed"):
            all_refused(connection, [
                f"CREATE TABLE {schema}.mine (id integer)", f"CREATE VIEW {schema}.mine AS SELECT 1", f"CREATE TYPE {schema}.mine AS (id integer)",
                f"CREATE FUNCTION {schema}.mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'", f"CREATE SEQUENCE {schema}.mine",
                f"CREATE OPERATOR {schema}.=== (FUNCTION = texteq, LEFTARG = text, RIGHTARG = text)", f"CREATE DOMAIN {schema}.mine AS integer",
            ])
        all_refused(connection, ["CREATE SCHEMA mine", "CREATE EXTENSION pg_trgm", "COPY (SELECT 1) TO PROGRAM 'true'", "SELECT pg_read_file('PG_VERSION')"],
                    ("42501", "0A000", "58P01"))
    with fact("it cannot hand its rights on"):
        connection.execute(f"GRANT SELECT ON {table} TO PUBLIC")
        query = f"SELECT count(*) FROM pg_class, aclexplode(relacl) AS a WHERE relname = '{table}' AND a.grantee = 0"
        equal(connection.execute(query).fetchone()[0], 0, "grants to all")


def control(connection, neighbour):
    with fact("it can neither read nor write what reseed keeps"):
        tables = [table for table, in connection.execute("SELECT format('reseed.%I', relname) FROM pg_class WHERE relnamespace::regnamespace::text = 'reseed' AND relkind = 'r'")]
        equal(len(tables) > 4, True, "control tables")
        all_refused(connection, [f"TABLE {table}" for table in tables])
        all_refused(connection, [f"DELETE FROM {table}" for table in tables])
        all_refused(connection, [f"LOCK TABLE {table} IN ACCESS SHARE MODE" for table in tables])
    with fact("it cannot call the functions that change something"):
        functions = """SELECT p.oid::regprocedure::text FROM pg_proc AS p WHERE p.pronamespace::regnamespace::text LIKE 'reseed%'
            AND has_schema_privilege(p.pronamespace, 'USAGE') AND has_function_privilege(p.oid, 'EXECUTE') AND p.prorettype <> 'trigger'::regtype"""
        equal([name for name, in connection.execute(functions)], [], "functions that it may call")
        all_refused(connection, [f"SELECT reseed.take_rights('{neighbour.name}')", "SELECT reseed.keep_private('pg_class')",
                                 "SELECT reseed.tenant_of(current_user::text)"], DENIED_OR_UNKNOWN)


def sequences(connection):
    with fact("it cannot set the counters, neither its own nor others'"):
        found = "SELECT oid::regclass::text, has_sequence_privilege(oid, 'UPDATE') FROM pg_class WHERE relkind = 'S'"
        names = list(connection.execute(found))
        equal([name for name, may in names if may], [], "counters that it may set")
        all_refused(connection, [f"SELECT setval('{name}', 1)" for name, _ in names])
