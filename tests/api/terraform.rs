//! What the provider for Terraform asks: it keeps what it wrote, reads it back by id, and sees a
//! change wherever the two differ.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Api, Served};

/// A resource of the provider: its list, how it is written first, and how it is written later.
struct Resource {
    list: &'static str,
    first: Value,
    later: Value,
}

#[tokio::test]
async fn what_terraform_wrote_it_reads_and_may_write_again() {
    let gateway = Served::with(&["--api-rate-limit", "0"]).await;
    for version in ["/2025-07-01", "/2026-09-01"] {
        let api = gateway.api().under(version);
        let mut made = Vec::new();
        for resource in resources(version) {
            let id = apply(&api, &resource).await;
            made.push((resource.list, id));
        }
        let ids: Vec<_> = made.iter().map(|(_, id)| id.as_str()).collect();
        let connection = connection(ids[0], ids[1]);
        made.push((connection.list, apply(&api, &connection).await));
        for (list, id) in made.iter().rev() {
            destroy(&api, &format!("{list}/{id}")).await;
        }
    }
}

fn resources(version: &str) -> Vec<Resource> {
    let pace = |rate: u32| match version {
        "/2025-07-01" => json!({ "rate_limit": rate, "rate_limit_period": "second" }),
        _ => json!({ "delivery_policy": { "rate": rate, "period": "second" } }),
    };
    let http = |url: &str, rate: u32| {
        let mut config = json!({
            "url": url, "http_method": "POST", "path_forwarding_disabled": false,
            "auth_type": "BASIC_AUTH", "auth": { "username": "user", "password": "word" },
        });
        config.as_object_mut().unwrap().extend(pace(rate).as_object().unwrap().clone());
        config
    };
    let hmac = json!({
        "algorithm": "sha256", "encoding": "hex", "header_key": "x-sign", "webhook_secret_key": "s",
    });
    let code = |name: &str| format!("addHandler('transform', (it) => it); // {name}");
    vec![
        Resource {
            list: "/sources",
            first: json!({
                "name": "shop", "type": "WEBHOOK", "description": "The shop.",
                "config": { "auth_type": "HMAC", "auth": hmac },
            }),
            later: json!({
                "name": "shop", "type": "STRIPE", "description": null,
                "config": { "auth": { "webhook_secret_key": "whsec" } },
            }),
        },
        Resource {
            list: "/destinations",
            first: json!({
                "name": "api", "type": "HTTP", "description": null,
                "config": http("http://127.0.0.1:9/a", 5),
            }),
            later: json!({
                "name": "api-2", "type": "HTTP", "description": "Moved.",
                "config": http("http://127.0.0.1:9/b", 6),
            }),
        },
        Resource {
            list: "/transformations",
            first: json!({ "name": "tidy", "code": code("a"), "env": { "KEY": "value" } }),
            later: json!({ "name": "tidy", "code": code("b"), "env": {} }),
        },
    ]
}

fn connection(source: &str, destination: &str) -> Resource {
    let filter = json!({ "type": "filter", "body": { "paid": true }, "path": "/orders" });
    Resource {
        list: "/connections",
        first: json!({
            "name": "orders", "source_id": source, "destination_id": destination,
            "rules": [
                filter,
                { "type": "deduplicate", "window": 1000, "include_fields": ["body.id"] },
                { "type": "retry", "strategy": "linear", "count": 2, "interval": 60000 },
            ],
        }),
        later: json!({ "name": "orders", "description": null, "rules": [filter] }),
    }
}

/// Makes it, and changes it; answers its id.
async fn apply(api: &Api, resource: &Resource) -> String {
    let Resource { list, first, later } = resource;
    let made = api.post(list, first).await;
    let id = made["id"].as_str().unwrap();
    let one = format!("{list}/{id}");
    let read = format!("{one}?include=config.auth");
    // Connections have no secrets of their own to ask for.
    let read = if *list == "/connections" { &one } else { &read };
    holds(first, &api.get(read).await);
    // Where a connection goes is written once.
    let mut again = first.clone();
    for name in ["source_id", "destination_id"] {
        again.as_object_mut().unwrap().remove(name);
    }
    for wanted in [&again, &again, later, later] {
        let before = api.get(read).await;
        let written = api.put(&one, wanted).await;
        let now = api.get(read).await;
        holds(wanted, &now);
        assert_eq!(written["id"], made["id"]);
        assert_eq!(now["created_at"], made["created_at"]);
        if std::ptr::eq(wanted, &raw const again) {
            assert_eq!(but_for_time(before), but_for_time(now));
        }
    }
    id.to_owned()
}

/// Deletes it; whoever looks for it is told that it is gone.
async fn destroy(api: &Api, one: &str) {
    api.call(Method::DELETE, one, None).await;
    let (status, answer) = api.call(Method::GET, one, None).await;
    assert!([404, 410].contains(&status), "{one}: {status} {answer}");
}

/// Everything that was written is there, and as it was written.
#[track_caller]
fn holds(written: &Value, read: &Value) {
    for (name, value) in written.as_object().unwrap() {
        let read = match name.as_str() {
            "source_id" => &read["source"]["id"],
            "destination_id" => &read["destination"]["id"],
            name => &read[name],
        };
        match value {
            Value::Object(_) if name != "env" && !read.is_null() => holds(value, read),
            Value::Array(rules) if name == "rules" => {
                assert_eq!(rules.len(), read.as_array().unwrap().len(), "{read}");
                rules.iter().zip(read.as_array().unwrap()).for_each(|(it, read)| holds(it, read));
            }
            value => assert_eq!(value, read, "{name}"),
        }
    }
}

fn but_for_time(mut value: Value) -> Value {
    for it in ["/updated_at", "/source/updated_at", "/destination/updated_at"] {
        value.pointer_mut(it).into_iter().for_each(|it| *it = Value::Null);
    }
    value
}
