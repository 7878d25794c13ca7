//! What stands in for a hosted gateway where machines log in: its addresses, and nothing behind them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use serde_json::json;

use super::{Received, Reply, Target};

/// The API key of a project.
pub(crate) const PROJECT_KEY: &str = "project-key-of-hosted";
/// The key that a machine gets.
pub(crate) const MACHINE_KEY: &str = "clikey_of_this_machine";

/// A gateway that people log in to in a browser.
pub(crate) struct Hosted {
    /// What came.
    pub(crate) target: Target,
}

impl Hosted {
    /// Starts one. Whoever opens the page agrees; who first asks whether somebody did, asked too often.
    pub(crate) async fn start() -> Self {
        let login = Arc::new(Login::default());
        Self { target: Target::answering(move |it| answer(it, &login)).await }
    }
}

/// How far a login is.
#[derive(Default)]
struct Login {
    agreed: AtomicBool,
    polls: AtomicUsize,
}

fn answer(request: &Received, login: &Login) -> Reply {
    let own = format!("http://{}", request.header("host").unwrap_or_default());
    let path = request.path.split_once('/').and_then(|(_, it)| it.split_once('/'));
    let path = path.map_or("", |(_version, path)| path);
    let has = |key: &str| request.header("authorization") == Some(&format!("Bearer {key}"));
    let identity = json!({
        "user_id": "usr_1", "user_name": "Ada", "user_email": "ada@example.com",
        "organization_id": "org_1", "organization_name": "Engines",
        "team_id": "tm_engines", "team_name": "[Engines] main", "team_type": "event_gateway",
        "team_mode": "inbound", "client_id": "cl_1",
    });
    let mut claimed = identity.clone();
    (claimed["claimed"], claimed["key"]) = (true.into(), MACHINE_KEY.into());
    let (status, body) = match (request.method.as_str(), path) {
        ("POST", "cli-auth") => {
            let poll = format!("{own}/2025-07-01/cli-auth/poll?key=only-once");
            (200, json!({ "browser_url": format!("{own}/page/agree"), "poll_url": poll }))
        }
        ("GET", "agree") => {
            login.agreed.store(true, Ordering::SeqCst);
            (200, json!({}))
        }
        ("GET", "cli-auth/poll?key=only-once") => {
            let polls = login.polls.fetch_add(1, Ordering::SeqCst);
            match (polls, login.agreed.load(Ordering::SeqCst)) {
                (0, _) => (429, json!({ "message": "Too many requests" })),
                (_, true) => (200, claimed),
                (_, false) => (200, json!({ "claimed": false })),
            }
        }
        ("POST", "cli-auth/ci") if has(PROJECT_KEY) => (200, claimed),
        ("GET", "cli-auth/validate") if has(MACHINE_KEY) => (200, identity),
        ("GET", "projects") if has(MACHINE_KEY) => (
            200,
            json!([
                { "id": "tm_engines", "name": "[Engines] main", "type": "event_gateway" },
                { "id": "tm_looms", "name": "[Looms] main", "type": "event_gateway" },
                { "id": "tm_queues", "name": "[Looms] queues", "type": "outpost" },
            ]),
        ),
        ("GET", path) if path.starts_with("sources") && has(MACHINE_KEY) => {
            (200, json!({ "models": [], "pagination": {}, "count": 0 }))
        }
        _ => (401, json!({ "message": "Unauthorized" })),
    };
    let headers = vec![("content-type", "application/json".to_owned())];
    Reply { headers, body: body.to_string().into(), ..Reply::status(status) }
}
