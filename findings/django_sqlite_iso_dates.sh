#!/bin/sh
# Django on SQLite: an instant with a "T" between date and clock, as ISO 8601 and SQLite's own functions take it, is read
# as a value like any other and found by its year, but not by its date or hour, and TruncMonth makes it null.
#
# A filter by year is a range of texts; the others call functions that Django defines in Python, and those split the text
# at a space.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps Django==5.2.19 asgiref==3.13.0 sqlparse==0.6.1
cat >"$folder/probe.py" <<'PY'
import datetime
import sqlite3
import sys

import django
from django.conf import settings

settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}, USE_TZ=True, TIME_ZONE="UTC")
django.setup()

from django.db import connection, models
from django.db.models.functions import TruncMonth


class Event(models.Model):
    at = models.DateTimeField()

    class Meta:
        app_label = "probe"


TEXTS = ["2025-05-06 07:08:09", "2025-05-06T07:08:09", "2025-05-06T07:08:09Z", "2025-05-06T07:08:09+00:00"]
with connection.schema_editor() as editor:
    editor.create_model(Event)
with connection.cursor() as cursor:
    cursor.executemany("INSERT INTO probe_event (at) VALUES (%s)", [[text] for text in TEXTS])
instant = datetime.datetime(2025, 5, 6, 7, 8, 9, tzinfo=datetime.timezone.utc)
events = Event.objects.order_by("id")


def found(**condition):
    return [event.id in set(events.filter(**condition).values_list("id", flat=True)) for event in events]


seen = {
    "read as the instant": [event.at == instant for event in events],
    "found by at__year": found(at__year=2025),
    "found by at__date": found(at__date=instant.date()),
    "found by at__hour": found(at__hour=7),
    "TruncMonth gives a month": [event.month is not None for event in events.annotate(month=TruncMonth("at"))],
}
print(f"Django {django.get_version()}, SQLite {sqlite3.sqlite_version}")
for what, answers in seen.items():
    print(f"{what}: " + ", ".join(f"{text!r} {'yes' if answer else 'no'}" for text, answer in zip(TEXTS, answers)))
every, first = [True] * 4, [True, False, False, False]
sys.exit(0 if list(seen.values()) == [every, every, first, first, first] else 1)
PY
"$folder/venv/bin/python" "$folder/probe.py"
