//! Host names of people's own: whether they lead here, and which source a request to one is for.
//!
//! A name is verified in one of two ways, whichever comes first, and is pending until then. Over HTTP
//! it is asked for a token, by the scheme and port of the gateway's own public URL, and only this
//! gateway can answer; it has to be asked under the name itself, so that whatever stands before the
//! gateway must pass the `Host` header on. In the DNS the same token stands as a TXT record at
//! `_hookport.` and the name: for names that do not lead here yet, or only from elsewhere. An active
//! name stays so until it is given up.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, Request, Uri, header};
use url::Url;

use super::{Gateway, Settings, Snapshot, api};
use crate::forward::{Outcome, Outgoing};
use crate::model::{Domain, Id, Proof, Source, Timestamp};
use crate::store;

/// Where a name is asked for its token; its id follows.
const PLACE: &str = "/.well-known/hookport/";
/// What the name of the record with the token begins with.
const RECORD: &str = "_hookport.";
/// What paths that are not of the API's table begin with.
const BESIDE: [&str; 8] = [".well-known", "e", "healthz", "metrics", "readyz", "relay", "v1", "ws"];
/// How long a name may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long to wait until a name is asked again, at first and at most.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(300);

/// Where a name is asked for its token.
pub(super) fn url(settings: &Settings, domain: &Domain) -> Option<Url> {
    let mut res = settings.public_url.clone();
    res.set_host(Some(&domain.hostname)).ok()?;
    res.set_path(&format!("{PLACE}{}", domain.id));
    Some(res)
}

/// Where in the DNS a name's token may stand.
pub(super) fn record(domain: &Domain) -> String {
    format!("{RECORD}{}", domain.hostname)
}

/// Asks all names that are pending.
pub(super) fn watch_all(gateway: &Gateway) {
    for domain in gateway.catalog.now().domains.values().filter(|it| it.active_at.is_none()) {
        watch(gateway, domain.id.clone());
    }
}

/// Asks a name, again and again, until it leads here or is given up.
pub(super) fn watch(gateway: &Gateway, id: Id) {
    let (gateway, stop) = (gateway.clone(), gateway.stop.clone());
    let watching = {
        let gateway = gateway.clone();
        async move {
            let mut pause = FIRST_PAUSE;
            while is_pending(&gateway, &id).await {
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
    };
    gateway.tasks.spawn(async move {
        tokio::select! {
            () = stop.cancelled() => {}
            () = watching => {}
        }
    });
}

/// Asks a name once and keeps what was seen; whether it is to be asked again.
async fn is_pending(gateway: &Gateway, id: &Id) -> bool {
    let domain = gateway.catalog.now().domains.get(id).cloned();
    let Some(domain) = domain.filter(|it| it.active_at.is_none()) else { return false };
    let seen = ask(gateway, &domain).await;
    let proof = seen.as_ref().ok().copied();
    let errors = seen.err().unwrap_or_default();
    let changed = gateway.catalog.change(|draft| {
        // It may have been given up meanwhile.
        let Some(now) = draft.snapshot().domains.get(id) else { return Ok(()) };
        if proof.is_some() || errors != now.errors {
            let active_at = proof.map(|_| Timestamp::now());
            let errors = errors.clone();
            draft.put_domain(Domain { active_at, proof, errors, ..Domain::clone(now) });
        }
        Ok::<_, store::Error>(())
    });
    if let Err(error) = changed.await {
        tracing::warn!(%error, domain.name = %domain.hostname, "a domain's state was not kept");
        return true;
    }
    proof.is_none()
}

/// Both ways at once; what was seen of each where neither shows it.
async fn ask(gateway: &Gateway, domain: &Domain) -> Result<Proof, Vec<String>> {
    match tokio::join!(ask_host(gateway, domain), ask_dns(gateway, domain)) {
        (Ok(()), _) => Ok(Proof::Http),
        (_, Ok(())) => Ok(Proof::Dns),
        (Err(host), Err(dns)) => Err(vec![host, dns]),
    }
}

async fn ask_dns(gateway: &Gateway, domain: &Domain) -> Result<(), String> {
    let record = record(domain);
    let texts = gateway.dns.texts(&record).await?;
    if texts.contains(&domain.token) {
        return Ok(());
    }
    Err(format!("the TXT record of {record} is another text"))
}

async fn ask_host(gateway: &Gateway, domain: &Domain) -> Result<(), String> {
    let url = url(&gateway.settings, domain).ok_or("the name makes no URL")?;
    let outgoing = Outgoing {
        method: Method::GET,
        url: url.clone(),
        headers: HeaderMap::new(),
        body: Bytes::new(),
        timeout: PATIENCE,
    };
    match gateway.sender.send(outgoing).await {
        Outcome::Answered(answer) if *answer.body == *domain.token.as_bytes() => Ok(()),
        Outcome::Answered(answer) => {
            Err(format!("{url} leads to another server, which answered {}", answer.status.as_u16()))
        }
        Outcome::Failed(failure) => Err(format!("{url} cannot be reached: {}", failure.reason)),
    }
}

/// The token of a name that is asked for it; `None` for any other request.
pub(super) fn token<T>(snapshot: &Snapshot, request: &Request<T>) -> Option<String> {
    let id = request.uri().path().strip_prefix(PLACE)?;
    let domain = snapshot.domains.get(id)?;
    (host(request)? == domain.hostname).then(|| domain.token.clone())
}

/// Whether a name is the gateway's own, which nobody can take: all projects are called by it.
pub(super) fn is_own(settings: &Settings, hostname: &str) -> bool {
    settings.public_url.host_str().is_some_and(|it| it.eq_ignore_ascii_case(hostname))
}

/// Where under `/e/` a request to a name of somebody's own is to go: its path begins with a source,
/// by its id, by the part of the id after `src_`, or by name. `None` for any other request.
///
/// The gateway may be called by a name of which it does not know that it is its own. So a source's
/// name never hides another project's source, nor, without `/e/` before it, a path of the gateway.
pub(super) fn address<T>(
    settings: &Settings,
    snapshot: &Snapshot,
    request: &Request<T>,
) -> Option<Uri> {
    if snapshot.hosts.is_empty() {
        return None;
    }
    let host = host(request)?;
    let project = snapshot.hosts.get(&host).filter(|_| !is_own(settings, &host))?;
    let path = request.uri().path();
    let below = path.strip_prefix("/e/");
    let path = below.or(path.strip_prefix('/'))?;
    let end = path.find('/').unwrap_or(path.len());
    let (name, rest) = path.split_at(end);
    let by_id = snapshot.sources.get(name);
    let id = match by_id.or_else(|| snapshot.sources.get(&*format!("src_{name}"))) {
        Some(it) => (it.team_id == *project).then_some(&it.id)?,
        None if below.is_none() && is_path(name) => return None,
        None => {
            let mut all = snapshot.sources.values();
            let is_it = |it: &Source| it.name == name && it.team_id == *project;
            &all.find(|it| is_it(it) && it.deleted_at.is_none())?.id
        }
    };
    let query = request.uri().query().map(|it| format!("?{it}")).unwrap_or_default();
    format!("/e/{id}{rest}{query}").parse().ok()
}

/// The name of somebody's own by which a request came, with the port that it was written with.
pub(super) fn named(snapshot: &Snapshot, headers: &HeaderMap) -> Option<String> {
    let told = headers.get(header::HOST)?.to_str().ok()?;
    let name = told.rsplit_once(':').map_or(told, |(name, _)| name).to_ascii_lowercase();
    snapshot.hosts.contains_key(&name).then(|| told.to_ascii_lowercase())
}

/// Whether paths of the gateway begin with this.
fn is_path(segment: &str) -> bool {
    BESIDE.contains(&segment) || api::begins_with(segment)
}

/// The name that a request is for, without its port.
fn host<T>(request: &Request<T>) -> Option<String> {
    let told = request.headers().get(header::HOST).and_then(|it| it.to_str().ok());
    let host = request.uri().authority().map(http::uri::Authority::as_str).or(told)?;
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    Some(name.to_ascii_lowercase())
}
