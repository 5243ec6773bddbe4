//! The ways to reach a server.

use super::super::config::{Config, VERSION};
use super::super::protocol::json_string;

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
    const ALL: [Self; 5] = [Self::Ws, Self::Wss, Self::XhrStreaming, Self::XhrPolling, Self::SockJs];

    /// The transport of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|transport| transport.name() == name)
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
    pub(super) fn is_known(name: &str) -> bool {
        matches!(
            name,
            "ws" | "wss" | "sockjs" | "xhr_streaming" | "xhr_polling" | "xdr_streaming" | "xdr_polling"
        )
    }

    /// Where a socket is opened (Channels protocol, "Websocket connection").
    pub(super) fn url(self, config: &Config, tls: bool) -> String {
        let (scheme, host, port, path) = if self.is_websocket() {
            let (scheme, port) = if tls { ("wss://", &config.wss_port) } else { ("ws://", &config.ws_port) };
            (scheme, &config.ws_host, port, &config.ws_path)
        } else {
            let (scheme, port) =
                if tls { ("https://", &config.https_port) } else { ("http://", &config.http_port) };
            (scheme, &config.http_host, port, &config.http_path)
        };
        let app = match self {
            Self::Ws | Self::Wss => [&app_path(config), "&flash=false"].concat(),
            Self::XhrStreaming | Self::XhrPolling => app_path(config),
            // It says so once it is open.
            Self::SockJs => String::new(),
        };
        [scheme, host, ":", port, path, &app].concat()
    }
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

fn bit(transport: Transport) -> u8 {
    1 << transport as u8
}

/// The first word on a `SockJS` session: which app it is for.
pub(super) fn introduction(config: &Config) -> String {
    [r#"{"path":"#, &json_string(&app_path(config)), "}"].concat()
}

fn app_path(config: &Config) -> String {
    ["/app/", &config.key, "?protocol=7&client=js&version=", VERSION].concat()
}
