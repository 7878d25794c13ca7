//! Google's service accounts: a signed assertion that is exchanged for a token.
//!
//! With a scope the token is an access token, as Google's own APIs want it. Without one it is an
//! identity token for the destination's origin, as Cloud Run and Cloud Functions want it: the API's
//! documents leave open what no scope means, and there is no access token without one.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::pki_types::pem::PemObject as _;
use serde::Deserialize;
use serde_json::json;
use url::Url;

use super::oauth;
use crate::model::Timestamp;

/// How long an assertion is good for, in seconds; Google takes no longer one.
const LIFE: i64 = 3600;

/// A service account's key, as Google hands it out.
pub(super) struct Account {
    email: String,
    key_id: Option<String>,
    key: RsaKeyPair,
    /// Where assertions are exchanged.
    pub(super) server: Url,
}

/// The fields of the file that are needed.
#[derive(Deserialize)]
struct File {
    client_email: String,
    private_key: String,
    private_key_id: Option<String>,
    #[serde(default = "usual_server")]
    token_uri: String,
}

fn usual_server() -> String {
    "https://oauth2.googleapis.com/token".to_owned()
}

/// What the token is to be good for.
pub(super) enum For<'a> {
    /// These scopes, with spaces between.
    Scope(&'a str),
    /// Saying who we are to this audience.
    Audience(&'a str),
}

impl Account {
    /// Reads the JSON; an error says what is wrong, after the field's name.
    pub(super) fn read(json: &str) -> Result<Self, String> {
        let file: File = serde_json::from_str(json).map_err(|_| {
            "must be the JSON of a service account's key, with client_email and private_key"
                .to_owned()
        })?;
        let server = oauth::server(&file.token_uri);
        let server = server.map_err(|why| format!("has a token_uri that {why}"))?;
        let pem = PrivatePkcs8KeyDer::from_pem_slice(file.private_key.as_bytes());
        let key = pem.ok().and_then(|it| RsaKeyPair::from_pkcs8(it.secret_pkcs8_der()).ok());
        let key = key.ok_or("has a private_key that is no RSA key in PKCS #8 as PEM")?;
        Ok(Self { email: file.client_email, key_id: file.private_key_id, key, server })
    }

    /// The assertion that is exchanged for a token; `None` when it cannot be signed.
    pub(super) fn assertion(&self, wanted: &For<'_>, now: Timestamp) -> Option<String> {
        let head = json!({ "alg": "RS256", "typ": "JWT", "kid": self.key_id });
        let at = now.0 / 1000;
        let mut claims = json!({
            "iss": self.email, "sub": self.email, "aud": self.server.as_str(), "iat": at, "exp": at + LIFE,
        });
        match wanted {
            For::Scope(scope) => claims["scope"] = json!(scope),
            For::Audience(audience) => claims["target_audience"] = json!(audience),
        }
        let encode = |it: &[u8]| URL_SAFE_NO_PAD.encode(it);
        let text = format!(
            "{}.{}",
            encode(head.to_string().as_bytes()),
            encode(claims.to_string().as_bytes())
        );
        let mut signature = vec![0; self.key.public_modulus_len()];
        let random = SystemRandom::new();
        self.key.sign(&RSA_PKCS1_SHA256, &random, text.as_bytes(), &mut signature).ok()?;
        Some(format!("{text}.{}", encode(&signature)))
    }
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
    use aws_lc_rs::rsa::KeySize;
    use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
    use base64::engine::general_purpose::STANDARD;
    use serde_json::Value;

    use super::*;

    #[test]
    fn an_assertion_is_signed_by_the_account() {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
        let der: Pkcs8V1Der<'_> = pair.as_der().unwrap();
        let body = STANDARD.encode(der.as_ref());
        let pem = format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n");
        let file = json!({
            "client_email": "a@b.test", "private_key": pem, "private_key_id": "k",
            "token_uri": "http://127.0.0.1:1/token",
        });
        let account = Account::read(&file.to_string()).map_err(|it| panic!("{it}")).unwrap();
        let wanted = For::Audience("https://run.test");
        let assertion = account.assertion(&wanted, Timestamp(1_767_225_600_000)).unwrap();
        let (text, signature) = assertion.rsplit_once('.').unwrap();
        let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, pair.public_key().as_ref());
        key.verify(text.as_bytes(), &URL_SAFE_NO_PAD.decode(signature).unwrap()).unwrap();
        let claims = text.split_once('.').unwrap().1;
        let claims: Value =
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
        assert_eq!(
            claims,
            json!({
                "iss": "a@b.test", "sub": "a@b.test", "aud": "http://127.0.0.1:1/token",
                "iat": 1_767_225_600, "exp": 1_767_229_200, "target_audience": "https://run.test",
            })
        );
    }

    #[test]
    fn what_is_no_key_is_told() {
        for (json, expected) in [
            ("{}", "must be the JSON"),
            (r#"{"client_email":"a","private_key":"x"}"#, "has a private_key"),
            (r#"{"client_email":"a","private_key":"x","token_uri":"file:///"}"#, "has a token_uri"),
        ] {
            let why = Account::read(json).err().unwrap();
            assert!(why.starts_with(expected), "{why}");
        }
    }
}
