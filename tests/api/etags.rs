//! What callers know already, and the names that the first version had for where they are.

use reqwest::Client;
use serde_json::json;

use crate::support::{KEY, Served};

#[tokio::test]
async fn a_list_of_tags_and_a_star_are_known_as_one_tag_is() {
    let gateway = Served::start().await;
    gateway.api().put("/sources", &json!({ "name": "shop" })).await;
    let http = Client::builder().no_proxy().build().unwrap();
    let ask = async |known: Option<&str>| {
        let url = format!("{}/2025-07-01/sources", gateway.url);
        let mut request = http.get(url).bearer_auth(KEY);
        if let Some(known) = known {
            request = request.header("if-none-match", known);
        }
        let answer = request.send().await.unwrap();
        let tag = answer.headers()["etag"].to_str().unwrap().to_owned();
        (answer.status().as_u16(), tag)
    };
    let (status, tag) = ask(None).await;
    assert_eq!(status, 200);
    let strong = tag.trim_start_matches("W/");
    for known in [&*tag, strong, &format!("\"x\", {tag}"), &format!("{tag},W/\"y\""), "*"] {
        assert_eq!(ask(Some(known)).await.0, 304, "{known}");
    }
    for other in ["\"x\"", "W/\"y\", \"x\"", "", &strong[1..]] {
        assert_eq!(ask(Some(other)).await.0, 200, "{other}");
    }
}

#[tokio::test]
async fn the_first_version_went_back_with_another_word() {
    let gateway = Served::start().await;
    let api = gateway.api();
    for name in ["a", "b", "c"] {
        api.put("/sources", &json!({ "name": name })).await;
    }
    let page = api.get("/sources?limit=1&order_by=name&dir=desc").await;
    let cursor = page["models"][0]["id"].as_str().unwrap();
    let path = format!("/sources?limit=1&order_by=name&dir=asc&previous={cursor}");
    let first = api.under("/2020-01-01").get(&path).await;
    assert_eq!(first["models"][0]["alias"], "b");
    // Later it is a name that nobody knows.
    assert_eq!(api.under("/2021-08-01").get(&path).await["models"][0]["name"], "a");
}
