#!/bin/sh
# The demo: two tenants on the embedded store; one is damaged with ordinary SQL, shown, reset, proven, undone.
# Usage: scripts/demo.sh PATH-OF-RESEED              on the embedded store
#        scripts/demo.sh PATH-OF-RESEED postgres 15   on a throwaway PostgreSQL (15 or 18)
set -eu
cd "$(dirname "$0")/.."
reseed=$1
store=$(mktemp -d "${TMPDIR:-/tmp}/reseed-demo.XXXXXX")
trap 'rm -rf "$store"' EXIT INT TERM
case ${2:-sqlite} in
    sqlite) RESEED_STORE="sqlite:$store" ;;
    postgres)
        # The server stops when no process holds the pipe open any more.
        mkfifo "$store/open"
        scripts/postgres.sh run "${3:-15}" <"$store/open" >"$store/address" &
        exec 9>"$store/open"
        until [ -s "$store/address" ]; do kill -0 $! && sleep 0.1; done
        RESEED_STORE=$(cat "$store/address")
        ;;
esac
export RESEED_STORE

say() { printf '\n\033[1m# %s\033[0m\n' "$*"; }
[ -t 1 ] && [ -z "${NO_COLOR:-}" ] || say() { printf '\n# %s\n' "$*"; }

# Shows a command, runs it, and insists on its exit code.
expect() { # exit code, arguments of reseed
    wanted=$1; shift
    printf '$ reseed'
    for word; do case $word in *' '*) printf ' "%s"' "$word" ;; *) printf ' %s' "$word" ;; esac; done
    printf '\n'
    code=0; "$reseed" "$@" || code=$?
    [ "$code" = "$wanted" ] || { printf 'error: it ended with code %s, not %s\n' "$code" "$wanted" >&2; exit 1; }
}
run() { expect 0 "$@"; }

say "Two tenants of the same dataset, each with its own size, countries and seed"
run up --quiet
run status

say "What is in it: any rows of any table, generated alone"
run preview customers --tenant acme --rows 0..4

say "An application damages acme"
run sql acme "UPDATE orders SET status = 'cancelled' WHERE id % 3 = 0"
run sql acme "DELETE FROM customers WHERE orders = 0"
run sql acme "INSERT INTO products VALUES (901, 'XXX-0000', 'Nothing', 1)"
case $RESEED_STORE in
    sqlite:*) run sql acme "DROP TABLE order_lines" ;;
    *) run sql acme "DELETE FROM order_lines WHERE line_no > 1" ;;
esac
expect 1 verify acme
expect 1 diff acme --samples 2

say "The factory reset restores it, and proves it"
run reset acme
run verify acme

say "globex has noticed nothing"
run verify globex

say "A reset can be undone and repeated"
run undo acme
expect 1 verify acme
run reset acme
run verify acme
