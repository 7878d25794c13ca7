#!/usr/bin/env bash
# The published SDK for TypeScript against our gateway. Needs node with npm.
#
# tests/clients/sdk.sh [HOOKPORT]    HOOKPORT is the binary; without it, it is built.
set -euo pipefail
# shellcheck source=tests/clients/prepare.sh
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh" "$@"
packages @hookdeck/sdk@0.4.0
timeout 300 node tests/clients/sdk.mjs "$hookport" "$folder"
