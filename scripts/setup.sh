#!/bin/sh
# Checks that this machine can build and test reseed, adds Rust components that are missing, and prints what to type for
# the rest. Does nothing when all is there. A fresh Debian with Rust needs build-essential (cc, make) and nothing else.
set -eu

missing=0

need() { # what, how to get it
    printf 'error: %s is missing\nhelp: %s\n' "$1" "$2" >&2
    missing=1
}

have() { command -v "$1" >/dev/null 2>&1; }

component() { # cargo subcommand, rustup component
    cargo "$1" --version >/dev/null 2>&1 && return
    if have rustup && rustup component add "$2" >&2; then return; fi
    need "cargo $1" "Run: rustup component add $2"
}

have cc || need "a C compiler (SQLite and zstd are built from source)" "Run: apt-get install build-essential"
if have cargo; then
    component fmt rustfmt
    component clippy clippy
    wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
    found=$(rustc --version | cut -d' ' -f2)
    if [ "$(printf '%s\n%s\n' "$wanted" "$found" | sort -V | head -n1)" != "$wanted" ]; then
        need "Rust $wanted (this is $found)" "Run: rustup update stable"
    fi
else
    need "Rust" "See https://rustup.rs"
fi
exit "$missing"
