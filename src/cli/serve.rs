//! `hookport serve`: runs the gateway.
//!
//! Reads what `gateway/settings.rs` can be told, from flags and from the environment.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use ipnet::IpNet;
use serde_json::json;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use url::{Host, Url};

use super::Ctx;
use super::error::{CliError, Exit, Result};
use super::local::{ADDRESS, Running, url_of};
use super::profile::{data_dir, variable, web_url};
use super::secrets::Place;
use super::signal;
use super::vault::{remove, write_private};
use crate::forward::is_private;
use crate::gateway::Settings;
use crate::gateway::api::{USUAL_VERSION, is_version};

/// Where to listen, where to keep everything, and within which limits.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Serve {
    /// Where to listen; port 0 picks a free one
    #[arg(long, env = "HOOKPORT_LISTEN", value_name = "ADDRESS", default_value_t = ADDRESS)]
    listen: SocketAddr,
    /// Receive webhooks on this address instead, and only them, so that only it faces the internet
    #[arg(long, env = "HOOKPORT_INGEST_LISTEN", value_name = "ADDRESS")]
    ingest_listen: Option<SocketAddr>,
    /// What source URLs begin with [default: the address that is listened on]
    #[arg(long, env = "HOOKPORT_PUBLIC_URL", value_name = "URL", value_parser = web_url)]
    public_url: Option<Url>,
    /// Where to keep everything [default: the platform's data folder]
    #[arg(long, env = "HOOKPORT_DATA_DIR", value_name = "FOLDER")]
    data_dir: Option<PathBuf>,
    /// Write the gateway's URL to this file once it answers
    #[arg(long, env = "HOOKPORT_READY_FILE", value_name = "FILE")]
    ready_file: Option<PathBuf>,
    /// API requests a minute and key; 0 is no limit
    #[arg(long, env = "HOOKPORT_API_RATE_LIMIT", value_name = "NUMBER", default_value_t = 240)]
    api_rate_limit: u32,
    /// The version of the API that a path without a version gets
    #[arg(long, env = "HOOKPORT_USUAL_VERSION", value_name = "DATE", default_value = USUAL_VERSION)]
    #[arg(value_parser = api_version)]
    usual_version: String,
    /// Longest body that is received
    #[arg(long, env = "HOOKPORT_BODY_LIMIT", value_name = "SIZE", default_value = "10MiB")]
    #[arg(value_parser = size)]
    body_limit: usize,
    /// Receive bodies of every content type, not only those that the API lists
    #[arg(long, env = "HOOKPORT_ACCEPT_ANY_CONTENT_TYPE")]
    accept_any_content_type: bool,
    /// Ask this server for providers' public keys, where the gateway cannot reach them itself: what is
    /// at `https://HOST/PATH` is asked for at `URL/HOST/PATH`
    #[arg(long, env = "HOOKPORT_KEY_MIRROR", value_name = "URL", value_parser = web_url)]
    key_mirror: Option<Url>,
    /// Sockets open at once
    #[arg(long, env = "HOOKPORT_MAX_CONNECTIONS", value_name = "NUMBER", default_value_t = 10_000)]
    max_connections: usize,
    /// How long a client may take to send a request's head
    #[arg(long, env = "HOOKPORT_HEADER_TIMEOUT", value_name = "TIME", default_value = "10s")]
    #[arg(value_parser = duration)]
    header_timeout: Duration,
    /// How long a destination may take to answer
    #[arg(long, env = "HOOKPORT_DELIVERY_TIMEOUT", value_name = "TIME", default_value = "60s")]
    #[arg(value_parser = duration)]
    delivery_timeout: Duration,
    /// Deliveries under way at once, roughly
    #[arg(long, env = "HOOKPORT_MAX_DELIVERIES", value_name = "NUMBER", default_value_t = 1024)]
    max_deliveries: usize,
    /// Send to this network, whatever it is (can be repeated)
    #[arg(long, env = "HOOKPORT_ALLOW_OUTBOUND", value_name = "CIDR", value_delimiter = ',')]
    #[arg(value_parser = network)]
    allow_outbound: Vec<IpNet>,
    /// Send nothing to this machine and private networks [default: where a network is faced]
    ///
    /// A gateway that listens on loopback only may send to this machine and to private networks. One
    /// that listens on any other address, or whose public URL is not of this machine or a private
    /// network, sends to the internet only; set this where a proxy lets others in and no public URL
    /// says so. Neither sends to link-local addresses, where
    /// clouds keep their metadata services.
    #[arg(long, env = "HOOKPORT_GUARD_OUTBOUND")]
    guard_outbound: bool,
    /// Longest answer of a destination that is kept
    #[arg(long, env = "HOOKPORT_RESPONSE_LIMIT", value_name = "SIZE", default_value = "1MiB")]
    #[arg(value_parser = size)]
    response_limit: usize,
    /// What the gateway's own headers begin with
    #[arg(long, env = "HOOKPORT_HEADER_PREFIX", value_name = "TEXT", default_value = "x-hookdeck")]
    #[arg(value_parser = header_prefix)]
    header_prefix: String,
    /// Ask this DNS server for the TXT records of custom domains [default: the system's]
    #[arg(long, env = "HOOKPORT_DNS_SERVER", value_name = "ADDRESS")]
    dns_server: Option<SocketAddr>,
    /// How long deliveries under way may take when the gateway stops
    #[arg(long, env = "HOOKPORT_STOP_GRACE", value_name = "TIME", default_value = "10s")]
    #[arg(value_parser = duration)]
    stop_grace: Duration,
    /// How long the events of a listener that is away wait for it
    #[arg(long, env = "HOOKPORT_SESSION_MEMORY", value_name = "TIME", default_value = "72h")]
    #[arg(value_parser = duration)]
    session_memory: Duration,
    #[command(flatten)]
    key: Place,
    /// How to say that it answers: as `text`, or as `json`, on one line
    #[arg(long, short, value_enum, default_value = "text", value_name = "FORMAT")]
    #[arg(hide_possible_values = true)]
    output: Ready,
}

/// How it is said that the gateway answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Ready {
    /// For people.
    Text,
    /// An object.
    #[value(alias = "ndjson")]
    Json,
}

/// Serves until a signal comes.
pub(super) async fn run(ctx: &Ctx, args: &Serve) -> Result<()> {
    let stop = CancellationToken::new();
    let listener = bind(args.listen, "--listen").await?;
    let ingest = match args.ingest_listen {
        Some(address) => Some(bind(address, "--ingest-listen").await?),
        None => None,
    };
    let facing = ingest.as_ref().unwrap_or(&listener).local_addr()?;
    if let Some(file) = &args.ready_file {
        remove(file)?;
    }
    // Somebody who reaches the API, or whose requests reach destinations, may be anywhere.
    let mut at_home = listener.local_addr()?.ip().is_loopback() && facing.ip().is_loopback();
    // What they call may also be a proxy on this machine.
    at_home &= args.public_url.as_ref().is_none_or(is_at_home);
    let mut settings = settings(args, url_of(facing))?;
    settings.guard_outbound |= !at_home;
    let running = Running::start(settings, listener, ingest, stop.clone()).await?;
    if let Some(place) = &running.made_key_in {
        ctx.ui.status(format_args!("made an API key for this user's commands; it is in {place}"));
    }
    let url = running.url.as_str().trim_end_matches('/').to_owned();
    if let Some(file) = &args.ready_file {
        write_private(file, format!("{url}\n").as_bytes())?;
    }
    match args.output {
        Ready::Text => ctx.ui.line(format_args!("listening on {url}"))?,
        Ready::Json => ctx.ui.line(json!({ "type": "ready", "url": url }))?,
    }
    let asked = async {
        let res = signal::cancel_when_asked(&stop).await;
        stop.cancel();
        res
    };
    let ended = async {
        let res = running.stopped().await;
        stop.cancel();
        res
    };
    let (asked, ended) = tokio::join!(asked, ended);
    if let Some(file) = &args.ready_file {
        remove(file)?;
    }
    asked?;
    ended
}

/// Whether only this machine and private networks can call this URL. Whose a name is, is not looked
/// up: it may be another's tomorrow.
fn is_at_home(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || name.ends_with(".localhost")
        }
        Some(Host::Ipv4(address)) => is_private(address.into()),
        Some(Host::Ipv6(address)) => is_private(address.into()),
        None => false,
    }
}

fn settings(args: &Serve, address: Url) -> Result<Settings> {
    let folder = args.data_dir.clone().map_or_else(data_dir, Ok)?;
    Ok(Settings {
        body_limit: args.body_limit,
        any_content_type: args.accept_any_content_type,
        key_mirror: args.key_mirror.clone(),
        api_rate_limit: args.api_rate_limit,
        usual_version: args.usual_version.clone(),
        max_connections: args.max_connections,
        header_timeout: args.header_timeout,
        delivery_timeout: args.delivery_timeout,
        max_deliveries: args.max_deliveries,
        allow_outbound: args.allow_outbound.clone(),
        guard_outbound: args.guard_outbound,
        response_limit: args.response_limit,
        header_prefix: args.header_prefix.clone(),
        dns_server: args.dns_server,
        stop_grace: args.stop_grace,
        session_memory: args.session_memory,
        master_key: args.key.key(&folder)?,
        first_key: variable("HOOKPORT_API_KEY"),
        first_secret: variable("HOOKPORT_SIGNING_SECRET"),
        ..Settings::new(folder, args.public_url.clone().unwrap_or(address))
    })
}

async fn bind(address: SocketAddr, flag: &str) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        let is_taken = error.kind() == std::io::ErrorKind::AddrInUse;
        let res = CliError::because(error, Exit::Failed, format!("cannot listen on {address}"));
        if !is_taken {
            return res;
        }
        let free = SocketAddr::new(address.ip(), 0);
        res.hint("Another program is there; perhaps a gateway that runs already.")
            .hint(format!("`{flag} {free}` picks a free port."))
    })
}

/// Reads `10MiB`, `512KiB` or a number of bytes.
pub(super) fn size(text: &str) -> std::result::Result<usize, String> {
    let split = text.find(|it: char| !it.is_ascii_digit()).unwrap_or(text.len());
    let (digits, unit) = text.split_at(split);
    let factor = match unit.trim() {
        "" | "B" => 1,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        _ => return Err("the unit is none of B, KiB, MiB, GiB".to_owned()),
    };
    let number: usize = digits.parse().map_err(|_| "this is no number".to_owned())?;
    number.checked_mul(factor).ok_or_else(|| "this is too much".to_owned())
}

/// Reads `10s`, `1m 30s`, `72h`.
pub(super) fn duration(text: &str) -> std::result::Result<Duration, String> {
    let duration: jiff::SignedDuration =
        text.parse().map_err(|error: jiff::Error| error.to_string())?;
    Duration::try_from(duration).map_err(|_| "this is before it began".to_owned())
}

/// Reads a network, or an address that stands for itself.
fn network(text: &str) -> std::result::Result<IpNet, String> {
    let alone = || text.parse::<IpAddr>().map(IpNet::from);
    let reason = "this is no network, such as 10.0.0.0/8 or fd00::/8";
    text.parse().or_else(|_| alone()).map_err(|_| reason.to_owned())
}

/// Reads a version of the API.
fn api_version(text: &str) -> std::result::Result<String, String> {
    if is_version(text) {
        Ok(text.to_owned())
    } else {
        Err("the API has no such version".to_owned())
    }
}

/// Reads what the names of headers can begin with.
fn header_prefix(text: &str) -> std::result::Result<String, String> {
    let name: http::HeaderName = text.parse().map_err(|_| "it is no header's name".to_owned())?;
    Ok(name.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_times_carry_their_units() {
        assert_eq!(size("10MiB"), Ok(10 << 20));
        assert_eq!(size("64"), Ok(64));
        assert!(size("10MB").is_err() && size("MiB").is_err());
        assert_eq!(duration("72h"), Ok(Duration::from_secs(3 * 24 * 3600)));
        assert!(duration("10").is_err() && duration("-1s").is_err());
    }

    #[test]
    fn a_public_url_is_at_home_or_lets_others_in() {
        for (url, expected) in [
            ("http://localhost:4400", true),
            ("http://Hooks.LocalHost./in", true),
            ("http://127.0.0.1", true),
            ("http://10.1.2.3:80", true),
            ("http://[fd00::1]", true),
            ("http://[::1]:4400", true),
            ("https://hooks.example.com", false),
            ("https://localhost.example.com", false),
            ("https://notlocalhost", false),
            ("http://8.8.8.8", false),
            ("http://[2606:4700::1]", false),
            ("http://[::ffff:8.8.8.8]", false),
        ] {
            assert_eq!(is_at_home(&url.parse().unwrap()), expected, "{url}");
        }
    }

    #[test]
    fn a_network_may_be_one_address() {
        assert_eq!(network("10.0.0.1").unwrap().to_string(), "10.0.0.1/32");
        assert_eq!(network("fd00::/8").unwrap().to_string(), "fd00::/8");
        assert!(network("10.0.0.0/33").is_err() && network("localhost").is_err());
    }
}
