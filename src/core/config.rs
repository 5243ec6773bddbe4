//! What a client is told at birth, defaults filled in.

use super::Millis;
use super::Value;
use super::strategy::{Transport, Transports};
use super::text::concat;

/// The version of pusher-js whose behaviour this client mirrors. It goes out in every connection URL
/// (`version=`), because servers and dashboards read it as that.
pub const VERSION: &str = "8.6.0";

/// Settings of one client. [`Config::new`] gives pusher-js's defaults; a host overrides fields.
#[derive(Clone, Debug)]
pub struct Config<V> {
    /// The app key.
    pub key: V,
    /// Connect over TLS. Default true. The server may switch it on later (close code 4000).
    pub use_tls: bool,
    /// Host of the WebSocket transports. Default `ws-<cluster>.pusher.com`.
    pub ws_host: V,
    /// Port of `ws`, as it stands in the URL. Default `80`.
    pub ws_port: V,
    /// Port of `wss`, as it stands in the URL. Default `443`.
    pub wss_port: V,
    /// Put before `/app/<key>` in the WebSocket URL. Default empty.
    pub ws_path: V,
    /// Host of the HTTP transports. Default `sockjs-<cluster>.pusher.com`, or `sockjs.pusher.com` without a cluster.
    pub http_host: V,
    /// Port of the HTTP transports without TLS, as it stands in the URL. Default `80`.
    pub http_port: V,
    /// Port of the HTTP transports over TLS, as it stands in the URL. Default `443`.
    pub https_port: V,
    /// Where the HTTP transports begin on their host. Default `/pusher`.
    pub http_path: V,
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

impl<V: Value> Config<V> {
    /// The default settings for an app on a cluster (which may be empty where `ws_host` is set afterwards).
    #[must_use]
    pub fn new(key: V, cluster: &V) -> Self {
        let pusher_com = V::text(".pusher.com");
        Self {
            key,
            use_tls: true,
            ws_host: concat(&[&V::text("ws-"), cluster, &pusher_com]),
            ws_port: V::text("80"),
            wss_port: V::text("443"),
            ws_path: V::text(""),
            http_host: if cluster.has_text() {
                concat(&[&V::text("sockjs-"), cluster, &pusher_com])
            } else {
                V::text("sockjs.pusher.com")
            },
            http_port: V::text("80"),
            https_port: V::text("443"),
            http_path: V::text("/pusher"),
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
    pub(crate) fn allows(&self, transport: Transport) -> bool {
        self.enabled_transports.contains(transport)
            && !self.disabled_transports.contains(transport)
            && !self.unsupported.contains(transport)
    }
}
