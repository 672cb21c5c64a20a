#!/bin/sh
# SQLite: which second a time with more than three decimals is in depends on the version of the library. 3.40 rounds
# 59.9996 up to the next minute for unixepoch() and strftime('%s'), but not for '%S'; 3.54 cuts it. Both say that the
# functions are deterministic, so an index may hold them: the one that 3.40 wrote does not find the row in 3.54, whose
# integrity_check calls the file damaged.
#
# Two programs with libraries of their own on one file are enough: Python's module comes with the system's library, most
# other drivers bring one along.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for version in 3.40.0.0 3.54.1.0; do
    python3 -m venv "$folder/$version"
    "$folder/$version/bin/pip" install --quiet --disable-pip-version-check --no-deps "apsw==$version"
done
cat >"$folder/write.py" <<'PY'
import sys

import apsw

connection = apsw.Connection(sys.argv[1]).cursor()
connection.execute("CREATE TABLE event (id INTEGER PRIMARY KEY, at TEXT); CREATE INDEX second ON event (unixepoch(at))")
connection.execute("INSERT INTO event (at) VALUES ('2026-01-01 10:30:59.9996')")
seen = connection.execute("SELECT unixepoch(at), CAST(strftime('%s', at) AS INTEGER), strftime('%H:%M:%S', at) FROM event").fetchall()
whole = connection.execute("PRAGMA integrity_check").fetchall()
print(f"SQLite {apsw.sqlitelibversion()} writes: unixepoch, %s, clock {seen}, integrity_check {whole}")
sys.exit(0 if seen == [(1767263460, 1767263460, "10:30:59")] and whole == [("ok",)] else 1)
PY
cat >"$folder/read.py" <<'PY'
import sys

import apsw

connection = apsw.Connection(sys.argv[1]).cursor()
condition = "WHERE unixepoch(at) = unixepoch('2026-01-01 10:30:59.9996')"
seen = connection.execute("SELECT unixepoch(at) FROM event NOT INDEXED").fetchall()
by_index = connection.execute(f"SELECT id FROM event INDEXED BY second {condition}").fetchall()
by_rows = connection.execute(f"SELECT id FROM event NOT INDEXED {condition}").fetchall()
whole = connection.execute("PRAGMA integrity_check").fetchall()
print(f"SQLite {apsw.sqlitelibversion()} reads: unixepoch {seen}, by the index {by_index}, by rows {by_rows}, integrity_check {whole}")
right = seen == [(1767263459,)] and by_index == [] and by_rows == [(1,)] and whole == [("row 1 missing from index second",)]
sys.exit(0 if right else 1)
PY
"$folder/3.40.0.0/bin/python" "$folder/write.py" "$folder/file.db"
"$folder/3.54.1.0/bin/python" "$folder/read.py" "$folder/file.db"
