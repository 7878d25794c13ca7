//! What a listener does on the way: routes, headers, faults on purpose, what was missed, programs.

use std::process::Stdio;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use serde_json::json;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, UnixListener};
use tokio::sync::mpsc;

use super::{Listening, port};
use crate::support::{Reply, Served, Target, hookport};

#[tokio::test]
async fn each_source_goes_where_its_route_leads() {
    let gateway = Served::start().await;
    let [shop, bank] = [
        Target::answering(|_| Reply::status(200)).await,
        Target::answering(|_| Reply::status(200)).await,
    ];
    let routes = [format!("shop={}/hooks", port(&shop)), format!("bank={}", port(&bank))];
    let args = ["--route", &*routes[0], "--route", &*routes[1]];
    let mut listening = Listening::start(&gateway, &args).await;
    for source in ["shop", "bank"] {
        let url = format!("{}/new", listening.url(source));
        gateway.api().send(&url, "application/json", "{}").await;
        listening.next("response").await;
    }
    assert_eq!(shop.received(1).await[0].path, "/hooks/new");
    assert_eq!(bank.received(1).await[0].path, "/new");
}

#[tokio::test]
async fn without_a_target_the_routes_of_the_nearest_file_are_followed() {
    let gateway = Served::start().await;
    let target = Target::answering(|_| Reply::status(200)).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("hookport.toml");
    std::fs::write(&file, format!("[listen.routes]\nshop = \"{}/hooks\"\n", port(&target)))
        .unwrap();
    let mut command = hookport(&gateway.home);
    command.current_dir(folder.path()).args(["listen", "-o", "ndjson", "--api-url", &gateway.url]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let listening = Listening::reading(command.spawn().unwrap()).await;
    gateway.api().send(&listening.url("shop"), "application/json", "{}").await;
    assert_eq!(target.received(1).await[0].path, "/hooks/");
    listening.interrupt().await;

    // A socket that the file names lies beside it, wherever the command is run.
    let below = folder.path().join("below");
    std::fs::create_dir(&below).unwrap();
    std::fs::write(&file, "[listen.routes]\nshop = \"unix:app.sock\"\n").unwrap();
    let mut command = hookport(&gateway.home);
    command.current_dir(&below).args(["listen", "-o", "ndjson", "--api-url", &gateway.url]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let listening = Listening::reading(command.spawn().unwrap()).await;
    let leads_to = listening.ready["target"].as_str().unwrap().replace("%2F", "/");
    assert_eq!(leads_to, format!("unix://{}/", folder.path().join("app.sock").display()));

    std::fs::write(&file, "[listen.routes]\nshop = \"here\"\n").unwrap();
    let mut command = hookport(&gateway.home);
    command.current_dir(folder.path()).args(["listen", "--api-url", &gateway.url]);
    let ended = command.output().await.unwrap();
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(2), "{said}");
    assert!(said.contains("hookport.toml:2:1: `here` is neither a port nor a URL"), "{said}");
}

#[tokio::test]
async fn headers_are_changed_on_the_way() {
    let gateway = Served::start().await;
    let target = Target::answering(|_| Reply::status(200)).await;
    let port = port(&target);
    let way = ["-H", "authorization: mine", "--strip-header", "x-hookdeck-eventid"];
    let args = [&[&*port, "shop", "--host-header", "app.test"][..], &way[..]].concat();
    let listening = Listening::start(&gateway, &args).await;
    gateway.api().send(&listening.url("shop"), "application/json", "{}").await;
    let received = target.received(1).await.remove(0);
    assert_eq!(received.header("host"), Some("app.test"));
    assert_eq!(received.header("authorization"), Some("mine"));
    assert_eq!(received.header("x-hookdeck-eventid"), None);
    assert!(received.header("x-hookdeck-requestid").is_some());
}

/// Serves whoever connects, in either version of HTTP, and tells which, with host, path and body.
async fn tells_of<S>(stream: S, heard: mpsc::UnboundedSender<String>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(move |request: Request<Incoming>| {
        let heard = heard.clone();
        async move {
            let host = request.headers().get("host").map(|it| it.to_str().unwrap().to_owned());
            let (version, path) = (request.version(), request.uri().path().to_owned());
            let body = request.into_body().collect().await?.to_bytes();
            let body = String::from_utf8_lossy(&body).into_owned();
            let _ = heard.send(format!("{version:?} {host:?} {path} {body}"));
            Ok::<_, hyper::Error>(Response::new(Full::new(Bytes::from_static(b"heard"))))
        }
    });
    // However the connection ends: what was heard is what counts.
    let _ = auto::Builder::new(TokioExecutor::new())
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

#[tokio::test]
async fn a_socket_is_a_target_and_so_is_http_2_without_tls() {
    let gateway = Served::start().await;
    let (heard, mut hears) = mpsc::unbounded_channel();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("my app.sock");
    let socket = UnixListener::bind(&path).unwrap();
    let port = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = port.local_addr().unwrap();
    let serving = tokio::spawn(async move {
        loop {
            tokio::select! {
                Ok((it, _)) = socket.accept() => drop(tokio::spawn(tells_of(it, heard.clone()))),
                Ok((it, _)) = port.accept() => drop(tokio::spawn(tells_of(it, heard.clone()))),
            }
        }
    });
    let near = format!("unix:{}:/hooks", path.display());
    for (target, expected) in [
        (near, r#"HTTP/1.1 Some("localhost") /hooks/new {"n":1}"#.to_owned()),
        (format!("h2c://{address}"), r#"HTTP/2.0 None /new {"n":1}"#.to_owned()),
    ] {
        let mut listening = Listening::start(&gateway, &[&target, "shop"]).await;
        let url = format!("{}/new", listening.url("shop"));
        gateway.api().send(&url, "application/json", r#"{"n":1}"#).await;
        let answer = listening.next("response").await;
        assert_eq!(
            (&answer["status"], &answer["body"]),
            (&json!(200), &json!("heard")),
            "{target}"
        );
        assert_eq!(hears.recv().await, Some(expected), "{target}");
        let (_, status) = listening.interrupt().await;
        assert!(status.success());
    }
    serving.abort();
    let mut command = hookport(&gateway.home);
    command.args(["listen", "h2c://localhost:1", "shop", "--api-url", &gateway.url]);
    let ended = command.args(["--host-header", "app.test"]).output().await.unwrap();
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(2), "{said}");
    assert!(said.contains("a host of another name needs HTTP/1.1"), "{said}");
}

#[tokio::test]
async fn faults_on_purpose_never_reach_the_target_and_duplicates_do_so_twice() {
    let gateway = Served::start().await;
    let target = Target::answering(|_| Reply::status(200)).await;
    let args = [&*port(&target), "shop"];
    let with = |more: &[&'static str]| [&args[..], more].concat();

    let mut faulty = Listening::start(&gateway, &with(&["--fault", "503:100%"])).await;
    gateway.api().send(&faulty.url("shop"), "application/json", "{}").await;
    assert_eq!(faulty.next("response").await["status"], 503);
    let (_, status) = faulty.interrupt().await;
    assert!(status.success());

    let mut lossy = Listening::start(&gateway, &with(&["--drop"])).await;
    gateway.api().send(&lossy.url("shop"), "application/json", "{}").await;
    assert_eq!(lossy.next("failure").await["code"], "CONNECTION_RESET");
    lossy.interrupt().await;

    let mut doubled = Listening::start(&gateway, &with(&["--duplicate"])).await;
    gateway.api().send(&doubled.url("shop"), "application/json", "{}").await;
    doubled.next("response").await;
    assert_eq!(target.received(2).await.len(), 2);
    doubled.interrupt().await;
}

#[tokio::test]
async fn what_came_while_nobody_listened_is_fetched() {
    let gateway = Served::start().await;
    let target = Target::answering(|_| Reply::status(200)).await;
    let args = [&*port(&target), "shop"];
    // Its end is remembered however it ended.
    let expecting = ["--expect", "body.n=0", "--timeout", "1s"];
    let first = Listening::start(&gateway, &[&args[..], &expecting[..]].concat()).await;
    let url = first.url("shop");
    let (status, said) = super::expect::end(first).await;
    assert_eq!(status.code(), Some(124), "{said}");
    gateway.api().send(&url, "application/json", r#"{"n":1}"#).await;
    gateway.api().send(&url, "application/json", r#"{"n":2}"#).await;

    let mut second = Listening::start(&gateway, &[&args[..], &["--since", "last"]].concat()).await;
    let mut bodies = Vec::new();
    for _ in 0..2 {
        bodies.push(second.next("attempt").await["request"]["body"].clone());
    }
    bodies.sort_by_key(ToString::to_string);
    assert_eq!(bodies, [json!(r#"{"n":1}"#), json!(r#"{"n":2}"#)]);
    second.interrupt().await;
    // What was fetched is there now.
    let mut third = Listening::start(&gateway, &[&args[..], &["--since", "1h"]].concat()).await;
    gateway.api().send(&url, "application/json", r#"{"n":3}"#).await;
    assert_eq!(third.next("attempt").await["request"]["body"], r#"{"n":3}"#);
}

#[tokio::test]
async fn a_second_listener_is_told_of_the_first() {
    let gateway = Served::start().await;
    let target = Target::answering(|_| Reply::status(200)).await;
    let args = [&*port(&target), "shop"];
    let _first = Listening::start(&gateway, &args).await;
    let mut second = Listening::start(&gateway, &args).await;
    let warning = second.next("warning").await;
    assert_eq!(warning["message"], "another listener gets these events too");
}

#[tokio::test]
async fn a_program_is_started_waited_for_and_its_status_is_the_end() {
    let gateway = Served::start().await;
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = free.local_addr().unwrap().to_string();
    drop(free);
    // A gateway is a program that takes connections as well as any.
    let program = "echo $HOOKPORT_SOURCE_URL > $2/url; sleep 1
        \"$0\" serve --listen $1 --data-dir $2/data > $2/log 2>&1 & server=$!
        while ! [ -e $2/enough ]; do sleep 0.1; done
        kill $server; wait $server; exit 7";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    let hookport = env!("CARGO_BIN_EXE_hookport");
    let args = [&*address, "shop", "--", "sh", "-c", program, hookport, &address, path];
    let mut listening = Listening::start(&gateway, &args).await;
    let url = listening.url("shop");
    assert_eq!(std::fs::read_to_string(folder.path().join("url")).unwrap().trim(), url);
    gateway.api().send(&url, "application/json", "{}").await;
    assert!(listening.next("response").await["status"].is_u64());
    std::fs::write(folder.path().join("enough"), "").unwrap();
    let (status, said) = super::expect::end(listening).await;
    assert_eq!(status.code(), Some(7), "{said}");
    assert!(said.ends_with("error: `sh` ended with status 7\n"), "{said}");
}

#[tokio::test]
async fn a_program_that_cannot_be_started_is_named() {
    let gateway = Served::start().await;
    let mut command = hookport(&gateway.home);
    let args = ["listen", "3000", "--api-url", &gateway.url, "--", "/no/such/program"];
    let ended = command.args(args).output().await.unwrap();
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(1), "{said}");
    assert!(said.contains("error: cannot start `/no/such/program`"), "{said}");
}
