//! What is wrong with the type and the secrets that somebody gives a source.

use serde_json::{Map, Value};

use super::encoding::is_blank;
use super::keys;
use super::provider::{Provider, provider};
use super::scheme::{Algorithm, Hash, Scheme};
use super::types::SOURCE_TYPES;

/// Whether requests of a source's type can be verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Yes.
    Known,
    /// No: they carry no proof.
    NoProof,
    /// There is no such type.
    Unknown,
}

/// Whether requests of this type, or auth type, can be verified.
pub fn known(name: &str) -> Known {
    if provider(name).is_some() || is_generic(name) {
        Known::Known
    } else if SOURCE_TYPES.contains(&name) {
        Known::NoProof
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
                Some(name) if known(name) == Known::NoProof => complain(no_proof(name)),
                Some(name) if source_type == "WEBHOOK" => match provider(name) {
                    Some(it) if it.needs_no_secret() => Ok(Some(it.name)),
                    _ => complain("config.auth is required".to_owned()),
                },
                Some(_) => complain("config.auth is required".to_owned()),
            };
        };
        let name = auth_type.or_else(|| infer(auth));
        let is_one = |name| GENERIC.contains(&name) || source_type == "WEBHOOK";
        return match (name, name.filter(|it| is_one(it)).and_then(provider)) {
            (_, Some(provider)) => check(provider, auth).map(|()| Some(provider.name)),
            (Some(name), None) if is_one(name) && known(name) == Known::NoProof => {
                complain(no_proof(name))
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
        (Some(auth), None) => {
            Err(auth.keys().map(|key| format!("config.auth.{key} is not allowed")).collect())
        }
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

fn no_proof(name: &str) -> String {
    format!("config.auth_type must be another: requests of {name} carry no proof")
}

/// What a value has to be one of; nothing where it may be anything.
fn choices(provider: &Provider, name: &str) -> &'static [&'static str] {
    match (name, provider.name) {
        ("algorithm", _) => &["sha1", "sha256", "sha512", "md5"],
        ("encoding", _) => &["base64", "base64url", "hex"],
        ("environment", "FIREBLOCKS") => &["US_PRODUCTION", "EU", "EU2", "SANDBOX"],
        ("environment", _) => &["PRODUCTION", "SANDBOX"],
        _ => &[],
    }
}

fn check(provider: &Provider, auth: &Map<String, Value>) -> Result<(), Vec<String>> {
    let mut complaints = Vec::new();
    let secret = Some(provider.secret).filter(|it| !it.is_empty());
    let required: Vec<_> = provider.more.iter().copied().chain(secret).collect();
    let names: Vec<_> = required.iter().chain(provider.optional).copied().collect();
    for name in &names {
        let path = format!("config.auth.{name}");
        let choices = choices(provider, name);
        match auth.get(*name) {
            None if required.contains(name) => complaints.push(format!("{path} is required")),
            None => (),
            Some(Value::String(it)) if !choices.is_empty() && !choices.contains(&it.as_str()) => {
                complaints.push(format!("{path} must be one of [{}]", choices.join(", ")));
            }
            Some(Value::String(it)) if is_blank(it) => {
                complaints.push(format!("{path} is not allowed to be empty"));
            }
            Some(Value::String(it)) if secret == Some(name) && !is_key(provider, auth, it) => {
                complaints.push(format!("{path} must be a public key, in PEM, base64 or hex"));
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

/// Whether a secret that is to be a public key is one; others may be anything.
fn is_key(provider: &Provider, auth: &Map<String, Value>, secret: &str) -> bool {
    match provider.schemes(auth).next() {
        Some(Scheme::Seal(it)) if it.key_from.is_none() => {
            keys::is_public(it.algorithm, &it.key(secret))
        }
        // The only one of the odd ones whose secret is a key.
        Some(Scheme::Odd(_)) if provider.name == "WIX" => keys::public(secret)
            .is_some_and(|it| keys::is_public(Algorithm::Rsa(Hash::Sha256), &it)),
        _ => true,
    }
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
    fn the_types_are_sorted_and_few_carry_no_proof() {
        assert!(SOURCE_TYPES.is_sorted_by(|a, b| a < b));
        let without: Vec<_> =
            SOURCE_TYPES.iter().filter(|it| known(it) == Known::NoProof).copied().collect();
        assert_eq!(
            without,
            [
                "BASELINKER",
                "ETHOCA",
                "HOOKDECK_OUTPOST",
                "MANAGED",
                "MICROSOFT_GRAPH",
                "MICROSOFT_SHAREPOINT",
                "MONDAY",
                "PUBLISH_API",
                "STRAVA",
                "TIKKIE",
                "ZIFT",
            ]
        );
    }

    #[test]
    fn a_type_is_known_or_has_no_proof_or_is_none() {
        for name in ["HTTP", "WEBHOOK", "HMAC", "GITHUB"] {
            assert_eq!(known(name), Known::Known, "{name}");
        }
        assert_eq!(known("STRAVA"), Known::NoProof);
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
        for (name, blank) in [("GITHUB", " "), ("SVIX", "whsec_"), ("POLAR", " whsec_ ")] {
            let sentence = "config.auth.webhook_secret_key is not allowed to be empty";
            refuses(name, None, json!({ "webhook_secret_key": blank }), sentence);
        }
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
    fn what_carries_no_proof_takes_no_secret() {
        refuses("STRAVA", None, json!({"key": "k"}), "config.auth.key is not allowed");
        refuses("AWS_SNS", None, json!({"key": "k"}), "config.auth.key is not allowed");
        refuses("PUBLISH_API", None, json!({"key": "k"}), "config.auth.key is not allowed");
        refuses(
            "WEBHOOK",
            Some("STRAVA"),
            json!(null),
            "config.auth_type must be another: requests of STRAVA carry no proof",
        );
        assert_eq!(check("WEBHOOK", Some("AWS_SNS"), json!(null)), Ok(Some("AWS_SNS")));
        let complaint = check("NOPE", None, json!(null)).unwrap_err();
        assert!(complaint.starts_with("type must be one of [ADYEN, AIPRISE, "), "{complaint}");
    }

    #[test]
    fn a_public_key_must_be_one() {
        let sentence = "config.auth.public_key must be a public key, in PEM, base64 or hex";
        refuses("DISCORD", None, json!({"public_key": "k"}), sentence);
        refuses("WECHAT", None, json!({"public_key": "k"}), sentence);
        let key = "e421dceefff3a9d008b7898fcc0974813201800419d72f36d51e010d6a0acb71";
        assert_eq!(check("DISCORD", None, json!({"public_key": key})), Ok(None));
    }

    #[test]
    fn what_a_provider_may_be_told_is_checked_too() {
        let auth = json!({"webhook_secret_key": "s", "header_key": "x-me"});
        assert_eq!(check("VAPI", None, auth.clone()), Ok(None));
        assert_eq!(check("REPAY", None, auth), Ok(None));
        refuses(
            "VAPI",
            None,
            json!({"webhook_secret_key": "s", "encoding": "b64"}),
            "config.auth.encoding must be one of [base64, base64url, hex]",
        );
        refuses(
            "FIREBLOCKS",
            None,
            json!({"environment": "PRODUCTION"}),
            "config.auth.environment must be one of [US_PRODUCTION, EU, EU2, SANDBOX]",
        );
    }
}
