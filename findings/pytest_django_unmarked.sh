#!/bin/sh
# pytest-django makes a test database only if a test has the mark django_db or asks for one of its fixtures by name (db,
# transactional_db, live_server). A fixture that asks for django_db_setup and unblocks the database, as its documentation
# shows, lets tests without them write to the database of the settings, since 4.11; 4.10 makes the test database.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
pip() { "$folder/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps "$@"; }
pip Django==5.2.19 asgiref==3.13.0 sqlparse==0.6.1 pytest==8.4.2 iniconfig==2.3.1 packaging==26.4 pluggy==1.7.0 Pygments==2.21.0
cat >"$folder/settings.py" <<'PY'
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "application.sqlite3", "TEST": {"NAME": "test.sqlite3"}}}
INSTALLED_APPS = ["django.contrib.contenttypes"]
SECRET_KEY = "x"
PY
cat >"$folder/conftest.py" <<'PY'
import pytest


@pytest.fixture(autouse=True)
def unblocked(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        yield
PY
cat >"$folder/test_names.py" <<'PY'
from django.db import connection


def test_name():
    print("written to", connection.settings_dict["NAME"])
PY
cd "$folder"
written_to() { # version of pytest-django
    pip "pytest-django==$1"
    venv/bin/python -m pytest -q -s --ds settings -p no:cacheprovider | sed -n 's/^.*written to .*\/\(.*\)$/\1/p; s/^.*written to \([^/]*\)$/\1/p'
}
before=$(written_to 4.10.0)
after=$(written_to 4.14.0)
printf 'pytest-django 4.10.0: tests write to %s\npytest-django 4.14.0: tests write to %s\n' "$before" "$after"
[ "$before" = test.sqlite3 ] && [ "$after" = application.sqlite3 ]
