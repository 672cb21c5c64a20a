"""What anyone who may write a tenant's live file may do to it on SQLite: a reset restores the seed, or reports why it cannot."""

import contextlib
import os
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "clients"))

from facts import CUSTOMERS, Tenant, end, equal, fact, refusal, reseed  # noqa: E402

MINE, NEIGHBOUR = Tenant("shop"), "neighbour-shop"
PATH = reseed("url", MINE.name, "--path").strip()


def session():
    return contextlib.closing(sqlite3.connect(PATH, isolation_level=None, timeout=0))


def is_the_seed(*, proves=True):
    reseed("reset", MINE.name, *["--prove"] * proves)
    reseed("verify", MINE.name)
    reseed("verify", NEIGHBOUR)
    with session() as connection:
        equal(connection.execute("SELECT count(*) FROM customers").fetchone()[0], CUSTOMERS)


def changed_by(statements):
    with session() as connection:
        for statement in statements:
            connection.execute(statement)


for text, statements in {
    "another application_id and user_version": ["PRAGMA application_id = 42", "PRAGMA user_version = 42", "DELETE FROM order_lines"],
    "the write-ahead log": ["PRAGMA journal_mode = wal", "DELETE FROM order_lines"],
    "another size of pages": ["PRAGMA journal_mode = delete", "PRAGMA page_size = 1024", "VACUUM", "DELETE FROM order_lines"],
    "a file that shrinks by itself": ["PRAGMA auto_vacuum = full", "VACUUM", "DELETE FROM order_lines"],
    "triggers that refuse every write": ["CREATE TRIGGER no_insert BEFORE INSERT ON customers BEGIN SELECT raise(ABORT, 'no'); END",
                                         "CREATE TRIGGER no_delete BEFORE DELETE ON customers BEGIN SELECT raise(ABORT, 'no'); END"],
    "views in the place of tables": ["ALTER TABLE order_lines RENAME TO kept", "CREATE VIEW order_lines AS SELECT * FROM kept WHERE quantity > 1"],
    "tables without rules": ["CREATE TABLE other AS SELECT * FROM products", "DROP TABLE order_lines", "CREATE TABLE order_lines (order_id, line_no)"],
    "counters set to the end": ["UPDATE sqlite_sequence SET seq = 9223372036854775807"],
    "tables and columns of strange names": ['CREATE TABLE "reseed; --" ("a""b" TEXT)', 'ALTER TABLE products ADD COLUMN "x y" TEXT'],
}.items():
    with fact(f"after a reset the tenant is its seed: {text}"):
        changed_by(statements)
        is_the_seed(proves=False)

with fact("a write lock that is held stops a reset, which reports it and claims nothing"):
    with session() as connection:
        connection.execute("DELETE FROM order_lines")
        connection.execute("BEGIN IMMEDIATE")
        for option in ([], ["--prove"]):
            said = refusal("reset", MINE.name, *option, "--wait", "0", code=4)
            equal("transaction" in said, True, said)
        connection.execute("ROLLBACK")
    is_the_seed()
with fact("the same with the mark of a swap set by hand"):
    with session() as connection:
        connection.execute("DELETE FROM order_lines")
        for number in range(8):
            connection.execute(f"PRAGMA application_id = {number}")
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("BEGIN IMMEDIATE")
            refusal("reset", MINE.name, "--wait", "0", code=4)
            connection.execute("ROLLBACK")
    is_the_seed()
with fact("a live file that is a link to another tenant's is refused, and that tenant untouched"):
    theirs = reseed("url", NEIGHBOUR, "--path").strip()
    os.rename(PATH, PATH + ".kept")
    for link in (os.symlink, os.link):
        link(theirs, PATH)
        said = refusal("reset", MINE.name, code=5)
        equal(MINE.name in said, True, said)
        os.remove(PATH)
        reseed("verify", NEIGHBOUR)
    os.rename(PATH + ".kept", PATH)
    is_the_seed()
with fact("a live file that is gone, empty or no database comes back"):
    os.remove(PATH)
    is_the_seed(proves=False)
    for content in (b"", b"no database" * 1000):
        with open(PATH, "wb") as file:
            file.write(content)
        is_the_seed(proves=False)
end()
