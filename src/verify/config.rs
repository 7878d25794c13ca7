//! What is wrong with the type and the secrets that somebody gives a source.

use serde_json::{Map, Value};

use super::providers::{Provider, provider};
use super::types::{SOURCE_TYPES, WITHOUT_AUTH};

/// Whether requests of a source's type can be verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Yes.
    Known,
    /// The API has the type, but nobody here knows how its requests are signed.
    NotYet,
    /// There is no such type.
    Unknown,
}

/// Whether requests of this type, or auth type, can be verified.
pub fn known(name: &str) -> Known {
    if provider(name).is_some() || is_generic(name) {
        Known::Known
    } else if SOURCE_TYPES.contains(&name) {
        Known::NotYet
    } else {
        Known::Unknown
    }
}

/// Says what is wrong with a source's auth; else, which auth type is in force: for a generic type
/// the one given or, when none is, the one that the secrets are for.
///
/// No auth, and an empty one, are fine for every type: then nothing is verified. Each sentence
/// begins with the path that it is about.
pub fn validate(
    source_type: &str,
    auth_type: Option<&str>,
    auth: Option<&Map<String, Value>>,
) -> Result<Option<&'static str>, Vec<String>> {
    let complain = |sentence: String| Err(vec![sentence]);
    if !SOURCE_TYPES.contains(&source_type) {
        return complain(format!("type must be one of [{}]", SOURCE_TYPES.join(", ")));
    }
    let auth = auth.filter(|it| !it.is_empty());
    if is_generic(source_type) {
        let Some(auth) = auth else {
            return match auth_type {
                None => Ok(None),
                Some(name) if known(name) == Known::NotYet => complain(not_built(name)),
                Some(_) => complain("config.auth is required".to_owned()),
            };
        };
        let name = auth_type.or_else(|| infer(auth));
        let is_one = |name| GENERIC.contains(&name) || source_type == "WEBHOOK";
        return match (name, name.filter(|it| is_one(it)).and_then(provider)) {
            (_, Some(provider)) => check(provider, auth).map(|()| Some(provider.name)),
            (Some(name), None) if is_one(name) && known(name) == Known::NotYet => {
                complain(not_built(name))
            }
            (Some(_), None) => complain(format!(
                "config.auth_type must be one of [{}{}]",
                GENERIC.join(", "),
                if source_type == "WEBHOOK" { ", or a provider's type" } else { "" }
            )),
            (None, None) => complain("config.auth_type is required".to_owned()),
        };
    }
    // A provider's type says it all.
    if auth_type.is_some_and(|it| it != source_type) {
        return complain("config.auth_type is not allowed".to_owned());
    }
    match (auth, provider(source_type)) {
        (None, _) => Ok(None),
        (Some(auth), Some(provider)) => check(provider, auth).map(|()| None),
        (Some(auth), None) if WITHOUT_AUTH.contains(&source_type) => {
            Err(auth.keys().map(|key| format!("config.auth.{key} is not allowed")).collect())
        }
        (Some(_), None) => complain(not_built(source_type)),
    }
}

const GENERIC: [&str; 3] = ["HMAC", "BASIC_AUTH", "API_KEY"];

/// Whether sources of this type may be verified in several ways.
fn is_generic(source_type: &str) -> bool {
    matches!(source_type, "HTTP" | "WEBHOOK")
}

/// The auth type that secrets of these names are for.
fn infer(auth: &Map<String, Value>) -> Option<&'static str> {
    let names =
        [("webhook_secret_key", "HMAC"), ("username", "BASIC_AUTH"), ("api_key", "API_KEY")];
    names.into_iter().find(|(name, _)| auth.contains_key(*name)).map(|(_, res)| res)
}

fn not_built(name: &str) -> String {
    format!(
        "config.auth cannot be checked: verification of {name} is not built yet; \
         leave it out to take requests unverified"
    )
}

fn check(provider: &Provider, auth: &Map<String, Value>) -> Result<(), Vec<String>> {
    let mut complaints = Vec::new();
    let names: Vec<_> = provider.more.iter().chain([&provider.secret]).copied().collect();
    for name in &names {
        let path = format!("config.auth.{name}");
        let choices: &[&str] = match *name {
            "algorithm" => &["sha1", "sha256", "sha512", "md5"],
            "encoding" => &["base64", "base64url", "hex"],
            _ => &[],
        };
        match auth.get(*name) {
            None => complaints.push(format!("{path} is required")),
            Some(Value::String(it)) if !choices.is_empty() && !choices.contains(&it.as_str()) => {
                complaints.push(format!("{path} must be one of [{}]", choices.join(", ")));
            }
            Some(Value::String(it)) if it.trim().is_empty() => {
                complaints.push(format!("{path} is not allowed to be empty"));
            }
            Some(Value::String(_)) => (),
            Some(_) => complaints.push(format!("{path} must be a string")),
        }
    }
    for key in auth.keys().filter(|key| !names.contains(&key.as_str())) {
        complaints.push(format!("config.auth.{key} is not allowed"));
    }
    if complaints.is_empty() { Ok(()) } else { Err(complaints) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(
        source_type: &str,
        auth_type: Option<&str>,
        auth: Value,
    ) -> Result<Option<&'static str>, String> {
        validate(source_type, auth_type, auth.as_object()).map_err(|it| it.join("; "))
    }

    #[track_caller]
    fn refuses(source_type: &str, auth_type: Option<&str>, auth: Value, expected: &str) {
        assert_eq!(check(source_type, auth_type, auth), Err(expected.to_owned()));
    }

    #[test]
    fn the_types_are_sorted_and_those_without_auth_among_them() {
        assert!(SOURCE_TYPES.is_sorted_by(|a, b| a < b));
        assert!(WITHOUT_AUTH.iter().all(|it| known(it) == Known::NotYet));
    }

    #[test]
    fn a_type_is_known_or_not_yet_or_none() {
        for name in ["HTTP", "WEBHOOK", "HMAC", "GITHUB"] {
            assert_eq!(known(name), Known::Known, "{name}");
        }
        assert_eq!(known("DISCORD"), Known::NotYet);
        assert_eq!(known("github"), Known::Unknown);
    }

    #[test]
    fn every_type_does_without_auth() {
        for name in SOURCE_TYPES {
            assert_eq!(check(name, None, json!(null)), Ok(None), "{name}");
            assert_eq!(check(name, None, json!({})), Ok(None), "{name}");
        }
    }

    #[test]
    fn a_provider_wants_its_secrets_and_nothing_else() {
        let secret = json!({"webhook_secret_key": "s"});
        assert_eq!(check("GITHUB", None, secret.clone()), Ok(None));
        assert_eq!(check("GITHUB", Some("GITHUB"), secret.clone()), Ok(None));
        assert_eq!(check("POSTMARK", None, json!({"username": "u", "password": "p"})), Ok(None));
        refuses("GITHUB", Some("HMAC"), secret, "config.auth_type is not allowed");
        refuses(
            "GITHUB",
            None,
            json!({"api_key": "s"}),
            "config.auth.webhook_secret_key is required; config.auth.api_key is not allowed",
        );
        refuses(
            "GITHUB",
            None,
            json!({"webhook_secret_key": " "}),
            "config.auth.webhook_secret_key is not allowed to be empty",
        );
        refuses(
            "GITHUB",
            None,
            json!({"webhook_secret_key": 5}),
            "config.auth.webhook_secret_key must be a string",
        );
        refuses(
            "TIKTOK_SHOP",
            None,
            json!({"webhook_secret_key": "s"}),
            "config.auth.app_key is required",
        );
    }

    #[test]
    fn a_generic_type_says_which_auth_or_the_secrets_do() {
        let hmac = json!({
            "webhook_secret_key": "s", "header_key": "x-signature",
            "algorithm": "sha256", "encoding": "hex",
        });
        assert_eq!(check("HTTP", Some("HMAC"), hmac.clone()), Ok(Some("HMAC")));
        assert_eq!(check("WEBHOOK", None, hmac.clone()), Ok(Some("HMAC")));
        let key = json!({"header_key": "x-key", "api_key": "k"});
        assert_eq!(check("HTTP", None, key), Ok(Some("API_KEY")));
        let basic = json!({"username": "u", "password": "p"});
        assert_eq!(check("HTTP", None, basic), Ok(Some("BASIC_AUTH")));
        let secret = json!({"webhook_secret_key": "s"});
        assert_eq!(check("WEBHOOK", Some("STRIPE"), secret.clone()), Ok(Some("STRIPE")));
        refuses(
            "HTTP",
            Some("STRIPE"),
            secret,
            "config.auth_type must be one of [HMAC, BASIC_AUTH, API_KEY]",
        );
        refuses(
            "WEBHOOK",
            Some("NOBODY"),
            hmac.clone(),
            "config.auth_type must be one of [HMAC, BASIC_AUTH, API_KEY, or a provider's type]",
        );
        refuses("HTTP", Some("HMAC"), json!(null), "config.auth is required");
        refuses("HTTP", None, json!({"foo": 1}), "config.auth_type is required");
    }

    #[test]
    fn a_generic_hmac_names_its_choices() {
        refuses(
            "HTTP",
            Some("HMAC"),
            json!({
                "webhook_secret_key": "s", "header_key": "x", "algorithm": "sha3", "encoding": "b64",
            }),
            "config.auth.algorithm must be one of [sha1, sha256, sha512, md5]; \
             config.auth.encoding must be one of [base64, base64url, hex]",
        );
        refuses(
            "WEBHOOK",
            Some("HMAC"),
            json!({"webhook_secret_key": "s"}),
            "config.auth.algorithm is required; config.auth.encoding is required; \
             config.auth.header_key is required",
        );
    }

    #[test]
    fn what_is_not_built_is_refused_and_never_taken_silently() {
        let sentence = |name: &str| {
            format!(
                "config.auth cannot be checked: verification of {name} is not built yet; \
                 leave it out to take requests unverified"
            )
        };
        refuses("DISCORD", None, json!({"public_key": "k"}), &sentence("DISCORD"));
        refuses("WEBHOOK", Some("DISCORD"), json!({"public_key": "k"}), &sentence("DISCORD"));
        refuses("WEBHOOK", Some("AWS_SNS"), json!(null), &sentence("AWS_SNS"));
        refuses("AWS_SNS", None, json!({"key": "k"}), "config.auth.key is not allowed");
        refuses("PUBLISH_API", None, json!({"key": "k"}), "config.auth.key is not allowed");
        let complaint = check("NOPE", None, json!(null)).unwrap_err();
        assert!(complaint.starts_with("type must be one of [ADYEN, AIPRISE, "), "{complaint}");
    }
}
