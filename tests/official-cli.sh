#!/usr/bin/env bash
# The unmodified official CLI against our gateway. Needs node with npm, and python3.
#
# tests/official-cli.sh [HOOKPORT]    HOOKPORT is the binary; without it, it is built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

for tool in npm python3; do
    command -v "$tool" >/dev/null || { echo "error: $tool is needed for this test" >&2; exit 1; }
done
if [ $# -gt 0 ]; then
    hookport=$1
else
    cargo build --locked --quiet
    hookport=${CARGO_TARGET_DIR:-target}/debug/hookport
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" hookdeck-cli@2.6.0
timeout 300 python3 tests/official_cli.py \
    "$(realpath "$hookport")" "$folder/node_modules/.bin/hookdeck" "$folder"
