//! What a client is told at birth, defaults filled in.

use super::Millis;
use super::strategy::{Transport, Transports};
use super::text::concat;

/// The version of pusher-js whose behaviour this client mirrors. It goes out in every connection URL
/// (`version=`), because servers and dashboards read it as that.
pub const VERSION: &str = "8.6.0";

/// Settings of one client. [`Config::new`] gives pusher-js's defaults; a host overrides fields.
#[derive(Clone, Debug)]
pub struct Config {
    /// The app key.
    pub key: String,
    /// Connect over TLS. Default true. The server may switch it on later (close code 4000).
    pub use_tls: bool,
    /// Host of the WebSocket transports. Default `ws-<cluster>.pusher.com`.
    pub ws_host: String,
    /// Port of `ws`, as it stands in the URL. Default `80`.
    pub ws_port: String,
    /// Port of `wss`, as it stands in the URL. Default `443`.
    pub wss_port: String,
    /// Put before `/app/<key>` in the WebSocket URL. Default empty.
    pub ws_path: String,
    /// Host of the HTTP transports. Default `sockjs-<cluster>.pusher.com`, or `sockjs.pusher.com` without a cluster.
    pub http_host: String,
    /// Port of the HTTP transports without TLS, as it stands in the URL. Default `80`.
    pub http_port: String,
    /// Port of the HTTP transports over TLS, as it stands in the URL. Default `443`.
    pub https_port: String,
    /// Where the HTTP transports begin on their host. Default `/pusher`.
    pub http_path: String,
    /// Silence after which the server is pinged. Default 120,000 ms; the server may ask for less.
    pub activity_timeout: Millis,
    /// Time given to the answer of a ping. Default 30,000 ms.
    pub pong_timeout: Millis,
    /// Time after which connecting is called `unavailable`. Default 10,000 ms.
    pub unavailable_timeout: Millis,
    /// Only these transports are used. Default all.
    pub enabled_transports: Transports,
    /// These transports are not used; this wins over `enabled_transports`. Default none.
    pub disabled_transports: Transports,
    /// Whether the host sends statistics about connections. Default false.
    pub enable_stats: bool,
    /// Transports that the host cannot do. Default none.
    pub unsupported: Transports,
}

impl Config {
    /// The default settings for an app on a cluster (which may be empty where `ws_host` is set afterwards).
    #[must_use]
    pub fn new(key: &str, cluster: &str) -> Self {
        Self {
            key: key.to_owned(),
            use_tls: true,
            ws_host: concat(&["ws-", cluster, ".pusher.com"]),
            ws_port: "80".to_owned(),
            wss_port: "443".to_owned(),
            ws_path: String::new(),
            http_host: if cluster.is_empty() {
                "sockjs.pusher.com".to_owned()
            } else {
                concat(&["sockjs-", cluster, ".pusher.com"])
            },
            http_port: "80".to_owned(),
            https_port: "443".to_owned(),
            http_path: "/pusher".to_owned(),
            activity_timeout: 120_000,
            pong_timeout: 30_000,
            unavailable_timeout: 10_000,
            enabled_transports: Transports::ALL,
            disabled_transports: Transports::NONE,
            enable_stats: false,
            unsupported: Transports::NONE,
        }
    }

    /// Whether the host can do this transport, and the user's lists allow it.
    #[must_use]
    pub fn allows(&self, transport: Transport) -> bool {
        self.enabled_transports.contains(transport)
            && !self.disabled_transports.contains(transport)
            && !self.unsupported.contains(transport)
    }
}
