//! Flags for the credentials of sources and destinations: one flag a field, one group a way.
//!
//! Their rows put a value at `config.by.WAY.FIELD`; [`settle`] makes of it what the API takes. A
//! secret is given by where it is (`@FILE`, `env:NAME`, `-`), never as itself.
//!
//! To add a way: its rows, and where the API wants more of senders than people say, a line of
//! [`USUAL`].

use serde_json::{Map, Value};

use super::error::{CliError, Result};
use super::flags::{Flag, Kind, flag};

/// The ways of a destination, by the short words for them.
const WAYS: [(&str, &str); 9] = [
    ("hookdeck", "HOOKDECK_SIGNATURE"),
    ("bearer", "BEARER_TOKEN"),
    ("basic", "BASIC_AUTH"),
    ("api_key", "API_KEY"),
    ("custom_signature", "CUSTOM_SIGNATURE"),
    ("oauth2_client_credentials", "OAUTH2_CLIENT_CREDENTIALS"),
    ("oauth2_authorization_code", "OAUTH2_AUTHORIZATION_CODE"),
    ("aws", "AWS_SIGNATURE"),
    ("gcp", "GCP_SERVICE_ACCOUNT"),
];

const SHORT: [&str; 9] = {
    let mut res = [""; 9];
    let mut at = 0;
    while at < res.len() {
        res[at] = WAYS[at].0;
        at += 1;
    }
    res
};

/// What the API wants to be told of a sender, and people need not say: way, field, value.
const USUAL: [(&str, &str, &str); 4] = [
    ("HMAC", "algorithm", "sha256"),
    ("HMAC", "encoding", "hex"),
    ("HMAC", "header_key", "x-webhook-signature"),
    ("API_KEY", "header_key", "x-api-key"),
];

/// How senders prove who they are.
#[rustfmt::skip]
pub(super) fn of_source() -> Vec<Flag> {
    vec![
        flag("webhook-secret", "config.auth.webhook_secret_key", Kind::Secret, "The provider's signing secret"),
        flag("hmac-secret", "config.by.HMAC.webhook_secret_key", Kind::Secret, "The secret of senders that sign as you say"),
        flag("hmac-algo", "config.by.HMAC.algorithm", Kind::Word(&["md5", "sha1", "sha256", "sha512"]), "How they sign; sha256 when nothing is said"),
        flag("api-key", "config.by.API_KEY.api_key", Kind::Secret, "The key that senders show in x-api-key"),
        flag("basic-auth-user", "config.by.BASIC_AUTH.username", Kind::Text, "The user name that senders show"),
        flag("basic-auth-pass", "config.by.BASIC_AUTH.password", Kind::Secret, "The password that senders show"),
    ]
}

/// How deliveries prove who they are.
#[rustfmt::skip]
pub(super) fn of_destination() -> Vec<Flag> {
    vec![
        flag("auth-method", "config.auth_type", Kind::Word(&SHORT), "How deliveries prove who they are; the flags for its fields say it too"),
        flag("bearer-token", "config.by.BEARER_TOKEN.token", Kind::Secret, "The token that deliveries show"),
        flag("basic-auth-user", "config.by.BASIC_AUTH.username", Kind::Text, "The user name that deliveries show"),
        flag("basic-auth-pass", "config.by.BASIC_AUTH.password", Kind::Secret, "The password that deliveries show"),
        flag("api-key", "config.by.API_KEY.api_key", Kind::Secret, "The key that deliveries show"),
        flag("api-key-header", "config.by.API_KEY.key", Kind::Text, "The header or parameter that it stands in"),
        flag("api-key-to", "config.by.API_KEY.to", Kind::Word(&["header", "query"]), "Whether it is a header or a parameter of the query"),
        flag("custom-signature-key", "config.by.CUSTOM_SIGNATURE.key", Kind::Text, "The header that a signature of yours stands in"),
        flag("custom-signature-secret", "config.by.CUSTOM_SIGNATURE.signing_secret", Kind::Secret, "What it is signed with; the project's secret when nothing is said"),
        flag("oauth2-auth-server", "config.by.OAUTH2.auth_server", Kind::Text, "OAuth 2: where tokens are got"),
        flag("oauth2-client-id", "config.by.OAUTH2.client_id", Kind::Text, "OAuth 2: the client's id"),
        flag("oauth2-client-secret", "config.by.OAUTH2.client_secret", Kind::Secret, "OAuth 2: the client's secret"),
        flag("oauth2-refresh-token", "config.by.OAUTH2.refresh_token", Kind::Secret, "OAuth 2: what new tokens are got for, when somebody has agreed once"),
        flag("oauth2-scopes", "config.by.OAUTH2.scope", Kind::Text, "OAuth 2: what the token is to be good for"),
        flag("oauth2-auth-type", "config.by.OAUTH2.authentication_type", Kind::Word(&["basic", "bearer", "x-www-form-urlencoded"]), "OAuth 2: how the client shows who it is"),
        flag("aws-access-key-id", "config.by.AWS_SIGNATURE.access_key_id", Kind::Text, "AWS: the id of the key"),
        flag("aws-secret-access-key", "config.by.AWS_SIGNATURE.secret_access_key", Kind::Secret, "AWS: the key that signs"),
        flag("aws-region", "config.by.AWS_SIGNATURE.region", Kind::Text, "AWS: the region that it is signed for"),
        flag("aws-service", "config.by.AWS_SIGNATURE.service", Kind::Text, "AWS: the service that it is signed for"),
        flag("gcp-service-account-key", "config.by.GCP_SERVICE_ACCOUNT.service_account_key", Kind::Secret, "Google: the service account's key, as JSON"),
        flag("gcp-scope", "config.by.GCP_SERVICE_ACCOUNT.scope", Kind::Text, "Google: what the token is to be good for"),
    ]
}

/// Gives the credentials of a source the shape that the API wants.
pub(super) fn settle_source(source: &mut Map<String, Value>) -> Result<()> {
    settle(source, &USUAL)
}

/// Gives the credentials of a destination the shape that the API wants.
pub(super) fn settle_destination(destination: &mut Map<String, Value>) -> Result<()> {
    settle(destination, &[])
}

fn settle(thing: &mut Map<String, Value>, usual: &[(&str, &str, &str)]) -> Result<()> {
    let Some(Value::Object(config)) = thing.get_mut("config") else { return Ok(()) };
    let said = config.get("auth_type").and_then(Value::as_str).map(long);
    if let Some(said) = &said {
        config.insert("auth_type".to_owned(), said.clone().into());
    }
    let Some(Value::Object(by)) = config.remove("by") else { return Ok(()) };
    let names: Vec<_> = by.keys().cloned().collect();
    let mut ways = by.into_iter();
    let (Some((way, Value::Object(fields))), None) = (ways.next(), ways.next()) else {
        let message = format!("credentials of several kinds were given: {}", names.join(", "));
        return Err(CliError::usage(message).hint("One kind at a time can be in use."));
    };
    let way = match (&*way, said) {
        ("OAUTH2", Some(said)) => said,
        ("OAUTH2", None) if fields.contains_key("refresh_token") => {
            "OAUTH2_AUTHORIZATION_CODE".to_owned()
        }
        ("OAUTH2", None) => "OAUTH2_CLIENT_CREDENTIALS".to_owned(),
        (way, Some(said)) if way != said => {
            let message = format!("{said} is asked for, and credentials for {way} are given");
            return Err(CliError::usage(message));
        }
        (way, _) => way.to_owned(),
    };
    let usual = usual.iter().filter(|(of, ..)| *of == way);
    let mut auth: Map<_, _> =
        usual.map(|(_, name, value)| ((*name).to_owned(), Value::from(*value))).collect();
    auth.extend(fields);
    if config.insert("auth".to_owned(), Value::Object(auth)).is_some() {
        return Err(CliError::usage("credentials of two kinds are given, and one kind is used"));
    }
    config.insert("auth_type".to_owned(), way.into());
    Ok(())
}

fn long(word: &str) -> String {
    let way = WAYS.iter().find(|(short, _)| *short == word);
    way.map_or(word, |(_, long)| long).to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(settle: fn(&mut Map<String, Value>) -> Result<()>, config: Value, expected: Value) {
        let mut thing = Map::from_iter([("config".to_owned(), config)]);
        settle(&mut thing).unwrap();
        assert_eq!(thing["config"], expected);
    }

    #[test]
    fn the_flags_of_a_way_name_it() {
        check(
            settle_source,
            json!({ "by": { "HMAC": { "webhook_secret_key": "s", "algorithm": "sha1" } } }),
            json!({ "auth_type": "HMAC", "auth": { "algorithm": "sha1", "encoding": "hex",
                "header_key": "x-webhook-signature", "webhook_secret_key": "s" } }),
        );
        check(
            settle_destination,
            json!({ "by": { "OAUTH2": { "client_id": "c", "refresh_token": "r" } } }),
            json!({ "auth_type": "OAUTH2_AUTHORIZATION_CODE",
                "auth": { "client_id": "c", "refresh_token": "r" } }),
        );
        let aws = json!({ "auth_type": "AWS_SIGNATURE" });
        check(settle_destination, json!({ "auth_type": "aws" }), aws);
    }

    #[test]
    fn only_one_way_at_a_time_makes_sense() {
        for config in [
            json!({ "by": { "API_KEY": { "api_key": "k" }, "HMAC": { "algorithm": "md5" } } }),
            json!({ "auth_type": "bearer", "by": { "API_KEY": { "api_key": "k" } } }),
        ] {
            settle_destination(&mut Map::from_iter([("config".to_owned(), config)])).unwrap_err();
        }
    }
}
