#!/usr/bin/env bash
# The unmodified official CLI against our gateway. Needs node with npm, and python3.
#
# tests/clients/official-cli.sh [HOOKPORT]    HOOKPORT is the binary; without it, it is built.
set -euo pipefail
# shellcheck source=tests/clients/prepare.sh
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh" "$@"
packages hookdeck-cli@2.6.0
mkdir "$folder/table"
timeout 300 python3 tests/clients/table.py "$folder/node_modules/.bin/hookdeck" "$folder/table"
for story in listen commands; do
    mkdir "$folder/$story"
    timeout 600 python3 "tests/clients/$story.py" \
        "$hookport" "$folder/node_modules/.bin/hookdeck" "$folder/$story"
done
