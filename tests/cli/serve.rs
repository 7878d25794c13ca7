//! `hookport serve`: how it gets ready, how it is found, how it refuses.

use std::process::Stdio;

use insta::assert_snapshot;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Child;

use crate::support::{PATIENCE, Person, Served};

#[tokio::test]
async fn what_runs_for_a_user_is_found_with_its_key_and_gone_when_it_stops() {
    let person = Person::new();
    let (mut child, ready) = serve(&person, &["--ready-file", "ready", "--output", "json"]).await;
    let ready: serde_json::Value = serde_json::from_str(&ready).unwrap();
    let url = ready["url"].as_str().unwrap();
    assert_eq!(ready["type"], "ready");
    let file = person.home.path().join("ready");
    assert_eq!(std::fs::read_to_string(&file).unwrap().trim(), url);
    assert_snapshot!(person.run(&["source", "count"]).await, @"0");

    stop(&mut child).await;
    assert!(!file.exists());
    assert_snapshot!(person.run(&["source", "count"]).await, @r"
    ------- stderr -------
    error: no gateway is named and none is running
    hint: `hookport serve` starts one here.
    hint: `hookport login --api-url URL` remembers one elsewhere.
    [exit status: 6]
    ");
}

#[tokio::test]
async fn a_note_that_was_left_behind_is_passed_over() {
    let person = Person::new();
    let (mut child, _) = serve(&person, &[]).await;
    child.kill().await.unwrap();
    assert_snapshot!(person.run(&["source", "count"]).await, @r"
    ------- stderr -------
    error: no gateway is named and none is running
    hint: `hookport serve` starts one here.
    hint: `hookport login --api-url URL` remembers one elsewhere.
    [exit status: 6]
    ");
}

#[tokio::test]
async fn a_port_or_a_folder_that_is_taken_is_said() {
    let gateway = Served::start().await;
    let person = Person::new();
    let address = gateway.url.trim_start_matches("http://");
    assert_snapshot!(person.run(&["serve", "--listen", address]).await, @r"
    ------- stderr -------
    error: cannot listen on 127.0.0.1:*****
      caused by: Address already in use
    hint: Another program is there; perhaps a gateway that runs already.
    hint: `--listen 127.0.0.1:0` picks a free port.
    [exit status: 1]
    ");
    let folder = gateway.home.path().join("data");
    let person = person.with("HOOKPORT_DATA_DIR", folder.to_str().unwrap());
    let said = person.run(&["serve", "--listen", "127.0.0.1:0"]).await;
    assert_snapshot!(said.replace(folder.to_str().unwrap(), "$DATA"), @r"
    ------- stderr -------
    error: another gateway is using $DATA
    hint: Stop it first, or use another folder with `--data-dir`.
    [exit status: 1]
    ");
}

#[tokio::test]
async fn a_first_start_that_could_not_keep_its_key_is_made_up_for_by_the_next() {
    let person = Person::new();
    let data = person.home.path().join("data");
    let person = person.with("HOOKPORT_DATA_DIR", data.to_str().unwrap());
    // The key cannot be kept where a folder is; a kill at this moment leaves as little.
    std::fs::create_dir_all(data.join("api.key")).unwrap();
    let said = person.run(&["serve", "--listen", "127.0.0.1:0"]).await;
    assert!(said.contains("api.key") && said.contains("exit status: 1"), "{said}");
    std::fs::remove_dir(data.join("api.key")).unwrap();

    let (mut child, _) = serve(&person, &[]).await;
    assert_snapshot!(person.run(&["source", "count"]).await, @"0");
    stop(&mut child).await;
}

#[tokio::test]
async fn a_secret_that_is_too_short_is_refused_before_anything_is_made() {
    let person = Person::new().with("HOOKPORT_API_KEY", "short");
    assert_snapshot!(person.run(&["serve", "--listen", "127.0.0.1:0"]).await, @r"
    ------- stderr -------
    error: HOOKPORT_API_KEY is too short: it needs at least 12 characters
    [exit status: 2]
    ");
    let person = Person::new().with("HOOKPORT_SIGNING_SECRET", "short");
    assert_snapshot!(person.run(&["serve", "--listen", "127.0.0.1:0"]).await, @r"
    ------- stderr -------
    error: HOOKPORT_SIGNING_SECRET is too short: it needs at least 12 characters
    [exit status: 2]
    ");
    assert_eq!(std::fs::read_dir(person.home.path()).unwrap().count(), 0);
}

async fn serve(person: &Person, args: &[&str]) -> (Child, String) {
    let mut command = person.command(&[&["serve", "--listen", "127.0.0.1:0"], args].concat());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let ready = tokio::time::timeout(PATIENCE, lines.next_line()).await.unwrap().unwrap();
    (child, ready.unwrap())
}

async fn stop(child: &mut Child) {
    let kill = format!("kill -TERM {}", child.id().unwrap());
    let said = tokio::process::Command::new("sh").args(["-c", &kill]).status().await.unwrap();
    assert!(said.success());
    let ended = tokio::time::timeout(PATIENCE, child.wait()).await.unwrap().unwrap();
    assert!(ended.success());
}

#[tokio::test]
async fn a_prefix_that_no_header_can_have_is_refused() {
    let person = Person::new();
    assert_snapshot!(person.run(&["serve", "--header-prefix", "x acme"]).await, @r"
    ------- stderr -------
    error: invalid value 'x acme' for '--header-prefix <TEXT>': it is no header's name

    For more information, try '--help'.
    [exit status: 2]
    ");
}
