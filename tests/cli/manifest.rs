//! A project in a file: made of it, compared with it, written into it, taken away by it.

use std::fs;

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::support::{Person, Served};

/// Something of everything that a file can say.
const ALL: &str = r#"
[transformation.eur]
file = "eur.js"
env = { RATE = "${RATE}" }

[source.shop]
type = "shopify"
description = "The shop"
auth = { webhook_secret_key = "${SHOP_SECRET}" }

[source.desk]
allowed_http_methods = ["POST", "GET"]
custom_response = { content_type = "text", body = "thanks" }
auth_type = "HMAC"
auth = { webhook_secret_key = "${DESK_SECRET:-s}", algorithm = "sha256", encoding = "hex", header_key = "x-sign" }

[destination.backend]
url = "http://127.0.0.1:9/hooks"
rate_limit = 5
rate_limit_period = "minute"
http_method = "PUT"
path_forwarding_disabled = true
auth_type = "BEARER_TOKEN"
auth.token = "${TOKEN}"

[destination.backend.delivery_groups]
key = "body.customer"
rate_limit = 2
rate_limit_period = "second"
order = "strict"
overrides = { vip = { rate_limit = 9, rate_limit_period = "second" } }

[destination.backend.circuit_breaker]
failures = 3
pause = 5000

[destination.desk]
path = "/hooks"

[destination.nowhere]
type = "MOCK_API"

[connection.orders]
source = "shop"
destination = "backend"
description = "Paid ones"
rules = [
  { type = "filter", body = { paid = true, total = { "$gte" = 10.5 } }, headers = { x-a = "1" } },
  { type = "transform", transformation = "eur" },
  { type = "deduplicate", window = 60000, include_fields = ["body.id"] },
  { type = "delay", delay = 1000 },
  { type = "retry", strategy = "linear", interval = 60000, count = 5, response_status_codes = ["500-599", "!501"] },
]

[connection.copy]
source = "shop"
destination = "desk"

[connection.from-desk]
source = "desk"
destination = "nowhere"

[[connection.from-desk.rules]]
type = "filter"
[connection.from-desk.rules.body]
kind = { "$in" = ["a", "b"] }

[listen.routes]
shop = 3000
"#;

const CODE: &str = "addHandler('transform', (request) => request);\n";

fn person(gateway: &Served, file: &str) -> Person {
    let person = Person::at(gateway).with("SHOP_SECRET", "whsec_1");
    let person = person.with("RATE", "1.07").with("TOKEN", "tk_1");
    write(&person, "hookport.toml", file);
    write(&person, "eur.js", CODE);
    person
}

fn write(person: &Person, name: &str, text: &str) {
    fs::write(person.home.path().join(name), text).unwrap();
}

fn read(person: &Person, name: &str) -> String {
    fs::read_to_string(person.home.path().join(name)).unwrap()
}

#[tokio::test]
async fn a_project_is_made_of_a_file_and_the_second_time_there_is_nothing_to_do() {
    let gateway = Served::start().await;
    let person = person(&gateway, ALL);
    assert_snapshot!(person.run(&["plan"]).await, @r#"
    + transformation eur
        env.RATE  (secret)
        code
          +addHandler('transform', (request) => request);
    + source shop
        type                     "SHOPIFY"
        description              "The shop"
        auth.webhook_secret_key  (secret)
    + source desk
        type                          "WEBHOOK"
        allowed_http_methods          ["POST","GET"]
        custom_response.content_type  "text"
        custom_response.body          "thanks"
        auth_type                     "HMAC"
        auth.webhook_secret_key       (secret)
        auth.algorithm                "sha256"
        auth.encoding                 "hex"
        auth.header_key               "x-sign"
    + destination backend
        type                                             "HTTP"
        url                                              "http://127.0.0.1:9/hooks"
        rate_limit                                       5
        rate_limit_period                                "minute"
        http_method                                      "PUT"
        path_forwarding_disabled                         true
        auth_type                                        "BEARER_TOKEN"
        auth.token                                       (secret)
        delivery_groups.key                              "body.customer"
        delivery_groups.rate_limit                       2
        delivery_groups.rate_limit_period                "second"
        delivery_groups.order                            "strict"
        delivery_groups.overrides.vip.rate_limit         9
        delivery_groups.overrides.vip.rate_limit_period  "second"
        circuit_breaker.failures                         3
        circuit_breaker.pause                            5000
    + destination desk
        type  "CLI"
        path  "/hooks"
    + destination nowhere
        type  "MOCK_API"
    + connection orders
        source                          "shop"
        destination                     "backend"
        description                     "Paid ones"
        rules[0].type                   "filter"
        rules[0].headers.x-a            "1"
        rules[0].body.paid              true
        rules[0].body.total.$gte        10.5
        rules[1].type                   "transform"
        rules[1].transformation         "eur"
        rules[2].type                   "deduplicate"
        rules[2].window                 60000
        rules[2].include_fields         ["body.id"]
        rules[3].type                   "delay"
        rules[3].delay                  1000
        rules[4].type                   "retry"
        rules[4].strategy               "linear"
        rules[4].interval               60000
        rules[4].count                  5
        rules[4].response_status_codes  ["500-599","!501"]
    + connection copy
        source       "shop"
        destination  "desk"
    + connection from-desk
        source                  "desk"
        destination             "nowhere"
        rules[0].type           "filter"
        rules[0].body.kind.$in  ["a","b"]
    ------- stderr -------
    9 to create
    hint: `hookport apply` does it.
    "#);
    assert_snapshot!(person.run(&["apply"]).await, @r"
    + transformation eur
    + source shop  http://127.0.0.1:*****/e/src_********************
    + source desk  http://127.0.0.1:*****/e/src_********************
    + destination backend
    + destination desk
    + destination nowhere
    + connection orders
    + connection copy
    + connection from-desk
    ------- stderr -------
    9 created
    ");
    assert_snapshot!(person.run(&["plan", "--exit-code"]).await, @r"
    ------- stderr -------
    nothing to do
    ");
    assert_snapshot!(person.run(&["apply", "--prune"]).await, @r"
    ------- stderr -------
    nothing to do
    ");
    assert_snapshot!(person.run(&["diff", "--exit-code"]).await, @"");

    // And it is there, not only said to be.
    let api = gateway.api();
    let shop = &api.get("/sources?name=shop").await["models"][0]["id"];
    let shop = api.get(&format!("/sources/{}?include=config.auth", shop.as_str().unwrap())).await;
    assert_eq!(shop["config"]["auth"], json!({ "webhook_secret_key": "whsec_1" }));
    let orders = &api.get("/connections?name=orders").await["models"][0];
    let eur = &api.get("/transformations?name=eur").await["models"][0]["id"];
    let eur = api.get(&format!("/transformations/{}", eur.as_str().unwrap())).await;
    assert_eq!(orders["rules"][1]["transformation_id"], eur["id"]);
    assert_eq!((&eur["code"], &eur["env"]), (&Value::from(CODE), &json!({ "RATE": "1.07" })));
    let under = gateway.api().under("/2026-09-01");
    let backend = &under.get("/destinations?name=backend").await["models"][0]["config"];
    assert_eq!(backend["circuit_breaker"], json!({ "failures": 3, "pause": 5000 }));
    assert_eq!(backend["delivery_policy"]["groups"]["order"], "strict");
}

#[tokio::test]
async fn a_plan_tells_what_changes_field_by_field_and_no_secret() {
    let gateway = Served::start().await;
    let person = person(&gateway, ALL);
    person.run(&["apply"]).await;
    let changed = ALL
        .replace("rate_limit = 5\nrate_limit_period = \"minute\"", "rate_limit = 7.5")
        .replace("http_method = \"PUT\"\n", "")
        .replace("[destination.backend.circuit_breaker]\nfailures = 3\npause = 5000", "")
        .replace("order = \"strict\"\n", "")
        .replace("delay = 1000", "delay = 2000")
        .replace("description = \"Paid ones\"\n", "")
        .replace("custom_response = { content_type = \"text\", body = \"thanks\" }\n", "");
    write(&person, "hookport.toml", &changed);
    write(&person, "eur.js", "// better\naddHandler('transform', (request) => request);\n");
    let person = person.with("TOKEN", "tk_2").with("RATE", "1.08");
    let plan = person.run(&["plan", "--exit-code"]).await;
    assert!(!["tk_", "1.07", "1.08"].iter().any(|it| plan.contains(it)), "{plan}");
    assert_snapshot!(plan, @r#"
    ~ transformation eur
        env.RATE  (secret changed)
        code
          +// better
           addHandler('transform', (request) => request);
    ~ source desk
        custom_response.content_type  "text" -> (none)
        custom_response.body          "thanks" -> (none)
    ~ destination backend
        rate_limit                5 -> 7.5
        auth.token                (secret changed)
        delivery_groups.order     "strict" -> (none)
        rate_limit_period         "minute" -> "second"
        http_method               "PUT" -> (none)
        circuit_breaker.failures  3 -> (none)
        circuit_breaker.pause     5000 -> (none)
    ~ connection orders
        rules[3].delay  1000 -> 2000
        description     "Paid ones" -> (none)
    ------- stderr -------
    4 to change
    hint: `hookport apply` does it.
    error: the gateway is not as hookport.toml says
    [exit status: 1]
    "#);
    let json = person.json(&["plan"]).await;
    let token = json["changes"][2]["fields"].as_array().unwrap();
    let token = token.iter().find(|it| it["path"] == "auth.token").unwrap();
    assert_eq!(*token, json!({ "path": "auth.token", "secret": true }));
    assert_snapshot!(person.run(&["apply"]).await, @r"
    ~ transformation eur
    ~ source desk
    ~ destination backend
    ~ connection orders
    ------- stderr -------
    4 changed
    ");
    assert_snapshot!(person.run(&["plan"]).await, @r"
    ------- stderr -------
    nothing to do
    ");
    let backend = gateway.api().get("/destinations?name=backend").await;
    let config = &backend["models"][0]["config"];
    assert_eq!((&config["rate_limit"], &config["http_method"]), (&json!(7.5), &Value::Null));
}

#[tokio::test]
async fn what_was_pulled_says_all_that_is_there() {
    let gateway = Served::start().await;
    person(&gateway, ALL).run(&["apply"]).await;
    let asks = json!([{ "type": "filter", "body": { "refund": null } }]);
    let asked = json!({
        "name": "asks", "rules": asks,
        "source": { "name": "desk" }, "destination": { "name": "nowhere" },
    });
    gateway.api().put("/connections", &asked).await;
    let other = Person::at(&gateway);
    assert_snapshot!(other.run(&["pull"]).await, @r"
    hookport.toml
    transformations/eur.js
    rules/asks.json
    ------- stderr -------
    hint: The file wants these variables of the environment: BACKEND_TOKEN, DESK_WEBHOOK_SECRET_KEY, EUR_RATE, SHOP_WEBHOOK_SECRET_KEY
    ");
    assert_snapshot!(read(&other, "hookport.toml"), @r#"
    [transformation.eur]
    file = "transformations/eur.js"
    env = { RATE = "${EUR_RATE}" }

    [source.shop]
    type = "SHOPIFY"
    description = "The shop"
    auth = { webhook_secret_key = "${SHOP_WEBHOOK_SECRET_KEY}" }

    [source.desk]
    allowed_http_methods = ["POST", "GET"]
    custom_response = { content_type = "text", body = "thanks" }
    auth_type = "HMAC"
    auth = { webhook_secret_key = "${DESK_WEBHOOK_SECRET_KEY}", algorithm = "sha256", encoding = "hex", header_key = "x-sign" }

    [destination.backend]
    url = "http://127.0.0.1:9/hooks"
    rate_limit = 5
    rate_limit_period = "minute"
    delivery_groups = { key = "body.customer", overrides = { vip = { rate_limit = 9, rate_limit_period = "second" } }, rate_limit = 2, rate_limit_period = "second", order = "strict" }
    path_forwarding_disabled = true
    http_method = "PUT"
    auth_type = "BEARER_TOKEN"
    auth = { token = "${BACKEND_TOKEN}" }
    circuit_breaker = { failures = 3, pause = 5000 }

    [destination.desk]
    path = "/hooks"

    [destination.nowhere]
    type = "MOCK_API"

    [connection.orders]
    source = "shop"
    destination = "backend"
    description = "Paid ones"
    rules = [
      { type = "filter", headers = { x-a = "1" }, body = { paid = true, total = { "$gte" = 10.5 } } },
      { type = "transform", transformation = "eur" },
      { type = "deduplicate", window = 60000, include_fields = ["body.id"] },
      { type = "delay", delay = 1000 },
      { type = "retry", strategy = "linear", interval = 60000, count = 5, response_status_codes = ["500-599", "!501"] },
    ]

    [connection.copy]
    source = "shop"
    destination = "desk"

    [connection.from-desk]
    source = "desk"
    destination = "nowhere"
    rules = [
      { type = "filter", body = { kind = { "$in" = ["a", "b"] } } },
    ]

    [connection.asks]
    source = "desk"
    destination = "nowhere"
    rules = "rules/asks.json"
    "#);
    assert_eq!(read(&other, "transformations/eur.js"), CODE);
    let other = other.with("SHOP_WEBHOOK_SECRET_KEY", "whsec_1").with("EUR_RATE", "1.07");
    let other = other.with("BACKEND_TOKEN", "tk_1").with("DESK_WEBHOOK_SECRET_KEY", "s");
    assert_snapshot!(other.run(&["plan", "--prune"]).await, @r"
    ------- stderr -------
    nothing to do
    ");
    assert_snapshot!(other.run(&["pull"]).await, @"");

    // It makes the same again, where there was nothing.
    let empty = Served::start().await;
    let other = other.with("HOOKPORT_API_URL", &empty.url);
    other.run(&["apply"]).await;
    assert_snapshot!(other.run(&["plan"]).await, @r"
    ------- stderr -------
    nothing to do
    ");
    let asked = empty.api().get("/connections?name=asks").await;
    assert_eq!(asked["models"][0]["rules"], asks);
}

#[tokio::test]
async fn a_pull_keeps_comments_and_variables_and_what_is_the_same() {
    let gateway = Served::start().await;
    let file = "\
# Ours.
[source.shop] # the shop
type = \"SHOPIFY\"
auth = { webhook_secret_key = \"${SHOP_SECRET}\" }

[destination.backend]
url = \"${BACKEND:-http://127.0.0.1:9}\" # for now
rate_limit = 5

[connection.orders]
source = \"shop\"
destination = \"backend\"

[destination.gone]
type = \"MOCK_API\"

[listen.routes]
shop = 3000
";
    let person = person(&gateway, file);
    person.run(&["apply"]).await;
    person.run(&["destination", "update", "backend", "--rate-limit", "6"]).await;
    person.run(&["destination", "delete", "gone", "--force"]).await;
    person.run(&["connection", "update", "orders", "--rule-delay", "5"]).await;
    person.run(&["source", "create", "--name", "new"]).await;
    assert_snapshot!(person.run(&["diff", "--exit-code"]).await, @r#"
    --- hookport.toml
    +++ hookport.toml
    @@ -3,16 +3,18 @@
     type = "SHOPIFY"
     auth = { webhook_secret_key = "${SHOP_SECRET}" }
     
    +[source.new]
    +
     [destination.backend]
     url = "${BACKEND:-http://127.0.0.1:9}" # for now
    -rate_limit = 5
    +rate_limit = 6
     
     [connection.orders]
     source = "shop"
     destination = "backend"
    -
    -[destination.gone]
    -type = "MOCK_API"
    +rules = [
    +  { type = "delay", delay = 5 },
    +]
     
     [listen.routes]
     shop = 3000
    ------- stderr -------
    error: the gateway is not as hookport.toml says
    [exit status: 1]
    "#);
    assert_snapshot!(person.run(&["pull"]).await, @r#"
    --- hookport.toml
    +++ hookport.toml
    @@ -3,16 +3,18 @@
     type = "SHOPIFY"
     auth = { webhook_secret_key = "${SHOP_SECRET}" }
     
    +[source.new]
    +
     [destination.backend]
     url = "${BACKEND:-http://127.0.0.1:9}" # for now
    -rate_limit = 5
    +rate_limit = 6
     
     [connection.orders]
     source = "shop"
     destination = "backend"
    -
    -[destination.gone]
    -type = "MOCK_API"
    +rules = [
    +  { type = "delay", delay = 5 },
    +]
     
     [listen.routes]
     shop = 3000
    ------- stderr -------
    error: cannot ask for confirmation: no terminal is attached
    hint: `--force` does it without asking.
    [exit status: 2]
    "#);
    assert_eq!(read(&person, "hookport.toml"), file);
    assert_snapshot!(person.run(&["pull", "--force"]).await, @r"hookport.toml");
    assert_snapshot!(read(&person, "hookport.toml"), @r#"
    # Ours.
    [source.shop] # the shop
    type = "SHOPIFY"
    auth = { webhook_secret_key = "${SHOP_SECRET}" }

    [source.new]

    [destination.backend]
    url = "${BACKEND:-http://127.0.0.1:9}" # for now
    rate_limit = 6

    [connection.orders]
    source = "shop"
    destination = "backend"
    rules = [
      { type = "delay", delay = 5 },
    ]

    [listen.routes]
    shop = 3000
    "#);
    assert_snapshot!(person.run(&["diff", "--exit-code"]).await, @"");

    // What a variable stands for is not written over, only told.
    let person = person.with("SHOP_SECRET", "whsec_2").with("BACKEND", "http://127.0.0.1:8");
    assert_snapshot!(person.run(&["diff", "--exit-code"]).await, @r"
    ------- stderr -------
    warning: at the gateway, source `shop` has another `auth.webhook_secret_key` than the environment gives
    warning: at the gateway, destination `backend` has another `url` than the environment gives
    error: the gateway is not as hookport.toml says
    [exit status: 1]
    ");
}

#[tokio::test]
async fn only_a_prune_deletes_and_only_after_it_was_allowed() {
    let gateway = Served::start().await;
    let person =
        person(&gateway, "[connection.orders]\nsource = 'shop'\ndestination = 'backend'\n");
    gateway.api().connect("other", "http://127.0.0.1:9", &json!([])).await;
    gateway.api().put("/sources", &json!({ "name": "shop" })).await;
    let desk = json!({ "name": "backend", "type": "MOCK_API" });
    gateway.api().put("/destinations", &desk).await;
    let listener = json!({
        "name": "cli-shop", "source": { "name": "shop" },
        "destination": { "name": "cli-shop", "type": "CLI", "config": { "path": "/" } },
    });
    gateway.api().put("/connections", &listener).await;
    assert_snapshot!(person.run(&["apply"]).await, @r"
    + connection orders
    ------- stderr -------
    1 created
    ");
    assert_snapshot!(person.run(&["plan"]).await, @r"
    ------- stderr -------
    nothing to do
    ");
    assert_snapshot!(person.run(&["plan", "--prune"]).await, @r"
    - connection other
    - destination other
    - source other
    ------- stderr -------
    3 to delete
    hint: `hookport apply --prune` does it.
    ");
    assert_snapshot!(person.run(&["apply", "--prune"]).await, @r"
    ------- stderr -------
    - connection other
    - destination other
    - source other
    error: cannot ask for confirmation: no terminal is attached
    hint: `--force` does it without asking.
    [exit status: 2]
    ");
    assert_snapshot!(person.run(&["apply", "--prune", "--force"]).await, @r"
    - connection other
    - destination other
    - source other
    ------- stderr -------
    3 deleted
    ");
    assert_snapshot!(person.run(&["plan", "--prune"]).await, @r"
    ------- stderr -------
    nothing to do
    ");
}

#[tokio::test]
async fn a_prune_leaves_what_a_nameless_connection_uses() {
    let gateway = Served::start().await;
    let person = person(&gateway, "[source.shop]\n");
    let nameless = json!({
        "source": { "name": "kept" }, "destination": { "name": "kept", "type": "MOCK_API" },
    });
    gateway.api().post("/connections", &nameless).await;
    gateway.api().put("/sources", &json!({ "name": "stray" })).await;
    assert_snapshot!(person.run(&["apply", "--prune", "--force"]).await, @r"
    + source shop  http://127.0.0.1:*****/e/src_********************
    - source stray
    ------- stderr -------
    1 created, 1 deleted
    ");
    let left = person.json(&["source", "list", "--order-by", "name", "--dir", "asc"]).await;
    let names = left["models"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap());
    assert_eq!(names.collect::<Vec<_>>(), ["kept", "shop"]);
    assert_eq!(person.run(&["connection", "count"]).await, "1\n");
}

#[tokio::test]
async fn what_is_disabled_or_paused_is_so_where_the_file_says_it_and_else_stays() {
    let gateway = Served::start().await;
    let file = |source: &str, connection: &str| {
        format!(
            "[source.shop]\n{source}\n[destination.app]\ntype = 'MOCK_API'\n\
             [connection.orders]\nsource = 'shop'\ndestination = 'app'\n{connection}\n"
        )
    };
    let person = person(&gateway, &file("disabled = true", "paused = true"));
    assert_snapshot!(person.run(&["plan"]).await, @r#"
    + source shop
        type      "WEBHOOK"
        disabled  true
    + destination app
        type  "MOCK_API"
    + connection orders
        source       "shop"
        destination  "app"
        paused       true
    ------- stderr -------
    3 to create
    hint: `hookport apply` does it.
    "#);
    person.run(&["apply"]).await;
    let state = async |noun: &str, name: &str, field: &str| {
        person.json(&[noun, "get", name]).await[field].is_string()
    };
    assert!(state("source", "shop", "disabled_at").await);
    assert!(state("connection", "orders", "paused_at").await);
    assert!(person.run(&["plan"]).await.contains("nothing to do"));

    // A file that is silent leaves it; one that says no takes it back.
    let write = |text: String| fs::write(person.home.path().join("hookport.toml"), text).unwrap();
    write(file("", ""));
    assert!(person.run(&["plan"]).await.contains("nothing to do"));
    let diff = person.run(&["diff"]).await;
    assert!(diff.contains("+disabled = true") && diff.contains("+paused = true"), "{diff}");
    write(file("disabled = false", "paused = false"));
    assert_snapshot!(person.run(&["apply"]).await, @r"
    ~ source shop
    ~ connection orders
    ------- stderr -------
    2 changed
    ");
    assert!(!state("source", "shop", "disabled_at").await);
    assert!(!state("connection", "orders", "paused_at").await);
    // Whoever enables a connection enables its ends, so a file cannot have both.
    write(file("disabled = true", "disabled = false"));
    assert_snapshot!(person.run(&["plan"]).await, @r"
    ------- stderr -------
    error: a connection is not enabled while its source is disabled
     --> hookport.toml:8:1
      |
    8 | disabled = false
      | ^^^^^^^^ enabling it would enable that
    [exit status: 2]
    ");
}

#[tokio::test]
async fn a_connection_that_leads_elsewhere_is_made_anew() {
    let gateway = Served::start().await;
    let file = "\
[source.shop]
[destination.one]
type = 'MOCK_API'
[destination.two]
type = 'MOCK_API'
[connection.orders]
source = 'shop'
destination = 'one'
";
    let person = person(&gateway, file);
    person.run(&["apply"]).await;
    write(&person, "hookport.toml", &file.replace("= 'one'", "= 'two'"));
    assert_snapshot!(person.run(&["plan"]).await, @r#"
    -/+ connection orders
        destination  "one" -> "two"
    ------- stderr -------
    1 to replace
    hint: `hookport apply` does it.
    "#);
    assert_snapshot!(person.run(&["apply"]).await, @r"
    ------- stderr -------
    -/+ connection orders
    error: cannot ask for confirmation: no terminal is attached
    hint: `--force` does it without asking.
    [exit status: 2]
    ");
    assert_snapshot!(person.run(&["apply", "--force"]).await, @r"
    -/+ connection orders
    ------- stderr -------
    1 replaced
    ");
    assert_snapshot!(person.run(&["plan"]).await, @r"
    ------- stderr -------
    nothing to do
    ");
    assert_eq!(gateway.api().get("/connections").await["count"], 1);
}

#[tokio::test]
async fn what_the_file_names_is_taken_away_with_its_connections_and_nothing_else() {
    let gateway = Served::start().await;
    let made = person(&gateway, ALL);
    made.run(&["apply"]).await;
    gateway.api().connect("other", "http://127.0.0.1:9", &json!([])).await;
    made.run(&[
        "connection",
        "create",
        "--name",
        "more",
        "--source",
        "shop",
        "--destination",
        "other",
    ])
    .await;
    // Without the secrets: nobody needs them for this.
    let person = Person::at(&gateway);
    write(&person, "hookport.toml", ALL);
    write(&person, "eur.js", CODE);
    assert_snapshot!(person.run(&["destroy"]).await, @r"
    ------- stderr -------
    - connection more
    - connection from-desk
    - connection copy
    - connection orders
    - destination nowhere
    - destination desk
    - destination backend
    - source desk
    - source shop
    - transformation eur
    error: cannot ask for confirmation: no terminal is attached
    hint: `--force` does it without asking.
    [exit status: 2]
    ");
    assert_snapshot!(person.run(&["destroy", "--force"]).await, @r"
    - connection more
    - connection from-desk
    - connection copy
    - connection orders
    - destination nowhere
    - destination desk
    - destination backend
    - source desk
    - source shop
    - transformation eur
    ------- stderr -------
    10 deleted
    ");
    assert_snapshot!(person.run(&["destroy"]).await, @r"
    ------- stderr -------
    nothing to do
    ");
    assert_snapshot!(person.run(&["connection", "list"]).await, @r"
    NAME   SOURCE  DESTINATION  STATE    ID
    other  other   other        enabled  web_********************
    ");
}

#[tokio::test]
async fn what_the_gateway_refuses_is_shown_where_it_stands() {
    let gateway = Served::start().await;
    let file = "\
[source.shop]

[destination.backend]
url = 'not a url'
rate_limit = 5
";
    let person = person(&gateway, file);
    assert_snapshot!(person.run(&["apply"]).await, @r"
    + source shop  http://127.0.0.1:*****/e/src_********************
    ------- stderr -------
    error: cannot make destination `backend`
     --> hookport.toml:4:1
      |
    4 | url = 'not a url'
      | ^^^ config.url must be a valid uri
    hint: 1 of 2 were done and stay; the same command goes on from there.
    [exit status: 1]
    ");
    write(&person, "hookport.toml", &file.replace("not a url", "http://127.0.0.1:9"));
    assert_snapshot!(person.run(&["apply"]).await, @r"
    + destination backend
    ------- stderr -------
    1 created
    ");
}

#[tokio::test]
async fn names_that_nobody_has_are_shown_where_they_stand() {
    let gateway = Served::start().await;
    let file = "\
[source.shop]

[connection.orders]
source = 'shopp'
destination = 'backend'
rules = [{ type = 'transform', transformation = 'eur' }]

[listen.routes]
shopp = 3000
";
    let person = person(&gateway, file);
    assert_snapshot!(person.run(&["plan"]).await, @r"
    ------- stderr -------
    error: no source is called `shopp`, here or at the gateway
     --> hookport.toml:4:1
      |
    4 | source = 'shopp'
      | ^^^^^^ did you mean `shop`?
    error: no destination is called `backend`, here or at the gateway
     --> hookport.toml:5:1
      |
    5 | destination = 'backend'
      | ^^^^^^^^^^^ there is none yet
    error: no transformation is called `eur`, here or at the gateway
     --> hookport.toml:6:32
      |
    6 | rules = [{ type = 'transform', transformation = 'eur' }]
      |                                ^^^^^^^^^^^^^^ there is none yet
    error: no source is called `shopp`, here or at the gateway
     --> hookport.toml:9:1
      |
    9 | shopp = 3000
      | ^^^^^ did you mean `shop`?
    [exit status: 2]
    ");
}

#[tokio::test]
async fn the_nearest_file_above_is_the_one_that_is_meant() {
    let gateway = Served::start().await;
    let person = person(&gateway, "[source.shop]\n");
    let below = person.home.path().join("a/b");
    fs::create_dir_all(&below).unwrap();
    let ended = person.command(&["plan"]).current_dir(&below).output().await.unwrap();
    assert_eq!(String::from_utf8(ended.stdout).unwrap(), "+ source shop\n    type  \"WEBHOOK\"\n");
    let other = Person::at(&gateway);
    assert_snapshot!(other.run(&["plan"]).await, @r"
    ------- stderr -------
    error: there is no hookport.toml here or in a folder above
    hint: `hookport pull` writes one from what the gateway has.
    [exit status: 4]
    ");
    assert_snapshot!(other.run(&["plan", "--file", "none.toml"]).await, @r"
    ------- stderr -------
    error: cannot read none.toml
      caused by: No such file or directory
    [exit status: 4]
    ");
}

#[cfg(unix)]
#[tokio::test]
async fn what_the_readme_shows_works_when_it_is_pasted() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway).with("SHOPIFY_SECRET", "whsec_example");
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let from = readme.find("    cat > hookport.toml").unwrap();
    let lines = readme[from..].lines().take_while(|it| it.is_empty() || it.starts_with("    "));
    let script: String = lines.map(|it| it.trim_start_matches("    ").to_owned() + "\n").collect();
    let binary = std::path::Path::new(env!("CARGO_BIN_EXE_hookport"));
    let path = format!("{}:/usr/bin:/bin", binary.parent().unwrap().display());
    let mut shell = tokio::process::Command::new("sh");
    shell.args(["-e", "-c", &script]).env_clear().current_dir(person.home.path());
    shell.env("PATH", path).env("HOME", person.home.path());
    shell.env("HOOKPORT_API_URL", &gateway.url).env("HOOKPORT_API_KEY", crate::support::KEY);
    let ended = shell.output().await.unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    assert_snapshot!(person.run(&["plan", "--exit-code"]).await, @r"
    ------- stderr -------
    nothing to do
    ");
}
