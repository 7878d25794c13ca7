# What the scripts beside this one begin with: `hookport` is the binary (the first argument, else
# it is built), `folder` a folder that goes away with the script.
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
if [ $# -gt 0 ]; then
    hookport=$(realpath "$1")
else
    cargo build --locked --quiet
    hookport=$(realpath "${CARGO_TARGET_DIR:-target}/debug/hookport")
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

needs() {
    for tool in "$@"; do
        command -v "$tool" >/dev/null || { echo "error: $tool is needed for this test" >&2; exit 1; }
    done
}

# packages NAME@VERSION... : from npm, into the folder.
packages() {
    needs npm python3
    npm install --silent --no-audit --no-fund --prefix "$folder" "$@"
}
