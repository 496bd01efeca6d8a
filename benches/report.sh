#!/usr/bin/env bash
# Time of a report in each format beside JSON, from one stored audit, in one run. By hand:
#   benches/report.sh [EXAMPLE]
set -euo pipefail
cd "$(dirname "$0")/.."
example="${1:-echographie}"
cargo build --release --locked --quiet -p garant-cli
garant="$(cd "${CARGO_TARGET_DIR:-target}/release" && pwd)/garant"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
"$garant" audit "examples/$example/garant.toml" --as-of 2026-11-23 --format json >"$work/audit.json" 2>/dev/null || true
best() {
  local name="$1" least=999999 before after
  shift
  for _ in 1 2 3 4 5; do
    before="$(date +%s%N)"
    "$@" >"$work/out" 2>/dev/null || true
    after="$(date +%s%N)"
    [ $(((after - before) / 100000)) -lt "$least" ] && least=$(((after - before) / 100000))
  done
  printf '%-28s %6d.%d ms %9d bytes\n' "$name" $((least / 10)) $((least % 10)) "$(wc -c <"$work/out")"
}
best "audit, to JSON" "$garant" audit "examples/$example/garant.toml" --as-of 2026-11-23 --format json
for format in json html md csv; do
  best "report, to $format" "$garant" report "$work/audit.json" --format "$format" --lang fr
done
best "report, summary in html" "$garant" report "$work/audit.json" --format html --lang fr --summary
