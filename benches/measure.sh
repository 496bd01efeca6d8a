#!/usr/bin/env bash
# CPU and peak memory of `garant measure predictions` beside Polars, in one run. By hand:
#   benches/measure.sh INPUTS PYTHON [ROWS]
# INPUTS is the folder that holds bench/, PYTHON one that has numpy, pandas, pyarrow and polars. ROWS is 10000000 if not told.
set -euo pipefail
inputs="$1"
python="$2"
rows="${3:-10000000}"
cd "$(dirname "$0")/.."
cargo build --release --locked --quiet -p garant-cli
garant="${CARGO_TARGET_DIR:-target}/release/garant"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
for ending in csv parquet; do
  "$python" "$inputs/bench/make_synthetic.py" --rows "$rows" --out "$work/table.$ending"
done
groups=(--group sex --group age_group --group ethnicity --group site)
# CPU seconds (user and system) and peak memory of the best of three.
timed() {
  local name="$1"
  shift
  for _ in 1 2 3; do
    /usr/bin/time -f "%U %S %M" -o "$work/time" "$@" >"$work/out"
    awk '{ printf "%.2f %d\n", $1 + $2, $3 / 1024 }' "$work/time"
  done | sort -n | head -1 | awk -v name="$name" '{ printf "%-44s %7.2f s CPU %6d MiB\n", name, $1, $2 }'
}
for ending in csv parquet; do
  table="$work/table.$ending"
  timed "Polars lazy, counts ($ending)" "$python" "$inputs/bench/time_polars_lazy.py" "$table"
  timed "Garant, rates with intervals ($ending)" "$garant" measure predictions "$table" --label y_true --score y_score \
    --decision y_pred "${groups[@]}" --rates-only --format json
  timed "Garant, the same from a threshold ($ending)" "$garant" measure predictions "$table" --label y_true \
    --score y_score --threshold 0.2 "${groups[@]}" --rates-only --format json
  timed "Garant, everything ($ending)" "$garant" measure predictions "$table" --label y_true --score y_score \
    --threshold 0.2 "${groups[@]}" --format json
done
