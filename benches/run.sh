#!/usr/bin/env bash
# CPU seconds per million rows of the payments table (benches/payments.yaml), three runs each, raw lines kept.
#
#   benches/run.sh [rows]        default 5,000,000; needs target/release/reseed (make bench builds it)
set -euo pipefail
cd "$(dirname "$0")/.."
rows=${1:-5000000}
reseed=target/release/reseed
# Memory, where there is some to write to: the disk is not what is measured.
[ -w /dev/shm ] && scratch=/dev/shm || scratch=${TMPDIR:-/tmp}
out=$(mktemp -d "$scratch/reseed-bench.XXXXXX")
trap 'rm -rf "$out"' EXIT
raw=benches/results/payments.tsv
mkdir -p benches/results
[ -f "$raw" ] || printf 'date\tmachine\tcommit\tformat\trows\tuser_seconds\tsystem_seconds\twall_seconds\tcpu_seconds_per_million\n' >"$raw"
machine="$(nproc)x $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)"
commit=$(git rev-parse --short HEAD)

# bash's own `time`: /usr/bin/time is not on every machine.
measure() { # format
  local format=$1 times
  TIMEFORMAT='%U %S %R'
  times=$( { time "$reseed" generate benches/payments.yaml --set payments="$rows" --format "$format" \
      --out "$out/$format" --force --quiet >/dev/null; } 2>&1 | tail -n 1)
  rm -rf "${out:?}/$format"
  awk -v date="$(date -u +%FT%TZ)" -v machine="$machine" -v commit="$commit" -v format="$format" -v rows="$rows" \
    '{ printf "%s\t%s\t%s\t%s\t%d\t%.2f\t%.2f\t%.2f\t%.4f\n", date, machine, commit, format, rows, $1, $2, $3, ($1 + $2) / rows * 1e6 }' \
    <<<"$times" | tee -a "$raw"
}

for run in 1 2 3; do
  for format in arrow csv jsonl parquet; do
    measure "$format"
  done
done
