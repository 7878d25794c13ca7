//! The documents: found, valid, and of the operations that there are.

use jsonschema::Draft;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Api, Served};

const VERSIONS: &[&str] = &[
    "2020-01-01",
    "2021-08-01",
    "2022-03-01",
    "2022-07-01",
    "2022-10-01",
    "2022-11-01",
    "2023-01-01",
    "2023-07-01",
    "2024-03-01",
    "2024-09-01",
    "2025-01-01",
    "2025-07-01",
    "2026-09-01",
];

/// The document of a version, which anybody may have.
async fn document(served: &Served, version: &str) -> Value {
    let stranger = Api::new(&served.url, "nobody").under(&format!("/{version}"));
    let (status, document) = stranger.call(Method::GET, "/openapi", None).await;
    assert_eq!(status, 200, "{document}");
    document
}

#[tokio::test]
async fn each_version_has_a_document_of_its_own() {
    let served = Served::start().await;
    for version in VERSIONS {
        let document = document(&served, version).await;
        assert_eq!(document["info"]["version"], *version);
        let source = &document["components"]["schemas"]["Source"]["properties"];
        assert_eq!(source["config"].is_null(), *version < "2025-01-01", "{source}");
    }
    assert_eq!(document(&served, "latest").await, document(&served, "2026-09-01").await);
}

#[tokio::test]
async fn documents_are_valid_and_name_nothing_that_they_do_not_hold() {
    let served = Served::start().await;
    let meta: Value = serde_json::from_str(include_str!("../data/openapi-3.1.json")).unwrap();
    let meta = jsonschema::validator_for(&meta).unwrap();
    for version in VERSIONS {
        let document = document(&served, version).await;
        let wrong: Vec<_> = meta.iter_errors(&document).map(|it| it.to_string()).collect();
        assert!(wrong.is_empty(), "{version}: {wrong:?}");
        let names = document["components"]["schemas"].as_object().unwrap().keys();
        let all = names.map(|name| json!({ "$ref": format!("#/components/schemas/{name}") }));
        let all = json!({ "anyOf": all.collect::<Value>(), "components": document["components"] });
        let read = jsonschema::options().with_draft(Draft::Draft202012).build(&all);
        assert!(read.is_ok(), "{version}: {}", read.unwrap_err());
    }
}
