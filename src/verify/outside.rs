//! Keys that a provider keeps elsewhere: what is to be asked for, and the key in the answer.
//!
//! Nothing is fetched here. A check that lacks something says what ([`Want`]); whoever runs it
//! fetches that, and checks again. Every URL is one of the provider's own hosts, whatever the
//! request says, so that a forged request can neither bring its own key nor make the gateway ask
//! somebody else.

use std::fmt;

use serde_json::{Map, Value};
use url::Url;

use super::encoding::Encoding;
use super::keys::{self, public};
use super::place::{Place, header};
use super::{Evidence, Reason};

/// Something that a provider keeps, to be fetched over HTTPS.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Want {
    /// Where.
    pub url: String,
    /// The form that is posted there; with none it is a GET.
    pub form: Option<String>,
    /// The `Authorization` header.
    pub authorization: Option<String>,
    /// For how many seconds it may be used again.
    pub keep_s: u64,
    /// It was had and did not fit: the provider may have changed it since it was fetched.
    pub again: bool,
}

impl fmt::Debug for Want {
    /// Without what is secret of it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Want({})", self.url)
    }
}

/// What was fetched, and its body; `None` where it could not be had.
pub type Fetched = (Want, Option<Vec<u8>>);

/// Why a check cannot go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// It failed.
    Failed(Reason),
    /// It needs this first.
    Needs(Want),
}

impl From<Reason> for Stop {
    fn from(reason: Reason) -> Self {
        Self::Failed(reason)
    }
}

/// Finds the key that a request is signed with.
///
/// It is told whether the one that is kept did not fit. Where a key has a name there is no other under
/// it; one without may have been changed.
pub(super) type KeyFrom = fn(&Map<String, Value>, &Evidence<'_>, bool) -> Result<Vec<u8>, Stop>;

/// Keys change at most a few times a year, and what does not fit is asked for again.
const DAY: u64 = 24 * 3600;

impl Want {
    /// A URL that is only to be called.
    pub fn to_visit(url: &str) -> Self {
        Self::get(url)
    }

    pub(super) fn get(url: impl Into<String>) -> Self {
        Self { url: url.into(), form: None, authorization: None, keep_s: DAY, again: false }
    }

    /// The same, as it is now.
    pub(super) fn again(self) -> Self {
        Self { again: true, ..self }
    }

    /// The same, as it was fetched at first.
    pub fn at_first(&self) -> Self {
        Self { again: false, ..self.clone() }
    }

    /// What was fetched, if it was.
    pub(super) fn of<'a>(self, evidence: &Evidence<'a>) -> Result<&'a [u8], Stop> {
        match evidence.fetched.iter().find(|(want, _)| *want == self) {
            None => Err(Stop::Needs(self)),
            Some((_, Some(body))) => Ok(body),
            Some((_, None)) => Err(self.unusable().into()),
        }
    }

    /// What came is no key.
    pub(super) fn unusable(&self) -> Reason {
        let host = Url::parse(&self.url).ok().and_then(|it| it.host_str().map(str::to_owned));
        Reason::NoKey(host.unwrap_or_default())
    }

    /// A text in the JSON that was fetched.
    pub(super) fn text_of(self, evidence: &Evidence<'_>, pointer: &str) -> Result<String, Stop> {
        let body = self.clone().of(evidence)?;
        let json: Option<Value> = serde_json::from_slice(body).ok();
        let text = json.as_ref().and_then(|it| it.pointer(pointer)?.as_str());
        text.map(str::to_owned).ok_or_else(|| self.unusable().into())
    }
}

/// Amazon's, in a certificate that the message names.
pub(super) fn sns(
    _: &Map<String, Value>,
    evidence: &Evidence<'_>,
    _: bool,
) -> Result<Vec<u8>, Stop> {
    let url = Place::Body("/SigningCertURL").find(evidence)?;
    let is_certificate = |path: &str| {
        let name = path.strip_prefix("/SimpleNotificationService-");
        let id = name.and_then(|it| it.strip_suffix(".pem"));
        id.is_some_and(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_hexdigit()))
    };
    let url = pinned(&url, is_sns_host, is_certificate);
    let url = url.ok_or_else(|| Reason::Untrusted("SigningCertURL".to_owned()))?;
    certificate(Want::get(url), "SigningCertURL", evidence)
}

/// Whether a URL is the notification service's own: `https://sns.REGION.amazonaws.com/…`.
pub(super) fn is_sns(url: &str) -> bool {
    on_host(url, is_sns_host).is_some()
}

/// Between the same two words anybody may have a bucket of theirs, as in `sns.s3.amazonaws.com`: a
/// region is words of letters, and a number at the end.
fn is_sns_host(host: &str) -> bool {
    let host = host.strip_suffix(".cn").unwrap_or(host);
    let region = host.strip_prefix("sns.").and_then(|it| it.strip_suffix(".amazonaws.com"));
    let Some((words, number)) = region.and_then(|it| it.rsplit_once('-')) else { return false };
    let is_word = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_lowercase());
    matches!(number.as_bytes(), [b'0'..=b'9'])
        && (2..=3).contains(&words.split('-').count())
        && words.split('-').all(is_word)
}

/// PayPal's, in a certificate that a header names.
pub(super) fn paypal(
    _: &Map<String, Value>,
    evidence: &Evidence<'_>,
    _: bool,
) -> Result<Vec<u8>, Stop> {
    let url = Place::Header("paypal-cert-url").find(evidence)?;
    let hosts = [
        "api.paypal.com",
        "api-m.paypal.com",
        "api.sandbox.paypal.com",
        "api-m.sandbox.paypal.com",
    ];
    let is_certificate = |path: &str| {
        let id = path.strip_prefix("/v1/notifications/certs/");
        id.is_some_and(|it| !it.is_empty() && it.bytes().all(is_plain))
    };
    let url = pinned(&url, |it| hosts.contains(&it), is_certificate);
    let url = url.ok_or_else(|| Reason::Untrusted("paypal-cert-url".to_owned()))?;
    certificate(Want::get(url), "paypal-cert-url", evidence)
}

/// Circle's, by its id.
pub(super) fn circle(
    auth: &Map<String, Value>,
    evidence: &Evidence<'_>,
    _: bool,
) -> Result<Vec<u8>, Stop> {
    let id = key_id(Place::Header("x-circle-key-id"), evidence)?;
    let key = text(auth, "api_key")?;
    let want = Want {
        authorization: Some(format!("Bearer {key}")),
        ..Want::get(format!("https://api.circle.com/v2/notifications/publicKey/{id}"))
    };
    let text = want.clone().text_of(evidence, "/data/publicKey")?;
    public(&text).ok_or_else(|| want.unusable().into())
}

/// eBay's, by its id, for who has a token; that is asked for first.
pub(super) fn ebay(
    auth: &Map<String, Value>,
    evidence: &Evidence<'_>,
    _: bool,
) -> Result<Vec<u8>, Stop> {
    let id = key_id(Place::Packed("x-ebay-signature", "/kid"), evidence)?;
    let host = match text(auth, "environment")? {
        "SANDBOX" => "https://api.sandbox.ebay.com",
        _ => "https://api.ebay.com",
    };
    let both = format!("{}:{}", text(auth, "client_id")?, text(auth, "client_secret")?);
    let scope = "https%3A%2F%2Fapi.ebay.com%2Foauth%2Fapi_scope";
    let want = Want {
        url: format!("{host}/identity/v1/oauth2/token"),
        form: Some(format!("grant_type=client_credentials&scope={scope}")),
        authorization: Some(format!("Basic {}", Encoding::Base64.encode(both.as_bytes()))),
        // They are good for two hours.
        keep_s: 3600,
        again: false,
    };
    let token = want.text_of(evidence, "/access_token")?;
    let want = Want {
        authorization: Some(format!("Bearer {token}")),
        ..Want::get(format!("{host}/commerce/notification/v1/public_key/{id}"))
    };
    let text = want.clone().text_of(evidence, "/key")?;
    public(&text).ok_or_else(|| want.unusable().into())
}

/// Volume's, which has only one.
pub(super) fn volume(
    auth: &Map<String, Value>,
    evidence: &Evidence<'_>,
    again: bool,
) -> Result<Vec<u8>, Stop> {
    let host = match text(auth, "environment")? {
        "SANDBOX" => "api.sandbox.volumepay.io",
        _ => "api.volumepay.io",
    };
    let want = Want::get(format!("https://{host}/.well-known/signature/pem"));
    pem(&if again { want.again() } else { want }, evidence)
}

/// The key of a certificate: where the request says which, under this name, nothing else that a host may
/// answer is taken for one, and none whose time is over or still to come.
fn certificate(want: Want, name: &str, evidence: &Evidence<'_>) -> Result<Vec<u8>, Stop> {
    let body = std::str::from_utf8(want.clone().of(evidence)?).unwrap_or_default().trim_start();
    let is_one = body.starts_with("-----BEGIN CERTIFICATE-----");
    match keys::is_in_time(body, evidence.now_ms).filter(|_| is_one) {
        Some(true) => pem(&want, evidence),
        Some(false) => Err(Reason::Untrusted(name.to_owned()).into()),
        None => Err(want.unusable().into()),
    }
}

/// A key, or that of a certificate.
fn pem(want: &Want, evidence: &Evidence<'_>) -> Result<Vec<u8>, Stop> {
    let body = want.clone().of(evidence)?;
    let key = std::str::from_utf8(body).ok().and_then(public);
    key.ok_or_else(|| want.unusable().into())
}

/// A key's id, which becomes part of a URL.
fn key_id(place: Place<'_>, evidence: &Evidence<'_>) -> Result<String, Reason> {
    let id = place.find(evidence)?;
    if id.is_empty() || id.len() > 128 || !id.bytes().all(is_plain) {
        return Err(Reason::Malformed(place.name().to_owned()));
    }
    Ok(id.into_owned())
}

/// Whether a letter of an id is none that a URL takes for something else.
fn is_plain(letter: u8) -> bool {
    letter.is_ascii_alphanumeric() || letter == b'-' || letter == b'_'
}

fn text<'a>(auth: &'a Map<String, Value>, name: &'static str) -> Result<&'a str, Reason> {
    auth.get(name).and_then(Value::as_str).filter(|it| !it.is_empty()).ok_or(Reason::Unset(name))
}

/// A URL, if it is plain `https:` on a host that fits.
fn on_host(url: &str, fits: impl Fn(&str) -> bool) -> Option<Url> {
    let url = Url::parse(url).ok()?;
    let is_own = url.scheme() == "https"
        && url.port().is_none()
        && url.username().is_empty()
        && url.password().is_none()
        && url.host_str().is_some_and(fits);
    is_own.then_some(url)
}

/// A URL of nothing but a host and a path that fit, as it is read: the same is then asked for.
fn pinned(url: &str, host: impl Fn(&str) -> bool, path: impl Fn(&str) -> bool) -> Option<String> {
    let url = on_host(url, host)?;
    let is_bare = url.query().is_none() && url.fragment().is_none();
    (is_bare && path(url.path())).then(|| url.into())
}

/// What a sample's headers and body must name for its key to be looked for.
pub(super) fn marks(provider: &str) -> &'static [(Place<'static>, &'static str)] {
    match provider {
        "AWS_SNS" => &[(
            Place::Body("/SigningCertURL"),
            "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem",
        )],
        "PAYPAL" => &[
            (
                Place::Header("paypal-cert-url"),
                "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-sample",
            ),
            (Place::Header("paypal-auth-algo"), "SHA256withRSA"),
        ],
        "CIRCLE" => &[(Place::Header("x-circle-key-id"), "879dc113-5ca4-4ff7-a6b7-54652083fcf8")],
        "EBAY" => &[
            (Place::Packed("x-ebay-signature", "/alg"), "ecdsa"),
            (Place::Packed("x-ebay-signature", "/kid"), "9936261a-7d7b-4621-a0f1-964428b3e0f0"),
            (Place::Packed("x-ebay-signature", "/digest"), "SHA1"),
        ],
        _ => &[],
    }
}

/// The first value of a header that must be there.
pub(super) fn required(evidence: &Evidence<'_>, name: &str) -> Result<String, Reason> {
    header(evidence, name)
        .map(std::borrow::Cow::into_owned)
        .ok_or_else(|| Reason::Missing(name.to_owned()))
}
