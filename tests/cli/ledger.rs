//! Sending, and looking at what became of it.

use insta::assert_snapshot;

use crate::support::{Person, Served};

#[tokio::test]
async fn a_source_that_refuses_is_a_failure_with_its_answer() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    person.json(&["source", "create", "--name", "shop"]).await;
    let image = ["send", "shop", "--data", "x", "--content-type", "image/png"];
    assert_snapshot!(person.run(&image).await, @r#"
    {"status":"REJECTED","cause":"UNSUPPORTED_CONTENT_TYPE","message":"the gateway does not take this content type. Inspect it at http://127.0.0.1:*****/requests/req_***********","request_id":"req_***********"}
    ------- stderr -------
    error: the source answered 415 Unsupported Media Type
    hint: `hookport request get req_***********` shows what was kept of it.
    [exit status: 1]
    "#);
}

#[tokio::test]
async fn sending_alone_starts_a_gateway_and_stops_it() {
    let person = Person::new();
    assert_snapshot!(person.run(&["send", "nope", "--data", "x"]).await, @r"
    ------- stderr -------
    error: no source is called `nope`
    hint: `hookport source create --name nope` makes it.
    [exit status: 4]
    ");
    let data = walk(person.home.path());
    assert!(data.iter().any(|it| it.ends_with("hookport.db")), "{data:?}");
    assert!(!data.iter().any(|it| it.ends_with("gateway.json")), "{data:?}");
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let (folders, mut files): (Vec<_>, Vec<_>) = entries.partition(|it| it.is_dir());
    files.extend(folders.iter().flat_map(|it| walk(it)));
    files
}
