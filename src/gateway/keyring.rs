//! Keys and certificates that providers keep: fetched once, kept for a while.
//!
//! What is fetched and from where is [`verify`](crate::verify)'s to say, which takes no host but the
//! provider's own. Here are the limits: 5 s and 64 KiB for each, few at once, no redirect is
//! followed, and what failed or did not fit is not asked for again at once, so that forged requests
//! cannot make the gateway call somebody over and over.
//!
//! With `--key-mirror` another server is asked instead, where the gateway itself cannot reach them:
//! `https://api.paypal.com/x` is then `MIRROR/api.paypal.com/x`.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method};
use tokio::sync::Semaphore;
use url::Url;

use crate::forward::{Guard, Outcome, Outgoing, Sender, Trust};
use crate::verify::Want;

/// How long one may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long one may be.
const LONGEST: usize = 64 << 10;
/// How many are fetched at once, and how many of one host's: a slow one is not in the others' way.
const AT_ONCE: usize = 32;
const OF_A_HOST: usize = 4;
/// How many are kept.
const MOST: usize = 256;
/// For how long nothing is asked for again that could not be had.
const SULK: Duration = Duration::from_secs(10);
/// For how long nothing is fetched again that was, because what was kept did not fit.
const PAUSE: Duration = Duration::from_secs(60);

/// What was fetched, and the way to the rest.
pub(super) struct Keyring {
    kept: Mutex<HashMap<Want, Kept>>,
    permits: Semaphore,
    /// Those of each host of which something is being fetched.
    hosts: Mutex<HashMap<String, Arc<Semaphore>>>,
    sender: Sender,
    mirror: Option<Url>,
}

struct Kept {
    /// `None` while it could not be had.
    body: Option<Bytes>,
    until: Instant,
    /// When it was last fetched though it was kept.
    again: Option<Instant>,
}

impl Keyring {
    pub(super) fn new(mirror: Option<Url>, guard: Guard) -> Self {
        // Who runs the gateway has said where the mirror is.
        let guard = if mirror.is_some() { Guard::none() } else { guard };
        Self {
            kept: Mutex::default(),
            permits: Semaphore::new(AT_ONCE),
            hosts: Mutex::default(),
            // One more byte tells what is too long.
            sender: Sender::new(guard, Trust::System, LONGEST + 1),
            mirror,
        }
    }

    /// What was asked for; `None` when it cannot be had.
    pub(super) async fn get(&self, want: &Want) -> Option<Bytes> {
        if let Some(body) = self.known(want) {
            return body;
        }
        let host = self.host(&want.url);
        let permits =
            async { Some((host.acquire().await.ok()?, self.permits.acquire().await.ok()?)) };
        let _permits = tokio::time::timeout(PATIENCE, permits).await.ok()??;
        // Somebody else may have fetched it while this one waited.
        if let Some(body) = self.known(want) {
            return body;
        }
        let body = self.fetch(want).await;
        let keep = if body.is_some() { Duration::from_secs(want.keep_s) } else { SULK };
        let now = Instant::now();
        let (until, again) = (now + keep, want.again.then_some(now));
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let want = want.at_first();
        if let (None, Some(_), Some(it)) = (&body, again, kept.get_mut(&want)) {
            // What there was is as good as it was.
            it.again = again;
            return it.body.clone();
        }
        if kept.len() >= MOST {
            kept.retain(|_, it| it.until > now);
            // What was not had goes first: names of keys that nobody has can be made up for ever.
            if kept.len() >= MOST {
                kept.retain(|_, it| it.body.is_some());
            }
            if kept.len() >= MOST {
                kept.clear();
            }
        }
        kept.insert(want, Kept { body: body.clone(), until, again });
        body
    }

    /// What was had for it turned out to be none: it is asked for again as soon as what could not be had.
    pub(super) fn doubt(&self, want: &Want) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(it) = kept.get_mut(&want.at_first()) {
            it.until = it.until.min(Instant::now() + SULK);
        }
    }

    /// What lets few at a time ask the host of this URL.
    fn host(&self, url: &str) -> Arc<Semaphore> {
        let host = Url::parse(url).ok().and_then(|it| it.host_str().map(str::to_owned));
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        hosts.retain(|_, it| Arc::strong_count(it) > 1);
        let permits = hosts.entry(host.unwrap_or_default());
        permits.or_insert_with(|| Arc::new(Semaphore::new(OF_A_HOST))).clone()
    }

    fn known(&self, want: &Want) -> Option<Option<Bytes>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let it = kept.get(&want.at_first()).filter(|it| it.until > Instant::now())?;
        let is_new = || it.again.is_some_and(|it| it.elapsed() < PAUSE);
        (!want.again || is_new()).then(|| it.body.clone())
    }

    async fn fetch(&self, want: &Want) -> Option<Bytes> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
        if let Some(value) = &want.authorization {
            let mut value = HeaderValue::from_str(value).ok()?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        let form = want.form.clone();
        if form.is_some() {
            let form = HeaderValue::from_static("application/x-www-form-urlencoded");
            headers.insert(CONTENT_TYPE, form);
        }
        self.call(want, if form.is_some() { Method::POST } else { Method::GET }, headers).await
    }

    async fn call(&self, want: &Want, method: Method, headers: HeaderMap) -> Option<Bytes> {
        let body = want.form.clone().map(Bytes::from).unwrap_or_default();
        let url = self.address(&want.url)?;
        let host = url.host_str().unwrap_or_default().to_owned();
        let outgoing = Outgoing { method, url, headers, body, timeout: PATIENCE };
        match self.sender.send(outgoing).await {
            Outcome::Answered(it) if it.status.is_success() && it.body.len() <= LONGEST => {
                Some(it.body)
            }
            Outcome::Answered(answer) => {
                let status = answer.status.as_u16();
                tracing::warn!(%host, status, "a provider did not give its key");
                None
            }
            Outcome::Failed(failure) => {
                tracing::warn!(%host, reason = %failure.reason, "a provider's key cannot be had");
                None
            }
        }
    }

    /// Calls a URL of a provider, and tells whether that went well.
    pub(super) async fn visit(&self, url: &str) -> bool {
        let want = Want::to_visit(url);
        self.call(&want, Method::GET, HeaderMap::new()).await.is_some()
    }

    fn address(&self, url: &str) -> Option<Url> {
        match &self.mirror {
            None => Url::parse(url).ok(),
            Some(mirror) => {
                let rest = url.strip_prefix("https://")?;
                Url::parse(&format!("{}/{rest}", mirror.as_str().trim_end_matches('/'))).ok()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turned_out_to_be_no_key_is_asked_for_again_soon() {
        let keyring = Keyring::new(None, Guard::none());
        let want = Want::to_visit("https://keys.example/1");
        let day = Instant::now() + Duration::from_secs(want.keep_s);
        let kept = Kept { body: Some(Bytes::from_static(b"<html>")), until: day, again: None };
        keyring.kept.lock().unwrap().insert(want.clone(), kept);
        keyring.doubt(&want);
        let until = keyring.kept.lock().unwrap()[&want].until;
        assert!(until <= Instant::now() + SULK);
        assert!(keyring.known(&want).is_some(), "not at once");
        keyring.doubt(&want);
        assert!(keyring.kept.lock().unwrap()[&want].until <= until, "nor later each time");
    }
}
