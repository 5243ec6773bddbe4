//! The options object.
//!
//! serde reads it field by field, so that keys nobody knows are never looked at. Every field is taken as the
//! JavaScript value it is (one visitor for all of them instead of one a type: see the size notes in the README)
//! and then read by the rules that pusher-js users rely on: what is falsy counts as absent, and a number may
//! come as a string, as it does from environment variables.

// Milliseconds go back as JavaScript numbers; beyond 2^53 of them nobody waits.
#![allow(clippy::cast_precision_loss)]

use js_sys::{Array, Object, Reflect};
use serde::Deserialize;
use serde_wasm_bindgen::preserve;
use wasm_bindgen::{JsCast, JsError, JsValue};

use super::reader;
use crate::core::strategy::Transport;
use crate::core::{Config, Millis, Value};

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Fields {
    #[serde(with = "preserve")]
    cluster: JsValue,
    #[serde(rename = "forceTLS", with = "preserve")]
    force_tls: JsValue,
    #[serde(with = "preserve")]
    ws_host: JsValue,
    #[serde(with = "preserve")]
    ws_port: JsValue,
    #[serde(with = "preserve")]
    wss_port: JsValue,
    #[serde(with = "preserve")]
    ws_path: JsValue,
    #[serde(with = "preserve")]
    http_host: JsValue,
    #[serde(with = "preserve")]
    http_port: JsValue,
    #[serde(with = "preserve")]
    https_port: JsValue,
    #[serde(with = "preserve")]
    http_path: JsValue,
    #[serde(with = "preserve")]
    activity_timeout: JsValue,
    #[serde(with = "preserve")]
    pong_timeout: JsValue,
    #[serde(with = "preserve")]
    unavailable_timeout: JsValue,
    #[serde(with = "preserve")]
    enabled_transports: JsValue,
    #[serde(with = "preserve")]
    disabled_transports: JsValue,
    #[serde(with = "preserve")]
    channel_authorization: JsValue,
    #[serde(with = "preserve")]
    user_authentication: JsValue,
    #[serde(with = "preserve")]
    enable_stats: JsValue,
    #[serde(with = "preserve")]
    disable_stats: JsValue,
    #[serde(with = "preserve")]
    stats_host: JsValue,
    // The older names for parts of `channelAuthorization`.
    #[serde(with = "preserve")]
    auth_endpoint: JsValue,
    #[serde(with = "preserve")]
    auth_transport: JsValue,
    #[serde(with = "preserve")]
    auth: JsValue,
    #[serde(with = "preserve")]
    authorizer: JsValue,
}

/// `channelAuthorization`, `userAuthentication`, or the older `auth`.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct AuthFields {
    #[serde(with = "preserve")]
    endpoint: JsValue,
    #[serde(with = "preserve")]
    transport: JsValue,
    #[serde(with = "preserve")]
    params: JsValue,
    #[serde(with = "preserve")]
    headers: JsValue,
    #[serde(with = "preserve")]
    params_provider: JsValue,
    #[serde(with = "preserve")]
    headers_provider: JsValue,
    #[serde(with = "preserve")]
    custom_handler: JsValue,
}

/// What the options say. The objects are for JavaScript to keep: they hold the application's own, which may lead
/// back to the client, and what is held from here is never collected.
pub(super) struct Options {
    pub(super) config: Config,
    /// How channels are authorized: `url`, `transport`, `handler`, `authorizer` and what
    /// [`AuthEndpoint`](crate::browser::AuthEndpoint) reads.
    pub(super) channel_auth: Object,
    /// How users are authenticated.
    pub(super) user_auth: Object,
    /// `pusher.config`: what applications read back.
    pub(super) visible: Object,
}

/// What `src/js/pusher.js` says of the page, in bits: whether it is secure, then which transports it can do.
#[derive(Clone, Copy)]
pub(super) struct Environment(pub(super) u8);

impl Environment {
    /// Whether the page itself came over TLS.
    fn is_secure(self) -> bool {
        self.0 & 1 != 0
    }

    fn unsupported(self) -> Vec<Transport> {
        let mut bits = self.0 >> 1;
        let mut unsupported = Vec::new();
        for transport in [Transport::Ws, Transport::XhrStreaming, Transport::XhrPolling, Transport::SockJs] {
            if bits & 1 == 0 {
                unsupported.push(transport);
            }
            bits >>= 1;
        }
        unsupported
    }
}

/// Reads the arguments of `new Pusher`.
///
/// # Errors
/// The strings that pusher-js throws where there is no key, no options or no cluster, and an `Error` that names
/// the option where a type is wrong.
pub(super) fn parse(key: &JsValue, options: &JsValue, environment: Environment) -> Result<Options, JsValue> {
    if key.is_null() || key.is_undefined() {
        return Err(JsValue::from_str("You must pass your app key when you instantiate Pusher."));
    }
    let key = key.as_key().ok_or_else(|| JsError::new("The app key must be a string"))?;
    if options.is_null() || options.is_undefined() {
        return Err(JsValue::from_str("You must pass an options object"));
    }
    let fields: Fields = read(options, "options")?;
    if fields.cluster.is_null() || fields.cluster.is_undefined() {
        return Err(JsValue::from_str("Options object must provide a cluster"));
    }
    let visible = Object::new();
    let show = |name: &str, value: &JsValue| set(&visible, name, value);

    let enable_stats = match (&fields.enable_stats, &fields.disable_stats) {
        (enable, disable) if enable.is_undefined() => {
            JsValue::from_bool(!disable.is_undefined() && disable.is_falsy())
        }
        (enable, _) => enable.clone(),
    };
    show("enableStats", &enable_stats);
    let stats_host = text("statsHost", &fields.stats_host)?;
    show("statsHost", &JsValue::from_str(stats_host.as_deref().unwrap_or("stats.pusher.com")));

    let cluster = text("cluster", &fields.cluster)?.unwrap_or_default();
    let mut config = Config::new(&key, &cluster);
    config.enable_stats = enable_stats.is_truthy();
    config.unsupported = environment.unsupported();
    config.use_tls = environment.is_secure() || fields.force_tls.as_bool() != Some(false);
    show("cluster", &fields.cluster);
    show("useTLS", &JsValue::from_bool(config.use_tls));

    for (name, given, setting) in [
        ("wsHost", &fields.ws_host, &mut config.ws_host),
        ("wsPath", &fields.ws_path, &mut config.ws_path),
        ("httpHost", &fields.http_host, &mut config.http_host),
        ("httpPath", &fields.http_path, &mut config.http_path),
    ] {
        if let Some(text) = text(name, given)? {
            *setting = text;
        }
        show(name, &JsValue::from_str(setting));
    }
    for (name, given, setting) in [
        ("wsPort", &fields.ws_port, &mut config.ws_port),
        ("wssPort", &fields.wss_port, &mut config.wss_port),
        ("httpPort", &fields.http_port, &mut config.http_port),
        ("httpsPort", &fields.https_port, &mut config.https_port),
    ] {
        let default = JsValue::from_str(setting).as_number().map_or(JsValue::UNDEFINED, JsValue::from_f64);
        if let Some(text) = text(name, given)? {
            *setting = text;
        }
        show(name, if given.is_truthy() { given } else { &default });
    }
    for (name, given, setting) in [
        ("activityTimeout", &fields.activity_timeout, &mut config.activity_timeout),
        ("pongTimeout", &fields.pong_timeout, &mut config.pong_timeout),
        ("unavailableTimeout", &fields.unavailable_timeout, &mut config.unavailable_timeout),
    ] {
        let default = JsValue::from_f64(*setting as f64);
        if let Some(millis) = millis(name, given)? {
            *setting = millis;
        }
        show(name, if given.is_truthy() { given } else { &default });
    }
    for (name, given, setting) in [
        ("enabledTransports", &fields.enabled_transports, &mut config.enabled_transports),
        ("disabledTransports", &fields.disabled_transports, &mut config.disabled_transports),
    ] {
        if given.is_truthy() {
            *setting = Some(names(name, given)?);
        }
    }
    let user_auth = auth("userAuthentication", &fields.user_authentication, "/pusher/user-auth")?;
    Ok(Options { config, channel_auth: channel_auth(fields)?, user_auth, visible })
}

/// `channelAuthorization` if there is one, else the older options.
fn channel_auth(fields: Fields) -> Result<Object, JsValue> {
    const DEFAULT: &str = "/pusher/auth";
    if fields.channel_authorization.is_truthy() {
        return auth("channelAuthorization", &fields.channel_authorization, DEFAULT);
    }
    let AuthFields { params, headers, .. } = auth_fields("auth", &fields.auth)?;
    let (endpoint, transport) = (fields.auth_endpoint, fields.auth_transport);
    let older = AuthFields { endpoint, transport, params, headers, ..AuthFields::default() };
    let auth = auth_object("authEndpoint", &older, DEFAULT)?;
    set(&auth, "authorizer", &fields.authorizer);
    Ok(auth)
}

/// The options object of this name, or its defaults.
fn auth(name: &str, given: &JsValue, default: &str) -> Result<Object, JsValue> {
    auth_object(&[name, ".endpoint"].concat(), &auth_fields(name, given)?, default)
}

fn auth_object(endpoint_name: &str, fields: &AuthFields, default: &str) -> Result<Object, JsValue> {
    let url = text(endpoint_name, &fields.endpoint)?;
    let auth = Object::new();
    for (name, value) in [
        ("url", &JsValue::from_str(url.as_deref().unwrap_or(default))),
        ("transport", &transport(&fields.transport)),
        ("params", &fields.params),
        ("headers", &fields.headers),
        ("paramsProvider", &fields.params_provider),
        ("headersProvider", &fields.headers_provider),
        ("handler", &fields.custom_handler),
    ] {
        set(&auth, name, value);
    }
    Ok(auth)
}

/// Sets a property of an object of our own, which takes every one.
fn set(object: &Object, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

fn auth_fields(name: &str, given: &JsValue) -> Result<AuthFields, JsValue> {
    if given.is_truthy() { read(given, name) } else { Ok(AuthFields::default()) }
}

fn transport(given: &JsValue) -> JsValue {
    if given.is_truthy() { given.clone() } else { JsValue::from_str("ajax") }
}

fn read<T: for<'a> Deserialize<'a>>(value: &JsValue, name: &str) -> Result<T, JsValue> {
    reader::read(value).ok_or_else(|| wrong(name, "an object", value))
}

/// A string, or a number as its text. `None` for what is falsy.
fn text(name: &str, given: &JsValue) -> Result<Option<String>, JsValue> {
    if !given.is_truthy() {
        return Ok(None);
    }
    given.as_key().map(Some).ok_or_else(|| wrong(name, "a string or a number", given))
}

/// A number of milliseconds, or a string that holds one. `None` for what is falsy.
fn millis(name: &str, given: &JsValue) -> Result<Option<Millis>, JsValue> {
    if !given.is_truthy() {
        return Ok(None);
    }
    let number = given.as_number().ok_or_else(|| wrong(name, "a number of milliseconds", given))?;
    Ok(Some(number as Millis))
}

fn names(name: &str, given: &JsValue) -> Result<Vec<String>, JsValue> {
    let wrong = || wrong(name, "an array of transport names", given);
    let array: &Array = given.dyn_ref().ok_or_else(wrong)?;
    array.iter().map(|item| item.as_string().ok_or_else(wrong)).collect()
}

fn wrong(name: &str, expected: &str, given: &JsValue) -> JsValue {
    let given = if Array::is_array(given) {
        "an array".to_owned()
    } else {
        given.js_typeof().as_string().unwrap_or_default()
    };
    JsError::new(&["Option ", name, " must be ", expected, ", not ", &given].concat()).into()
}
