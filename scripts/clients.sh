#!/bin/sh
# The drivers and ORMs that tests/clients/ uses, below target/tools/clients.
#
#   scripts/clients.sh install   Install what is missing: Debian's packages, PyPI's into a virtual environment, npm's
#   scripts/clients.sh run FILE  Run a script of tests/clients or tests/hostile; tests/all/clients.rs sets
#                                the folder and the environment
#
# The versions are in tests/clients/requirements.txt, tests/clients/package-lock.json and JDBC_JAR below.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)

JDBC_JAR=/usr/share/java/postgresql.jar
tools=$root/target/tools/clients
pins=$root/tests/clients

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

# The pins are copied when all that they name is installed.
same() { cmp -s "$pins/$1" "$tools/$1"; }

python_is_there() { same requirements.txt && [ -x "$tools/venv/bin/python" ]; }
node_is_there() { same package-lock.json && [ -d "$tools/node_modules/pg" ] && have node; }
# A JRE lacks the compiler that runs a source file.
java_is_there() { have javac && [ -f "$JDBC_JAR" ]; }

install_python() {
    python3 -c 'import ensurepip, venv' 2>/dev/null || debian python3-venv
    rm -rf "$tools/venv"
    python3 -m venv "$tools/venv"
    "$tools/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps -r "$pins/requirements.txt" >&2
    cp "$pins/requirements.txt" "$tools/"
}

# better-sqlite3 is compiled where there is no binary of it for this machine; optimising that takes three times as long
# (69 s of one core instead of 20 s), which its few statements never make good.
install_node() {
    have npm || debian npm
    mkdir -p "$tools"
    cp "$pins/package.json" "$pins/package-lock.json" "$tools/"
    if [ -f /usr/include/node/node.h ]; then
        npm_config_nodedir=/usr
        export npm_config_nodedir
    fi
    CFLAGS=-O0 CXXFLAGS=-O0 npm ci --silent --no-audit --no-fund --prefix "$tools" >&2 || { rm "$tools/package-lock.json"; exit 1; }
}

install_java() {
    have javac || debian default-jdk-headless
    [ -f "$JDBC_JAR" ] || debian libpostgresql-jdbc-java
}

case ${1:-} in
    install)
        python_is_there || install_python
        node_is_there || install_node
        java_is_there || install_java
        ;;
    run)
        python_is_there && node_is_there && java_is_there ||
            fail "a driver that tests/clients uses is missing, or has another version" "Run: scripts/clients.sh install"
        case $2 in
            *.py) exec "$tools/venv/bin/python" "$2" ;;
            *.js) NODE_PATH=$tools/node_modules exec node "$2" ;;
            *.java) exec java -cp "$JDBC_JAR" "$2" ;;
        esac
        fail "\"$2\" is no script" "Pass a .py, .js or .java file"
        ;;
    *) sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
