//! Names work wherever ids do, and filters may be given several times.

use insta::assert_snapshot;

use crate::support::{Person, Served};

/// A source, a connection and a destination.
async fn connect(person: &Person, source: &str, connection: &str, destination: &str) {
    let args = ["connection", "create", "--name", connection, "--source-name", source];
    let ends = ["--destination-name", destination, "--destination-url", "http://127.0.0.1:1"];
    person.json(&[&args[..], &ends].concat()).await;
    person.run(&["send", source, "--data", "{}"]).await;
}

#[tokio::test]
async fn a_name_is_taken_wherever_an_id_is_and_an_ambiguous_one_shows_candidates() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    connect(&person, "shop", "web_orders", "des_backend").await;
    connect(&person, "pay", "web_orders", "other").await;
    // Names that begin like ids.
    assert_eq!(person.json(&["destination", "get", "des_backend"]).await["name"], "des_backend");
    let said = person.run(&["connection", "pause", "web_orders"]).await;
    for part in [
        "error: several connections are called `web_orders`\nhint: Give the id of the one you mean: web_",
        " (shop -> web_orders)",
        " (pay -> web_orders)",
        "[exit status: 5]\n",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert_snapshot!(person.run(&["connection", "pause", "web_nothing"]).await, @r"
    ------- stderr -------
    error: no connection is called `web_nothing`
    hint: `hookport connection list` shows what there is.
    [exit status: 4]
    ");
    for (args, count) in [
        (&["event", "list", "--source", "shop"][..], 1),
        (&["event", "list", "--source", "shop", "--source", "pay"], 2),
        (&["event", "list", "--destination", "des_backend"], 1),
        (&["request", "list", "--source", "pay"], 1),
        (&["connection", "list", "--source", "pay", "--destination", "other"], 1),
        (&["connection", "list", "--name", "web_orders", "--source", "shop", "--source", "pay"], 2),
        (&["event", "list", "--source-id", "pay", "--attempts", ">=0", "--attempts", "<9"], 1),
        (&["event", "list", "--attempts", ">9"], 0),
        (&["request", "list", "--events-count", "1", "--events-count", "2"], 2),
        (&["request", "list", "--ignored-count", ">0"], 0),
    ] {
        assert_eq!(person.json(args).await["count"], count, "{args:?}");
    }
}
