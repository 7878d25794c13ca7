//! `install.sh`, from a release that is served here.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use bytes::Bytes;
use insta::assert_snapshot;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;
use tokio::process::Command;

use crate::support::{Reply, Target};

/// A program that is as much of hookport as an installer sees.
const PROGRAM: &str = "#!/bin/sh\necho hookport 9.9.9\n";

/// Releases: the latest, and it again under its version.
struct Releases {
    target: Target,
}

impl Releases {
    /// Serves one release for any machine, with this in its checksum's file.
    async fn start(checksum: impl Fn(&[u8]) -> String) -> Self {
        let archive = archive();
        let sum = checksum(&archive);
        let target = Target::answering(move |asked| {
            let known = ["/latest/download/", "/download/v9.9.9/"];
            let name = known.iter().find_map(|it| asked.path.strip_prefix(it)).unwrap_or_default();
            let body = match name {
                name if name.ends_with(".tar.gz") => archive.clone(),
                name if name.ends_with(".tar.gz.sha256") => Bytes::from(sum.clone()),
                _ => return Reply::status(404),
            };
            Reply { body, ..Reply::status(200) }
        });
        Self { target: target.await }
    }
}

/// What a release's archive holds, as the release workflow packs it.
fn archive() -> Bytes {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, text: &str| {
        let file = folder.path().join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, text).unwrap();
    };
    write("hookport", PROGRAM);
    for name in ["man/hookport.1", "completions/hookport.bash", "completions/_hookport"] {
        write(name, name);
    }
    write("completions/hookport.fish", "fish");
    let mut tar = std::process::Command::new("tar");
    let packed = tar.arg("-czf-").arg("-C").arg(folder.path()).arg(".").output().unwrap();
    assert!(packed.status.success());
    packed.stdout.into()
}

fn sum(archive: &[u8]) -> String {
    let digest = Sha256::digest(archive);
    let hex: String = digest.iter().map(|it| format!("{it:02x}")).collect();
    format!("{hex}  hookport.tar.gz\n")
}

/// Runs a copy of install.sh that stands alone. Says what it said and how it ended.
async fn install(home: &Path, releases: &Releases, args: &[&str]) -> String {
    let script = home.join("install.sh");
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("install.sh"), &script).unwrap();
    let mut command = Command::new("sh");
    command.arg(&script).args(args).env_clear().env("HOME", home).current_dir(home);
    command.env("PATH", "/usr/local/bin:/usr/bin:/bin");
    let output = command.env("HOOKPORT_RELEASES", &releases.target.url).output().await.unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let said = text(output.stdout) + &text(output.stderr);
    let said = said.replace(&*home.to_string_lossy(), "$HOME");
    let said = said.replace(&releases.target.url, "$RELEASES");
    // Whose machine it is, and what the one says who fetches, are not ours.
    let lines = said.lines().filter(|it| !it.starts_with("curl:"));
    let lines = lines.map(|it| match it.split_once("hookport-") {
        Some((before, rest)) => {
            let (_, after) = rest.split_once(".tar.gz").unwrap_or(("", rest));
            format!("{before}hookport-*.tar.gz{after}\n")
        }
        None => format!("{it}\n"),
    });
    format!("{}[exit status: {}]\n", lines.collect::<String>(), output.status.code().unwrap())
}

/// All files below a folder, but for the script itself.
fn files(folder: &Path) -> String {
    let mut res = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().unwrap() != "install.sh" {
                let mode = std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
                res.push(format!("{} {mode:o}\n", path.strip_prefix(folder).unwrap().display()));
            }
        }
    }
    res.sort();
    res.concat()
}

#[tokio::test]
async fn a_release_is_installed_again_and_taken_away_without_a_trace() {
    let (home, releases) = (TempDir::new().unwrap(), Releases::start(sum).await);
    let home = home.path();
    assert_snapshot!(install(home, &releases, &[]).await, @r"
    downloading $RELEASES/latest/download/hookport-*.tar.gz
    installed hookport 9.9.9 in $HOME/.local/bin
    hint: Add $HOME/.local/bin to your PATH.
    try: hookport demo
    [exit status: 0]
    ");
    assert_snapshot!(files(home), @r"
    .local/bin/hookport 755
    .local/share/bash-completion/completions/hookport 644
    .local/share/fish/vendor_completions.d/hookport.fish 644
    .local/share/man/man1/hookport.1 644
    .local/share/zsh/site-functions/_hookport 644
    ");
    let again = install(home, &releases, &["--version", "9.9.9"]).await;
    assert!(again.contains("[exit status: 0]"), "{again}");
    std::fs::write(home.join(".local/bin/other"), "").unwrap();
    assert_snapshot!(install(home, &releases, &["--uninstall"]).await, @r"
    hookport is gone from $HOME/.local; data and logins stay
    [exit status: 0]
    ");
    assert_snapshot!(files(home), @r".local/bin/other 644");
    assert_snapshot!(install(home, &releases, &["--uninstall"]).await, @r"
    error: hookport is not installed below $HOME/.local
    hint: --prefix says where it is.
    [exit status: 1]
    ");
}

#[tokio::test]
async fn nothing_is_installed_that_is_not_what_was_released() {
    let home = TempDir::new().unwrap();
    let releases = Releases::start(|_| sum(b"something else")).await;
    assert_snapshot!(install(home.path(), &releases, &["--prefix", "p"]).await, @r"
    downloading $RELEASES/latest/download/hookport-*.tar.gz
    error: hookport-*.tar.gz is not what was released: its SHA-256 differs
    hint: Try again; if it stays so, tell us.
    [exit status: 1]
    ");
    assert_snapshot!(install(home.path(), &releases, &["--version", "1.2.3"]).await, @r"
    downloading $RELEASES/download/v1.2.3/hookport-*.tar.gz
    error: cannot download $RELEASES/download/v1.2.3/hookport-*.tar.gz
    hint: Does this release exist for this machine?
    hint: In a checkout, ./install.sh builds it.
    [exit status: 1]
    ");
    assert_snapshot!(install(home.path(), &releases, &["--prefxi", "p"]).await, @r"
    usage: install.sh [--prefix DIR] [--version VERSION | --uninstall]

      --prefix DIR       install below DIR (default: $HOME/.local)
      --version VERSION  download this release (default: the latest)
      --uninstall        take away what was installed below DIR; data and logins stay
    [exit status: 2]
    ");
    assert_eq!(files(home.path()), "");
}
