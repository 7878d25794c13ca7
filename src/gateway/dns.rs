//! Asks the DNS for texts, by which people show that a name is theirs.
//!
//! The system's own resolver has no call for them, so this asks the same servers itself. Nothing is
//! remembered: whoever has just made an entry wants it to be seen.

use std::net::SocketAddr;
use std::sync::OnceLock;
use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig, ResolverOpts};
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::RData;

/// How long one server may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// Who is asked.
pub(super) struct Dns {
    /// This server alone; the system's where none is set.
    server: Option<SocketAddr>,
    /// Made when it is first needed, which for most gateways is never.
    resolver: OnceLock<TokioResolver>,
}

impl Dns {
    /// Asks this server, or those that the system knows.
    pub(super) fn new(server: Option<SocketAddr>) -> Self {
        Self { server, resolver: OnceLock::new() }
    }

    /// The texts under a name; a sentence for people where there are none to be had.
    pub(super) async fn texts(&self, name: &str) -> Result<Vec<String>, String> {
        let unanswered = |error: NetError| {
            if error.is_no_records_found() {
                format!("{name} has no TXT record")
            } else {
                format!("{name} cannot be looked up: {error}")
            }
        };
        // With the dot at its end no search domain is put behind it.
        let asked = self.resolver().map_err(unanswered)?.txt_lookup(format!("{name}."));
        let found = asked.await.map_err(unanswered)?;
        let texts = found.answers().iter().filter_map(|it| match &it.data {
            // A long text comes in pieces.
            RData::TXT(txt) => Some(String::from_utf8_lossy(&txt.txt_data.concat()).into_owned()),
            _ => None,
        });
        Ok(texts.collect())
    }

    fn resolver(&self) -> Result<&TokioResolver, NetError> {
        if let Some(resolver) = self.resolver.get() {
            return Ok(resolver);
        }
        let mut builder = match self.server {
            None => TokioResolver::builder_tokio()?,
            Some(server) => {
                let mut connections = vec![ConnectionConfig::udp(), ConnectionConfig::tcp()];
                for it in &mut connections {
                    it.port = server.port();
                }
                let server = NameServerConfig::new(server.ip(), true, connections);
                let config = ResolverConfig::from_name_servers(vec![server]);
                TokioResolver::builder_with_config(config, TokioRuntimeProvider::default())
            }
        };
        let ResolverOpts { timeout, cache_size, .. } = builder.options_mut();
        (*timeout, *cache_size) = (PATIENCE, 0);
        let resolver = builder.build()?;
        Ok(self.resolver.get_or_init(|| resolver))
    }
}
