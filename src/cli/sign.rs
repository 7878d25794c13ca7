//! Signing anew: with a source's own secret, or another that is read from elsewhere.

use std::env::VarError;
use std::io::Read as _;

use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue};
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

use super::error::{CliError, Exit, Result};
use super::fixture::without;
use super::outgoing::Outgoing;
use crate::model::{Id, Kind, Timestamp};
use crate::verify::{self, Proof, SOURCE_TYPES, Sample};

/// Who signs, and with what.
pub(super) struct Signer {
    /// The auth type: a provider's, or a generic one.
    kind: String,
    /// The secrets for it.
    auth: Map<String, Value>,
    /// A provider's private key in PEM, where one was given.
    private_key: Option<String>,
    /// Whether it is not the source's own type, so that its secrets may have other names.
    is_other: bool,
}

impl Signer {
    /// Who signs what comes to a source, as the API tells it with its secrets.
    pub(super) fn of(source: &Value) -> Self {
        let config = &source["config"];
        let kind = config["auth_type"].as_str().or(source["type"].as_str()).unwrap_or_default();
        let auth = config["auth"].as_object().cloned().unwrap_or_default();
        Self { kind: kind.to_owned(), auth, private_key: None, is_other: false }
    }

    /// The same secrets, used as this provider would.
    pub(super) fn like(self, kind: &str) -> Self {
        Self { is_other: kind != self.kind, kind: kind.to_owned(), ..self }
    }

    /// The same with another secret: a text, several as JSON, or a private key.
    pub(super) fn with_secret(mut self, text: String) -> Result<Self> {
        if verify::is_private(&text) {
            self.private_key = Some(text);
            return Ok(self);
        }
        if let Ok(Value::Object(several)) = serde_json::from_str(&text) {
            self.auth.extend(several);
            return Ok(self);
        }
        const NAMES: [&str; 5] =
            ["webhook_secret_key", "api_key", "password", "token", "client_secret"];
        let own = NAMES.into_iter().find(|it| self.auth.contains_key(*it));
        let usual = verify::secret_field(&self.kind);
        let name = if self.is_other { usual.or(own) } else { own.or(usual) };
        let name = name.ok_or_else(|| {
            CliError::usage("this source has no single secret that could be another")
                .hint("`--secret` also takes several, as JSON with their names.")
        })?;
        self.auth.insert(name.to_owned(), text.into());
        Ok(self)
    }

    /// Where a request carries its proof. Where nobody knows its type, that is where one of any type
    /// does, but for the body: there, the same name may well say something else.
    pub(super) fn proofs(&self) -> Vec<Proof<'_>> {
        if !self.kind.is_empty() {
            return verify::proofs(&self.kind, &self.auth);
        }
        let all = SOURCE_TYPES.iter().flat_map(|it| verify::proofs(it, &self.auth));
        all.filter(|it| matches!(it, Proof::Header(_) | Proof::Query(_))).collect()
    }

    /// Signs it, in the place of whatever proof it has; `false`, and nothing changed, where no proof
    /// is asked for.
    pub(super) fn sign(&self, outgoing: &mut Outgoing) -> Result<bool> {
        if self.auth.is_empty() && self.private_key.is_none() && !verify::always_checked(&self.kind)
        {
            return Ok(false);
        }
        if let Some(missing) = self.missing() {
            let kind = &self.kind;
            return Err(CliError::usage(format!(
                "{kind} signs with `{missing}`, which this source does not have"
            ))
            .hint("`--secret FROM` says where it is."));
        }
        let id = format!("msg_{}", &*Id::random(Kind::Event));
        let sample = Sample {
            method: outgoing.method.as_str(),
            id: &id,
            private_key: self.private_key.as_deref(),
            ..Sample::new(outgoing.url.as_str(), &outgoing.body, Timestamp::now().0)
        };
        let signed = verify::sign(&self.kind, &self.auth, &sample);
        let signed = signed.ok_or_else(|| self.unable())?;
        for (name, value) in &signed.headers {
            if let (Ok(name), Ok(value)) =
                (name.parse::<HeaderName>(), HeaderValue::from_str(value))
            {
                outgoing.headers.insert(name, value);
            }
        }
        if !signed.query.is_empty() {
            // What signing sets stands for itself, whatever was there.
            let mut old = outgoing.url.query().unwrap_or_default().to_owned();
            for (name, _) in url::form_urlencoded::parse(signed.query.as_bytes()) {
                old = without(&old, &name);
            }
            let query = [&*old, &signed.query].join("&");
            outgoing.url.set_query(Some(query.trim_start_matches('&')));
        }
        if signed.body != outgoing.body {
            outgoing.body = signed.body.into();
            // Where the body is the proof, it may be a token now.
            let is_json = serde_json::from_slice::<IgnoredAny>(&outgoing.body).is_ok();
            let said = outgoing.headers.get(CONTENT_TYPE);
            if !is_json && said.is_some_and(|it| it == "application/json") {
                let text = HeaderValue::from_static("text/plain");
                outgoing.headers.insert(CONTENT_TYPE, text);
            }
        }
        Ok(true)
    }

    /// The secret that is needed and that there is none of: an empty one would sign too.
    fn missing(&self) -> Option<&'static str> {
        if self.private_key.is_some() || verify::takes_private_key(&self.kind, &self.auth) {
            return None;
        }
        let is_given = |name: &str| self.auth.get(name).is_some_and(|it| !it.is_null() && it != "");
        verify::secret_field(&self.kind).filter(|it| !is_given(it))
    }

    /// Why nothing could be signed.
    fn unable(&self) -> CliError {
        let kind = &self.kind;
        if verify::takes_private_key(kind, &self.auth) {
            return CliError::usage(format!(
                "{kind} signs with a private key, and only it has that"
            ))
            .hint("`--secret @key.pem` signs with a key of yours.")
            .hint("`openssl pkey -in key.pem -pubout` shows what the source is to be told.");
        }
        CliError::failed(format!("nothing can be signed for {kind} with what the source has"))
    }
}

/// Why a variable cannot be had, without what it holds.
pub(super) fn unreadable(error: &VarError) -> &'static str {
    match error {
        VarError::NotPresent => "environment variable not found",
        VarError::NotUnicode(_) => "its value is no UTF-8",
    }
}

/// Reads a secret from where it is said to be; never from the command line, which others can see.
pub(super) fn secret(from: &str) -> Result<String> {
    let text = if from == "-" || from == "@-" {
        let mut text = String::new();
        std::io::stdin().lock().read_to_string(&mut text).map(|_| text)
    } else if let Some(path) = from.strip_prefix('@') {
        std::fs::read_to_string(path)
    } else if let Some(name) = from.strip_prefix("env:") {
        std::env::var(name).map_err(|error| std::io::Error::other(unreadable(&error)))
    } else {
        return Err(CliError::usage("a secret on the command line can be seen by others")
            .hint("`@FILE`, `env:NAME` or `-` say where it is to be read."));
    };
    let text = text.map_err(|error| {
        CliError::because(error, Exit::Usage, format!("cannot read the secret from `{from}`"))
    })?;
    let text = text.trim();
    if text.is_empty() {
        return Err(CliError::usage(format!("the secret in `{from}` is empty")));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_secret_replaces_the_one_that_there_is() {
        let source = json!({ "config": {
            "auth_type": "BASIC_AUTH", "auth": { "username": "u", "password": "p" },
        } });
        let signer = Signer::of(&source).with_secret("q".to_owned()).unwrap();
        assert_eq!(Value::Object(signer.auth.clone()), json!({ "username": "u", "password": "q" }));
        let signer = signer.with_secret(r#"{"username":"v"}"#.to_owned()).unwrap();
        assert_eq!(signer.auth["username"], "v");
        let like = |kind| Signer::of(&json!({})).like(kind).with_secret("q".to_owned());
        assert_eq!(like("STRIPE").unwrap().auth["webhook_secret_key"], "q");
        assert!(like("HTTP").is_err());
    }

    #[test]
    fn a_provider_signs_with_the_secret_that_it_needs_or_not_at_all() {
        let source = json!({ "config": {
            "auth_type": "API_KEY", "auth": { "header_key": "x-acme", "api_key": "k" },
        } });
        let like = || Signer::of(&source).like("STRIPE");
        let stripe = like().with_secret("q".to_owned()).unwrap();
        assert_eq!(stripe.auth["webhook_secret_key"], "q");
        let mut outgoing = Outgoing {
            method: http::Method::POST,
            url: "http://h/".parse().unwrap(),
            headers: http::HeaderMap::new(),
            body: "{}".into(),
        };
        let error = like().sign(&mut outgoing).unwrap_err();
        let said = error.to_string();
        assert!(said.contains("STRIPE signs with `webhook_secret_key`"), "{said}");
        assert!(outgoing.headers.is_empty());
        assert!(stripe.sign(&mut outgoing).unwrap());
    }

    #[test]
    fn a_secret_is_never_taken_from_the_command_line() {
        assert!(secret("s3cret").is_err());
        assert!(secret("env:HOOKPORT_NO_SUCH_VARIABLE").is_err());
        assert!(secret("@/no/such/file").is_err());
    }
}
