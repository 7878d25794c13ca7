//! Who asks.
//!
//! A key comes as a Bearer token, or as the user name of Basic authentication. It is looked up by
//! its SHA-256, so that how long the look-up takes tells nothing about the keys that exist.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::{HeaderMap, StatusCode, header};

use super::error::ApiError;
use crate::gateway::{Gateway, SHORTEST_KEY, hash_key};
use crate::model::Id;

/// Who asks: the holder of a key.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    /// The record of the key.
    pub(super) key: Id,
    /// The project that it opens.
    pub(super) project: Id,
    /// Whether it opens all others too.
    pub(super) all_projects: bool,
}

/// Who holds this key.
pub(super) fn holder(gateway: &Gateway, key: &str) -> Option<Caller> {
    if key.len() < SHORTEST_KEY {
        return None;
    }
    let snapshot = gateway.catalog.now();
    let record = snapshot.api_keys.get(&hash_key(key))?;
    Some(Caller {
        key: record.id.clone(),
        project: record.project.clone(),
        all_projects: record.all_projects,
    })
}

/// The key that a request presents.
pub(super) fn presented(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(token.trim().to_owned());
    }
    if scheme.eq_ignore_ascii_case("basic") {
        let pair = String::from_utf8(BASE64_STANDARD.decode(token.trim()).ok()?).ok()?;
        return Some(pair.split_once(':').map_or(pair.as_str(), |it| it.0).to_owned());
    }
    None
}

/// The project that a listener means, for the socket's handshake.
pub(in crate::gateway) fn project_of(gateway: &Gateway, headers: &HeaderMap) -> Option<Id> {
    let caller = holder(gateway, &presented(headers)?)?;
    choose_project(gateway, &caller, headers).ok()
}

/// Whether the key that a handshake presented still opens something.
pub(in crate::gateway) fn is_known(gateway: &Gateway, headers: &HeaderMap) -> bool {
    presented(headers).is_some_and(|key| holder(gateway, &key).is_some())
}

/// The project that a caller means: the one named in a header, else that of the key. Refuses one
/// that the key does not open.
pub(super) fn choose_project(
    gateway: &Gateway,
    caller: &Caller,
    headers: &HeaderMap,
) -> Result<Id, ApiError> {
    let mut res = caller.project.clone();
    for name in ["x-team-id", "x-project-id"] {
        let Some(project) = headers.get(name).and_then(|it| it.to_str().ok()) else { continue };
        if project.is_empty() || project == &*res {
            continue;
        }
        let opens = project == &*caller.project || caller.all_projects;
        match gateway.catalog.now().projects.get(project) {
            Some(project) if opens => res = project.id.clone(),
            _ => {
                return Err(ApiError::forbidden(format!(
                    "This API key opens project {}, not {project}.",
                    caller.project
                )));
            }
        }
    }
    Ok(res)
}

/// What whoever has no valid key is told; the door writes it as plain text, as live does.
pub(super) fn unauthorized() -> ApiError {
    ApiError::new(StatusCode::UNAUTHORIZED, "UNAUTHORIZED", "Unauthorized")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(authorization: &str, key: Option<&str>) {
        let value = authorization.parse().unwrap();
        let headers = HeaderMap::from_iter([(header::AUTHORIZATION, value)]);
        assert_eq!(presented(&headers).as_deref(), key);
    }

    #[test]
    fn a_key_comes_as_token_or_as_user_name() {
        check("Bearer abc", Some("abc"));
        check("bearer abc", Some("abc"));
        check("Basic YWJjOg==", Some("abc"));
        check("Basic YWJjOnNlY3JldA==", Some("abc"));
        check("Basic !!!", None);
        check("Digest abc", None);
        check("abc", None);
    }
}
