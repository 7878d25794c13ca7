//! Where the demo plays: a gateway on a temporary folder, the shop, and a listener between them.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use http::StatusCode;
use reqwest::Method;
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::shop::Shop;
use super::story::{Ending, PARTS, Part, Scene};
use crate::cli::error::Result;
use crate::cli::listen;
use crate::cli::local::{Running, url_of};
use crate::client::{self, CONNECTIONS, Client, Query, REQUESTS, models};
use crate::gateway::Settings;
use crate::model::{Id, Kind, Timestamp};
use crate::relay::{Breakpoint, Forwarding, Listener};
use crate::verify::{self, Sample};

/// How long anything may take before the demo says that it did not come.
const PATIENCE: Duration = Duration::from_secs(10);

/// A stage on which everything is in place.
pub(super) struct Stage {
    /// The way to the gateway's API.
    pub(super) client: Client,
    /// The target.
    pub(super) shop: Shop,
    /// The listener, ready to be started.
    pub(super) listener: Listener,
    /// Each source's name and URL.
    pub(super) sources: Vec<(String, String)>,
    /// Their names, by their ids.
    pub(super) source_names: HashMap<String, String>,
    /// Which source each of the listener's connections comes from.
    pub(super) connections: HashMap<Id, String>,
    http: reqwest::Client,
    gateway: Running,
    stop: CancellationToken,
    _folder: Folder,
}

/// A folder that goes when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn make() -> std::io::Result<Self> {
        // A random name: nobody can have made it before us.
        let name = format!("hookport-demo-{}", &Id::random(Kind::Project)[3..]);
        let path = std::env::temp_dir().join(name);
        fs::create_dir(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed is in the system's temporary folder, which it clears itself.
        drop(fs::remove_dir_all(&self.0));
    }
}

/// How a scene went.
pub(super) struct Ended {
    /// What became of the webhook, in words; or what should have.
    pub(super) words: std::result::Result<String, String>,
    /// From sending it until that was so.
    pub(super) took: Duration,
}

impl Stage {
    /// Starts the gateway and the shop, and makes everyone's source and connection.
    pub(super) async fn build() -> Result<Self> {
        let folder = Folder::make().context("cannot make a temporary folder")?;
        let stop = CancellationToken::new();
        let socket = TcpListener::bind(("127.0.0.1", 0)).await?;
        let key = format!("demo_{}", Id::random(Kind::ApiKey));
        let settings = Settings {
            api_rate_limit: 0,
            any_content_type: true,
            first_key: Some(key.clone()),
            ..Settings::new(folder.0.clone(), url_of(socket.local_addr()?))
        };
        let gateway = Running::start(settings, socket, None, stop.clone()).await?;
        let client = Client::new(gateway.url.clone(), &key)?;
        let shop = Shop::open(stop.clone()).await?;

        let mut sources = Vec::new();
        let mut connections = HashMap::new();
        let mut source_names = HashMap::new();
        let mut project = None;
        for part in PARTS {
            let made = client.upsert(CONNECTIONS, &connection(part, &shop)).await?;
            let url = made["source"]["url"].as_str().context("a source without a URL")?;
            let source = made["source"]["id"].as_str().unwrap_or_default();
            source_names.insert(source.to_owned(), part.name.to_owned());
            sources.push((part.name.to_owned(), url.to_owned()));
            project = made["team_id"].as_str().map(Id::from);
            if !part.over_http {
                let id = Id::from(made["id"].as_str().context("a connection without an id")?);
                connections.insert(id, part.name.to_owned());
            }
        }
        let forwarded = Vec::from_iter(connections.keys().cloned());
        let session = listen::open_session(&client, &forwarded, None).await?;
        let (socket, dialect) = listen::socket(&client).await?;
        let listener = Listener {
            socket,
            dialect,
            key,
            project: project.context("a connection without a project")?,
            session,
            connections: forwarded,
            filters: None,
            forwarding: Forwarding::to(shop.url.clone()),
            breakpoint: Breakpoint::default(),
        };
        let http = client::http(client.base()).timeout(PATIENCE).build();
        let http = http.context("cannot send webhooks")?;
        Ok(Self {
            client,
            shop,
            listener,
            sources,
            source_names,
            connections,
            http,
            gateway,
            stop,
            _folder: folder,
        })
    }

    /// Plays a scene to its end.
    pub(super) async fn play(&self, scene: &Scene) -> Ended {
        let began = Instant::now();
        match tokio::time::timeout(PATIENCE, self.try_play(scene)).await {
            Ok(Ok((words, at))) => Ended { words: Ok(words), took: at.duration_since(began) },
            Ok(Err(error)) => Ended { words: Err(format!("{error:#}")), took: began.elapsed() },
            Err(_) => {
                let words = format!("did not arrive within {PATIENCE:?}");
                Ended { words: Err(words), took: began.elapsed() }
            }
        }
    }

    /// Stops everything, and leaves nothing behind.
    pub(super) async fn strike(self) -> Result<()> {
        self.stop.cancel();
        self.gateway.stopped().await
    }

    async fn try_play(&self, scene: &Scene) -> anyhow::Result<(String, Instant)> {
        let request = self.send(scene).await?;
        let answered = Instant::now();
        let seen = self.seen(&request).await?;
        let checked = if seen["verified"] == true { "verified, " } else { "" };
        match scene.ending {
            Ending::TurnedAway => {
                anyhow::ensure!(
                    seen["rejection_cause"] == "VERIFICATION_FAILED" && !self.shop.saw(&request),
                    "it is forged and was let in"
                );
                return Ok(("forged: kept, but turned away".to_owned(), answered));
            }
            Ending::Filtered => {
                let ignored =
                    self.ask(&format!("{}/{request}/ignored_events", REQUESTS.path)).await?;
                let cause = models(&ignored).first().map(|it| it["cause"].clone());
                anyhow::ensure!(
                    cause == Some("FILTERED".into()) && !self.shop.saw(&request),
                    "the filter let it through"
                );
                return Ok((format!("{checked}filtered out: only pushes pass"), answered));
            }
            Ending::Taken | Ending::TakenAfter(_) => (),
        }
        let arrivals = self.shop.taken(&request, PATIENCE).await.context("it did not arrive")?;
        anyhow::ensure!(
            arrivals.iter().all(|it| it.body == scene.body),
            "its bytes changed on the way"
        );
        let last = arrivals.last().context("it did not arrive")?;
        let answers = Vec::from_iter(arrivals.iter().map(|it| it.status.as_str().to_owned()));
        self.settled(&request).await?;
        let same = format!("all {} bytes the same", scene.body.len());
        let words = match scene.ending {
            Ending::TakenAfter(tries) => {
                anyhow::ensure!(arrivals.len() == tries, "it took {} attempts", arrivals.len());
                format!("{checked}retried until taken: {}", answers.join(", "))
            }
            _ if std::str::from_utf8(scene.body).is_err() => {
                format!("delivered: {}, {same}", last.status.as_str())
            }
            _ => format!("{checked}delivered: {}", last.status.as_str()),
        };
        Ok((words, last.at))
    }

    /// Sends a webhook as its sender would, and answers the id of the request that was made of it.
    async fn send(&self, scene: &Scene) -> anyhow::Result<String> {
        let part = Part::of(scene.source);
        let found = self.sources.iter().find(|(name, _)| name == part.name);
        let (_, url) = found.context("its source is not there")?;
        let mut request = self.http.post(url).body(scene.body);
        for (name, value) in scene.headers {
            request = request.header(*name, *value);
        }
        if let Some(secret) = part.secret {
            let secret = if scene.ending == Ending::TurnedAway { "a guess" } else { secret };
            let auth = auth(secret);
            let sample = Sample::new(url, scene.body, Timestamp::now().0);
            let signed = verify::sign(part.kind, &auth, &sample);
            for (name, value) in signed.context("nobody here knows how it signs")?.headers {
                request = request.header(name, value);
            }
        }
        let answer = request.send().await?;
        let status = answer.status();
        if scene.ending == Ending::TurnedAway {
            // Many senders are answered with a bare status then, so the gateway is asked.
            let query = Query::default().with("rejection_cause", "VERIFICATION_FAILED");
            let rejected = self.client.list(REQUESTS, &query).await?;
            let id = models(&rejected).first().and_then(|it| it["id"].as_str());
            return id.map(String::from).context("it is forged and was let in");
        }
        anyhow::ensure!(status == StatusCode::OK, "its source answered {status}");
        let id = answer.json::<Value>().await?["request_id"].as_str().map(String::from);
        id.context("its source did not say which request was made of it")
    }

    /// What the gateway keeps of a request.
    async fn seen(&self, request: &str) -> anyhow::Result<Value> {
        self.ask(&format!("{}/{request}", REQUESTS.path)).await
    }

    /// Waits until the gateway, too, counts the request's event as delivered.
    async fn settled(&self, request: &str) -> anyhow::Result<()> {
        let path = format!("{}/{request}/events", REQUESTS.path);
        loop {
            let events = self.ask(&path).await?;
            let events = models(&events);
            if !events.is_empty() && events.iter().all(|it| it["status"] == "SUCCESSFUL") {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    async fn ask(&self, path: &str) -> anyhow::Result<Value> {
        Ok(self.client.call(Method::GET, path, &Query::default(), None).await?)
    }
}

fn auth(secret: &str) -> Map<String, Value> {
    Map::from_iter([("webhook_secret_key".to_owned(), secret.into())])
}

fn connection(part: &Part, shop: &Shop) -> Value {
    let mut config = json!({});
    if let Some(secret) = part.secret {
        config["auth"] = Value::Object(auth(secret));
    }
    let destination = if part.over_http {
        let url = shop.url.join(part.name).expect("a name is a path");
        json!({"name": part.name, "type": "HTTP", "config": {"url": url.as_str()}})
    } else {
        json!({"name": part.name, "type": "CLI", "config": {"path": format!("/{}", part.name)}})
    };
    json!({
        "name": part.name,
        "source": {"name": part.name, "type": part.kind, "config": config},
        "destination": destination,
        "rules": part.rules(),
    })
}
