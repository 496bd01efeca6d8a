#!/usr/bin/env bash
# CPU and peak memory of `garant portfolio` beside parsing the same TOML with the toml crate alone, in one run. By hand:
#   benches/portfolio.sh [COUNT] [REPORTS]
# COUNT descriptors (10000 if not told) without reports, the first REPORTS of them (200) with an HTML report each. One thread each, so that
# both do their work alone.
set -euo pipefail
cd "$(dirname "$0")/.."
count="${1:-10000}"
reports="${2:-200}"
cargo build --release --locked --quiet -p garant-cli -p xtask
bin="${CARGO_TARGET_DIR:-target}/release"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
"$bin/xtask" projects "$work/many" "$count"
"$bin/xtask" projects "$work/few" "$reports"
# CPU seconds (user and system) and peak memory of the best of three; a portfolio with descriptors that cannot be audited ends with 2.
timed() {
  local name="$1"
  shift
  for _ in 1 2 3; do
    rm -rf "$work/out"
    /usr/bin/time -f "%U %S %M" -o "$work/time" "$@" >"$work/told" 2>/dev/null || true
    tail -1 "$work/time" | awk '{ printf "%.2f %d\n", $1 + $2, $3 / 1024 }'
  done | sort -n | head -1 | awk -v name="$name" '{ printf "%-44s %7.2f s CPU %6d MiB\n", name, $1, $2 }'
}
timed "the toml crate alone, $count" "$bin/xtask" floor "$work/many"
timed "garant portfolio --no-reports, $count" "$bin/garant" portfolio "$work/many" -o "$work/out" --no-reports --as-of 2026-11-23 --jobs 1
timed "garant portfolio --no-reports, all cores" "$bin/garant" portfolio "$work/many" -o "$work/out" --no-reports --as-of 2026-11-23
timed "the toml crate alone, $reports" "$bin/xtask" floor "$work/few"
timed "garant portfolio with reports, $reports" "$bin/garant" portfolio "$work/few" -o "$work/out" --as-of 2026-11-23 --jobs 1
