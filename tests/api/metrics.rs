//! Counts over time, and the same for Prometheus.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Api, Reply, Served, Target};

const ALL_TIME: &str = "date_range[start]=2020-01-01&date_range[end]=2100-01-01";

/// A gateway that delivered two events to one target and failed with one to another, with the
/// connections.
async fn busy() -> (Served, Api, [Value; 2]) {
    let gateway = Served::with(&["--api-rate-limit", "0"]).await;
    let api = gateway.api();
    let fine = Target::start().await;
    let failing = Target::answering(|_| Reply::status(500)).await;
    let one = api.connect("one", &fine.url, &json!([])).await;
    let other = api.connect("other", &failing.url, &json!([])).await;
    for (connection, count) in [(&one, 2), (&other, 1)] {
        for _ in 0..count {
            let url = connection["source"]["url"].as_str().unwrap();
            api.send(url, "application/json", "{}").await;
        }
        let list = format!("/events?webhook_id={}&status=QUEUED", text(&connection["id"]));
        api.until(&list, |it| it["count"] == 0).await;
    }
    (gateway, api, [one, other])
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// The rows of an answer, each as its dimensions and metrics.
async fn rows(api: &Api, what: &str, query: &str) -> Value {
    let answer = api.get(&format!("/metrics/{what}?{ALL_TIME}&{query}")).await;
    assert_eq!(answer["metadata"]["truncated"], false, "{answer}");
    assert_eq!(answer["metadata"]["row_count"], answer["data"].as_array().unwrap().len());
    let rows = answer["data"].as_array().unwrap().iter();
    rows.map(|it| json!([it["dimensions"], it["metrics"]])).collect()
}

#[tokio::test]
async fn every_endpoint_counts_what_happened() {
    let (_gateway, api, [one, other]) = busy().await;
    let count =
        |dimension: &str, of: &Value, count: usize| json!([{ dimension: of }, { "count": count }]);

    let measures = "measures[]=count&measures[]=accepted_count&measures[]=avg_events_per_request";
    let expected = json!([[{}, { "count": 3, "accepted_count": 3, "avg_events_per_request": 1 }]]);
    assert_eq!(rows(&api, "requests", measures).await, expected);
    let source = &one["source"]["id"];
    let filter = format!("measures=count&dimensions=source_id&filters[source_id]={}", text(source));
    assert_eq!(rows(&api, "requests", &filter).await, json!([count("source_id", source, 2)]));

    let measures = "measures[]=successful_count&measures[]=failed_count&measures[]=error_rate";
    let expected = json!({ "successful_count": 2, "failed_count": 1, "error_rate": 1.0 / 3.0 });
    assert_eq!(rows(&api, "events", measures).await, json!([[{}, expected]]));
    let of = |it: &Value| (text(&it["id"]).to_owned(), text(&it["destination"]["id"]).to_owned());
    let by =
        "measures=count&dimensions[0]=webhook_id&dimensions[1]=destination_id&dimensions[2]=status";
    let mut found = rows(&api, "events", by).await;
    let mut expected = json!([
        [{ "webhook_id": of(&one).0, "destination_id": of(&one).1, "status": "SUCCESSFUL" }, { "count": 2 }],
        [{ "webhook_id": of(&other).0, "destination_id": of(&other).1, "status": "FAILED" }, { "count": 1 }],
    ]);
    for rows in [&mut found, &mut expected] {
        rows.as_array_mut().unwrap().sort_by_key(|it| it[1]["count"].as_i64());
    }
    assert_eq!(found, expected);
    let by = "measures=count&dimensions=response_status&granularity=1s&filters[status]=FAILED";
    let failed = count("response_status", &json!(500), 1);
    assert_eq!(rows(&api, "events", by).await, json!([failed]));

    let measures = "measures[]=count&measures[]=delivered_count&measures[]=failed_count";
    let expected = json!({ "count": 3, "delivered_count": 3, "failed_count": 1 });
    assert_eq!(rows(&api, "attempts", measures).await, json!([[{}, expected]]));
    let event = &api.get("/events?status=FAILED").await["models"][0]["id"];
    let filter = format!("measures=count&dimensions=event_id&filters[event_id]={}", text(event));
    assert_eq!(rows(&api, "attempts", &filter).await, json!([count("event_id", event, 1)]));

    let pause = format!("/connections/{}/pause", text(&one["id"]));
    api.put(&pause, &json!({})).await;
    api.send(text(&one["source"]["url"]), "application/json", "{}").await;
    let id = &one["destination"]["id"];
    let by = "measures=count&dimensions=destination_id";
    let pending = rows(&api, "events-pending-timeseries", by).await;
    assert_eq!(pending, json!([count("destination_id", id, 1)]));
    let depth = rows(&api, "queue-depth", "measures=max_depth&granularity=1h").await;
    assert_eq!(depth, json!([[{}, { "max_depth": 0 }]]), "it is held, not queued");
}

#[tokio::test]
async fn delivery_groups_are_told_apart() {
    let gateway = Served::with(&["--api-rate-limit", "0"]).await;
    let api = gateway.api();
    let target = Target::start().await;
    let slow = json!({ "rate_limit": 1, "rate_limit_period": "hour" });
    let groups = json!({ "key": "body.tenant", "overrides": { "slow": slow } });
    let config = json!({ "url": target.url, "rate_limit": null, "delivery_groups": groups });
    let connection = json!({
        "name": "grouped", "source": { "name": "grouped" },
        "destination": { "name": "grouped", "type": "HTTP", "config": config },
    });
    let grouped = api.under("/2025-07-01").put("/connections", &connection).await;
    let plain = api.connect("plain", &target.url, &json!([])).await;
    for (connection, tenant) in
        [(&grouped, "slow"), (&grouped, "slow"), (&grouped, "a"), (&plain, "a")]
    {
        let body = json!({ "tenant": tenant }).to_string();
        api.send(text(&connection["source"]["url"]), "application/json", body).await;
    }
    api.until("/events?status=SUCCESSFUL", |it| it["count"] == 3).await;

    let found = async |what: &str, query: &str| {
        let mut rows = rows(&api, what, query).await;
        rows.as_array_mut().unwrap().sort_by_key(|it| it[0]["delivery_group"].to_string());
        rows
    };
    let row = |group: Value, measure: &str, count: u64| json!([{ "delivery_group": group }, { measure: count }]);
    let count = |group: Value, count: u64| row(group, "count", count);
    let (a, slow, none) = (json!("a"), json!("slow"), Value::Null);
    let all = json!([count(a.clone(), 1), count(slow.clone(), 2), count(none.clone(), 1)]);
    for by in
        ["dimensions=delivery_group", "dimensions[]=delivery_group", "dimensions[0]=delivery_group"]
    {
        assert_eq!(found("events", &format!("measures=count&{by}")).await, all, "{by}");
    }
    let by = "measures[]=count&dimensions[]=delivery_group";
    let delivered = json!([count(a.clone(), 1), count(slow.clone(), 1), count(none.clone(), 1)]);
    assert_eq!(found("attempts", by).await, delivered);
    for (filter, expected) in [
        ("filters[delivery_group]=slow", json!([count(slow.clone(), 2)])),
        ("filters[delivery_group][]=slow", json!([count(slow.clone(), 2)])),
        ("filters[delivery_group]=a&filters[delivery_group]=slow", json!([all[0], all[1]])),
        ("filters[delivery_group][0]=a&filters[delivery_group][1]=slow", json!([all[0], all[1]])),
        ("filters[delivery_group][]=a&filters[delivery_group][]=null", json!([all[0], all[2]])),
        ("filters={\"delivery_group\":[\"a\",null]}", json!([all[0], all[2]])),
        ("filters[delivery_group]=null", json!([all[2]])),
        ("filters[delivery_group]=other", json!([])),
        (
            "filters[delivery_group]=slow&filters[status]=QUEUED&granularity=1d",
            json!([count(slow.clone(), 1)]),
        ),
    ] {
        assert_eq!(found("events", &format!("{by}&{filter}")).await, expected, "{filter}");
    }
    let filter = "measures=count&filters[delivery_group]=slow";
    assert_eq!(found("events", filter).await, json!([[{}, { "count": 2 }]]));
    assert_eq!(found("attempts", filter).await, json!([[{}, { "count": 1 }]]));

    let by = "measures=max_depth&dimensions=delivery_group";
    let waits = json!([row(slow, "max_depth", 1)]);
    let filter = format!("{by}&filters[delivery_group][]=slow");
    assert_eq!(found("queue-depth", &filter).await, waits);
    let two = format!("{by}&dimensions[]=destination_id&filters[delivery_group]=slow");
    let two = two.replace("dimensions=", "dimensions[]=");
    let rows = found("queue-depth", &two).await;
    assert_eq!(rows[0][0]["destination_id"], grouped["destination"]["id"], "{rows}");
    assert_eq!(rows[0][1]["max_depth"], 1);
}

#[tokio::test]
async fn an_answer_is_in_buckets_and_all_measures_are_the_usual() {
    let (_gateway, api, _) = busy().await;
    let answer = api.get(&format!("/metrics/events?{ALL_TIME}&granularity=1d")).await;
    assert_eq!(answer["metadata"]["granularity"], "1d");
    let bucket = text(&answer["data"][0]["time_bucket"]);
    assert!(bucket.ends_with("T00:00:00.000Z"), "{bucket}");
    assert_eq!(answer["data"][0]["metrics"].as_object().unwrap().len(), 9);
    let peak = answer["data"][0]["metrics"]["max_count_per_second"].as_i64().unwrap();
    assert!((1..=3).contains(&peak), "{peak}");

    let empty = "date_range[start]=2020-01-01&date_range[end]=2020-02-01&measures[]=error_rate";
    let answer = api.get(&format!("/metrics/events?{empty}")).await;
    let nothing =
        json!([{ "time_bucket": null, "dimensions": {}, "metrics": { "error_rate": 0 } }]);
    assert_eq!(answer["data"], nothing);
    let answer = api.get(&format!("/metrics/events?{empty}&dimensions=status")).await;
    assert_eq!(answer["data"], json!([]));
}

#[tokio::test]
async fn a_question_that_makes_no_sense_is_refused_with_all_that_is_wrong() {
    let gateway = Served::with(&["--api-rate-limit", "0"]).await;
    let api = gateway.api();
    let refused = async |path: &str| {
        let (status, answer) = api.call(Method::GET, path, None).await;
        assert_eq!(status, 422, "{path}: {answer}");
        answer["data"].as_array().unwrap().iter().map(text).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(refused("/metrics/events?measures=count").await, ["date_range is required"]);
    let half = "/metrics/events?measures=count&date_range[start]=yesterday";
    assert_eq!(
        refused(half).await,
        ["date_range.start must be in ISO 8601 date format", "date_range.end is required"]
    );
    let back = "/metrics/events?date_range[start]=2021-01-01&date_range[end]=2020-01-01";
    let order = "date_range.end must be greater than or equal to date_range.start";
    assert_eq!(refused(back).await, [order]);
    for (query, sentence) in [
        (
            "granularity=hour",
            "granularity with value \"hour\" fails to match the required pattern: \
             /^(\\d+)(s|m|h|d|w|M)$/",
        ),
        ("granularity=0h", "granularity must be from 1h to 24h"),
        ("granularity=61m", "granularity must be from 1m to 60m"),
        ("measures[]=count&measures[]=size", "measures.1 must be one of [max_depth, max_age]"),
        ("dimensions=status", "dimensions.0 must be one of [destination_id, delivery_group]"),
        ("filters[status]=FAILED", "filters.status is not allowed"),
        ("filters=FAILED", "filters must be JSON: expected value at line 1 column 1"),
    ] {
        let found = refused(&format!("/metrics/queue-depth?{ALL_TIME}&{query}")).await;
        assert!(found.iter().any(|it| it == sentence), "{found:?}");
    }
    for (query, sentence) in [
        ("filters[status]=DONE", "filters.status must be one of [ACCEPTED, REJECTED]"),
        (
            "filters[events_count][min]=-1",
            "filters.events_count.min must be greater than or equal to 0",
        ),
        ("filters[events_count][least]=1", "filters.events_count.least is not allowed"),
    ] {
        let found = refused(&format!("/metrics/requests?{ALL_TIME}&{query}")).await;
        assert_eq!(found, [sentence]);
    }
    let many = "filters[response_status]=600";
    let found = refused(&format!("/metrics/events?{ALL_TIME}&{many}")).await;
    assert_eq!(found, ["filters.response_status must be less than or equal to 599"]);
    // What nothing can have, nothing has.
    let strange = rows(&api, "events", "measures=count&filters[error_code]=ODD&dimensions=status");
    assert_eq!(strange.await, json!([]));
}

#[tokio::test]
async fn prometheus_reads_the_same_figures() {
    let (gateway, api, [one, other]) = busy().await;
    let root = api.under("");
    let answer = root.ask(Method::GET, "/metrics", None).await;
    assert_eq!(answer.headers()["content-type"], "text/plain; version=0.0.4; charset=utf-8");
    let page = answer.text().await.unwrap();
    let sample = |name: &str, status: &str, id: &Value| {
        let wanted = format!("{name}{{status=\"{status}\"");
        let id = format!("=\"{}\"", text(id));
        let mut lines = page.lines().filter(|it| it.starts_with(&wanted) && it.contains(&id));
        lines.next_back().unwrap().rsplit(' ').next().unwrap().parse::<u64>().unwrap()
    };
    assert_eq!(sample("hookdeck_requests_total", "accepted", &one["source"]["id"]), 2);
    assert_eq!(sample("hookdeck_events_total", "total", &one["id"]), 2);
    assert_eq!(sample("hookdeck_events_total", "successful", &one["id"]), 2);
    assert_eq!(sample("hookdeck_events_total", "failed", &other["id"]), 1);
    assert_eq!(sample("hookdeck_attempts_total", "delivered", &one["id"]), 2);
    assert_eq!(sample("hookdeck_attempts_total", "failed", &other["id"]), 1);
    for name in
        ["hookdeck_queue_depth", "hookport_store_commits_total", "hookport_open_connections"]
    {
        assert!(page.contains(&format!("# TYPE {name} ")), "{name}");
    }

    // From this machine no key is needed, but for whom a proxy speaks.
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = |path: &str| format!("{}{path}", gateway.url);
    let status = async |request: reqwest::RequestBuilder| request.send().await.unwrap().status();
    assert_eq!(status(http.get(url("/metrics"))).await, 200);
    let through = http.get(url("/metrics")).header("x-forwarded-for", "203.0.113.7");
    assert_eq!(status(through).await, 401);
    assert_eq!(status(http.get(url("/metrics/prometheus"))).await, 401);
    assert_eq!(root.ask(Method::GET, "/metrics/prometheus", None).await.status(), 200);
}
