//! Samples of providers, sent to a gateway that verifies them.

use hookport::verify::{SOURCE_TYPES, takes_private_key};
use insta::assert_snapshot;
use serde_json::{Map, Value, json};

use crate::support::{KeyServer, Person, Served};

/// Secrets for a source of this type; `None` where requests carry no proof.
fn auth(kind: &str, keys: &KeyServer) -> Option<Value> {
    let secret = json!({ "webhook_secret_key": "c2VjcmV0" });
    Some(match kind {
        "AWS_SNS"
        | "BASELINKER"
        | "ETHOCA"
        | "HOOKDECK_OUTPOST"
        | "HTTP"
        | "MANAGED"
        | "MICROSOFT_GRAPH"
        | "MICROSOFT_SHAREPOINT"
        | "MONDAY"
        | "PUBLISH_API"
        | "STRAVA"
        | "TIKKIE"
        | "WEBHOOK"
        | "ZIFT" => return None,
        "ALIPAY" | "BRIDGE_XYZ" | "SHIPSTATION" | "UTILA" | "WECHAT" => {
            json!({ "public_key": KeyServer::public(&keys.rsa) })
        }
        "DISCORD" | "TELNYX" | "TOKENIO" => json!({ "public_key": KeyServer::public(&keys.ed) }),
        "SENDGRID" => json!({ "webhook_secret_key": KeyServer::public(&keys.ec) }),
        "WIX" => json!({ "webhook_secret_key": KeyServer::public(&keys.rsa) }),
        "CIRCLE" | "CLOUDSIGNAL" | "GITLAB" | "MERAKI" | "TWITTER" => json!({ "api_key": "k" }),
        "CHARGEBEE_BILLING" | "GREENDOT" | "PIPEDRIVE" | "POSTMARK" => {
            json!({ "username": "u", "password": "p" })
        }
        "EBAY" => json!({
            "environment": "PRODUCTION", "dev_id": "d", "client_id": "c", "client_secret": "s",
            "verification_token": "t",
        }),
        "FIREBLOCKS" => json!({ "environment": "EU" }),
        "GOOGLE_PUBSUB" => json!({ "audience": "a", "service_account_email": "s@example.com" }),
        "NEON" => json!({ "neon_auth_url": "https://neon.example/auth" }),
        "PAYPAL" => json!({ "webhook_id": "w" }),
        "RING_CENTRAL" => json!({ "token": "t" }),
        "TIKTOK_SHOP" => json!({ "webhook_secret_key": "s", "app_key": "a" }),
        "VOLUME" => json!({ "environment": "SANDBOX" }),
        "ADYEN" => json!({ "webhook_secret_key": "44782def547aaa06c910c43932b1eb0c" }),
        _ => secret,
    })
}

/// The private key that a type's samples are signed with.
fn private<'a>(kind: &str, keys: &'a KeyServer) -> &'a str {
    match kind {
        "DISCORD" | "TELNYX" | "TOKENIO" | "NEON" => &keys.ed,
        "SENDGRID" | "CIRCLE" | "EBAY" => &keys.ec,
        _ => &keys.rsa,
    }
}

/// A source, and a destination that takes everything.
async fn make(gateway: &Served, name: &str, kind: &str, auth: Option<&Value>) {
    let config = auth.map_or_else(|| json!({}), |auth| json!({ "auth": auth }));
    let connection = json!({
        "name": name,
        "source": { "name": name, "type": kind, "config": config },
        "destination": { "name": "mock", "type": "MOCK_API" },
    });
    gateway.api().put("/connections", &connection).await;
}

#[tokio::test]
async fn samples_of_every_type_are_verified() {
    let keys = KeyServer::start().await;
    let gateway = Served::with(&["--key-mirror", &keys.url, "--api-rate-limit", "0"]).await;
    let person = Person::at(&gateway);
    let mut proved = Vec::new();
    for kind in SOURCE_TYPES {
        let auth = auth(kind, &keys);
        make(&gateway, kind, kind, auth.as_ref()).await;
        let mut args = vec!["trigger", kind];
        let none = Map::new();
        let of = auth.as_ref().and_then(Value::as_object).unwrap_or(&none);
        let is_private = takes_private_key(kind, of);
        if is_private {
            args.extend(["--secret", "-"]);
        }
        let key = if is_private { private(kind, &keys) } else { "" };
        let said = person.run_with(&args, key).await;
        if *kind == "PUBLISH_API" {
            assert!(said.contains("401"), "{said}");
            continue;
        }
        assert!(!said.contains("error"), "{kind}: {said}");
        let requests = gateway.api().get("/requests?limit=1").await;
        let request = &requests["models"][0];
        let verified = request["verified"] == json!(true);
        assert_eq!(request["rejection_cause"], Value::Null, "{kind}: {request}");
        let expected = auth.is_some() || *kind == "AWS_SNS";
        assert_eq!(verified, expected, "{kind}: {request}");
        if verified {
            proved.push(*kind);
        }
    }
    assert_eq!(proved.len(), SOURCE_TYPES.len() - 13);
}

#[tokio::test]
async fn a_sample_is_listed_changed_and_refused_with_a_reason() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway).with("WRONG", "another");
    assert_snapshot!(person.run(&["trigger", "--list", "stripe"]).await, @r"
    payment_intent.succeeded
    checkout.session.completed
    invoice.paid
    customer.subscription.updated
    ");
    assert_snapshot!(person.run(&["trigger", "github", "push"]).await, @r"
    ------- stderr -------
    error: no source is of type GITHUB
    hint: `hookport source create --name NAME --type GITHUB` makes one.
    hint: `--source NAME` takes any other.
    [exit status: 1]
    ");
    let auth = json!({ "webhook_secret_key": "s3cret" });
    make(&gateway, "gh", "GITHUB", Some(&auth)).await;
    let set = ["trigger", "github", "push", "--set", "commits.0.message=Prune"];
    assert_snapshot!(person.run(&set).await, @r#"
    {"status":"SUCCESS","message":"Request kept. Inspect it at http://127.0.0.1:*****/requests/req_***********","request_id":"req_***********"}
    ------- stderr -------
    200 OK, request req_***********, verified, 1 event
    "#);
    let requests = gateway.api().get("/requests?include=data").await;
    let data = &requests["models"][0]["data"];
    assert_eq!(data["body"]["commits"][0]["message"], "Prune");
    assert_eq!(data["headers"]["x-github-event"], "push");

    let wrong = ["trigger", "github", "--secret", "env:WRONG"];
    assert_snapshot!(person.run(&wrong).await, @r#"
    {"status":"REJECTED","cause":"VERIFICATION_FAILED","message":"the request was kept and not used. Inspect it at http://127.0.0.1:*****/requests/req_***********","request_id":"req_***********"}
    ------- stderr -------
    error: the source rejected it: VERIFICATION_FAILED, since the signature does not fit: wrong secret, or the body was altered
    hint: `hookport request get req_***********` shows what was kept of it.
    [exit status: 1]
    "#);
    assert_snapshot!(person.run(&["trigger", "github", "--secret", "s3cret"]).await, @r"
    ------- stderr -------
    error: a secret on the command line can be seen by others
    hint: `@FILE`, `env:NAME` or `-` say where it is to be read.
    [exit status: 2]
    ");
    assert_snapshot!(person.run(&["trigger", "github", "pushed"]).await, @r"
    ------- stderr -------
    error: there is no sample of `pushed`
    hint: Did you mean `push`?
    [exit status: 2]
    ");
    assert_snapshot!(person.run(&["trigger", "githug"]).await, @r"
    ------- stderr -------
    error: no provider is called `githug`
    hint: Did you mean `github`?
    hint: `hookport bookmark list` shows what is kept under a name.
    [exit status: 2]
    ");
    make(&gateway, "gh2", "GITHUB", None).await;
    assert_snapshot!(person.run(&["trigger", "github"]).await, @r"
    ------- stderr -------
    error: several sources are of type GITHUB: gh2, gh
    hint: `--source NAME` says which one is meant.
    [exit status: 2]
    ");
    assert_snapshot!(person.run(&["trigger", "github", "--source", "gh2"]).await, @r#"
    {"status":"SUCCESS","message":"Request kept. Inspect it at http://127.0.0.1:*****/requests/req_***********","request_id":"req_***********"}
    ------- stderr -------
    this source asks for no proof, so the sample is not signed
    200 OK, request req_***********, 1 event
    "#);
    let key = "e421dceefff3a9d008b7898fcc0974813201800419d72f36d51e010d6a0acb71";
    let auth = json!({ "public_key": key });
    make(&gateway, "dc", "DISCORD", Some(&auth)).await;
    assert_snapshot!(person.run(&["trigger", "discord"]).await, @r"
    ------- stderr -------
    error: DISCORD signs with a private key, and only it has that
    hint: `--secret @key.pem` signs with a key of yours.
    hint: `openssl pkey -in key.pem -pubout` shows what the source is to be told.
    [exit status: 2]
    ");
}
