#!/bin/sh
# Says what tests take. Cargo runs test binaries with it (`runner`, see the Makefile).
#
#   scripts/timed.sh BINARY [ARGUMENT…]   Run a test binary; its output, with seconds, is kept in target/test-times/ too
#   scripts/timed.sh slowest COUNT        The tests of the last runs that took longest
set -eu
cd "$(dirname "$0")/.."
times=target/test-times

case $1 in
    slowest)
        printf '\nthe slowest tests\n'
        cat "$times"/*.txt | sed -n 's/^test \(.*\) \.\.\. .*<\([0-9.]*\)s>$/\2 \1/p' | sort -rn | head -n "$2" |
            while read -r seconds name; do printf '%8.1f s  %s\n' "$seconds" "$name"; done
        ;;
    *)
        mkdir -p "$times"
        # libtest measures on request, but calls the option unstable; the variable allows it for the test's process alone.
        file=$times/$(basename "$1")
        { RUSTC_BOOTSTRAP=1 "$@" -Z unstable-options --report-time && echo 0 >"$file.code" || echo $? >"$file.code"; } |
            tee "$file.txt"
        exit "$(cat "$file.code")"
        ;;
esac
