//! `hookport demo`, as a new user runs it.

use std::fs;

use tempfile::TempDir;

use crate::support::{PATIENCE, hookport};

#[tokio::test]
async fn everything_arrives_and_nothing_is_left_behind() {
    let (home, temporary) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut command = hookport(&home);
    command.arg("demo").env_remove("HOOKPORT_API_KEY").env("TMPDIR", temporary.path());
    let output = tokio::time::timeout(PATIENCE, command.output()).await.unwrap().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{told}\n{said}");
    assert_eq!(said, "");
    for expected in [
        "✓ stripe   invoice.paid  verified, delivered: 200",
        "✓ github   push          verified, delivered: 200",
        "✓ github   star          verified, filtered out",
        "✓ slack    app_mention   verified, delivered: 200",
        "✓ stripe   invoice.paid  forged: kept, but turned away",
        "✓ uploads  picture       delivered: 200, all 4096 bytes the same",
        "✓ shopify  orders/create verified, retried until taken: 503, 503, 200",
        "All 7 went as they should",
    ] {
        assert!(told.contains(expected), "{expected}\n{told}");
    }
    let widest = told.lines().map(|line| line.chars().count()).max();
    assert!(widest < Some(80), "{told}");
    for folder in [&home, &temporary] {
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{}", folder.path().display());
    }
}
