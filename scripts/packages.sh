#!/bin/sh
# Packages that carry the command: a wheel for Python and a tarball for npm, below target/wheels and target/npm.
#
#   scripts/packages.sh install          Install maturin and the schemas of workflow files (packaging/requirements.txt)
#   scripts/packages.sh wheel [PROFILE]  Build the wheel with a profile of Cargo, by default "release"; print its path
#   scripts/packages.sh npm [PROFILE]    Build the tarball; print its path
#   scripts/packages.sh check            Check .github/workflows and action.yml against GitHub's schemas
#
# A profile that is compiled is not compiled again. WHEELS and TARBALLS name other folders for the results.
set -eu
# Tests run with it, for their times (scripts/timed.sh); with another value Cargo would compile all dependencies again.
unset RUSTC_BOOTSTRAP
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"

tools=$root/target/tools/packaging
pins=$root/packaging/requirements.txt

fail() { printf 'error: %s\nhelp: %s\n' "$1" "$2" >&2; exit 1; }

is_installed() { cmp -s "$pins" "$tools/requirements.txt" && [ -x "$tools/venv/bin/maturin" ]; }

install() {
    is_installed && return
    rm -rf "$tools"
    python3 -m venv "$tools/venv" || fail "no virtual environment can be made" "Run: apt-get install python3-venv"
    "$tools/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps -r "$pins" >&2
    cp "$pins" "$tools/"
}

# The only file of a folder with such a name.
only() { # folder, pattern
    found=$(find "$1" -maxdepth 1 -name "$2")
    [ -f "$found" ] || fail "folder $1 does not have exactly one file $2" "Empty it, then try again"
    printf '%s\n' "$found"
}

wheel() { # profile
    wheels=${WHEELS:-$root/target/wheels}
    rm -f "$wheels"/reseed-*.whl
    (cd packaging/python && "$tools/venv/bin/maturin" build --quiet --profile "$1" --target-dir "$root/target" --out "$wheels" >&2)
    only "$wheels" 'reseed-*.whl'
}

# npm has no packages of several platforms: a tarball carries the binary of this one, and its name says so.
npm_tarball() { # profile
    tarballs=${TARBALLS:-$root/target/npm}
    folder=$(mktemp -d "${TMPDIR:-/tmp}/reseed-npm.XXXXXX")
    trap 'rm -rf "$folder"' EXIT
    cargo build --quiet --locked --profile "$1" --bin reseed >&2
    case $1 in dev) compiled=target/debug/reseed ;; *) compiled=target/$1/reseed ;; esac
    mkdir -p "$folder/bin" "$tarballs"
    strip -o "$folder/bin/reseed" "$compiled"
    cp packaging/npm/README.md LICENSE-APACHE LICENSE-MIT "$folder/"
    node packaging/npm/manifest.js Cargo.toml >"$folder/package.json"
    rm -f "$tarballs"/reseed-*.tgz
    (cd "$folder" && npm pack --silent --pack-destination "$tarballs" >/dev/null)
    platform=$(node -p 'process.platform + "-" + process.arch')
    packed=$(only "$tarballs" 'reseed-*.tgz')
    mv "$packed" "${packed%.tgz}-$platform.tgz"
    printf '%s\n' "${packed%.tgz}-$platform.tgz"
}

check() {
    schemas=$tools/venv/bin/check-jsonschema
    "$schemas" --builtin-schema vendor.github-workflows .github/workflows/*.yml
    "$schemas" --builtin-schema vendor.github-actions action.yml
}

case ${1:-} in
    install) install ;;
    wheel | npm | check)
        is_installed || fail "maturin or the schemas are missing, or have another version" "Run: scripts/packages.sh install"
        case $1 in wheel) wheel "${2:-release}" ;; npm) npm_tarball "${2:-release}" ;; *) check ;; esac
        ;;
    *) sed -n '2,10s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
