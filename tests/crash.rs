//! A gateway that is killed again and again while it works, as is a listener, keeps every word that
//! it gave.
//!
//! Short by default; `HOOKPORT_KILLS=50` makes it long, `HOOKPORT_SEED` makes it the same again.

use std::collections::{HashMap, HashSet};
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use reqwest::Client;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Child;
use tokio::task::JoinSet;

use crate::support::{Api, PATIENCE, Reply, Served, Target, hookport};

/// How long before a kill a delivery may have arrived without being settled.
const IN_FLIGHT: Duration = Duration::from_secs(2);

/// How long the one-at-a-time destination thinks.
const THINKS: Duration = Duration::from_millis(3);

/// One body at one target.
struct Arrival {
    at: Instant,
    event: String,
    body: String,
}

/// From before something was killed until it, or another in its place, was there again.
type Kill = (Instant, Instant);

/// What a target saw, and when either end was killed.
#[derive(Clone, Default)]
struct Log {
    arrivals: Arc<Mutex<Vec<Arrival>>>,
    kills: Arc<Mutex<Vec<Kill>>>,
}

impl Log {
    fn answering(
        &self,
        after: Duration,
    ) -> impl Fn(&crate::support::Received) -> Reply + Send + Sync + 'static {
        let arrivals = self.arrivals.clone();
        move |received| {
            arrivals.lock().unwrap().push(Arrival {
                at: Instant::now(),
                event: received.header("x-hookdeck-eventid").unwrap_or_default().to_owned(),
                body: String::from_utf8_lossy(&received.body).into_owned(),
            });
            Reply { after, ..Reply::status(200) }
        }
    }

    fn killed(&self, since: Instant) {
        self.kills.lock().unwrap().push((since, Instant::now()));
    }
}

/// What was answered with 200.
struct Accepted {
    body: String,
    source: &'static str,
    request: String,
    /// From when it was sent until it was answered.
    during: (Instant, Instant),
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
#[expect(clippy::print_stderr, reason = "a failed run can be repeated only with its seed")]
async fn a_killed_gateway_and_a_killed_listener_keep_their_word() {
    let number = |name| std::env::var(name).ok().and_then(|it| it.parse().ok());
    let kills = number("HOOKPORT_KILLS").unwrap_or(5) as usize;
    let seed = number("HOOKPORT_SEED").unwrap_or_else(rand::random);
    eprintln!("{kills} kills, HOOKPORT_SEED={seed}");
    let mut rng = StdRng::seed_from_u64(seed);

    // Four destinations: a quick one, one at a time, one that is gone at times, and a listener.
    let logs: [Log; 4] = Default::default();
    let [quick, single, shaky, desk] = &logs;
    let quick_target = Target::answering(quick.answering(Duration::ZERO)).await;
    let single_target = Target::answering(single.answering(THINKS)).await;
    let mut shaky_target = Some(Target::answering(shaky.answering(Duration::ZERO)).await);
    let shaky_address = shaky_target.as_ref().unwrap().address;
    let desk_target = Target::answering(desk.answering(Duration::ZERO)).await;

    let mut served = Served::with(&["--api-rate-limit", "0"]).await;
    let api = served.api();
    let http = |url: &str| json!({"type": "HTTP", "config": {"url": url}});
    let retry = json!([{"type": "retry", "strategy": "linear", "interval": 300, "count": 50}]);
    let one_at_a_time = json!({"type": "HTTP", "config": {
        "url": single_target.url, "rate_limit": 1, "rate_limit_period": "concurrent"}});
    let listener = json!({"type": "CLI", "config": {"path": "/"}});
    let sources = [
        ("orders", connect(&api, "orders", "quick", http(&quick_target.url), json!([])).await),
        ("orders", connect(&api, "orders", "desk", listener, json!([])).await),
        ("single", connect(&api, "single", "single", one_at_a_time, json!([])).await),
        (
            "shaky",
            connect(&api, "shaky", "shaky", http(&format!("http://{shaky_address}")), retry).await,
        ),
    ];
    let port = desk_target.address.port().to_string();
    let mut listening = listen(&served, &port).await;

    // Senders go on whatever happens, and remember only what was answered with 200.
    let accepted: Arc<Mutex<Vec<Accepted>>> = Arc::default();
    let over = Arc::new(AtomicBool::new(false));
    let mut senders = JoinSet::new();
    for sender in 0..4 {
        let rng = StdRng::seed_from_u64(rng.random());
        senders.spawn(send(sender, sources.clone(), accepted.clone(), over.clone(), rng));
    }
    for _ in 0..kills {
        tokio::time::sleep(Duration::from_millis(rng.random_range(20..500))).await;
        let since = Instant::now();
        if rng.random_ratio(1, 2) {
            shaky_target = match shaky_target {
                Some(_) => None,
                None => Some(Target::at(shaky_address, shaky.answering(Duration::ZERO)).await),
            };
            shaky.killed(since);
        }
        let (gateway_dies, listener_dies) = *[(true, false), (false, true), (true, true)]
            .choose(&mut rng)
            .expect("there are three ways");
        if listener_dies {
            listening.kill().await.unwrap();
        }
        if gateway_dies {
            served.kill().await;
            served.restart().await;
        }
        if listener_dies {
            listening = listen(&served, &port).await;
        }
        let affected = if gateway_dies { &logs[..] } else { std::slice::from_ref(desk) };
        affected.iter().for_each(|it| it.killed(since));
    }
    over.store(true, Ordering::Relaxed);
    while let Some(sender) = senders.join_next().await {
        sender.unwrap();
    }
    if shaky_target.is_none() {
        shaky_target = Some(Target::at(shaky_address, shaky.answering(Duration::ZERO)).await);
    }

    // Now everything comes to rest, and the books are opened.
    let accepted = std::mem::take(&mut *accepted.lock().unwrap());
    assert!(accepted.len() > kills, "too little was accepted: {}", accepted.len());
    let ways = [("orders", quick), ("orders", desk), ("single", single), ("shaky", shaky)];
    for (source, log) in ways {
        let wanted: Vec<_> = accepted.iter().filter(|it| it.source == source).collect();
        until_all_arrived(&wanted, log).await;
    }
    for listeners in ["", "&cli_id[any]=true"] {
        let queued = format!("/events?status=QUEUED{listeners}");
        api.until(&queued, |it| it["models"] == json!([])).await;
    }
    drop(shaky_target);

    let requests = walk(&api, "/requests?limit=250&include=data").await;
    let mut events = walk(&api, "/events?limit=250").await;
    events.extend(walk(&api, "/events?limit=250&cli_id[any]=true").await);
    let mut wrong = unknown_requests(&accepted, &requests);
    for (source, log) in ways {
        let arrivals = log.arrivals.lock().unwrap();
        wrong.extend(unknown_arrivals(source, &arrivals, &requests, &events));
        wrong.extend(needless_repeats(source, &arrivals, &log.kills.lock().unwrap()));
    }
    wrong.extend(out_of_order(&accepted, single));
    for event in &events {
        if event["status"] != "SUCCESSFUL" {
            wrong.push(format!("an event did not succeed: {event}"));
        }
    }
    // Counts that wait in memory are lost with it, and made up for.
    served.kill().await;
    served.restart().await;
    let attempts = walk(&api, "/attempts?limit=250").await;
    let successful = attempts.iter().filter(|it| it["status"] == "SUCCESSFUL").count();
    for (noun, measure, expected) in [
        ("requests", "count", requests.len()),
        ("events", "count", events.len()),
        ("events", "successful_count", events.len()),
        ("attempts", "count", attempts.len()),
        ("attempts", "successful_count", successful),
    ] {
        let range = "date_range[start]=2020-01-01&date_range[end]=2100-01-01";
        let found = api.get(&format!("/metrics/{noun}?{range}&measures={measure}")).await;
        let found = &found["data"][0]["metrics"][measure];
        if *found != expected {
            wrong.push(format!("the {measure} of {noun} is {found}, not {expected}"));
        }
    }
    let repeated: HashSet<_> = logs.iter().flat_map(repeated).collect();
    for event in repeated {
        let attempts = walk(&api, &format!("/attempts?limit=250&event_id={event}")).await;
        let successful = attempts.iter().filter(|it| it["status"] == "SUCCESSFUL").count();
        if successful != 1 {
            wrong.push(format!("{event} was settled {successful} times"));
        }
    }
    assert!(
        wrong.is_empty(),
        "seed {seed}, {} wrong:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
}

async fn connect(
    api: &Api,
    source: &str,
    name: &str,
    mut destination: Value,
    rules: Value,
) -> String {
    destination["name"] = json!(name);
    let wanted = json!({"name": name, "source": {"name": source}, "destination": destination, "rules": rules});
    let connection = api.put("/connections", &wanted).await;
    connection["source"]["url"].as_str().unwrap().to_owned()
}

/// A listener for the orders, once its line to the gateway is open.
async fn listen(served: &Served, port: &str) -> Child {
    let mut command = hookport(&served.home);
    command.args(["listen", port, "orders", "--output", "ndjson", "--api-url", &served.url]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let online = async {
        let is_online = |line: &str| line.contains(r#""type":"online""#);
        while !is_online(&lines.next_line().await.unwrap().expect("the listener ended")) {}
    };
    tokio::time::timeout(PATIENCE, online).await.expect("the listener did not come");
    // What else it may say is read, so that it never waits for a reader.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    child
}

async fn send(
    sender: usize,
    sources: [(&'static str, String); 4],
    accepted: Arc<Mutex<Vec<Accepted>>>,
    over: Arc<AtomicBool>,
    mut rng: StdRng,
) {
    let client = Client::builder().no_proxy().timeout(PATIENCE).build().unwrap();
    for number in 0.. {
        if over.load(Ordering::Relaxed) {
            break;
        }
        let (source, url) = &sources[rng.random_range(0..sources.len())];
        let text =
            "x".repeat(if rng.random_ratio(1, 20) { 50_000 } else { rng.random_range(0..500) });
        let body = json!({"name": format!("{sender}-{number}"), "text": text}).to_string();
        let request =
            client.post(url).header("content-type", "application/json").body(body.clone());
        let since = Instant::now();
        if let Ok(response) = request.send().await {
            let status = response.status();
            assert!(status == 200 || status == 503, "a source answered {status}");
            // An answer that broke off is none.
            if status == 200
                && let Ok(answer) = response.json::<Value>().await
            {
                let request = answer["request_id"].as_str().unwrap().to_owned();
                let during = (since, Instant::now());
                accepted.lock().unwrap().push(Accepted { body, source, request, during });
            }
        }
        // A load that leaves the machine time for the other tests, and a pause while all is down.
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

async fn until_all_arrived(wanted: &[&Accepted], log: &Log) {
    let start = Instant::now();
    let mut missing = HashSet::new();
    while start.elapsed() < 3 * PATIENCE {
        let arrived: HashSet<_> =
            log.arrivals.lock().unwrap().iter().map(|it| it.body.clone()).collect();
        missing = wanted
            .iter()
            .filter(|it| !arrived.contains(&it.body))
            .map(|it| it.request.clone())
            .collect();
        if missing.is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("accepted but not delivered: {missing:?}");
}

async fn walk(api: &Api, path: &str) -> Vec<Value> {
    let (mut res, mut cursor) = (Vec::new(), String::new());
    loop {
        let mut page = api.get(&format!("{path}{cursor}")).await;
        res.append(page["models"].as_array_mut().unwrap());
        let Some(next) = page["pagination"]["next"].as_str() else { return res };
        cursor = format!("&next={next}");
    }
}

/// Accepted requests that are not there, or hold something else.
fn unknown_requests(accepted: &[Accepted], requests: &[Value]) -> Vec<String> {
    let stored: HashMap<_, _> =
        requests.iter().map(|it| (it["id"].as_str().unwrap(), it)).collect();
    let mut wrong = Vec::new();
    for Accepted { body, request, .. } in accepted {
        let sent: Value = serde_json::from_str(body).unwrap();
        match stored.get(request.as_str()) {
            None => wrong.push(format!("{request} was accepted and is not there")),
            Some(it) if it["data"]["body"] != sent => wrong.push(format!("{request} is another")),
            Some(_) => {}
        }
    }
    wrong
}

/// Deliveries of what is not stored, or not as it was sent.
fn unknown_arrivals(
    source: &str,
    arrivals: &[Arrival],
    requests: &[Value],
    events: &[Value],
) -> Vec<String> {
    let bodies: HashSet<_> = requests.iter().map(|it| it["data"]["body"].to_string()).collect();
    let known: HashSet<_> = events.iter().map(|it| it["id"].as_str().unwrap()).collect();
    let stored = |it: &&Arrival| known.contains(it.event.as_str()) && bodies.contains(&it.body);
    let unknown = arrivals.iter().filter(|it| !stored(it));
    unknown.map(|it| format!("{source} delivered {} which is not stored", it.event)).collect()
}

/// Every event that arrived more than once, with when.
fn times(arrivals: &[Arrival]) -> HashMap<&str, Vec<Instant>> {
    let mut res: HashMap<_, Vec<_>> = HashMap::new();
    for arrival in arrivals {
        res.entry(arrival.event.as_str()).or_default().push(arrival.at);
    }
    res.retain(|_, times| times.len() > 1);
    res
}

fn repeated(log: &Log) -> Vec<String> {
    times(&log.arrivals.lock().unwrap()).keys().map(|&it| it.to_owned()).collect()
}

/// Repeated deliveries of events that were not in flight at a kill.
fn needless_repeats(source: &str, arrivals: &[Arrival], kills: &[Kill]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (event, times) in times(arrivals) {
        for pair in times.windows(2) {
            let in_flight = |kill: &Kill| kill.0.saturating_duration_since(pair[0]) < IN_FLIGHT;
            if !kills.iter().any(|it| between(pair[0], it, pair[1]) && in_flight(it)) {
                wrong.push(format!("{source} delivered {event} again for no reason"));
            }
        }
    }
    wrong
}

/// Deliveries, one at a time, that overtook one which was accepted before they were sent.
fn out_of_order(accepted: &[Accepted], log: &Log) -> Vec<String> {
    let (arrivals, kills) = (log.arrivals.lock().unwrap(), log.kills.lock().unwrap());
    let during: HashMap<_, _> = accepted.iter().map(|it| (it.body.as_str(), it.during)).collect();
    let overtook = |pair: &&[Arrival]| {
        let [newer, older] = [&pair[0], &pair[1]].map(|it| during.get(it.body.as_str()));
        newer.zip(older).is_some_and(|(newer, older)| older.1 < newer.0)
            && !kills.iter().any(|it| between(pair[0].at, it, pair[1].at))
    };
    let pairs = arrivals.windows(2).filter(overtook);
    pairs.map(|pair| format!("{} came after {}", pair[1].event, pair[0].event)).collect()
}

fn between(first: Instant, kill: &Kill, second: Instant) -> bool {
    first <= kill.1 && kill.0 <= second
}
