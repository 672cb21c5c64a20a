#!/bin/sh
# The compiler of our own crate in `make test` (RUSTC_WORKSPACE_WRAPPER): Clippy checks a crate, then it is compiled as always.
# So dependencies are compiled once and not checked besides, as `cargo clippy` would, and tests run what users run: code that
# Clippy's driver compiles lacks some optimisations.
#
#   scripts/linted.sh RUSTC ARGUMENT…    Fails if the crate has a lint (-D warnings) or does not compile
set -eu
case " $* " in
    *" --crate-name ___ "* | *" -vV "*) exec "$@" ;; # questions of Cargo
esac

# The same crate without code, to a folder of its own. (Not at the same time: each needs more than a gigabyte of memory.)
check() {
    count=$#
    shift
    skip=false
    while [ "$count" -gt 1 ]; do
        argument=$1
        shift
        count=$((count - 1))
        case $argument in
            --out-dir) skip=true; continue ;;
            --emit=*) set -- "$@" --emit=metadata; continue ;;
            incremental=*) argument=$argument-lint ;;
            # Cargo would take these files, as they are reported, for those of the compiler.
            --json=*) argument=--json=diagnostic-rendered-ansi ;;
        esac
        if $skip; then skip=false; else set -- "$@" "$argument"; fi
    done
    clippy-driver rustc "$@" --out-dir "$checked" -D warnings
}

checked=$(mktemp -d "${TMPDIR:-/tmp}/reseed-lint.XXXXXX")
trap 'rm -rf "$checked"' EXIT
check "$@"
"$@"
