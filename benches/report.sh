#!/usr/bin/env bash
# CPU of a report in each format beside JSON, from one stored audit, in one run. By hand:
#   benches/report.sh [EXAMPLE]
# GARANT names a program that is built already.
set -euo pipefail
cd "$(dirname "$0")/.."
example="${1:-echographie}"
garant="${GARANT:-}"
if [ -z "$garant" ]; then
  cargo build --release --locked --quiet -p garant-cli
  garant="$(cd "${CARGO_TARGET_DIR:-target}/release" && pwd)/garant"
fi
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
"$garant" audit "examples/$example/garant.toml" --as-of 2026-11-23 --format json >"$work/audit.json" 2>/dev/null || true
TIMEFORMAT='%U %S'
# User and system time of the best of five, in milliseconds, and what was written.
best() {
  local name="$1" least=999999 spent
  shift
  for _ in 1 2 3 4 5; do
    spent="$( { time "$@" >"$work/out" 2>/dev/null || true; } 2>&1 | awk '{ printf "%d", ($1 + $2) * 1000 }')"
    [ "$spent" -lt "$least" ] && least="$spent"
  done
  printf '%-24s %5d ms %9d bytes\n' "$name" "$least" "$(wc -c <"$work/out")"
}
best "audit, to JSON" "$garant" audit "examples/$example/garant.toml" --as-of 2026-11-23 --format json
for format in json html md csv; do
  best "report, to $format" "$garant" report "$work/audit.json" --format "$format" --lang fr
done
best "report, summary in HTML" "$garant" report "$work/audit.json" --format html --lang fr --summary
