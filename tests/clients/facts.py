"""What the Python scripts share: the command, the tenants, and facts that hold or fail with a message."""

import contextlib
import datetime
import json
import os
import subprocess
import sys
import traceback
import uuid
from decimal import Decimal

LAYOUT = os.environ["CLIENT_LAYOUT"]  # shared, schema or sqlite
CHOICES = os.environ["CLIENT_CHOICES"]  # text or enum
CUSTOMERS = 40  # of a shop, as in its tenants' files
PRODUCTS = 30
ACCOUNTS, EVENTS, TICKETS = 12, 20, 20  # of every tenant of the other dataset

_failed = []


@contextlib.contextmanager
def fact(text):
    """A line per fact; one that does not hold lets the others be tried and fails the script."""
    try:
        yield
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        for frame in traceback.extract_tb(error.__traceback__):
            if "tests/clients" in frame.filename and not frame.filename.endswith("facts.py"):
                place = frame
        where = f"{os.path.basename(place.filename)}:{place.lineno}"
        message = " ".join(str(error).split())
        print(f"FAILED {text}: {where}: {type(error).__name__}: {message}", flush=True)
        _failed.append(text)
    else:
        print(f"ok     {text}", flush=True)


def end():
    """Ends the script, as the facts were."""
    sys.exit(1 if _failed else 0)


def equal(actual, expected, what="value"):
    if actual != expected or type(actual) is not type(expected) and isinstance(expected, (Decimal, float)):
        raise AssertionError(f"{what}: expected {expected!r}, got {actual!r}")


def reseed(*arguments, code=0):
    """What the command prints; it must end with this code."""
    return _command(arguments, code).stdout


def refusal(*arguments, code):
    """The command's reason for doing nothing; it must end with this code."""
    return _command(arguments, code).stderr


def _command(arguments, code):
    done = subprocess.run([os.environ["RESEED"], *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode != code:
        printed = f"{done.stdout} {done.stderr}"
        raise AssertionError(f"reseed {' '.join(arguments)} ended with {done.returncode}, not {code}: {printed}")
    return done


class Tenant:
    """A tenant as an application knows it."""

    def __init__(self, dataset):
        self.name = os.environ[f"CLIENT_{dataset.upper()}"]
        # In shared tables the role of the applications sees all tenants, so its statements name the one that is meant.
        self.says_tenant = dataset in os.environ["CLIENT_SAYS_TENANT"].split()
        # Where a tenant has a role of its own, row-level security ties shared tables, and the server takes no COPY FROM.
        self.takes_copy = LAYOUT != "shared" or self.says_tenant
        self.mine = f"tenant_id = '{self.name}'" if self.says_tenant else "true"
        self.url = reseed("url", self.name).strip()

    def key(self, *columns):
        """The columns of a unique constraint."""
        return ", ".join(["tenant_id", *columns] if LAYOUT == "shared" else columns)

    def row(self, **cells):
        """The cells of a new row, with the tenant's where it must be given."""
        return {"tenant_id": self.name, **cells} if self.says_tenant else cells

    def reset(self):
        # No other reset follows, so none needs a standby.
        reseed("reset", self.name, "--standbys", "0") if LAYOUT != "sqlite" else reseed("reset", self.name)

    def differs_in(self):
        """The tables that differ from the seed: added, changed and removed rows."""
        found = json.loads(reseed("diff", self.name, "--samples", "0", "--json", code=1))
        return {table["table"]: (table["added"], table["changed"], table["removed"]) for table in found["tables"]}

    def changes(self):
        """The rows that differ from the seed: table, what happened to the row, its key and the columns that changed."""
        found = json.loads(reseed("diff", self.name, "--samples", "100", "--json", code=1))
        rows = [(table["table"], row) for table in found["tables"] for row in table["samples"]]
        return sorted((table, row["what"], *(text for _, text in row["key"]), sorted(row["columns"])) for table, row in rows)

    def changed_columns(self):
        """The columns of each row that was changed, by table."""
        return [(table, columns) for table, what, *_, columns in self.changes() if what == "changed"]

    def differing_columns(self):
        """The tables that verify finds to differ, with the columns that do."""
        found = json.loads(reseed("verify", self.name, "--json", code=1))
        return {check["table"]: sorted(check["columns"]) for check in found["checks"] if not check["equal"]}

    def equals_seed(self):
        reseed("verify", self.name)


def seed_accounts(tenant, zone=datetime.timezone.utc):
    """The rows of `accounts` as the spec makes them, in Python's types; instants of no zone where `zone` is none."""
    printed = reseed("preview", "accounts", "--tenant", tenant.name, "--rows", f"0..{ACCOUNTS}", "--json")

    def instant(text):
        return text and datetime.datetime.fromisoformat(text).replace(tzinfo=zone)

    made = {"id": uuid.UUID, "price": Decimal, "rate": Decimal, "born": datetime.date.fromisoformat, "seen_at": instant}
    return [{column: made.get(column, lambda cell: cell)(cell) for column, cell in row.items()} for row in json.loads(printed)["rows"]]
