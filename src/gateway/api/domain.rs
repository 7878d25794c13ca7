//! Custom domains: host names of one's own, under which a project's sources can be reached.
//!
//! A name is taken at once and pending. It is active once the gateway has seen that it leads here: it
//! asks the name for a token that nobody else has, which needs nobody's help; or once it has found
//! that token in the DNS, which is what `ownership_verification` asks for. TLS is the business of whatever stands before the gateway, so what `ssl` tells is whether
//! the name was seen to answer over HTTPS.

use std::sync::Arc;

use axum::extract::Path;
use serde_json::{Value, json};

use super::call::{Answer, Call, Result};
use super::error::ApiError;
use super::form::Form;
use super::project;
use super::table::Table;
use super::versions::Object;
use crate::gateway::{Settings, domains, secret};
use crate::model::{Domain, Id, Kind, Proof, Timestamp};

/// The last version whose paths name the project.
const LAST: &str = "2023-07-01";

pub(super) fn routes() -> Table {
    Table::new("Custom domains")
        .post("/teams/current/custom_domains", create)
        .says("addCustomDomain(DomainNew): DomainNew", "Takes a host name for the sources.")
        .get("/teams/current/custom_domains", list)
        .says("listCustomDomains(): Domain[]", "Lists the host names, and whether they lead here.")
        .delete("/teams/current/custom_domains/{domain_id}", delete)
        .says("deleteCustomDomain(): Deleted", "Gives a host name up.")
        .post("/teams/{id}/custom_domains", create_in)
        .says("addCustomDomainOf(DomainNew): DomainNew", "Takes a host name for a project.")
        .until(LAST)
        .get("/teams/{id}/custom_domains", list_in)
        .says("listCustomDomainsOf(): Domain[]", "Lists the host names of a project.")
        .until(LAST)
        .delete("/teams/{id}/custom_domains/{domain_id}", delete_in)
        .says("deleteCustomDomainOf(): Deleted", "Gives a host name of a project up.")
        .until(LAST)
}

/// The call, in the project that its path names.
fn enter(id: &str, mut call: Call) -> Result<Call> {
    let project = project::find(&call, &call.gateway.catalog.now(), id)?.id.clone();
    call.project = project;
    Ok(call)
}

async fn create_in(Path(id): Path<String>, call: Call) -> Result {
    create(enter(&id, call)?).await
}

async fn list_in(Path(id): Path<String>, call: Call) -> Result {
    list(enter(&id, call)?).await
}

async fn delete_in(Path((id, domain)): Path<(String, String)>, call: Call) -> Result {
    delete(Path(domain), enter(&id, call)?).await
}

async fn create(call: Call) -> Result {
    let mut form = call.form(Object::Plain)?;
    form.require("hostname");
    let hostname = hostname(&mut form, &call.gateway.settings);
    form.finish()?;
    let domain = Domain {
        id: Id::random(Kind::Domain),
        team_id: call.project.clone(),
        hostname: hostname.unwrap_or_default(),
        token: secret(),
        active_at: None,
        proof: None,
        errors: Vec::new(),
        created_at: Timestamp::now(),
    };
    let (id, hostname) = (domain.id.clone(), domain.hostname.clone());
    let made = call.gateway.catalog.change(|draft| {
        let is_known = |it: &Arc<Domain>| it.hostname == domain.hostname;
        if draft.snapshot().domains.values().any(is_known) {
            return Err(ApiError::exists(json!({ "hostname": domain.hostname })));
        }
        draft.put_domain(domain);
        Ok(())
    });
    made.await?;
    domains::watch(&call.gateway, id);
    Ok(Answer::one(Object::Plain, json!({ "hostname": hostname })))
}

/// Takes the name of a host, and nothing more: no scheme, port or path.
fn hostname(form: &mut Form, settings: &Settings) -> Option<String> {
    let text = form.some_text("hostname", 253)?.to_ascii_lowercase();
    let is_label = |it: &str| {
        let fits = |it: u8| it.is_ascii_alphanumeric() || it == b'-';
        (1..=63).contains(&it.len())
            && it.bytes().all(fits)
            && !it.starts_with('-')
            && !it.ends_with('-')
    };
    let is_address = text.split('.').all(|it| it.parse::<u8>().is_ok());
    if is_address || !text.split('.').all(is_label) {
        form.problem("hostname", "must be a valid hostname");
        return None;
    }
    if domains::is_own(settings, &text) {
        form.problem("hostname", "must not be the gateway's own");
        return None;
    }
    Some(text)
}

async fn list(call: Call) -> Result {
    let snapshot = call.gateway.catalog.now();
    let mut all: Vec<_> =
        snapshot.domains.values().filter(|it| it.team_id == call.project).collect();
    all.sort_by_key(|it| it.created_at);
    let settings = &call.gateway.settings;
    Ok(Answer::one(Object::Plain, all.into_iter().map(|it| show(settings, it)).collect()))
}

async fn delete(Path(domain): Path<String>, call: Call) -> Result {
    let deleted = call.gateway.catalog.change(|draft| {
        let found = draft.snapshot().domains.get(&*domain);
        let id = match found {
            Some(it) if it.team_id == call.project => it.id.clone(),
            _ => return Err(ApiError::not_found(&domain)),
        };
        draft.drop_domain(&id);
        Ok(id)
    });
    Ok(Answer::one(Object::Plain, json!({ "id": deleted.await? })))
}

fn show(settings: &Settings, domain: &Domain) -> Value {
    let (is_active, is_secure) =
        (domain.active_at.is_some(), settings.public_url.scheme() == "https");
    // A name may be somebody's by the DNS and lead elsewhere still.
    let reached = domain.proof == Some(Proof::Http) || is_active && domain.proof.is_none();
    json!({
        "id": domain.id,
        "hostname": domain.hostname,
        "status": if is_active { "active" } else { "pending" },
        "ssl": {
            "type": "dv",
            "method": "http",
            "status": if reached && is_secure { "active" } else { "pending_validation" },
            "validation_records": [],
            "dcv_delegation_records": [],
            "wildcard": false,
        },
        "verification_errors": domain.errors,
        "ownership_verification": {
            "type": "txt",
            "name": domains::record(domain),
            "value": domain.token,
        },
        "created_at": domain.created_at,
    })
}
