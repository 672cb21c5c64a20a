#!/usr/bin/env python3
"""What a Django suite pays for a clean database before each test: reseed, flush + load, or a template database.

  benches/suite.py [--pg 15|18] [--tests 200] [--books 100] [--rounds 3]

The application is examples/django, with BOOKS books besides its own, two rows of authors for each, and a loan for every fourth. A
test lends a book, gives it back and lends another, and commits each time. In turns, each as a run of pytest of its own:

  reseed        the fixture of examples/django: SELECT reseed.reset('ci') before each test
  flush + load  TransactionTestCase as Django has it: TRUNCATE of all tables after each test, and loaddata of the same rows before it
  template      DROP DATABASE, CREATE DATABASE … TEMPLATE … STRATEGY file_copy and a new connection before each test

A line has the seconds of all tests (setup, call and teardown), the milliseconds of one, of that what its test itself takes, and the CPU seconds of
pytest and the server, which a busy machine changes less. Lines go to stdout, tab-separated; the last ones are ratios of medians. RESEED names the command (target/release/reseed). It needs the packages of
tests/clients: run it with target/tools/clients/venv/bin/python. benches/README.md has results.
"""

import argparse, json, os, pathlib, resource, shutil, statistics, subprocess, sys, tempfile

from delta import Server

ROOT = pathlib.Path(__file__).resolve().parent.parent
RESEED = os.environ.get("RESEED", str(ROOT / "target/release/reseed"))

COUNTED = '''
import json, os

DURATIONS = {"setup": 0, "call": 0, "teardown": 0, "passed": 0}


def pytest_runtest_logreport(report):
    DURATIONS[report.when] += report.duration
    DURATIONS["passed"] += report.when == "call" and report.passed


def pytest_sessionfinish():
    with open(os.environ["DURATIONS"], "w") as file:
        json.dump(DURATIONS, file)
'''

FLUSH = '''
import pytest
from django.core.management import call_command


@pytest.fixture(autouse=True)
def loaded(transactional_db):
    call_command("loaddata", "seed", verbosity=0)
'''

TEMPLATE = '''
import psycopg, pytest
from django.db import connection


@pytest.fixture
def transactional_db(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        connection.close()
        name, original = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["TEMPLATE"]
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{original}" STRATEGY file_copy')
        yield
'''

TESTS = '''
import datetime

import pytest
from django.contrib.auth import get_user_model

from library.models import Book, Loan
from library.services import give_back, lend

TODAY = datetime.date(2026, 5, 4)
pytestmark = pytest.mark.usefixtures("transactional_db")


@pytest.mark.parametrize("number", range({tests}))
def test_lending(number):
    reader = get_user_model().objects.get(username="ada")
    before = Loan.objects.count()
    loan = lend(1, reader, TODAY)
    give_back(loan, TODAY)
    lend(2, reader, TODAY)
    assert (before, Loan.objects.count(), loan.pk) == ({loans}, {loans} + 2, {loans} + 1)
    assert Book.objects.get(pk=1).loan_count == 1
'''


def seed(folder, books):
    """The example's rows and more of them, as a file for loaddata; how many loans there are."""
    rows = json.loads((folder / "library/fixtures/library.json").read_text())
    loans = 1
    for number in range(5, 5 + books):
        fields = {"title": f"Book {number}", "isbn": f"{9780000000000 + number}", "authors": [1, 3], "tags": [], "loan_count": 0}
        rows.append({"model": "library.book", "pk": number, "fields": fields})
        if number % 4 == 0:
            loans += 1
            fields = {"book": number, "reader": 2, "taken_on": "2026-04-20", "due_on": "2026-05-11", "returned_on": None}
            rows.append({"model": "library.loan", "pk": loans, "fields": fields})
    (folder / "library/fixtures/seed.json").write_text(json.dumps(rows))
    return loans


def server_cpu(server):
    """The CPU seconds of a server's processes, with those that have ended."""
    data = pathlib.Path(server.url.split("host=")[1]) / "data"
    postmaster = (data / "postmaster.pid").read_text().split()[0]
    ticks = 0
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        # After the name: state, parent; from the 12th field utime, stime, and both of children that have ended.
        if stat.parent.name == postmaster:
            ticks += sum(int(field) for field in fields[11:15])
        elif fields[1] == postmaster:
            ticks += sum(int(field) for field in fields[11:13])
    return ticks / os.sysconf("SC_CLK_TCK")


def client_cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def pytest_run(folder, conftest, environment):
    (folder / "conftest.py").write_text(conftest + COUNTED)
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"], cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stdout[-3000:] + done.stderr)
    return json.loads(pathlib.Path(environment["DURATIONS"]).read_text())


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pg", default="15")
    arguments.add_argument("--tests", type=int, default=200)
    arguments.add_argument("--books", type=int, default=100)
    arguments.add_argument("--rounds", type=int, default=3)
    options = arguments.parse_args()
    server = Server(options.pg)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name) / "django"
        shutil.copytree(ROOT / "examples/django", folder)
        loans = seed(folder, options.books)
        for file in (folder / "tests").glob("test_*.py"):
            file.unlink()
        (folder / "tests/test_lending.py").write_text(TESTS.format(tests=options.tests, loans=loans))
        environment = {**os.environ, "DATABASE_URL": server.of("reseed"), "DURATIONS": str(pathlib.Path(name) / "durations"), "PYTHONDONTWRITEBYTECODE": "1"}
        for command in (["migrate", "--verbosity=0"], ["loaddata", "seed", "--verbosity=0"]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=folder, env=environment, check=True)
        subprocess.run([RESEED, "adopt", "ci", "--quiet", "--store", server.of("reseed")], check=True, stdout=sys.stderr)
        ways = {"reseed": (folder / "conftest.py").read_text(), "flush + load": FLUSH, "template": TEMPLATE}
        found = {way: [] for way in ways}
        for _ in range(options.rounds):
            for way, conftest in ways.items():
                before = server_cpu(server) + client_cpu()
                durations = pytest_run(folder, conftest, environment)
                cpu = server_cpu(server) + client_cpu() - before
                assert durations["passed"] == options.tests
                seconds = durations["setup"] + durations["call"] + durations["teardown"]
                found[way].append((seconds, cpu))
                each = [f"{value / options.tests * 1000:.1f} ms" for value in (seconds, durations["call"])]
                print(options.pg, f"{options.books} books", way, f"{options.tests} tests", f"{seconds:.2f} s", *each, f"{cpu:.2f} CPU s", sep="\t", flush=True)
        median = {way: [statistics.median(values) for values in zip(*runs)] for way, runs in found.items()}
        for way in ("flush + load", "template"):
            ratios = [f"{other / ours:.1f}" for other, ours in zip(median[way], median["reseed"])]
            print(options.pg, f"{options.books} books", f"{way} / reseed", f"time {ratios[0]}", f"CPU {ratios[1]}", sep="\t")
    server.stop()


main()
