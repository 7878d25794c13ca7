#!/bin/sh
# Installs hookport with its completions and man page.
#
# It downloads the release for this machine and checks it against its published SHA-256; a checkout,
# which knows no releases, is built with cargo. It never asks for more rights: choose a --prefix that
# is yours.
set -eu

prefix=$HOME/.local
version=latest
# Where releases are; the copy of this file that belongs to a release has it filled in.
releases=${HOOKPORT_RELEASES:-}

usage() {
    cat <<END
usage: install.sh [--prefix DIR] [--version VERSION | --uninstall]

  --prefix DIR       install below DIR (default: $prefix)
  --version VERSION  download this release (default: the latest)
  --uninstall        take away what was installed below DIR; data and logins stay
END
}

say() { printf '%s\n' "$*"; }

fail() {
    printf 'error: %s\n' "$1" >&2
    shift
    for hint; do printf 'hint: %s\n' "$hint" >&2; done
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

fetch() {
    if has curl; then
        curl --fail --silent --show-error --location --output "$2" "$1"
    elif has wget; then
        wget -q -O "$2" "$1"
    else
        fail "neither curl nor wget is here" "Install one of them, or build it: ./install.sh in a checkout."
    fi || fail "cannot download $1" "Does this release exist for this machine?" \
        "In a checkout, ./install.sh builds it."
}

sha256() {
    if has sha256sum; then
        sha256sum "$1"
    elif has shasum; then
        shasum -a 256 "$1"
    else
        fail "nothing here can check a SHA-256" "Install coreutils or perl."
    fi | cut -d ' ' -f 1
}

# What the archives are named for.
platform() {
    case $(uname -s) in
        Linux) system=unknown-linux-gnu ;;
        Darwin) system=apple-darwin ;;
        *) fail "there is no archive for $(uname -s)" "Build it in a checkout: ./install.sh" ;;
    esac
    case $(uname -m) in
        x86_64 | amd64) say "x86_64-$system" ;;
        aarch64 | arm64) say "aarch64-$system" ;;
        *) fail "there is no archive for $(uname -m)" "Build it in a checkout: ./install.sh" ;;
    esac
}

# Leaves the binary at $work/bin/hookport.
build() {
    has cargo || fail "cargo is not here" "Install Rust from https://rustup.rs and try again."
    say "building hookport; this takes some minutes"
    cargo install --quiet --locked --no-track --path "$1" --root "$work"
}

# Leaves the binary at $work/bin/hookport, and completions and man page at $work.
download() {
    [ -n "$releases" ] || fail "this copy of install.sh knows no releases" \
        "Run it in a checkout, or take the one from a release's page."
    target=$(platform)
    archive=hookport-$target.tar.gz
    case $version in
        latest) from=$releases/latest/download ;;
        *) from=$releases/download/v${version#v} ;;
    esac
    say "downloading $from/$archive"
    fetch "$from/$archive" "$work/$archive"
    fetch "$from/$archive.sha256" "$work/$archive.sha256"
    wanted=$(cut -d ' ' -f 1 "$work/$archive.sha256")
    [ "$(sha256 "$work/$archive")" = "$wanted" ] ||
        fail "$archive is not what was released: its SHA-256 differs" "Try again; if it stays so, tell us."
    tar -xzf "$work/$archive" -C "$work"
    mkdir -p "$work/bin"
    mv "$work/hookport" "$work/bin/hookport"
}

# put MODE FILE FOLDER NAME: in one step, so that a running hookport is not written over.
put() {
    if ! mkdir -p "$3" || [ ! -w "$3" ]; then
        fail "cannot write to $3" "Choose another --prefix."
    fi
    cp "$2" "$3/.$4.new"
    chmod "$1" "$3/.$4.new"
    mv -f "$3/.$4.new" "$3/$4"
}

# What is installed, each with its mode, its place below the prefix and its name there.
files() {
    cat <<END
755 bin/hookport bin hookport
644 man/hookport.1 share/man/man1 hookport.1
644 completions/hookport.bash share/bash-completion/completions hookport
644 completions/_hookport share/zsh/site-functions _hookport
644 completions/hookport.fish share/fish/vendor_completions.d hookport.fish
END
}

uninstall() {
    there=no
    while read -r _ _ folder name; do
        [ ! -e "$prefix/$folder/$name" ] || there=yes
        rm -f "$prefix/$folder/$name" || fail "cannot take $prefix/$folder/$name away"
    done <<END
$(files)
END
    [ "$there" = yes ] || fail "hookport is not installed below $prefix" "--prefix says where it is."
    say "hookport is gone from $prefix; data and logins stay"
}

here=$(cd "$(dirname "$0")" 2>/dev/null && pwd) || here=/
# A checkout has no releases, unless it is told of some.
[ -z "$releases" ] && [ -f "$here/Cargo.toml" ] && [ -f "$here/src/main.rs" ] &&
    from=checkout || from=release
action=install
while [ $# -gt 0 ]; do
    case $1 in
        --prefix | --version)
            [ $# -gt 1 ] || { usage >&2 && exit 2; }
            if [ "$1" = --prefix ]; then prefix=$2; else version=$2 from=release; fi
            shift 2
            ;;
        --prefix=*) prefix=${1#*=} && shift ;;
        --version=*) version=${1#*=} from=release && shift ;;
        --uninstall) action=uninstall && shift ;;
        -h | --help) usage && exit ;;
        *) usage >&2 && exit 2 ;;
    esac
done

if [ "$action" = uninstall ]; then
    uninstall
    exit
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
if [ "$from" = checkout ]; then
    build "$here"
    papers=$here
else
    download
    papers=$work
fi

while read -r mode file folder name; do
    case $file in
        bin/*) file=$work/$file ;;
        *) file=$papers/$file ;;
    esac
    put "$mode" "$file" "$prefix/$folder" "$name"
done <<END
$(files)
END

say "installed $("$prefix/bin/hookport" --version) in $prefix/bin"
case :$PATH: in
    *:"$prefix/bin":*) ;;
    *) say "hint: Add $prefix/bin to your PATH." ;;
esac
say "try: hookport demo"
