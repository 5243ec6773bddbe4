//! The ways to reach a server.

use super::super::config::{Config, VERSION};
use super::super::protocol::Value;
use super::super::text::concat;

/// A way to reach the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// A WebSocket, over TLS where the client uses TLS.
    Ws,
    /// A WebSocket over TLS, tried beside `ws` where the client does not use TLS.
    Wss,
    /// One long HTTP response that grows with every message.
    XhrStreaming,
    /// One HTTP response for every batch of messages.
    XhrPolling,
    /// Whatever the `SockJS` library finds.
    SockJs,
}

impl Transport {
    /// All of them.
    pub(crate) const ALL: [Self; 5] =
        [Self::Ws, Self::Wss, Self::XhrStreaming, Self::XhrPolling, Self::SockJs];

    /// The transport of this name.
    #[must_use]
    pub fn named<V: Value>(name: &V) -> Option<Self> {
        Self::ALL.get(place_of(name)?).copied()
    }

    /// The name that users know it by.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ws => "ws",
            Self::Wss => "wss",
            Self::XhrStreaming => "xhr_streaming",
            Self::XhrPolling => "xhr_polling",
            Self::SockJs => "sockjs",
        }
    }

    /// Whether it is a WebSocket itself, not something in its place.
    #[must_use]
    pub fn is_websocket(self) -> bool {
        matches!(self, Self::Ws | Self::Wss)
    }

    /// Whether it makes its sockets of HTTP requests.
    #[must_use]
    pub fn is_http(self) -> bool {
        matches!(self, Self::XhrStreaming | Self::XhrPolling)
    }

    /// Whether pusher-js knows a transport of this name, those for Internet Explorer included.
    pub(super) fn is_known<V: Value>(name: &V) -> bool {
        place_of(name).is_some()
    }

    /// Where a socket is opened (Channels protocol, "Websocket connection").
    pub(super) fn url<V: Value>(self, config: &Config<V>, tls: bool) -> V {
        let (scheme, host, port, path) = match (self.is_websocket(), tls) {
            (true, false) => ("ws://", &config.ws_host, &config.ws_port, &config.ws_path),
            (true, true) => ("wss://", &config.ws_host, &config.wss_port, &config.ws_path),
            (false, false) => ("http://", &config.http_host, &config.http_port, &config.http_path),
            (false, true) => ("https://", &config.http_host, &config.https_port, &config.http_path),
        };
        // A SockJS session says which app it is for once it is open.
        let app = if self == Self::SockJs { V::text("") } else { app_path(config) };
        let flash = if self.is_websocket() { "&flash=false" } else { "" };
        concat(&[&V::text(scheme), host, &V::text(":"), port, path, &app, &V::text(flash)])
    }
}

/// The place of a transport's name, in the order of [`Transport::ALL`]; those for Internet Explorer come last.
fn place_of<V: Value>(name: &V) -> Option<usize> {
    name.place_in(&V::words("ws wss xhr_streaming xhr_polling sockjs xdr_streaming xdr_polling"))
}

/// A set of transports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transports(u8);

impl Transports {
    /// None of them.
    pub const NONE: Self = Self(0);
    /// Every one.
    pub const ALL: Self = Self(0b1_1111);

    /// The set that has a bit for each of its transports, from the lowest in the order of [`Transport`]'s variants.
    #[must_use]
    pub fn from_bits(bits: u8) -> Self {
        Self(bits & Self::ALL.0)
    }

    /// Adds a transport.
    pub fn insert(&mut self, transport: Transport) {
        self.0 |= bit(transport);
    }

    /// Whether the transport is in it.
    #[must_use]
    pub fn contains(self, transport: Transport) -> bool {
        self.0 & bit(transport) != 0
    }
}

impl FromIterator<Transport> for Transports {
    fn from_iter<I: IntoIterator<Item = Transport>>(transports: I) -> Self {
        let mut set = Self::NONE;
        transports.into_iter().for_each(|transport| set.insert(transport));
        set
    }
}

fn bit(transport: Transport) -> u8 {
    1 << transport as u8
}

/// The first word on a `SockJS` session: which app it is for.
pub(super) fn introduction<V: Value>(config: &Config<V>) -> V {
    let mut introduction = V::object();
    introduction.set(&V::text("path"), app_path(config));
    introduction.to_json()
}

fn app_path<V: Value>(config: &Config<V>) -> V {
    let query = V::text("?protocol=7&client=js&version=");
    concat(&[&V::text("/app/"), &config.key, &query, &V::text(VERSION)])
}
