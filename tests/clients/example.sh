#!/usr/bin/env bash
# The commands of the example for GitHub Actions, one step after the other as a runner does it, but
# for the one that installs. Needs python3.
#
# tests/clients/example.sh [HOOKPORT]    HOOKPORT is the binary; without it, it is built.
set -euo pipefail
# shellcheck source=tests/clients/prepare.sh
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh" "$@"
needs python3
mkdir "$folder/bin" "$folder/home"
ln -s "$hookport" "$folder/bin/hookport"
python3 - examples/github-actions/webhooks.yml > "$folder/steps" <<'END'
import re, sys

text = open(sys.argv[1]).read()
job_env = re.search(r"^    env:\n((?:      .*\n)+)", text, re.M)[1]
for name, value in re.findall(r"^      (\w+): (.+)$", job_env, re.M):
    print(f"export {name}={value}")
steps = re.split(r"^      - ", text.split("    steps:\n")[1], flags=re.M)
for step in steps:
    run = re.search(r"^        run: \|\n((?:          .*\n|\n)+)", step, re.M)
    name = step.splitlines()[0:1]
    if run and "install" not in name[0]:
        print(f"echo '== {name[0]}'")
        print("(", re.sub(r"^          ", "", run[1], flags=re.M), ")", sep="\n")
END
grep -q 'hookport listen' "$folder/steps"
example=$PWD/examples/github-actions
mkdir -p "$folder/work/examples" && cp -r "$example" "$folder/work/examples/"
cd "$folder/work"
gateway() { kill "$(sed -n 's/.*"pid": *\([0-9]*\).*/\1/p' "$folder/home/data/gateway.json")" 2>/dev/null || true; }
trap 'gateway; rm -rf "$folder"' EXIT
env -i PATH="$folder/bin:$PATH" HOME="$folder/home" HOOKPORT_DATA_DIR="$folder/home/data" \
    HOOKPORT_NO_KEYRING=1 timeout 120 bash -eo pipefail "$folder/steps"
