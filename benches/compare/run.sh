#!/usr/bin/env bash
# reseed next to DuckDB and Polars with numpy: the payments table by each, in turns, three times; raw lines kept.
#
#   benches/compare/run.sh [rows]        default 2,000,000; needs target/release/reseed, python3 and PyPI
set -euo pipefail
cd "$(dirname "$0")/../.."
rows=${1:-2000000}
[ -w /dev/shm ] && scratch=/dev/shm || scratch=${TMPDIR:-/tmp}
out=$(mktemp -d "$scratch/reseed-compare.XXXXXX")
trap 'rm -rf "$out"' EXIT
python3 -m venv "$out/venv"
"$out/venv/bin/pip" install --quiet --requirement benches/compare/requirements.txt
raw=benches/results/compare.tsv
[ -f "$raw" ] || printf 'date\tmachine\tcommit\ttool\tformat\trows\tuser_seconds\tsystem_seconds\twall_seconds\tcpu_seconds_per_million\n' >"$raw"
machine="$(nproc)x $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)"
commit=$(git rev-parse --short HEAD)

measure() { # tool format command...
  local tool=$1 format=$2 times
  shift 2
  TIMEFORMAT='%U %S %R'
  times=$( { time "$@" >/dev/null; } 2>&1 | tail -n 1)
  rm -rf "$out/made"
  awk -v date="$(date -u +%FT%TZ)" -v machine="$machine" -v commit="$commit" -v tool="$tool" -v format="$format" \
    -v rows="$rows" '{ printf "%s\t%s\t%s\t%s\t%s\t%d\t%.2f\t%.2f\t%.2f\t%.4f\n", date, machine, commit, tool, format, rows, $1, $2, $3, ($1 + $2) / rows * 1e6 }' \
    <<<"$times" | tee -a "$raw"
}

script() { # tool format
  measure "$1" "$2" "$out/venv/bin/python" "benches/compare/${1}_payments.py" "$rows" "$2" "$out/made"
}

for run in 1 2 3; do
  for format in csv parquet arrow; do
    measure reseed "$format" target/release/reseed generate benches/payments.yaml --set payments="$rows" \
      --format "$format" --out "$out/made" --force --quiet
    [ "$format" = arrow ] || script duckdb "$format"
    script polars "$format"
  done
done
