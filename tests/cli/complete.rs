//! What a shell is told while somebody types.

use std::time::{Duration, Instant};

use insta::assert_snapshot;

use crate::support::{Person, Reply, Served, Target};

/// What a shell is told about the last of these words.
async fn asked(person: &Person, words: &[&str]) -> String {
    let words = [&["--", "hookport"], words].concat();
    let mut command = person.command(&words);
    let output = command.env("HOOKPORT_COMPLETE", "fish").output().await.unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|it| it.split('\t').next().unwrap().to_owned() + "\n").collect()
}

#[tokio::test]
async fn names_are_those_that_the_gateway_has() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    for name in ["shop", "shop-eu", "billing"] {
        person.json(&["source", "create", "--name", name]).await;
    }
    let connection =
        ["--source-name", "billing", "--destination-name", "books", "--destination-url"];
    person
        .json(
            &[
                &["connection", "create", "--name", "ledger"],
                &connection[..],
                &["http://127.0.0.1:9"],
            ]
            .concat(),
        )
        .await;
    assert_snapshot!(asked(&person, &["source", "get", "sh"]).await, @r"
    shop-eu
    shop
    ");
    assert_snapshot!(asked(&person, &["events", "list", "--source", "b"]).await, @r"billing");
    assert_snapshot!(asked(&person, &["listen", "3000", "shop,b"]).await, @r"shop,billing");
    assert_snapshot!(asked(&person, &["connection", "pause", "l"]).await, @r"ledger");
    assert_snapshot!(asked(&person, &["destination", "get", "bo"]).await, @r"books");
    assert_snapshot!(asked(&person, &["trigger", "stri"]).await, @r"stripe");
    assert_snapshot!(asked(&person, &["trigger", "stripe", "invoice.paid"]).await, @r"invoice.paid");
    assert_snapshot!(asked(&person, &["source", "li"]).await, @r"list");
}

#[tokio::test]
async fn profiles_are_those_that_are_kept() {
    let gateway = Served::start().await;
    let person = Person::new();
    for name in ["work", "home"] {
        let login = ["login", "--api-url", &gateway.url, "--profile", name];
        person.run_with(&login, crate::support::KEY).await;
    }
    assert_snapshot!(asked(&person, &["source", "list", "--profile", ""]).await, @r"
    home
    work
    ");
    // The names are those of the gateway that is typed.
    person.run(&["source", "create", "--name", "shop", "-p", "work"]).await;
    assert_snapshot!(asked(&person, &["-p", "work", "source", "get", "s"]).await, @r"shop");
}

#[tokio::test]
async fn nobody_waits_for_a_gateway_that_does_not_answer_and_nothing_is_said_of_it() {
    let slow = Reply { after: Duration::from_secs(60), ..Reply::status(200) };
    let target = Target::answering(move |_| slow.clone()).await;
    let person = Person::new()
        .with("HOOKPORT_API_URL", &target.url)
        .with("HOOKPORT_API_KEY", "a-key-for-tests-only");
    let began = Instant::now();
    assert_eq!(asked(&person, &["source", "get", "s"]).await, "");
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    target.received(1).await;
    let nobody = Person::new().with("HOOKPORT_API_URL", "http://127.0.0.1:1");
    assert_eq!(asked(&nobody, &["source", "get", "s"]).await, "");
}

#[tokio::test]
#[cfg(unix)]
async fn bash_asks_with_the_script_that_is_written_for_it() {
    let gateway = Served::start().await;
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_hookport"));
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", program.parent().unwrap().display());
    let person = Person::at(&gateway).with("PATH", &path);
    person.json(&["source", "create", "--name", "shop"]).await;
    let script = "source <(hookport completion bash)
        COMP_WORDS=(hookport source get s) COMP_CWORD=3
        _clap_complete_hookport hookport s get
        echo \"${COMPREPLY[@]}\"";
    let mut bash = person.command(&[]);
    let envs: Vec<_> = bash
        .as_std()
        .get_envs()
        .map(|(name, value)| (name.to_owned(), value.unwrap().to_owned()))
        .collect();
    bash = tokio::process::Command::new("bash");
    bash.env_clear().envs(envs).args(["-c", script]);
    let output = bash.output().await.unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "shop\n", "{output:?}");
}
