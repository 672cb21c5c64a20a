"""What the role of the applications may try: it works with the rows of every tenant of its dataset, and does nothing else."""

from probes import (
    LAYOUT, Neighbour, Tenant, all_refused, control, definitions, equal, fact, reseed, roles, sequences, session, sessions)
from facts import ACCOUNTS, end

SHARED = LAYOUT == "shared"
MINE, NEIGHBOUR = Tenant("types"), Neighbour("neighbour-types", "accounts")


def rows(connection):
    with fact("it sees the tenants of its dataset, and none of another dataset"):
        query = f"SELECT count(*) FROM accounts WHERE {MINE.mine}"
        equal(connection.execute(query).fetchone()[0], ACCOUNTS)
        schemas = ["shop"] if SHARED else ['"neighbour-shop"']
        all_refused(connection, [f"TABLE {schema}.customers" for schema in schemas])
    with fact("it may change rows, and the seed comes back for the tenant that is reset"):
        connection.execute(f"UPDATE entries SET amount = 0 WHERE {MINE.mine}")
        connection.execute(f"DELETE FROM tickets WHERE {MINE.mine}")


with session(MINE) as connection:
    rows(connection)
    roles(connection)
    sessions(connection, NEIGHBOUR)
    definitions(connection, "accounts", "types" if SHARED else f'"{MINE.name}"')
    control(connection, NEIGHBOUR)
    sequences(connection)
with fact("after a reset the tenant is its seed, and the neighbour untouched"):
    reseed("reset", MINE.name)
    reseed("verify", MINE.name)
    NEIGHBOUR.noticed_nothing()
end()
