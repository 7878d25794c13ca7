#!/usr/bin/env bash
# What is exported, held against those it is written for: curl, HTTPie, and haralyzer for archives.
# Needs curl and python3.
#
# tests/clients/export.sh [HOOKPORT]    HOOKPORT is the binary; without it, it is built.
set -euo pipefail
# shellcheck source=tests/clients/prepare.sh
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh" "$@"
needs curl python3
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: \
    httpie==3.2.4 haralyzer==2.4.0
export PATH="$folder/venv/bin:$PATH"
timeout 120 python tests/clients/export.py "$hookport" "$folder"
