//! Secrets at rest: nowhere in the folder, in the log or in answers, and the key to them.

use std::path::Path;

use serde_json::{Value, json};
use tokio::process::Command;

use crate::support::{Api, Reply, SIGNING_SECRET, Served, Target, hookport};

/// Everything that is a secret, each to be found by itself.
const SECRETS: [&str; 7] = [
    SIGNING_SECRET,
    "source-secret-1f0c",
    "bearer-token-2a7d",
    "query-key-3b8e",
    "env-value-4c9f",
    "channel-path-5d0a",
    "provider-secret-6e1b",
];

/// One of everything that has a secret, used once.
async fn configure(api: &Api, good: &Target, bad: &Target) -> Value {
    let code = "addHandler('transform', it => it)";
    let env = json!({ "TOKEN": SECRETS[4] });
    api.post("/transformations", &json!({ "name": "mapper", "code": code, "env": env })).await;
    let auth = json!({ "algorithm": "sha256", "encoding": "hex", "header_key": "x-proof",
        "webhook_secret_key": SECRETS[1] });
    let source = json!({ "name": "shop", "type": "WEBHOOK", "config": { "auth_type": "HMAC", "auth": auth } });
    api.put("/sources", &source).await;
    let to = |name: &str, url: &str, kind: &str, auth: Value| {
        json!({
            "name": name,
            "source": { "name": "open" },
            "destination": { "name": name, "type": "HTTP",
                "config": { "url": url, "auth_type": kind, "auth": auth } },
        })
    };
    let bearer = json!({ "token": SECRETS[2] });
    let made = api.put("/connections", &to("good", &good.url, "BEARER_TOKEN", bearer)).await;
    let key = json!({ "key": "k", "api_key": SECRETS[3], "to": "query" });
    api.put("/connections", &to("bad", &bad.url, "API_KEY", key)).await;
    let channel = json!({ "slack": format!("{}/{}", good.url, SECRETS[5]) });
    api.put("/notifications/channels", &channel).await;
    let configs = json!({ "strategy": "first_attempt", "connections": "*" });
    let trigger = json!({ "name": "alert", "type": "delivery", "configs": configs,
        "channels": { "slack": { "channel_name": "#ops" } } });
    api.put("/issue-triggers", &trigger).await;
    let integration = json!({
        "label": "hub", "provider": "GITHUB", "features": ["VERIFICATION"],
        "configs": { "webhook_secret_key": SECRETS[6] },
    });
    api.under("/2023-07-01").post("/integrations", &integration).await;
    made
}

fn holds(bytes: &[u8], secret: &str) -> bool {
    bytes.windows(secret.len()).any(|it| it == secret.as_bytes())
}

/// Every file below a folder, by name, that holds one of the secrets.
fn found(folder: &Path) -> Vec<String> {
    let mut res = Vec::new();
    for file in std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()) {
        if file.is_dir() {
            res.extend(found(&file));
            continue;
        }
        let bytes = std::fs::read(&file).unwrap();
        for secret in SECRETS.iter().filter(|it| holds(&bytes, it)) {
            res.push(format!("{secret} in {}", file.display()));
        }
    }
    res
}

#[tokio::test]
async fn no_secret_is_in_the_folder_the_log_or_an_answer() {
    let mut gateway = Served::with(&["--api-rate-limit", "0", "--log-level", "trace"]).await;
    let api = gateway.api();
    let good = Target::start().await;
    let bad = Target::answering(|_| Reply::status(500)).await;
    let made = configure(&api, &good, &bad).await;
    api.send(made["source"]["url"].as_str().unwrap(), "application/json", "{}").await;
    // The event and what its other failed delivery is told of.
    good.received(2).await;
    bad.received(1).await;
    api.until("/events?status=FAILED", |it| it["count"] == 1).await;
    let proof = |it: &crate::support::Received| it.header("authorization").map(str::to_owned);
    let proofs: Vec<_> = good.so_far().iter().filter_map(proof).collect();
    assert_eq!(proofs, [format!("Bearer {}", SECRETS[2])], "they are used");

    for path in [
        "/sources",
        "/destinations",
        "/connections",
        "/events?include=data",
        "/attempts",
        "/requests",
        "/issues",
        "/issue-triggers",
        "/notifications/channels",
        "/projects",
    ] {
        let page = api.get(path).await;
        let mut answers = vec![page.to_string()];
        for it in page["models"].as_array().into_iter().flatten() {
            let Some(id) = it["id"].as_str() else { continue };
            let list = path.split('?').next().unwrap();
            answers.push(api.get(&format!("{list}/{id}")).await.to_string());
        }
        for secret in SECRETS {
            assert!(!answers.iter().any(|it| it.contains(secret)), "{path} tells {secret}");
        }
    }
    let listed = api.get("/transformations").await.to_string();
    assert!(!listed.contains(SECRETS[4]), "{listed}");
    let shown = api.get("/sources?name=shop").await["models"][0]["id"].take();
    let shown = format!("/sources/{}?include=config.auth", shown.as_str().unwrap());
    assert_eq!(api.get(&shown).await["config"]["auth"]["webhook_secret_key"], SECRETS[1]);
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let metrics = http.get(format!("{}/metrics", gateway.url)).send().await.unwrap();
    let metrics = metrics.text().await.unwrap();
    assert!(!SECRETS.iter().any(|it| metrics.contains(it)));

    assert_eq!(found(gateway.home.path()), Vec::<String>::new(), "while it runs");
    gateway.kill().await;
    assert_eq!(found(gateway.home.path()), Vec::<String>::new(), "after it was killed");
    gateway.restart().await;
    assert_eq!(api.get(&shown).await["config"]["auth"]["webhook_secret_key"], SECRETS[1]);
}

/// Runs a command on a stopped gateway's home; what it said, and whether it was done.
async fn run(gateway: &Served, args: &[&str], variables: &[(&str, &str)]) -> (bool, String) {
    let mut command: Command = hookport(&gateway.home);
    command.args(args).arg("--data-dir").arg(gateway.home.path().join("data"));
    command.envs(variables.iter().copied());
    let output = command.output().await.unwrap();
    (output.status.success(), String::from_utf8(output.stderr).unwrap())
}

#[cfg(unix)]
#[tokio::test]
async fn a_wrong_key_is_named_and_a_new_one_takes_its_place() {
    use std::os::unix::fs::PermissionsExt as _;

    let mut gateway = Served::start().await;
    let api = gateway.api();
    api.put("/sources", &json!({ "name": "shop" })).await;
    let file = gateway.home.path().join("data").join("master.key");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let (done, said) = run(&gateway, &["secrets", "rotate"], &[]).await;
    assert!(!done && said.contains("Stop the gateway first."), "{said}");
    assert!(gateway.stop().await.success());

    let right = std::fs::read_to_string(&file).unwrap();
    let wrong = format!("{}Bwc=", "BwcH".repeat(10));
    std::fs::write(&file, &wrong).unwrap();
    let serve = ["serve", "--listen", "127.0.0.1:0"];
    let (done, said) = run(&gateway, &serve, &[]).await;
    assert!(
        !done && said.contains("is not the one that the store's secrets were sealed with"),
        "{said}"
    );
    assert!(said.contains("--key-file") && said.contains("Nothing was changed"), "{said}");
    std::fs::remove_file(&file).unwrap();
    let (done, said) = run(&gateway, &serve, &[]).await;
    assert!(!done && said.contains("master.key is missing"), "{said}");

    // The key may come from elsewhere, and go elsewhere.
    let new = "0123456789abcdef".repeat(4);
    let old = [("HOOKPORT_MASTER_KEY", right.trim())];
    let (done, said) = run(&gateway, &["secrets", "rotate"], &old).await;
    assert!(!done && said.contains("HOOKPORT_NEW_MASTER_KEY"), "{said}");
    let both = [old[0], ("HOOKPORT_NEW_MASTER_KEY", new.as_str())];
    let (done, said) = run(&gateway, &["secrets", "rotate"], &both).await;
    assert!(done && said.contains("sealed"), "{said}");
    let (done, said) = run(&gateway, &["secrets", "rotate"], &both).await;
    assert!(!done && said.contains("locked"), "the old key opens nothing: {said}");
    std::fs::write(&file, &new).unwrap();
    let (done, said) = run(&gateway, &["secrets", "rotate"], &[]).await;
    assert!(done, "{said}");
    assert_ne!(std::fs::read_to_string(&file).unwrap(), new);
    gateway.restart().await;
    assert_eq!(api.get("/sources").await["models"][0]["name"], "shop");
    for key in [&right, &wrong, &new] {
        assert!(!said.contains(key.trim()), "a key is shown");
    }
}
