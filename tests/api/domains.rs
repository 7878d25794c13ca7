//! Host names of one's own: pending, then active, and what is received under them.

use std::sync::{Arc, Mutex};

use hickory_resolver::proto::op::Message;
use hickory_resolver::proto::rr::rdata::TXT;
use hickory_resolver::proto::rr::{RData, Record};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use tokio::net::UdpSocket;

use crate::support::{Served, Target};

const LIST: &str = "/teams/current/custom_domains";

#[tokio::test]
async fn a_name_that_leads_here_becomes_active_and_receives_for_its_sources() {
    let target = Target::start().await;
    let gateway = Served::start().await;
    let api = gateway.api();
    let connection = api.connect("shop", &target.url, &json!([])).await;
    let id = connection["source"]["id"].as_str().unwrap();
    // The name of this machine leads here, on whatever port the gateway has.
    let http = Client::builder().no_proxy().build().unwrap();
    let base = gateway.url.replace("127.0.0.1", "localhost");
    let send = async |path: &str| {
        let sent =
            http.post(format!("{base}{path}")).json(&json!({ "a": 1 })).send().await.unwrap();
        sent.status().as_u16()
    };
    assert_eq!(send("/shop").await, 404);
    let made = api.post(LIST, &json!({ "hostname": "LocalHost" })).await;
    assert_eq!(made, json!({ "hostname": "localhost" }));
    let active = api.until(LIST, |it| it[0]["status"] == "active").await;
    assert_eq!(active[0]["verification_errors"], json!([]));

    let tail = id.trim_start_matches("src_");
    for path in
        [format!("/e/{id}/in?x=1"), format!("/{id}"), format!("/{tail}/a/b"), "/shop".into()]
    {
        assert_eq!(send(&path).await, 200, "{path}");
    }
    let received = target.received(4).await;
    let paths: Vec<_> = received.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(paths.len(), 4);
    assert!(paths.iter().any(|it| it.ends_with("/in?x=1")), "{paths:?}");
    assert!(paths.iter().any(|it| it.ends_with("/a/b")), "{paths:?}");
    // What is no source is the API's, as under every other name.
    assert_eq!(send("/nothing").await, 404);

    let one = format!("{LIST}/{}", active[0]["id"].as_str().unwrap());
    assert_eq!(api.call(Method::DELETE, &one, None).await.0, 200);
    assert_eq!(api.get(LIST).await, json!([]));
    assert_eq!(send("/shop").await, 404);
}

#[tokio::test]
async fn a_name_that_leads_elsewhere_stays_pending_and_says_why() {
    let dns = dns(Arc::default()).await;
    let mut gateway = Served::with(&["--api-rate-limit", "0", "--dns-server", &dns]).await;
    let api = gateway.api();
    api.post(LIST, &json!({ "hostname": "hooks.hookport.invalid" })).await;
    let seen = api.until(LIST, |it| it[0]["verification_errors"] != json!([])).await;
    assert_eq!(seen[0]["status"], "pending");
    assert_eq!(seen[0]["ssl"]["status"], "pending_validation");
    let why = seen[0]["verification_errors"][0].as_str().unwrap();
    assert!(why.contains("hooks.hookport.invalid") && why.contains("cannot be reached"), "{why}");
    let why = &seen[0]["verification_errors"][1];
    assert_eq!(why, "_hookport.hooks.hookport.invalid has no TXT record");

    let taken = json!({ "hostname": "hooks.hookport.invalid" });
    assert_eq!(api.call(Method::POST, LIST, Some(&taken)).await.0, 409);
    for bad in ["", "a b", "http://a.b", "a.b:80", "-a.b", "127.0.0.1", "a..b"] {
        let (status, answer) =
            api.call(Method::POST, LIST, Some(&json!({ "hostname": bad }))).await;
        assert_eq!(
            (status, &answer["data"][0]),
            (422, &json!("hostname must be a valid hostname"))
        );
    }
    gateway.kill().await;
    gateway.restart().await;
    assert_eq!(api.get(LIST).await[0]["status"], "pending");
}

#[tokio::test]
async fn a_name_whose_dns_entry_has_the_token_is_active_wherever_it_leads() {
    // Not `.invalid`, of which nobody needs to ask that it is not there.
    let texts = Arc::new(Mutex::new(vec!["another".to_owned()]));
    let dns = dns(texts.clone()).await;
    let gateway = Served::with(&["--api-rate-limit", "0", "--dns-server", &dns]).await;
    let api = gateway.api();
    api.post(LIST, &json!({ "hostname": "hooks.hookport.test" })).await;
    let other = "the TXT record of _hookport.hooks.hookport.test is another text";
    let pending = api.until(LIST, |it| it[0]["verification_errors"][1] == other).await;
    let proof = &pending[0]["ownership_verification"];
    assert_eq!(proof["type"], "txt");
    assert_eq!(proof["name"], "_hookport.hooks.hookport.test");
    texts.lock().unwrap().push(proof["value"].as_str().unwrap().to_owned());
    let active = api.until(LIST, |it| it[0]["status"] == "active").await;
    assert_eq!(active[0]["verification_errors"], json!([]));
    assert_eq!(active[0]["ssl"]["status"], "pending_validation", "nothing was seen over HTTPS");

    let target = Target::start().await;
    api.connect("shop", &target.url, &json!([])).await;
    let request = Client::builder().no_proxy().build().unwrap();
    let request = request.post(format!("{}/shop", gateway.url));
    let sent = request.header("host", "hooks.hookport.test").body("{}").send().await.unwrap();
    assert_eq!(sent.status(), 200);
    target.received(1).await;
}

/// A DNS server that has these texts for every name, and its address.
async fn dns(texts: Arc<Mutex<Vec<String>>>) -> String {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let address = socket.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        let mut buffer = [0; 4096];
        while let Ok((length, from)) = socket.recv_from(&mut buffer).await {
            let asked = Message::from_vec(&buffer[..length]).unwrap();
            let mut answer = Message::response(asked.metadata.id, asked.metadata.op_code);
            answer.add_queries(asked.queries.clone());
            let name = asked.queries[0].name().clone();
            for text in texts.lock().unwrap().iter() {
                // In two pieces, as long ones come.
                let (head, tail) = text.split_at(text.len() / 2);
                let txt = TXT::new(vec![head.to_owned(), tail.to_owned()]);
                answer.add_answer(Record::from_rdata(name.clone(), 60, RData::TXT(txt)));
            }
            socket.send_to(&answer.to_vec().unwrap(), from).await.unwrap();
        }
    });
    address
}

#[tokio::test]
async fn the_token_is_told_under_the_name_only() {
    let gateway = Served::start().await;
    let api = gateway.api();
    api.post(LIST, &json!({ "hostname": "hooks.hookport.invalid" })).await;
    let domain = api.get(LIST).await[0].take();
    let proof = &domain["ownership_verification"];
    let path = format!("/.well-known/hookport/{}", domain["id"].as_str().unwrap());
    let ask = async |host: &str| {
        let request = Client::new().get(format!("{}{path}", gateway.url)).header("host", host);
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    let token = proof["value"].as_str().unwrap().to_owned();
    assert_eq!(ask("hooks.hookport.invalid:1").await, (200, token));
    assert_eq!(ask("other.hookport.invalid").await.0, 404);
}

#[tokio::test]
async fn before_2024_03_01_the_path_names_the_project() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let project = api.get("/projects").await[0]["id"].take();
    let list = format!("/teams/{}/custom_domains", project.as_str().unwrap());
    let old = api.under("/2023-07-01");
    old.post(&list, &json!({ "hostname": "hooks.hookport.invalid" })).await;
    let found: Value = old.get(&list).await;
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!(api.under("/2024-03-01").call(Method::GET, &list, None).await.0, 404);
    assert_eq!(old.call(Method::GET, "/teams/tm_nope/custom_domains", None).await.0, 404);
    let one = format!("{list}/{}", found[0]["id"].as_str().unwrap());
    assert_eq!(old.call(Method::DELETE, &one, None).await.0, 200);
}

#[tokio::test]
async fn nobody_takes_the_name_that_all_call_the_gateway_by() {
    let public = ["--public-url", "http://Hooks.hookport.invalid:8080"];
    let gateway = Served::with(&public).await;
    let own = json!({ "hostname": "hooks.HOOKPORT.invalid" });
    let (status, answer) = gateway.api().call(Method::POST, LIST, Some(&own)).await;
    let refused = json!("hostname must not be the gateway's own");
    assert_eq!((status, &answer["data"][0]), (422, &refused));
}

#[tokio::test]
async fn a_source_under_a_name_hides_neither_paths_nor_sources_of_others() {
    let gateway = Served::with(&["--api-rate-limit", "0"]).await;
    let first = gateway.api();
    let source = first.put("/sources", &json!({ "name": "first" })).await;
    let id = source["id"].as_str().unwrap();
    let made = first.post("/projects", &json!({ "name": "second" })).await;
    let second = first.with_key(made["api_key"]["key"].as_str().unwrap());
    // A name of the gateway's that it does not know to be its own.
    second.post(LIST, &json!({ "hostname": "localhost" })).await;
    second.until(LIST, |it| it[0]["status"] == "active").await;
    let paths = ["2025-07-01", "latest", "sources", "v1", "relay", "ws", "healthz", "metrics"];
    for name in paths.into_iter().chain([id]) {
        second.put("/sources", &json!({ "name": name })).await;
    }
    let base = gateway.url.replace("127.0.0.1", "localhost");
    let http = Client::builder().no_proxy().build().unwrap();
    for path in ["/2025-07-01/sources", "/latest/sources", "/sources", "/healthz"] {
        let asked = http.get(format!("{base}{path}")).bearer_auth(first.key());
        let answer = asked.send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        let answer: Value = answer.json().await.unwrap();
        let told = path == "/healthz" || answer["models"][0]["id"] == id;
        assert!(told, "{path}: {answer}");
    }
    for path in ["/relay", "/ws", "/v1/publish", "/metrics"] {
        http.post(format!("{base}{path}")).bearer_auth(first.key()).send().await.unwrap();
    }
    assert_eq!(second.get("/requests").await["count"], 0);
    first.send(&format!("{base}/e/{id}"), "application/json", "{}").await;
    assert_eq!(first.get("/requests").await["count"], 1);
    assert_eq!(second.get("/requests").await["count"], 0);
    // Below `/e/` there is nothing to be hidden.
    second.send(&format!("{base}/e/latest"), "application/json", "{}").await;
    assert_eq!(second.get("/requests").await["count"], 1);
}
