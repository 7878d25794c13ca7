//! One of everything, made and used through every operation of a version's document.
//!
//! A version's story is told once to a gateway of its own. Then each document of that version is
//! held against what came: every operation that it names must have been asked, have answered 200,
//! and with a body that its schema allows. The documents are the gateway's own and, where
//! `HOOKPORT_OFFICIAL_DOCUMENTS` names a folder with `openapi-{version}.json`, the official ones.

mod chapters;
mod document;
mod ledger;
mod story;

use self::document::Document;
use self::story::Story;
use crate::support::Served;

#[tokio::test]
async fn every_operation_of_2024_09_01_answers_as_its_document_says() {
    hold("2024-09-01").await;
}

#[tokio::test]
async fn every_operation_of_2025_07_01_answers_as_its_document_says() {
    hold("2025-07-01").await;
}

async fn hold(version: &str) {
    let gateway = Served::with(&["--api-rate-limit", "0"]).await;
    let mut story = Story::begin(&gateway, version).await;
    chapters::tell(&mut story).await;
    let documents = [Document::served(&story.api).await, Document::official(version)];
    let mut breaches = Vec::new();
    for document in documents.iter().flatten() {
        let name = &document.name;
        let found = document.check(&story.calls);
        if !found.is_empty() {
            let all = document.operations();
            breaches.push(format!("{name}: {} of {all} operations hold", all - found.len()));
        }
        breaches.extend(found.into_iter().map(|it| format!("{name}: {it}")));
    }
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}
