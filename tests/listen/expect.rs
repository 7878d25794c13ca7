//! Sessions that scripts and CI wait for: how they end, and what they leave behind.

use std::process::ExitStatus;

use insta::assert_snapshot;
use tokio::io::AsyncReadExt as _;

use super::{Listening, port};
use crate::support::{PATIENCE, Reply, Served, Target, settle};

/// How a session ended by itself, and what was said last.
pub(super) async fn end(mut listening: Listening) -> (ExitStatus, String) {
    let status = tokio::time::timeout(PATIENCE, listening.child.wait()).await.unwrap().unwrap();
    let mut said = String::new();
    listening.child.stderr.take().unwrap().read_to_string(&mut said).await.unwrap();
    (status, settle(&said))
}

#[tokio::test]
async fn a_session_ends_well_when_what_is_expected_was_answered() {
    let gateway = Served::start().await;
    let target = Target::answering(|_| Reply::status(200)).await;
    let report = gateway.home.path().join("report.xml");
    let args = [&*port(&target), "shop", "--expect", "body.type=paid", "--count", "2"];
    let report_to = ["--junit", report.to_str().unwrap(), "--timeout", "60s"];
    let listening = Listening::start(&gateway, &[&args[..], &report_to[..]].concat()).await;
    let url = listening.url("shop");
    for kind in ["paid", "other", "paid"] {
        let body = format!(r#"{{"type":"{kind}"}}"#);
        gateway.api().send(&url, "application/json", body).await;
    }
    let (status, said) = end(listening).await;
    assert_eq!(status.code(), Some(0), "{said}");
    assert_eq!(target.received(3).await.len(), 3);
    let report = std::fs::read_to_string(report).unwrap();
    assert!(report.contains(r#"tests="2" failures="0""#), "{report}");
}

#[tokio::test]
async fn a_session_that_waits_in_vain_says_what_came_instead() {
    let gateway = Served::start().await;
    let target = Target::answering(|_| Reply::status(200)).await;
    let args = [&*port(&target), "shop", "--expect", "body.type=paid", "--timeout", "3s"];
    let listening = Listening::start(&gateway, &args).await;
    gateway.api().send(&listening.url("shop"), "application/json", r#"{"type":"other"}"#).await;
    let (status, said) = end(listening).await;
    assert_eq!(status.code(), Some(124), "{said}");
    let mut last = said.lines().skip_while(|it| !it.starts_with("error"));
    let (error, hint) = (last.next().unwrap(), last.next().unwrap());
    let expected = "error: 0 of 1 events that match `body.type=paid` came within ";
    assert!(error.starts_with(expected), "{said}");
    assert_snapshot!(hint, @r#"hint: The last one that does not count is evt_***********: body.type is "other", not "paid"."#);
}

#[tokio::test]
async fn an_event_that_nobody_answered_is_not_what_is_expected() {
    let gateway = Served::start().await;
    let target = Target::answering(|_| Reply::status(200)).await;
    let args = [&*port(&target), "shop", "--expect", "body.type=paid", "--timeout", "3s"];
    let listening = Listening::start(&gateway, &[&args[..], &["--drop"]].concat()).await;
    gateway.api().send(&listening.url("shop"), "application/json", r#"{"type":"paid"}"#).await;
    let (status, said) = end(listening).await;
    assert_eq!(status.code(), Some(124), "{said}");
    assert!(said.contains("it was not answered: dropped on purpose"), "{said}");
}

#[tokio::test]
async fn a_bad_answer_ends_a_session_that_must_have_none() {
    let gateway = Served::start().await;
    let target = Target::answering(|_| Reply::status(422)).await;
    let args = [&*port(&target), "shop", "--fail-on-status", ">=400"];
    let listening = Listening::start(&gateway, &args).await;
    gateway.api().send(&listening.url("shop"), "application/json", "{}").await;
    let (status, said) = end(listening).await;
    assert_eq!(status.code(), Some(1), "{said}");
    assert_snapshot!(said.lines().last().unwrap(), @r"error: the target failed on evt_***********: it answered 422");
}
