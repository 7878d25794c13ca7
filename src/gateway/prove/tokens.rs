//! Tokens that destinations want to see: got once, kept until shortly before their end.
//!
//! **Invariant:** a destination's token is asked for by one delivery at a time. The others wait for
//! what comes of it, a failure too: a token server that is down is asked once for all who wait, and
//! a refresh token that is good for one use is used once.
//!
//! Tokens are in memory only, and are asked for anew after a start. A refresh token that the server
//! replaced is written into the destination before the access token is used: the destination's
//! deliveries wait while the store cannot do that.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::time::Instant;
use url::Url;

use super::google::{Account, For};
use super::oauth::{self, Ask, Granted, failed};
use super::{Proof, needed, text};
use crate::forward::Failure;
use crate::gateway::{Gateway, STORE_PAUSE};
use crate::model::{Auth, Destination, Id, Timestamp};
use crate::store;

/// The tokens of all destinations.
#[derive(Default)]
pub(in crate::gateway) struct Tokens(Mutex<HashMap<Id, Arc<Slot>>>);

type Slot = tokio::sync::Mutex<State>;

#[derive(Default)]
struct State {
    /// What the token was got with, and for which URL: with anything else, it counts no more.
    made_with: Option<(Auth, Option<String>)>,
    token: Option<(String, Instant)>,
    /// Counts the tokens.
    number: u64,
    /// What came of asking last, if it failed.
    failed: Option<(Instant, Failure)>,
}

impl Tokens {
    /// A token for a destination, and whether it was kept.
    pub(super) async fn get(
        &self,
        gateway: &Gateway,
        destination: &Destination,
    ) -> Result<(String, Proof), Failure> {
        let asked_at = Instant::now();
        let slot = self.slot(&destination.id);
        let mut state = slot.lock().await;
        // As it is now: while we waited its refresh token may have been replaced.
        let current = gateway.catalog.now().destinations.get(&destination.id).cloned();
        let current = current.as_deref().unwrap_or(destination);
        let (auth, url) = (&current.config.auth, &current.config.url);
        if !state.made_with.as_ref().is_some_and(|it| same(&it.0, auth) && it.1 == *url) {
            *state = State { number: state.number, ..State::default() };
        }
        if let Some((token, until)) = &state.token
            && Instant::now() < *until
        {
            return Ok((token.clone(), Proof::Kept(state.number)));
        }
        if let Some((at, failure)) = &state.failed
            && *at >= asked_at
        {
            return Err(failure.clone());
        }
        state.made_with = Some((auth.clone(), url.clone()));
        match grant(gateway, current).await {
            Ok((granted, auth)) => {
                state.made_with = Some((auth, url.clone()));
                state.number += 1;
                state.failed = None;
                state.token = Some((granted.token.clone(), Instant::now() + granted.good_for));
                Ok((granted.token, Proof::Made))
            }
            Err(failure) => {
                state.failed = Some((Instant::now(), failure.clone()));
                Err(failure)
            }
        }
    }

    /// The destination refused this token: it is used no more. Answers whether another may do
    /// better, which it may not where the token was made for that very delivery.
    pub(in crate::gateway) async fn refused(&self, destination: &Id, proof: Proof) -> bool {
        let Proof::Kept(number) = proof else { return false };
        let slot = self.slot(destination);
        let mut state = slot.lock().await;
        // Another delivery may have seen the same, and have got a new one.
        if state.number == number {
            state.token = None;
        }
        true
    }

    /// Forgets all but these.
    pub(in crate::gateway) fn retain(&self, is_there: impl Fn(&Id) -> bool) {
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        slots.retain(|id, _| is_there(id));
    }

    fn slot(&self, destination: &Id) -> Arc<Slot> {
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        slots.entry(destination.clone()).or_default().clone()
    }
}

fn same(a: &Auth, b: &Auth) -> bool {
    a.auth_type == b.auth_type && a.auth == b.auth
}

/// Asks for a token; also answers what the next is to be asked for with.
async fn grant(gateway: &Gateway, destination: &Destination) -> Result<(Granted, Auth), Failure> {
    let auth = &destination.config.auth;
    let client = || Ok::<_, Failure>((needed(auth, "client_id")?, needed(auth, "client_secret")?));
    let server = || oauth::server(needed(auth, "auth_server")?).map_err(failed_server);
    let scope = text(auth, "scope");
    let ask = match auth.auth_type.as_str() {
        "OAUTH2_CLIENT_CREDENTIALS" => {
            let (id, secret) = client()?;
            let style = text(auth, "authentication_type").unwrap_or("basic");
            let ask = Ask::new(server()?, "client_credentials").with_some("scope", scope);
            ask.by(id, secret, style)?
        }
        "OAUTH2_AUTHORIZATION_CODE" => {
            let (id, secret) = client()?;
            let ask = Ask::new(server()?, "refresh_token").with_some("scope", scope);
            let ask = ask.with("refresh_token", needed(auth, "refresh_token")?);
            ask.by(id, secret, "x-www-form-urlencoded")?
        }
        _ => {
            let account = Account::read(needed(auth, "service_account_key")?)
                .map_err(|why| failed(format!("`config.auth.service_account_key` {why}")))?;
            let url = destination.config.url.as_deref().and_then(|it| Url::parse(it).ok());
            let origin = url.map(|it| it.origin().ascii_serialization()).unwrap_or_default();
            let wanted = match scope {
                Some(scope) if !scope.is_empty() => For::Scope(scope),
                _ => For::Audience(&origin),
            };
            let assertion = account.assertion(&wanted, Timestamp::now());
            let assertion =
                assertion.ok_or_else(|| failed("the assertion cannot be signed".to_owned()))?;
            let grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer";
            Ask::new(account.server, grant_type).with("assertion", &assertion)
        }
    };
    let granted = ask.send(&gateway.sender).await?;
    let mut auth = auth.clone();
    if auth.auth_type == "OAUTH2_AUTHORIZATION_CODE"
        && let Some(token) = &granted.refresh_token
        && text(&auth, "refresh_token") != Some(token)
    {
        auth.auth.insert("refresh_token".to_owned(), token.as_str().into());
        keep(gateway, &destination.id, &destination.config.auth, &auth).await?;
    }
    Ok((granted, auth))
}

fn failed_server(why: String) -> Failure {
    failed(format!("`config.auth.auth_server` {why}"))
}

/// Writes down what is sent instead of a refresh token that was used up, however often the store says
/// that it cannot: nobody else has it, and the one before is worth nothing any more.
async fn keep(gateway: &Gateway, id: &Id, before: &Auth, after: &Auth) -> Result<(), Failure> {
    loop {
        let kept = gateway.catalog.change(|draft| {
            let current = draft.snapshot().destinations.get(id);
            // Somebody may have changed it meanwhile: what they wrote stands.
            if let Some(current) = current.filter(|it| same(&it.config.auth, before)) {
                let mut changed = Destination::clone(current);
                changed.config.auth = after.clone();
                draft.put_destination(changed);
            }
            Ok::<_, store::Error>(())
        });
        match kept.await {
            Ok(()) => return Ok(()),
            Err(error) => {
                tracing::error!(destination.id = %id, %error, "cannot keep the new refresh token; trying again");
            }
        }
        tokio::select! {
            () = gateway.stop.cancelled() => {
                tracing::error!(destination.id = %id, "its new refresh token is lost: it needs another");
                return Err(failed("the new refresh token cannot be kept".to_owned()));
            }
            () = tokio::time::sleep(STORE_PAUSE) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use super::*;
    use crate::gateway::Settings;
    use crate::gateway::brake::tests::destination;

    #[tokio::test]
    async fn a_new_refresh_token_is_kept_as_soon_as_the_store_can() {
        let dir = tempfile::tempdir().unwrap();
        let url = "http://127.0.0.1:4400".parse().unwrap();
        let settings = Settings::new(dir.path().to_owned(), url);
        let gateway = Gateway::open(settings, |_| Ok(())).await.unwrap();
        let auth = |token: &str| Auth {
            auth_type: "OAUTH2_AUTHORIZATION_CODE".to_owned(),
            auth: json!({ "refresh_token": token }).as_object().unwrap().clone(),
        };
        let (mut new, before, after) = (destination(None), auth("used up"), auth("new"));
        new.config.auth = before.clone();
        let put = gateway.catalog.change(|draft| {
            draft.put_destination(new.clone());
            Ok::<_, store::Error>(())
        });
        put.await.unwrap();

        let other = rusqlite::Connection::open(dir.path().join("hookport.db")).unwrap();
        let refuse = |when| {
            format!(
                "CREATE TRIGGER \"{when}\" BEFORE {when} ON record BEGIN SELECT RAISE(ABORT, 'no'); END;"
            )
        };
        other.execute_batch(&(refuse("insert") + &refuse("update"))).unwrap();
        let mut keeping = std::pin::pin!(keep(&gateway, &new.id, &before, &after));
        let early = tokio::time::timeout(Duration::from_millis(200), &mut keeping).await;
        assert!(early.is_err(), "{early:?}");
        other.execute_batch("DROP TRIGGER \"insert\"; DROP TRIGGER \"update\"").unwrap();
        keeping.await.unwrap();
        let kept = gateway.catalog.now().destinations[&new.id].clone();
        assert!(same(&kept.config.auth, &after));
        gateway.store.close().await.unwrap();
    }
}
