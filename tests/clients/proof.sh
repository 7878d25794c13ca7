#!/usr/bin/env bash
# How deliveries prove who sent them, held against those who check it elsewhere: botocore for AWS
# signatures, oauthlib as a token server, google-auth for service accounts. Needs python3.
#
# tests/clients/proof.sh [HOOKPORT]    HOOKPORT is the binary; without it, it is built.
set -euo pipefail
# shellcheck source=tests/clients/prepare.sh
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh" "$@"
needs python3
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: \
    botocore==1.44.5 oauthlib==4.0.1 google-auth==2.62.2 cryptography==50.0.2
timeout 120 "$folder/venv/bin/python" tests/clients/proof.py "$hookport" "$folder"
