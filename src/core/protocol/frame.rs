//! Frames that the client writes itself. Their key order is pusher-js's.

use super::super::text::concat;
use super::Value;

/// The client's ping.
pub(crate) const PING: &str = r#"{"event":"pusher:ping","data":{}}"#;
/// The answer to the server's ping.
pub(crate) const PONG: &str = r#"{"event":"pusher:pong","data":{}}"#;

/// A `pusher:subscribe` frame, of JSON texts. An absent one is left out.
pub(crate) fn subscribe(channel: &str, auth: Option<&str>, channel_data: Option<&str>) -> String {
    frame(
        "subscribe",
        &[(r#""auth":"#, auth), (r#""channel_data":"#, channel_data), (r#""channel":"#, Some(channel))],
    )
}

/// A `pusher:unsubscribe` frame, of a JSON text.
pub(crate) fn unsubscribe(channel: &str) -> String {
    frame("unsubscribe", &[(r#""channel":"#, Some(channel))])
}

/// A `pusher:signin` frame, of JSON texts.
pub(crate) fn signin(auth: Option<&str>, user_data: Option<&str>) -> String {
    frame("signin", &[(r#""auth":"#, auth), (r#""user_data":"#, user_data)])
}

/// A frame with those fields that have a value, a JSON text.
fn frame(event: &str, fields: &[(&str, Option<&str>)]) -> String {
    let mut frame = String::with_capacity(128);
    frame.push_str(r#"{"event":"pusher:"#);
    frame.push_str(event);
    frame.push_str(r#"","data":{"#);
    let mut before = "";
    for (key, json) in fields {
        if let Some(json) = json {
            frame.push_str(before);
            frame.push_str(key);
            frame.push_str(json);
            before = ",";
        }
    }
    frame.push_str("}}");
    frame
}

/// `text` as a JSON string literal, escaped as `JSON.stringify` does.
pub(crate) fn json_string<V: Value>(text: &str) -> String {
    let plain = text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\');
    if plain { concat(&["\"", text, "\""]) } else { V::text(text).to_json().unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_what_json_stringify_would_write() {
        assert_eq!(
            subscribe(r#""a""#, Some(r#""k:s""#), Some(r#""{}""#)),
            r#"{"event":"pusher:subscribe","data":{"auth":"k:s","channel_data":"{}","channel":"a"}}"#
        );
        assert_eq!(subscribe(r#""a""#, None, None), r#"{"event":"pusher:subscribe","data":{"channel":"a"}}"#);
        assert_eq!(
            signin(Some(r#""k:s""#), Some(r#""{}""#)),
            r#"{"event":"pusher:signin","data":{"auth":"k:s","user_data":"{}"}}"#
        );
        assert_eq!(signin(None, None), r#"{"event":"pusher:signin","data":{}}"#);
        assert_eq!(unsubscribe(r#""a""#), r#"{"event":"pusher:unsubscribe","data":{"channel":"a"}}"#);
    }
}
