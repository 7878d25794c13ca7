//! Which addresses may be dialled: nobody may have the gateway call on the network behind it.
//!
//! Whoever may write a URL into a destination could otherwise make us ask what only this machine may
//! ask: a metadata service, a database's port, a neighbour. So what is judged is the address that is
//! really dialled, after the host name was looked up, for every connection anew; a name that leads
//! somewhere else the second time gets nowhere. Redirects are answers here and never followed.
//!
//! - A gateway on loopback is somebody's own: it may reach this machine and private networks. One
//!   that faces a network, itself or by a proxy at its public URL, may reach the internet only.
//! - Neither reaches link-local addresses, metadata services among them, nor what is no address of
//!   one machine: a developer has nothing there, and a cloud gives its credentials away there.
//! - What was allowed by name is allowed, whatever it is.
//! - An IPv6 address that stands for an IPv4 address, or leads through one, is judged by both.
//!
//! A listener is not guarded: it forwards on its user's own machine, to where that user said.

use std::error::Error;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::task::{Context, Poll};

use http::Uri;
use http::uri::Scheme;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioIo;
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use tokio::net::TcpStream;

use super::clock::{Dialling, Opening};
use super::failure::Resolver;

/// Says which addresses may be dialled.
#[derive(Clone, Debug)]
pub struct Guard(Arc<Rules>);

#[derive(Debug)]
struct Rules {
    reaches: Place,
    allowed: Vec<IpNet>,
}

impl Guard {
    /// Lets through whatever it is: for a listener.
    pub fn none() -> Self {
        Self(Arc::new(Rules { reaches: Place::Nowhere, allowed: Vec::new() }))
    }

    /// Whether it lets through whatever it is.
    pub(super) fn is_none(&self) -> bool {
        self.0.reaches == Place::Nowhere
    }

    /// For a gateway that is somebody's own: this machine and private networks too.
    pub fn at_home(allowed: Vec<IpNet>) -> Self {
        Self(Arc::new(Rules { reaches: Place::Machine, allowed }))
    }

    /// For a gateway that faces a network: the internet only.
    pub fn facing_a_network(allowed: Vec<IpNet>) -> Self {
        Self(Arc::new(Rules { reaches: Place::Internet, allowed }))
    }

    /// Whether an address may be dialled.
    pub(super) fn judge(&self, address: IpAddr) -> Result<(), Refused> {
        let place = Place::of(address);
        let plain = address.to_canonical();
        let is_allowed = || self.0.allowed.iter().any(|it| it.contains(&plain));
        if place <= self.0.reaches || is_allowed() {
            return Ok(());
        }
        Err(Refused { address: plain, place, at_home: self.0.reaches >= Place::Machine })
    }
}

/// Whether an address is this machine's or a private network's, for whoever asks who can call it.
pub fn is_private(address: IpAddr) -> bool {
    matches!(Place::of(address), Place::Private | Place::Machine | Place::LinkLocal)
}

/// What lies at an address, each further from what anybody may be sent to than the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Internet,
    Private,
    Machine,
    LinkLocal,
    Metadata,
    Nowhere,
}

/// IPv4 networks that are not the internet; the first that an address is in says what it is.
#[rustfmt::skip]
const V4: &[(Ipv4Net, Place)] = &[
    // Metadata services: the usual one, Alibaba's, Oracle's and Azure's.
    (v4([169, 254, 169, 254], 32), Place::Metadata),
    (v4([100, 100, 100, 200], 32), Place::Metadata),
    (v4([192, 0, 0, 192], 32), Place::Metadata),
    (v4([168, 63, 129, 16], 32), Place::Metadata),
    (v4([169, 254, 0, 0], 16), Place::LinkLocal),
    // Linux takes the first of these for itself.
    (v4([0, 0, 0, 0], 8), Place::Machine),
    (v4([127, 0, 0, 0], 8), Place::Machine),
    (v4([10, 0, 0, 0], 8), Place::Private),
    (v4([172, 16, 0, 0], 12), Place::Private),
    (v4([192, 168, 0, 0], 16), Place::Private),
    // Between a carrier and its customers, and what overlay networks use.
    (v4([100, 64, 0, 0], 10), Place::Private),
    // For measuring devices; some proxies answer for every name with an address of it.
    (v4([198, 18, 0, 0], 15), Place::Private),
    (v4([192, 0, 0, 0], 24), Place::Nowhere),
    // For documentation.
    (v4([192, 0, 2, 0], 24), Place::Nowhere),
    (v4([198, 51, 100, 0], 24), Place::Nowhere),
    (v4([203, 0, 113, 0], 24), Place::Nowhere),
    // What relays from IPv6 once answered to.
    (v4([192, 88, 99, 0], 24), Place::Nowhere),
    // Many machines at once, and what was never given out.
    (v4([224, 0, 0, 0], 4), Place::Nowhere),
    (v4([240, 0, 0, 0], 4), Place::Nowhere),
];

/// IPv6 networks, likewise; what is in none of them was never given out, or is many machines.
#[rustfmt::skip]
const V6: &[(Ipv6Net, Place)] = &[
    (v6([0, 0, 0, 0, 0, 0, 0, 0], 128), Place::Machine),
    (v6([0, 0, 0, 0, 0, 0, 0, 1], 128), Place::Machine),
    // Metadata services: Amazon's and Google's.
    (v6([0xfd00, 0x0ec2, 0, 0, 0, 0, 0, 0x0254], 128), Place::Metadata),
    (v6([0xfd20, 0x00ce, 0, 0, 0, 0, 0, 0x0254], 128), Place::Metadata),
    (v6([0xfc00, 0, 0, 0, 0, 0, 0, 0], 7), Place::Private),
    // Once private to a site.
    (v6([0xfec0, 0, 0, 0, 0, 0, 0, 0], 10), Place::Private),
    (v6([0xfe80, 0, 0, 0, 0, 0, 0, 0], 10), Place::LinkLocal),
    // A translator of the network's own.
    (v6([0x0064, 0xff9b, 1, 0, 0, 0, 0, 0], 48), Place::Private),
    // What the IPv4 address inside says: compatible, mapped, translated, NAT64.
    (v6([0, 0, 0, 0, 0, 0, 0, 0], 96), Place::Internet),
    (v6([0, 0, 0, 0, 0, 0xffff, 0, 0], 96), Place::Internet),
    (v6([0, 0, 0, 0, 0xffff, 0, 0, 0], 96), Place::Internet),
    (v6([0x0064, 0xff9b, 0, 0, 0, 0, 0, 0], 96), Place::Internet),
    // For documentation.
    (v6([0x2001, 0x0db8, 0, 0, 0, 0, 0, 0], 32), Place::Nowhere),
    (v6([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20), Place::Nowhere),
    // All that was given out so far.
    (v6([0x2000, 0, 0, 0, 0, 0, 0, 0], 3), Place::Internet),
];

const fn v4(address: [u8; 4], bits: u8) -> Ipv4Net {
    let [a, b, c, d] = address;
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), bits)
}

const fn v6(address: [u16; 8], bits: u8) -> Ipv6Net {
    let [a, b, c, d, e, f, g, h] = address;
    Ipv6Net::new_assert(Ipv6Addr::new(a, b, c, d, e, f, g, h), bits)
}

impl Place {
    fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(it) => Self::of_v4(it),
            IpAddr::V6(it) => inside(it).map(Self::of_v4).fold(Self::of_v6(it), Self::max),
        }
    }

    fn of_v4(address: Ipv4Addr) -> Self {
        let found = V4.iter().find(|(net, _)| net.contains(&address));
        found.map_or(Self::Internet, |(_, place)| *place)
    }

    fn of_v6(address: Ipv6Addr) -> Self {
        let found = V6.iter().find(|(net, _)| net.contains(&address));
        found.map_or(Self::Nowhere, |(_, place)| *place)
    }
}

/// The IPv4 addresses that an IPv6 address stands for or leads through.
fn inside(address: Ipv6Addr) -> impl Iterator<Item = Ipv4Addr> {
    let (bits, all) = (address.to_bits(), address.segments());
    // 32 bits, so many from the end.
    let at = |from_end: u32| Ipv4Addr::from_bits((bits >> from_end) as u32);
    let is_own = address.is_loopback() || address.is_unspecified();
    let last = match all {
        // Compatible, mapped, translated, NAT64.
        [0, 0, 0, 0, 0, 0 | 0xffff, ..] | [0, 0, 0, 0, 0xffff, 0, ..] => !is_own,
        [0x64, 0xff9b, ..] => true,
        // ISATAP, behind whatever network.
        [_, _, _, _, 0 | 0x200, 0x5efe, ..] => true,
        _ => false,
    };
    let last = last.then(|| at(0));
    // A translator of the network's own has the address around a byte that is nothing.
    let around = matches!(all, [0x64, 0xff9b, 1, ..])
        .then(|| Ipv4Addr::from_bits((at(64).to_bits() << 16) | (at(40).to_bits() & 0xffff)));
    let six_to_four = (all[0] == 0x2002).then(|| at(80));
    // Teredo: the server, and the client with all its bits turned over.
    let teredo =
        matches!(all, [0x2001, 0, ..]).then(|| [at(64), Ipv4Addr::from_bits(!at(0).to_bits())]);
    [last, around, six_to_four].into_iter().flatten().chain(teredo.into_iter().flatten())
}

/// An address that may not be dialled, and by which rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refused {
    address: IpAddr,
    place: Place,
    at_home: bool,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.place {
            Place::Internet => "on the internet",
            Place::Private => "on a private network",
            Place::Machine => "this machine itself",
            Place::LinkLocal => "link-local",
            Place::Metadata => "a cloud's metadata service",
            Place::Nowhere => "no address of one machine",
        };
        let whose = if self.at_home { "this gateway" } else { "a gateway that faces a network" };
        let bits = if self.address.is_ipv4() { 32 } else { 128 };
        let address = self.address;
        write!(f, "{address} is {what}, where {whose} sends nothing; ")?;
        write!(f, "`--allow-outbound {address}/{bits}` would allow it")
    }
}

impl Error for Refused {}

/// Opens connections to where the guard allows.
///
/// The HTTP library looks up names through a [`Resolver`] but not addresses that are written out, so
/// those are judged here and the others there.
#[derive(Clone, Debug)]
pub(super) struct Dial(Guard);

impl Dial {
    /// Opens connections for a client that speaks TLS itself where it must.
    pub(super) fn new(guard: Guard) -> Self {
        Self(guard)
    }

    /// What opens one connection, and tells how far it has come.
    fn connector(&self, opening: Opening) -> HttpConnector<Resolver> {
        let mut res = HttpConnector::new_with_resolver(Resolver::new(self.0.clone(), opening));
        res.set_nodelay(true);
        res.enforce_http(false);
        res
    }
}

impl tower::Service<Uri> for Dial {
    type Response = TokioIo<TcpStream>;
    type Error = Box<dyn Error + Send + Sync>;
    type Future = Dialling<Self::Response, Self::Error>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let host = uri.host().unwrap_or_default();
        let written = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        if let Ok(Err(refused)) = written.map(|it| self.0.judge(it)) {
            return Box::pin(async { Err(refused.into()) });
        }
        let opening = Opening::begin(uri.scheme() == Some(&Scheme::HTTPS));
        let dialling = self.connector(opening.clone()).call(uri);
        Box::pin(async move {
            let stream = dialling.await?;
            opening.connected(stream.inner().local_addr().ok());
            Ok(stream)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::*;

    fn may(guard: &Guard, address: &str) -> bool {
        guard.judge(address.parse().unwrap()).is_ok()
    }

    #[test]
    fn each_gateway_reaches_its_own() {
        let (home, facing) = (Guard::at_home(Vec::new()), Guard::facing_a_network(Vec::new()));
        for (address, at_home, by_one_that_faces_a_network) in [
            ("93.184.215.14", true, true),
            ("2606:4700::1111", true, true),
            ("127.0.0.1", true, false),
            ("127.255.255.254", true, false),
            ("0.0.0.0", true, false),
            ("::1", true, false),
            ("::", true, false),
            ("10.0.0.1", true, false),
            ("172.16.0.1", true, false),
            ("172.32.0.1", true, true),
            ("192.168.1.1", true, false),
            ("100.64.0.1", true, false),
            ("100.128.0.1", true, true),
            ("fd12:3456::1", true, false),
            ("fec0::1", true, false),
            ("169.254.169.254", false, false),
            ("169.254.0.1", false, false),
            ("100.100.100.200", false, false),
            ("168.63.129.16", false, false),
            ("fe80::1", false, false),
            ("fd00:ec2::254", false, false),
            ("224.0.0.1", false, false),
            ("255.255.255.255", false, false),
            ("192.0.2.1", false, false),
            ("2001:db8::1", false, false),
            ("ff02::1", false, false),
            ("4000::1", false, false),
        ] {
            assert_eq!(may(&home, address), at_home, "{address} at home");
            assert_eq!(may(&facing, address), by_one_that_faces_a_network, "{address}");
            assert!(may(&Guard::none(), address), "{address}, unguarded");
        }
    }

    #[test]
    fn an_address_inside_an_address_is_seen() {
        let facing = Guard::facing_a_network(Vec::new());
        for (address, allowed) in [
            ("::ffff:127.0.0.1", false),
            ("::ffff:8.8.8.8", true),
            ("::127.0.0.1", false),
            ("::8.8.8.8", true),
            ("::ffff:0:10.0.0.1", false),
            ("64:ff9b::10.0.0.1", false),
            ("64:ff9b::8.8.8.8", true),
            ("64:ff9b:1::1", false),
            ("2002:7f00:1::", false),
            ("2002:808:808::", true),
            // Teredo, by its server and by its client, which is written upside down.
            ("2001:0:7f00:1::1", false),
            ("2001:0:808:808::f5ff:fffe", false),
            ("2001:0:808:808::f7f7:f7f7", true),
            ("2606:4700::5efe:10.0.0.1", false),
            ("2606:4700::200:5efe:10.0.0.1", false),
        ] {
            assert_eq!(may(&facing, address), allowed, "{address}");
        }
        // A metadata service stays one, however it is wrapped.
        let home = Guard::at_home(Vec::new());
        for address in ["::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "64:ff9b:1:a9fe:a9:fe00::"]
        {
            assert!(!may(&home, address), "{address}");
        }
    }

    #[test]
    fn what_was_allowed_is_allowed_and_a_refusal_says_how() {
        let lists = ["10.1.0.0/16", "169.254.169.254/32", "fd00::/8"];
        let facing = Guard::facing_a_network(lists.map(|it| it.parse().unwrap()).to_vec());
        for address in ["10.1.2.3", "::ffff:10.1.2.3", "169.254.169.254", "fd12::1"] {
            assert!(may(&facing, address), "{address}");
        }
        let refused = facing.judge("10.2.0.1".parse().unwrap()).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "10.2.0.1 is on a private network, where a gateway that faces a network sends nothing; \
             `--allow-outbound 10.2.0.1/32` would allow it"
        );
    }

    proptest! {
        #[test]
        fn no_wrapping_leads_further_than_what_is_wrapped(bits in any::<u32>()) {
            let (guard, plain) = (Guard::facing_a_network(Vec::new()), Ipv4Addr::from_bits(bits));
            let bare = guard.judge(plain.into()).is_ok();
            let (low, turned) = (u128::from(bits), u128::from(!bits));
            for wrapped in [
                low,
                0xffff_u128 << 32 | low,
                0xffff_u128 << 48 | low,
                0x64_ff9b_u128 << 96 | low,
                0x2002_u128 << 112 | low << 80 | 1,
                0x2001_0000_0808_0808_u128 << 64 | turned,
                0x2001_u128 << 112 | low << 64 | 0xf7f7_f7f7,
                0x2606_4700_u128 << 96 | 0x5efe_u128 << 32 | low,
            ] {
                let wrapped = Ipv6Addr::from_bits(wrapped);
                let judged = guard.judge(wrapped.into()).is_ok();
                prop_assert_eq!(judged, bare, "{} around {}", wrapped, plain);
            }
        }

        #[test]
        fn what_the_standard_library_calls_its_own_is_no_internet(bits in any::<u32>()) {
            let it = Ipv4Addr::from_bits(bits);
            let is_own = it.is_private() || it.is_loopback() || it.is_link_local()
                || it.is_broadcast() || it.is_documentation() || it.is_multicast()
                || it.is_unspecified();
            let judged = Guard::facing_a_network(Vec::new()).judge(it.into()).is_ok();
            prop_assert!(!(is_own && judged), "{}", it);
        }

        #[test]
        fn every_spelling_of_an_address_in_a_url_is_the_address(bits in any::<u32>()) {
            let it = Ipv4Addr::from_bits(bits);
            let [a, b, c, d] = it.octets();
            for spelled in [
                format!("{bits}"),
                format!("0x{bits:x}"),
                format!("0{bits:o}"),
                format!("{a}.{b}.{}", u32::from(c) << 8 | u32::from(d)),
                format!("0x{a:x}.0{b:o}.{c}.{d}"),
                format!("{a}.{b}.{c}.{d}."),
            ] {
                let url = url::Url::parse(&format!("http://{spelled}/")).unwrap();
                let uri: Uri = url.as_str().parse().unwrap();
                let host: IpAddr = uri.host().unwrap().parse().unwrap();
                prop_assert_eq!(host, IpAddr::from(it), "{}", spelled);
            }
        }
    }
}
