#!/bin/sh
# Makes the stores of one version of the command, kept so that later versions prove they can work with them.
#
#   tests/stores/make.sh RESEED NAME    Writes tests/stores/NAME: pg15.sql, pg18.sql and sqlite/, made by the program RESEED
#
# Every store holds the tenants of workspace/seeds, each with a standby, an undo state, a named snapshot and a change of
# its own since. On PostgreSQL "goods" is in shared tables with native enums, "notes" in a schema per tenant, and "app" is in tables of
# an application, which were written to.
set -eu
reseed=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
scripts=$here/../../scripts
out=$here/$2
mkdir -p "$out"
cd "$here/workspace"

fill() {
    for tenant in acme globex ci qa; do
        case $tenant in
            acme | globex) set -- "UPDATE customers SET name = 'Changed' WHERE id = 2" "DELETE FROM orders WHERE id > 3" ;;
            *) set -- "UPDATE authors SET name = 'Changed'" "DELETE FROM notes WHERE id > 3" ;;
        esac
        "$reseed" sql "$tenant" "$1" >/dev/null
        "$reseed" snapshot save "$tenant" changed
        "$reseed" sql "$tenant" "$2" >/dev/null
        "$reseed" reset "$tenant" >/dev/null
        "$reseed" sql "$tenant" "$2" >/dev/null
    done
    "$reseed" reconcile >/dev/null
    "$reseed" status
}

# An undo state is kept for an hour; these are looked at years later.
LONG="UPDATE epochs SET undo_until_us = 4102444800000000 WHERE undo_until_us IS NOT NULL AND state = 'retired'"

# Receipts have the store's address: it is made elsewhere, so that no checkout's folder is in them.
folder=$(mktemp -d)
RESEED_STORE=sqlite:$folder/sqlite
export RESEED_STORE
"$reseed" up --quiet
fill
rm -rf "$out/sqlite"
cp -r "$folder/sqlite" "$out/sqlite"
rm -rf "$folder"
python3 -c "import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as control: control.execute(sys.argv[2])" "$out/sqlite/control.db" "$LONG"

for version in 15 18; do
    folder=$(mktemp -d)
    mkfifo "$folder/open"
    "$scripts/postgres.sh" run "$version" <"$folder/open" >"$folder/address" &
    exec 9>"$folder/open"
    until [ -s "$folder/address" ]; do kill -0 $! && sleep 0.1; done
    RESEED_STORE=$(cat "$folder/address")
    "$scripts/postgres.sh" tool "$version" psql -q "$RESEED_STORE&user=postgres" \
        -c "CREATE ROLE goods_app LOGIN; CREATE ROLE acme_login LOGIN"
    "$reseed" up acme --quiet --choices enum --app-role goods_app --tenant-role acme_login
    "$reseed" up globex --quiet
    "$reseed" up ci qa --quiet --layout schema
    fill
    "$scripts/postgres.sh" tool "$version" psql -q "$RESEED_STORE" -c "CREATE TABLE public.shelves (id bigint GENERATED ALWAYS AS IDENTITY
        PRIMARY KEY, room text NOT NULL UNIQUE)" -c "CREATE TABLE public.books (id bigint PRIMARY KEY, shelf_id bigint REFERENCES public.shelves
        ON DELETE CASCADE, title text NOT NULL)" -c "INSERT INTO public.shelves (room) SELECT 'room ' || i FROM generate_series(1, 4) AS i" \
        -c "INSERT INTO public.books SELECT i, 1 + i % 4, 'book ' || i FROM generate_series(1, 12) AS i"
    "$reseed" adopt app --schema public >/dev/null
    "$scripts/postgres.sh" tool "$version" psql -q "$RESEED_STORE" -c "DELETE FROM public.shelves WHERE id = 2" \
        -c "UPDATE public.books SET title = 'changed' WHERE id < 4" -c "INSERT INTO public.shelves (room) VALUES ('new')"
    "$scripts/postgres.sh" tool "$version" psql -q "$RESEED_STORE" -c "SET search_path = reseed; $LONG"
    "$scripts/postgres.sh" tool "$version" pg_dump "$RESEED_STORE" >"$out/pg$version.sql"
    exec 9>&-
    wait
    rm -rf "$folder"
done
