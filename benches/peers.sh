#!/usr/bin/env bash
# CPU, wall time and peak memory of Garant beside cfn-guard and regorus, in one run. By hand:
#   benches/peers.sh [RUNS]
# RUNS of each command (21), in turn, after one to warm up; medians are told. The peers run 43 rules, Garant its whole catalog, on the same facts:
# TOML for Garant, JSON for the others. GARANT and XTASK name programs that are built already. The peers are found, or installed with cargo; with
# INSTALLED=1, those that are not there are left out.
set -euo pipefail
cd "$(dirname "$0")/.."
runs="${1:-21}"
release="${CARGO_TARGET_DIR:-target}/release"
if [ -z "${GARANT:-}" ] || [ -z "${XTASK:-}" ]; then
  cargo build --release --locked --quiet -p garant-cli -p xtask
fi
garant="$(realpath "${GARANT:-$release/garant}")"
xtask="$(realpath "${XTASK:-$release/xtask}")"
if [ -z "${INSTALLED:-}" ]; then
  command -v cfn-guard >/dev/null || cargo install --quiet --locked cfn-guard@3.2.1
  command -v regorus >/dev/null || cargo install --quiet --locked regorus@0.14.1 --example regorus
fi
rules="$PWD/benches/peers"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
# One small descriptor, 200 like it, the largest example without and with its evidence, and 200 variants of the examples with three pieces each.
mkdir "$work/one" "$work/example"
cp "$rules/garant.toml" "$work/one/"
cp examples/echographie/garant.toml "$work/example/"
cp -r examples/echographie "$work/whole"
python3 "$rules/inputs.py" vary "$rules/garant.toml" "$work/small" 200
"$xtask" projects "$work/large" 200 >/dev/null
rm -r "$work/large/odd"
for name in one small large example; do
  python3 "$rules/inputs.py" json "$work/$name" "$work/$name-json"
done
"$garant" audit "$work/whole/garant.toml" --as-of 2026-11-23 --format json >"$work/audit.json" 2>/dev/null || true

cd "$work"
guard="cfn-guard validate -r $rules/rules.guard"
rego="regorus eval -d $rules/rules.rego"
audit="$garant audit --as-of 2026-11-23 --format json"
folder="$garant portfolio --no-reports --as-of 2026-11-23 --jobs 1 -o out"
# The first command of each group is what the others are compared with.
python3 "$rules/time.py" "$runs" <<END
start-up	cfn-guard	cfn-guard --version
start-up	regorus	regorus --version
start-up	garant	$garant --version
one descriptor of 43 facts	cfn-guard, 43 rules	$guard -d one-json/00000.json
one descriptor of 43 facts	cfn-guard, 43 rules, SARIF	$guard -d one-json/00000.json --structured --output-format sarif --show-summary none
one descriptor of 43 facts	regorus, 43 rules	$rego -i one-json/00000.json data.main.deny
one descriptor of 43 facts	garant, whole catalog	$audit one/garant.toml
one descriptor of 43 facts	garant, the quick look	$audit one/garant.toml --profile quick-look
one descriptor of 43 facts	garant portfolio of one	$folder one
200 of them	cfn-guard, 43 rules	$guard -d small-json
200 of them	garant, whole catalog	$folder small
the largest example	cfn-guard, 43 rules	$guard -d example-json/00000.json
the largest example	regorus, 43 rules	$rego -i example-json/00000.json data.main.deny
the largest example	garant, whole catalog	$audit example/garant.toml
the largest example	garant, with its evidence	$audit whole/garant.toml
200 variants of the examples	cfn-guard, 43 rules	$guard -d large-json
200 variants of the examples	garant, whole catalog	$folder large
a report of a stored audit	garant, JSON	$garant report audit.json --format json --lang fr
a report of a stored audit	garant, HTML	$garant report audit.json --format html --lang fr
an audit of the largest example	garant, JSON	$audit whole/garant.toml
an audit of the largest example	garant, HTML	$garant audit --as-of 2026-11-23 --format html --lang fr whole/garant.toml
END
