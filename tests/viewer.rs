//! The live viewer of the built binary, in a terminal.

use portable_pty::PtySize;

use serde_json::json;

use crate::support::{Reply, Served, Target, Terminal, cells, hookport};

/// The program in a terminal, in the home of a gateway.
fn start(gateway: &Served, args: &[&str]) -> Terminal {
    with(gateway, args, &[])
}

fn with(gateway: &Served, args: &[&str], variables: &[(&str, &str)]) -> Terminal {
    let mut command = hookport(&gateway.home);
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    Terminal::start(command.envs(variables.iter().copied()).args(args))
}

#[tokio::test]
async fn an_event_is_seen_opened_and_retried_and_q_gives_the_terminal_back() {
    let gateway = Served::start().await;
    let target = Target::start().await;
    let port = target.address.port().to_string();
    let mut terminal = start(&gateway, &["listen", &port, "shop", "--api-url", &gateway.url]);
    let text = terminal.until(|it| it.contains("online") && it.contains("curl")).await;
    assert!(terminal.is_full_screen());
    let url = text.split_whitespace().find(|it| it.contains("/e/")).unwrap();

    gateway.api().send(&format!("{url}/orders"), "application/json", r#"{"coffee":2}"#).await;
    terminal.until(|it| it.contains("/orders") && it.contains("200")).await;
    terminal.press("d");
    terminal.until(|it| it.contains(r#""coffee": 2"#) && it.contains("200 OK")).await;
    terminal.press("r");
    terminal.until(|it| it.contains("2 attempts")).await;
    target.received(2).await;

    // A smaller terminal is drawn anew, down to one that holds next to nothing.
    for (rows, cols) in [(24, 80), (3, 10)] {
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        terminal.master.resize(size).unwrap();
        terminal.screen.lock().unwrap().screen_mut().set_size(cells(rows), cells(cols));
        terminal.until(|it| it.contains("hookport")).await;
    }

    terminal.press("q");
    assert_eq!(terminal.ended().await, 0);
    assert!(!terminal.is_full_screen());
    assert!(!terminal.screen.lock().unwrap().screen().hide_cursor());
}

#[tokio::test]
async fn what_came_is_searched_filtered_explained_changed_and_sent_again() {
    let gateway = Served::start().await;
    let target = Target::start().await;
    let port = target.address.port().to_string();
    let args = ["listen", &port, "shop", "--api-url", &gateway.url];
    // An editor as good as any: it changes the file that it is given.
    let mut terminal = with(&gateway, &args, &[("VISUAL", "sed -i s/beans/leaves/")]);
    let text = terminal.until(|it| it.contains("online") && it.contains("curl")).await;
    let url = text.split_whitespace().find(|it| it.contains("/e/")).unwrap().to_owned();
    for (path, body) in [("/coffee", r#"{"type":"coffee.made","of":"beans"}"#), ("/tea", "{}")] {
        gateway.api().send(&format!("{url}{path}"), "application/json", body).await;
        terminal.until(|it| it.contains(path) && it.contains("200")).await;
    }

    terminal.press("d/beans\r");
    terminal.until(|it| it.contains(r#""of": "beans""#) && it.contains("coffee.made")).await;
    terminal.press("5");
    terminal.until(|it| it.contains("SUCCESSFUL") && it.contains("└─")).await;
    terminal.press("4");
    terminal.until(|it| it.contains("first byte")).await;
    terminal.press("fp:tea\r");
    terminal.until(|it| it.contains("1 of 2 events") && !it.contains("/coffee")).await;
    // Escape once for what is searched for, and once for the filter.
    terminal.press("\x1b");
    terminal.until(|it| !it.contains("/beans")).await;
    terminal.press("\x1b");
    terminal.until(|it| it.contains(" 2 events") && !it.contains("of 2 events")).await;

    // In the editor of the environment, which ends at once.
    terminal.press("g1E");
    let sent = target.received(3).await.pop().unwrap();
    let changed = r#"{"type":"coffee.made","of":"leaves"}"#;
    assert_eq!((&*sent.path, &*sent.body), ("/coffee", changed.as_bytes()));
    terminal.until(|it| it.contains("3 events")).await;
    // In the viewer itself, with what was pasted; and on in the other with that.
    terminal.press("e");
    terminal.until(|it| it.contains("^S send") && it.contains("POST /coffee")).await;
    terminal.press("\x1b[F/beans");
    terminal.press("\x1b[200~?n=1\rx-new: 1\x1b[201~");
    terminal.until(|it| it.contains("POST /coffee/beans?n=1") && it.contains("x-new: 1")).await;
    terminal.press("\x0f");
    terminal.until(|it| it.contains("POST /coffee/leaves?n=1") && it.contains("^S send")).await;
    terminal.press("\x13");
    let sent = target.received(4).await.pop().unwrap();
    assert_eq!(&*sent.path, "/coffee/leaves?n=1");
    assert_eq!(sent.header("x-new"), Some("1"));
    terminal.until(|it| it.contains("4 events")).await;
    terminal.press("C");
    terminal.until(|it| it.contains("copied the curl command")).await;
    assert!(terminal.is_full_screen());
    terminal.press("q");
    assert_eq!(terminal.ended().await, 0);
}

#[tokio::test]
async fn what_came_is_inspected_without_forwarding_anything() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let target = Target::answering(|it| match it.number {
        1 => Reply { body: "broken".into(), ..Reply::status(500) },
        _ => Reply { body: "taken".into(), ..Reply::status(200) },
    })
    .await;
    let rules = json!([{ "type": "filter", "body": { "total": { "$gte": 10 } } }]);
    let connection = api.connect("shop", &target.url, &rules).await;
    let url = connection["source"]["url"].as_str().unwrap().to_owned();
    api.send(&format!("{url}/past"), "application/json", r#"{"total":10}"#).await;
    target.received(1).await;

    let mut terminal = start(&gateway, &["inspect", "--api-url", &gateway.url]);
    terminal.until(|it| it.contains("/past") && it.contains("500")).await;
    // What comes is seen, and so is what no event is made of.
    api.send(&format!("{url}/present"), "application/json", r#"{"total":11}"#).await;
    terminal.until(|it| it.contains("/present") && it.contains("200")).await;
    api.send(&format!("{url}/less"), "application/json", r#"{"total":1}"#).await;
    terminal.until(|it| it.contains("/less") && it.contains("filtered")).await;
    terminal.press("d5");
    terminal.until(|it| it.contains("body.total must be")).await;
    // What was answered is fetched when it is looked at.
    terminal.press("g1");
    terminal.until(|it| it.contains("broken")).await;
    terminal.press("r");
    terminal.until(|it| it.contains("3 attempts")).await;
    terminal.press("=");
    terminal.until(|it| it.contains("− 500") && it.contains("+ 200")).await;
    terminal.press("q");
    assert_eq!(terminal.ended().await, 0);
}

#[tokio::test]
async fn the_demo_plays_in_the_viewer_and_is_summed_up_afterwards() {
    let gateway = Served::start().await;
    let mut terminal = start(&gateway, &["demo"]);
    terminal.until(|it| it.contains("stripe invoice.paid: verified")).await;
    assert!(terminal.is_full_screen());
    terminal.press("q");
    assert_eq!(terminal.ended().await, 0);
    let text = terminal.until(|it| it.contains("as they should")).await;
    assert!(text.contains("✓ stripe") && !terminal.is_full_screen(), "{text}");
}

#[tokio::test]
async fn a_gateway_that_is_away_is_told_of_and_what_comes_afterwards_is_inspected() {
    let mut gateway = Served::start().await;
    let target = Target::start().await;
    let connection = gateway.api().connect("shop", &target.url, &json!([])).await;
    let url = connection["source"]["url"].as_str().unwrap().to_owned();
    gateway.api().send(&format!("{url}/past"), "application/json", "{}").await;
    target.received(1).await;

    let mut terminal = start(&gateway, &["inspect", "--api-url", &gateway.url]);
    terminal.until(|it| it.contains("/past") && it.contains("online")).await;
    gateway.kill().await;
    terminal.until(|it| it.contains("/past") && it.contains("offline")).await;
    gateway.restart().await;
    terminal.until(|it| it.contains("/past") && it.contains("online")).await;
    gateway.api().send(&format!("{url}/present"), "application/json", "{}").await;
    terminal.until(|it| it.contains("/present") && it.contains("200")).await;
    terminal.press("q");
    assert_eq!(terminal.ended().await, 0);
}

#[tokio::test]
async fn a_listener_whose_gateway_goes_keeps_its_list_and_goes_on_with_it() {
    let mut gateway = Served::start().await;
    let target = Target::start().await;
    let port = target.address.port().to_string();
    let mut terminal = start(&gateway, &["listen", &port, "shop", "--api-url", &gateway.url]);
    let text = terminal.until(|it| it.contains("online") && it.contains("curl")).await;
    let url = text.split_whitespace().find(|it| it.contains("/e/")).unwrap().to_owned();
    gateway.api().send(&format!("{url}/before"), "application/json", "{}").await;
    terminal.until(|it| it.contains("/before") && it.contains("200")).await;
    gateway.kill().await;
    terminal.until(|it| it.contains("offline") && it.contains("again in")).await;
    assert!(terminal.text().contains("/before"));
    gateway.restart().await;
    terminal.until(|it| it.contains("● online") && it.contains("/before")).await;
    gateway.api().send(&format!("{url}/after"), "application/json", "{}").await;
    terminal.until(|it| it.contains("/after") && it.contains("2 events")).await;
    target.received(2).await;
    terminal.press("q");
    assert_eq!(terminal.ended().await, 0);
}

#[tokio::test]
#[cfg(unix)]
async fn a_viewer_that_is_stopped_gives_the_terminal_back_and_goes_on_with_fg() {
    let gateway = Served::start().await;
    // A shell with jobs, which is what stops and goes on.
    let mut shell = hookport(&gateway.home);
    let viewer = shell.as_std().get_program().to_owned();
    let script = "\"$0\" inspect --api-url \"$1\"; echo it is stopped; read word; fg";
    let mut command = tokio::process::Command::new("sh");
    for (name, value) in shell.env("PATH", std::env::var_os("PATH").unwrap()).as_std().get_envs() {
        command.env(name, value.unwrap());
    }
    command.args(["-mc", script]).arg(viewer).arg(&gateway.url);
    let mut terminal = Terminal::start(&command);
    terminal.until(|it| it.contains("online")).await;
    terminal.press("\x1a");
    terminal.until(|it| it.contains("it is stopped")).await;
    assert!(!terminal.is_full_screen());
    terminal.press("on\n");
    terminal.until(|it| it.contains("online")).await;
    assert!(terminal.is_full_screen());
    terminal.press("?");
    terminal.until(|it| it.contains("One line down")).await;
    terminal.press("q");
    terminal.ended().await;
    assert!(!terminal.is_full_screen());
}

#[tokio::test]
async fn a_transformation_is_tried_on_what_came_and_what_it_made_is_compared() {
    let gateway = Served::start().await;
    let (api, target) = (gateway.api(), Target::start().await);
    let code = "addHandler('transform', (request) => {
        console.log('paid in', request.body.currency);
        request.body.currency = 'EUR';
        return request;
    });";
    let made = api.post("/transformations", &json!({ "name": "to-eur", "code": code })).await;
    let rules = json!([{ "type": "transform", "transformation_id": made["id"] }]);
    let connection = api.connect("shop", &target.url, &rules).await;
    let url = connection["source"]["url"].as_str().unwrap().to_owned();
    api.send(&format!("{url}/paid"), "application/json", r#"{"currency":"USD"}"#).await;
    assert_eq!(&*target.received(1).await[0].body, br#"{"currency":"EUR"}"#);

    let mut terminal = start(&gateway, &["inspect", "--api-url", &gateway.url]);
    terminal.until(|it| it.contains("/paid") && it.contains("200")).await;
    let is_changed = |it: &str| it.contains("− \"USD\"") && it.contains("+ \"EUR\"");
    terminal.press("66");
    terminal.until(|it| is_changed(it) && it.contains("what its connection made of it")).await;
    terminal.press("1T");
    terminal.until(|it| it.contains("to-eur") && it.contains("of its connection")).await;
    terminal.press("\r");
    terminal.until(|it| is_changed(it) && it.contains("log: paid in USD")).await;
    // What the gateway adds to all that it sends is no change.
    assert!(!terminal.text().contains("headers."), "{}", terminal.text());
    terminal.press("66");
    terminal.until(|it| is_changed(it) && it.contains("what its connection made of it")).await;
    assert!(!terminal.text().contains("headers."), "{}", terminal.text());
    // A connection that is no more has no transformations, but others can be tried.
    let path = format!("/connections/{}", connection["id"].as_str().unwrap());
    assert_eq!(api.call(http::Method::DELETE, &path, None).await.0, 200);
    terminal.press("1T");
    let is_chosen = |it: &str| it.contains("transformation: ") && it.contains("to-eur");
    terminal.until(|it| is_chosen(it) && !it.contains("of its connection")).await;
    terminal.press("\x1b");
    terminal.until(|it| !it.contains("transformation: ")).await;
    terminal.press("q");
    assert_eq!(terminal.ended().await, 0);
}

#[tokio::test]
#[cfg(unix)]
async fn ctrl_c_in_the_editor_is_for_the_editor() {
    let gateway = Served::start().await;
    let target = Target::start().await;
    let port = target.address.port().to_string();
    let args = ["listen", &port, "shop", "--api-url", &gateway.url];
    // As the terminal does it: the signal goes to the editor and to who started it.
    let editor = "sh -c 'kill -INT $PPID'";
    let mut terminal = with(&gateway, &args, &[("VISUAL", editor)]);
    let text = terminal.until(|it| it.contains("online") && it.contains("curl")).await;
    let url = text.split_whitespace().find(|it| it.contains("/e/")).unwrap().to_owned();
    gateway.api().send(&format!("{url}/orders"), "application/json", "{}").await;
    terminal.until(|it| it.contains("/orders") && it.contains("200")).await;
    terminal.press("E");
    terminal.until(|it| it.contains("nothing was changed")).await;
    terminal.press("q");
    assert_eq!(terminal.ended().await, 0);
}

#[tokio::test]
#[cfg(unix)]
async fn what_is_held_by_who_leaves_is_told_and_comes_the_next_time() {
    let gateway = Served::start().await;
    let target = Target::start().await;
    let port = target.address.port().to_string();
    let args = ["listen", &port, "shop", "--api-url", &gateway.url];
    let mut terminal = with(&gateway, &[&args[..], &["--hold", "/"]].concat(), &[]);
    let text = terminal.until(|it| it.contains("online") && it.contains("curl")).await;
    let url = text.split_whitespace().find(|it| it.contains("/e/")).unwrap().to_owned();
    gateway.api().send(&url, "application/json", "{}").await;
    terminal.until(|it| it.contains("1 held")).await;
    terminal.press("q");
    terminal.until(|it| it.contains("q again leaves")).await;
    terminal.press("q");
    terminal.until(|it| it.contains("1 event was held and not delivered")).await;
    assert_eq!(terminal.ended().await, 0);
    assert!(target.so_far().is_empty());

    let mut terminal = with(&gateway, &[&args[..], &["--since", "last"]].concat(), &[]);
    target.received(1).await;
    terminal.press("q");
    assert_eq!(terminal.ended().await, 0);
}

#[tokio::test]
#[cfg(unix)]
async fn what_is_held_is_released_changed_or_dropped_and_the_target_gets_no_more_than_that() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let target = Target::start().await;
    let port = target.address.port().to_string();
    let args = ["listen", &port, "shop", "--api-url", &gateway.url, "--hold", "p:/held"];
    let editor = [("VISUAL", "sed -i s/beans/leaves/")];
    let mut terminal = with(&gateway, &args, &editor);
    let text =
        terminal.until(|it| it.contains("breakpoint   p:/held") && it.contains("curl")).await;
    terminal.until(|it| it.contains("online")).await;
    let url = text.split_whitespace().find(|it| it.contains("/e/")).unwrap().to_owned();
    for path in ["/held/1", "/held/2", "/held/3", "/free"] {
        api.send(&format!("{url}{path}"), "application/json", r#"{"of":"beans"}"#).await;
    }
    terminal.until(|it| it.contains("3 held") && it.contains("/free") && it.contains("200")).await;
    assert_eq!(target.received(1).await[0].path, "/free");

    // In the order in which they came, the first at the top.
    terminal.press("gfp:/held/1\r");
    terminal.until(|it| it.contains("1 of 4 events")).await;
    terminal.press("a");
    terminal.until(|it| it.contains("2 held") && it.contains("200")).await;
    terminal.press("f\x15p:/held/2\r");
    terminal.until(|it| it.contains("p:/held/2") && it.contains("1 of 4 events")).await;
    terminal.press("D");
    terminal.until(|it| it.contains("1 held") && it.contains("dropped")).await;
    terminal.press("f\x15p:/held/3\r");
    terminal.until(|it| it.contains("p:/held/3") && it.contains("1 of 4 events")).await;
    terminal.press("e");
    terminal.until(|it| it.contains("beans") && it.contains("^S send")).await;
    terminal.press("\x0f");
    terminal.until(|it| it.contains("leaves") && it.contains("^S send")).await;
    terminal.press("\x13");
    terminal.until(|it| it.contains("✎ /held/3") && it.contains("200")).await;
    let came = target.received(3).await;
    let came = Vec::from_iter(came.iter().map(|it| (&*it.path, &it.body[..])));
    let expected: [(&str, &[u8]); 3] = [
        ("/free", br#"{"of":"beans"}"#),
        ("/held/1", br#"{"of":"beans"}"#),
        ("/held/3", br#"{"of":"leaves"}"#),
    ];
    assert_eq!(came, expected);

    // Without a breakpoint nothing is held.
    terminal.press("P\x15\r");
    terminal
        .until(|it| it.contains("nothing is held any more") && !it.contains("breakpoint"))
        .await;
    api.send(&format!("{url}/held/4"), "application/json", "{}").await;
    assert_eq!(target.received(4).await[3].path, "/held/4");
    let failed = api.until("/events?cli_id[all]=true&status=FAILED", |it| it["count"] == 1).await;
    let event = &failed["models"][0];
    assert_eq!((&event["error_code"], &event["attempts"]), (&json!("CANCELLED"), &json!(1)));
    assert_eq!(event["next_attempt_at"], json!(null));
    let attempts = format!("/attempts?event_id={}", event["id"].as_str().unwrap());
    let attempts = api.get(&attempts).await;
    let id = attempts["models"][0]["id"].as_str().unwrap();
    let attempt = api.under("/2026-09-01").get(&format!("/attempts/{id}")).await;
    assert!(attempt.to_string().contains("dropped at the listener"), "{attempt}");
    terminal.press("q");
    assert_eq!(terminal.ended().await, 0);
}
