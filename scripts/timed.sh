#!/bin/sh
# Says what tests take. Cargo runs test binaries with it (`runner`, see the Makefile).
#
#   scripts/timed.sh BINARY [ARGUMENT…]   Run a test binary; its output, with seconds, is kept in target/test-times/ too
#   scripts/timed.sh slowest COUNT        The tests of the last runs that took longest
set -eu
cd "$(dirname "$0")/.."
times=target/test-times

# Where servers of tests have their folders: in memory if there is plenty. Tests make and drop some thousand databases of hundreds
# of files each. ext4 takes several times as long for that: it looks for numbers of files that were not deleted just now.
servers() {
    memory=/dev/shm
    room=$(df -Pk "$memory" 2>/dev/null | awk 'NR == 2 { print $4 }')
    free=$(awk '$1 == "MemAvailable:" { print $2 }' /proc/meminfo 2>/dev/null)
    if [ -w "$memory" ] && [ "${room:-0}" -gt 3000000 ] && [ "${free:-0}" -gt 5000000 ]; then
        printf '%s' "$memory"
    else
        printf '%s' "${TMPDIR:-/tmp}"
    fi
}

case $1 in
    slowest)
        printf '\nthe slowest tests\n'
        cat "$times"/*.txt | sed -n 's/^test \(.*\) \.\.\. .*<\([0-9.]*\)s>$/\2 \1/p' | sort -rn | head -n "$2" |
            while read -r seconds name; do printf '%8.1f s  %s\n' "$seconds" "$name"; done
        ;;
    *)
        mkdir -p "$times"
        : "${RESEED_TEST_SERVERS:=$(servers)}"
        # Many tests wait for locks, time limits or servers: twice as many as there are cores keep these busy.
        : "${RUST_TEST_THREADS:=$(($(nproc) * 2))}"
        export RESEED_TEST_SERVERS RUST_TEST_THREADS
        # libtest measures on request, but calls the option unstable; the variable allows it for the test's process alone.
        file=$times/$(basename "$1")
        { RUSTC_BOOTSTRAP=1 "$@" -Z unstable-options --report-time && echo 0 >"$file.code" || echo $? >"$file.code"; } |
            tee "$file.txt"
        exit "$(cat "$file.code")"
        ;;
esac
