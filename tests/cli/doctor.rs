//! What `hookport doctor` finds, and what it says about it.

use insta::assert_snapshot;

use crate::support::{Person, Served};

#[tokio::test]
async fn a_gateway_that_works_is_good_in_every_point() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let found = person.json(&["doctor"]).await;
    let all: Vec<_> =
        found.as_array().unwrap().iter().map(|it| it["what"].as_str().unwrap()).collect();
    assert_eq!(all, ["proxy", "data", "name", "gateway", "clock", "key", "relay"]);
    assert!(found.as_array().unwrap().iter().all(|it| it["state"] == "ok"), "{found:#}");
}

#[tokio::test]
async fn what_is_wrong_is_said_with_what_sets_it_right() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway).with("HOOKPORT_API_KEY", "a-key-of-somebody-else");
    let said = person.run(&["doctor"]).await;
    let said: Vec<_> = said.lines().filter(|it| !it.starts_with("ok")).collect();
    assert_snapshot!(said.join("\n"), @r"
    wrong key         the gateway does not know this API key
                      `hookport login` stores another.
    ------- stderr -------
    error: one thing is wrong
    [exit status: 1]
    ");

    let nobody = Person::new().with("HOOKPORT_API_URL", "http://127.0.0.1:1");
    let said = nobody.run(&["doctor"]).await;
    assert!(said.contains("http://127.0.0.1:1/ does not answer"), "{said}");
    assert!(said.ends_with("error: one thing is wrong\n[exit status: 1]\n"), "{said}");

    let lost = Person::new().with("HOOKPORT_API_URL", "http://no-such-host.invalid");
    let said = lost.run(&["doctor"]).await;
    assert!(said.contains("no-such-host.invalid cannot be found"), "{said}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_key_that_others_may_read_is_found() {
    use std::os::unix::fs::PermissionsExt as _;
    let person = Person::new();
    let folder = person.home.path().join("data");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("api.key"), "secret").unwrap();
    let open = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(folder.join("api.key"), open).unwrap();
    let person = person.with("HOOKPORT_DATA_DIR", folder.to_str().unwrap());
    let said = person.run(&["doctor"]).await;
    assert!(said.contains("wrong key file    others may read $HOME/data/api.key (644)"), "{said}");
    assert!(said.contains("chmod 600 $HOME/data/api.key"), "{said}");
    assert!(!said.contains("secret"), "{said}");
}
