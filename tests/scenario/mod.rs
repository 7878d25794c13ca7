//! One of everything, made and used through every operation of a version's document.
//!
//! A version's story is told once to a gateway of its own. Then each document of that version is
//! held against what came: every operation that it names must have been asked, have answered 200,
//! and with a body that its schema allows. The documents are the gateway's own and, where
//! `HOOKPORT_OFFICIAL_DOCUMENTS` names a folder with `openapi-{version}.json`, the official ones.

mod chapters;
mod document;
mod ledger;
mod own;
mod story;

use hookport::gateway::api;

use self::document::Document;
use self::story::{Story, nameless};
use crate::support::Served;

#[tokio::test]
async fn every_operation_of_2024_09_01_answers_as_its_document_says() {
    hold("2024-09-01", 101).await;
}

#[tokio::test]
async fn every_operation_of_2025_07_01_answers_as_its_document_says() {
    hold("2025-07-01", 123).await;
}

/// `published` is how many operations the official document has.
async fn hold(version: &str, published: usize) {
    let gateway = Served::with(&["--api-rate-limit", "0"]).await;
    let mut story = Story::begin(&gateway, version).await;
    chapters::tell(&mut story).await;
    let served = Document::served(&story.api).await;
    assert_eq!(served.operations(), table(version), "its document says what is served");
    let official = Document::official(version);
    if let Some(official) = &official {
        assert_eq!(official.operations().len(), published);
    }
    let mut breaches = Vec::new();
    for document in [Some(&served), official.as_ref()].into_iter().flatten() {
        let (name, all) = (&document.name, document.operations().len());
        assert!(all >= published, "{name} has {all} of {published} operations");
        let found = document.check(&story.calls);
        if !found.is_empty() {
            breaches.push(format!("{name}: {} of {all} operations hold", all - found.len()));
        }
        breaches.extend(found.into_iter().map(|it| format!("{name}: {it}")));
    }
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

/// The operations that the gateway's own page says a version has.
fn table(version: &str) -> Vec<String> {
    let page = api::operations_page();
    let rows = page.lines().map(|it| it.split('|').map(str::trim).collect::<Vec<_>>());
    let rows: Vec<_> = rows.filter(|it| it.len() > 3).collect();
    let column = rows[0].iter().position(|it| *it == version).unwrap();
    let ours = rows.iter().filter(|it| it[column] == "yes");
    let mut res: Vec<_> = ours.map(|it| nameless(it[1].trim_matches('`'))).collect();
    res.sort();
    res
}
