//! Sessions that scripts and CI wait for: how they end, and what they leave behind.

use std::process::ExitStatus;

use insta::assert_snapshot;
use tokio::io::AsyncReadExt as _;

use super::{Listening, port};
use crate::support::{PATIENCE, Reply, Served, Target, hookport, settle};

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

#[cfg(unix)]
#[tokio::test]
async fn a_program_that_ends_is_not_what_was_expected_of_it() {
    let gateway = Served::start().await;
    let target = Target::start().await;
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = free.local_addr().unwrap().port().to_string();
    drop(free);
    let report = gateway.home.path().join("report.xml");
    for (port, program, expected) in [
        (nobody, "true", "`sh` ended before it took connections"),
        (port(&target), "sleep 1", " s; then the program ended"),
    ] {
        let mut command = hookport(&gateway.home);
        command.args(["listen", &port, "shop", "--api-url", &gateway.url, "--junit"]).arg(&report);
        command.args(["--expect", "body.type=paid", "--", "sh", "-c", program]);
        let ended = command.output().await.unwrap();
        let said = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(1), "{said}");
        assert!(said.contains(expected), "{said}");
        let report = std::fs::read_to_string(&report).unwrap();
        assert!(report.contains(r#"tests="1" failures="1""#), "{report}");
    }
}

#[tokio::test]
async fn a_report_that_cannot_be_written_is_told_before_the_wait() {
    let gateway = Served::start().await;
    let mut command = hookport(&gateway.home);
    command.args(["listen", "1", "shop", "--api-url", &gateway.url, "--expect", "body.a=1"]);
    let ended = command.args(["--junit", "no/such/folder/x.xml"]).output().await.unwrap();
    let said = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(1), "{said}");
    assert!(said.contains("cannot write the report to `no/such/folder/x.xml`"), "{said}");
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
