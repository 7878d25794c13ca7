//! What can be set of a gateway, each with its default. Reads no environment: `cli/serve.rs` does.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use ipnet::IpNet;
use url::Url;

use crate::store::KeyFrom;

/// What can be set of a gateway.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `--data-dir`: where everything is kept. Default: the platform's data folder for hookport.
    pub data_dir: PathBuf,
    /// `--public-url`: what `source.url` begins with. Default: the address that is listened on.
    pub public_url: Url,
    /// `--body-limit`: longest body that is received, in bytes. Default: 10 MiB.
    pub body_limit: usize,
    /// `--accept-any-content-type`: take bodies of every type; JSON must still be JSON. Default: only
    /// the API's list.
    pub any_content_type: bool,
    /// `--api-rate-limit`: API requests a minute and key; 0 is no limit. Default: 240.
    pub api_rate_limit: u32,
    /// `--usual-version`: the API's version of paths that name none. Default: 2024-09-01.
    pub usual_version: String,
    /// `--max-connections`: sockets open at once. Default: 10,000.
    pub max_connections: usize,
    /// `--header-timeout`: how long a client may take to send a request's head. Default: 10 s.
    pub header_timeout: Duration,
    /// `--delivery-timeout`: how long a destination may take. Default: 60 s.
    pub delivery_timeout: Duration,
    /// `--max-deliveries`: attempts under way at once, roughly. Default: 1,024.
    pub max_deliveries: usize,
    /// `--allow-outbound`: networks that may be sent to whatever they are. Default: none.
    pub allow_outbound: Vec<IpNet>,
    /// `--guard-outbound`: whether this machine and private networks are sent nothing. Default:
    /// whether a network is faced.
    pub guard_outbound: bool,
    /// `--response-limit`: longest answer of a destination that is kept, in bytes. Default: 1 MiB.
    pub response_limit: usize,
    /// `--header-prefix`: what the gateway's own headers begin with. Default: `x-hookdeck`.
    pub header_prefix: String,
    /// `--dns-server`: who is asked for the TXT records of custom domains. Default: the system's.
    pub dns_server: Option<SocketAddr>,
    /// `--stop-grace`: how long deliveries under way may take at a stop. Default: 10 s.
    pub stop_grace: Duration,
    /// `--session-memory`: how long a sleeping listener's events wait for it. Default: 3 days.
    pub session_memory: Duration,
    /// `--key-mirror`: where providers' keys are asked for. Default: at the providers themselves.
    pub key_mirror: Option<Url>,
    /// `--key-file`, `--key-in-keyring` or `HOOKPORT_MASTER_KEY`: what secrets are sealed with.
    /// Default: `master.key` in the data folder, made at the first start.
    pub master_key: KeyFrom,
    /// `HOOKPORT_API_KEY`: the first project's key at the first start. Default: one is made.
    pub first_key: Option<String>,
    /// `HOOKPORT_SIGNING_SECRET`: signs its deliveries, likewise. Default: one is made.
    pub first_secret: Option<String>,
}

impl Settings {
    /// The defaults, for this folder and this address.
    pub fn new(data_dir: PathBuf, public_url: Url) -> Self {
        Self {
            master_key: KeyFrom::beside(&data_dir),
            data_dir,
            public_url,
            body_limit: 10 << 20,
            any_content_type: false,
            api_rate_limit: 240,
            usual_version: super::api::USUAL_VERSION.to_owned(),
            max_connections: 10_000,
            header_timeout: Duration::from_secs(10),
            delivery_timeout: Duration::from_secs(60),
            max_deliveries: 1024,
            allow_outbound: Vec::new(),
            guard_outbound: false,
            response_limit: 1 << 20,
            header_prefix: "x-hookdeck".to_owned(),
            dns_server: None,
            stop_grace: Duration::from_secs(10),
            session_memory: Duration::from_secs(3 * 24 * 3600),
            key_mirror: None,
            first_key: None,
            first_secret: None,
        }
    }
}

impl Settings {
    /// An address on this gateway: the public URL and a path without a leading `/`.
    pub fn link(&self, path: &str) -> String {
        format!("{}/{path}", self.public_url.as_str().trim_end_matches('/'))
    }
}
