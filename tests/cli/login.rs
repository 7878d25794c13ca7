//! Profiles: whom a key is kept for, and that it goes nowhere else.

use insta::assert_snapshot;

use crate::support::{KEY, Person, Served};

#[tokio::test]
async fn who_logged_in_needs_no_key_until_they_log_out() {
    let gateway = Served::start().await;
    let person = Person::new();
    let login = ["login", "--api-url", &gateway.url];
    assert_snapshot!(person.run_with(&login, "not-the-key-at-all").await, @r"
    ------- stderr -------
    error: the gateway does not know this API key
    hint: `hookport login` stores a key for this gateway; HOOKPORT_API_KEY gives one for a single command.
    [exit status: 3]
    ");
    assert_snapshot!(person.run_with(&login, "").await, @r"
    ------- stderr -------
    error: no API key was given
    hint: Set HOOKPORT_API_KEY, or write the key to standard input.
    [exit status: 2]
    ");
    let said = person.run_with(&login, KEY).await;
    assert!(said.contains("logged in to http://127.0.0.1:*****/ as profile `default`"), "{said}");
    assert!(!said.contains(KEY), "{said}");
    assert_snapshot!(person.run(&["source", "count"]).await, @"0");

    // The key is for the gateway that it was given for, and for no other.
    let other = Served::start().await;
    assert_snapshot!(person.run(&["source", "count", "--api-url", &other.url]).await, @r"
    ------- stderr -------
    error: not logged in to http://127.0.0.1:*****/
    hint: `hookport login` stores a key; HOOKPORT_API_KEY gives one for a single command.
    [exit status: 3]
    ");

    assert_snapshot!(person.run(&["logout"]).await, @r"
    ------- stderr -------
    forgot profile `default` and its key
    ");
    assert_snapshot!(person.run(&["logout"]).await, @r"
    ------- stderr -------
    there is no profile `default` to forget
    ");
    assert_snapshot!(person.run(&["source", "count"]).await, @r"
    ------- stderr -------
    error: no gateway is named and none is running
    hint: `hookport serve` starts one here.
    hint: `hookport login --api-url URL` remembers one elsewhere.
    [exit status: 6]
    ");
}

#[tokio::test]
#[cfg(unix)]
async fn only_their_owner_can_read_kept_keys() {
    use std::os::unix::fs::PermissionsExt as _;
    let gateway = Served::start().await;
    let person = Person::new();
    person.run_with(&["login", "--api-url", &gateway.url, "--profile", "work"], KEY).await;
    let key = person.home.path().join(".config/hookport/work.key");
    let key = if key.exists() {
        key
    } else {
        person.home.path().join("Library/Application Support/hookport/work.key")
    };
    assert_eq!(std::fs::metadata(key).unwrap().permissions().mode() & 0o777, 0o600);
    assert_snapshot!(person.run(&["source", "count", "-p", "work"]).await, @"0");
}
