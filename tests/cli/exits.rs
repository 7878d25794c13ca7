//! Every way to fail has its own exit status and says what to try.

use insta::assert_snapshot;

use crate::support::{Person, Served};

#[tokio::test]
async fn what_makes_no_sense_is_2() {
    let person = Person::new();
    assert_snapshot!(person.run(&["source", "list", "--output", "xml"]).await, @r"
    ------- stderr -------
    error: invalid value 'xml' for '--output <FORMAT>'
      [possible values: text, json, ndjson, yaml, csv]

      tip: a similar value exists: 'yaml'

    For more information, try '--help'.
    [exit status: 2]
    ");
    assert_snapshot!(person.run(&["event", "list", "--attempts", "many"]).await, @r"
    ------- stderr -------
    error: invalid value 'many' for '--attempts <[OP]NUMBER>': this is no number; also understood are `>=3`, `<3`, `any` and `none`

    For more information, try '--help'.
    [exit status: 2]
    ");
    assert_snapshot!(person.run(&["connection", "list", "--created"]).await, @r"
    ------- stderr -------
    error: unexpected argument '--created' found

    Usage: hookport connection list [OPTIONS]

    For more information, try '--help'.
    [exit status: 2]
    ");
    assert_snapshot!(person.run(&["source", "update", "shop"]).await, @r"
    ------- stderr -------
    error: nothing was said that should change
    [exit status: 2]
    ");
}

#[tokio::test]
async fn a_gateway_that_is_not_there_is_6() {
    let person = Person::new();
    assert_snapshot!(person.run(&["source", "list"]).await, @r"
    ------- stderr -------
    error: no gateway is named and none is running
    hint: `hookport serve` starts one here.
    hint: `hookport login --api-url URL` remembers one elsewhere.
    [exit status: 6]
    ");
    assert_snapshot!(person.run(&["source", "list", "--api-url", "http://127.0.0.1:1"]).await, @r"
    ------- stderr -------
    error: cannot reach the gateway at http://127.0.0.1:1/
      caused by: Connection refused
    hint: Is the gateway running? `hookport serve` starts one.
    [exit status: 6]
    ");
    let person = person.with("HOOKPORT_API_KEY", "a-key-for-tests-only");
    assert_snapshot!(person.run(&["source", "list", "--api-url", "http://127.0.0.1:1"]).await, @r"
    ------- stderr -------
    error: cannot reach the gateway at http://127.0.0.1:1/
      caused by: Connection refused
    hint: Is the gateway running? `hookport serve` starts one.
    [exit status: 6]
    ");
}

#[tokio::test]
async fn whoever_has_no_key_or_a_wrong_one_is_3() {
    let gateway = Served::start().await;
    let stranger = Person::new().with("HOOKPORT_API_URL", &gateway.url);
    assert_snapshot!(stranger.run(&["whoami"]).await, @r"
    ------- stderr -------
    error: not logged in to http://127.0.0.1:*****/
    hint: `hookport login` stores a key; HOOKPORT_API_KEY gives one for a single command.
    [exit status: 3]
    ");
    let impostor = stranger.with("HOOKPORT_API_KEY", "not-the-key-at-all");
    assert_snapshot!(impostor.run(&["source", "list"]).await, @r"
    ------- stderr -------
    error: the gateway does not know this API key
    hint: `hookport login` stores a key for this gateway; HOOKPORT_API_KEY gives one for a single command.
    [exit status: 3]
    ");
    let nobody = Person::new().run(&["source", "list", "--profile", "work"]).await;
    assert_snapshot!(nobody, @r"
    ------- stderr -------
    error: no profile is called `work`
    hint: `hookport login --profile work --api-url URL` makes it.
    [exit status: 3]
    ");
}

#[tokio::test]
async fn what_is_not_there_is_4_and_what_is_there_already_5() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    assert_snapshot!(person.run(&["source", "get", "nope"]).await, @r"
    ------- stderr -------
    error: no source is called `nope`
    hint: `hookport source list` shows what there is.
    [exit status: 4]
    ");
    assert_snapshot!(person.run(&["source", "get", "src_nope000000"]).await, @r"
    ------- stderr -------
    error: no source has the id `src_nope000000`
    [exit status: 4]
    ");
    assert_snapshot!(person.run(&["event", "retry", "evt_nope"]).await, @r"
    ------- stderr -------
    error: no event has the id `evt_nope`
    [exit status: 4]
    ");
    assert_snapshot!(person.run(&["send", "nope"]).await, @r"
    ------- stderr -------
    error: no source is called `nope`
    hint: `hookport source list` shows what there is.
    hint: `hookport source create --name nope` makes it.
    [exit status: 4]
    ");
    person.json(&["source", "create", "--name", "shop"]).await;
    assert_snapshot!(person.run(&["source", "create", "--name", "shop"]).await, @r"
    ------- stderr -------
    error: Resource already exists
    hint: `upsert` instead of `create` changes `src_********************`.
    [exit status: 5]
    ");
}

#[tokio::test]
async fn what_the_gateway_refuses_is_1_in_its_own_words() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    assert_snapshot!(person.run(&["destination", "create", "--name", "d"]).await, @r"
    ------- stderr -------
    error: config.url is required
    [exit status: 1]
    ");
    assert_snapshot!(person.run(&["source", "create", "--name", "no spaces"]).await, @r#"
    ------- stderr -------
    error: name with value "no spaces" fails to match the required pattern: /^[A-z0-9-_]+$/
    [exit status: 1]
    "#);
}

#[tokio::test]
#[cfg(unix)]
async fn a_reader_who_had_enough_is_no_failure() {
    let person = Person::new();
    let mut command = person.command(&["man"]);
    let mut child = command.stdout(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert!(child.wait().await.unwrap().success());
}
