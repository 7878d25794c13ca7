#!/usr/bin/env bash
# Fuzzes our gateway with OpenAPI documents: its own, and with HOOKPORT_OFFICIAL_DOCUMENTS (a folder
# with openapi-2024-09-01.json and openapi-2025-07-01.json) the official ones. Needs python3.
#
# tests/clients/schemathesis.sh [HOOKPORT]    HOOKPORT is the binary; without it, it is built.
set -euo pipefail
# shellcheck source=tests/clients/prepare.sh
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh" "$@"
needs python3
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: \
    schemathesis==4.32.5
[ -n "${HOOKPORT_OFFICIAL_DOCUMENTS-}" ] ||
    echo "skipped: the official documents, since HOOKPORT_OFFICIAL_DOCUMENTS names no folder"
python3 tests/clients/schemathesis.py "$hookport" "$folder/venv/bin/schemathesis" "$folder" \
    ${HOOKPORT_OFFICIAL_DOCUMENTS:+"$HOOKPORT_OFFICIAL_DOCUMENTS"}
