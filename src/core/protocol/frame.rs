//! Frames that the client writes itself. Their key order is pusher-js's.

/// The client's ping.
pub(crate) const PING: &str = r#"{"event":"pusher:ping","data":{}}"#;
/// The answer to the server's ping.
pub(crate) const PONG: &str = r#"{"event":"pusher:pong","data":{}}"#;

/// A `pusher:subscribe` frame. `auth` and `channel_data` are JSON texts; an absent one is left out.
pub(crate) fn subscribe(channel: &str, auth: Option<&str>, channel_data: Option<&str>) -> String {
    let mut frame = String::with_capacity(96 + channel.len() + channel_data.map_or(0, str::len));
    frame.push_str(r#"{"event":"pusher:subscribe","data":{"#);
    push_field(&mut frame, r#""auth":"#, auth);
    push_field(&mut frame, r#""channel_data":"#, channel_data);
    push_channel(&mut frame, channel);
    frame
}

/// A `pusher:signin` frame, of JSON texts.
pub(crate) fn signin(auth: Option<&str>, user_data: Option<&str>) -> String {
    let mut frame = String::from(r#"{"event":"pusher:signin","data":{"#);
    push_field(&mut frame, r#""auth":"#, auth);
    push_field(&mut frame, r#""user_data":"#, user_data);
    if frame.ends_with(',') {
        frame.pop();
    }
    frame.push_str("}}");
    frame
}

/// Appends a field and a comma, if it has a value.
fn push_field(frame: &mut String, key: &str, json: Option<&str>) {
    if let Some(json) = json {
        frame.push_str(key);
        frame.push_str(json);
        frame.push(',');
    }
}

/// A `pusher:unsubscribe` frame.
pub(crate) fn unsubscribe(channel: &str) -> String {
    let mut frame = String::with_capacity(64 + channel.len());
    frame.push_str(r#"{"event":"pusher:unsubscribe","data":{"#);
    push_channel(&mut frame, channel);
    frame
}

fn push_channel(frame: &mut String, channel: &str) {
    frame.push_str(r#""channel":"#);
    push_json_string(frame, channel);
    frame.push_str("}}");
}

/// `text` as a JSON string literal.
pub(crate) fn json_string(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 16);
    push_json_string(&mut json, text);
    json
}

/// Appends `text` as a JSON string literal (RFC 8259, section 7), escaped as `JSON.stringify` does.
fn push_json_string(out: &mut String, text: &str) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    out.push('"');
    for c in text.chars() {
        let escape = match c {
            '"' | '\\' => c,
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\u{8}' => 'b',
            '\u{c}' => 'f',
            '\0'..='\u{1f}' => {
                let code = c as usize;
                out.push_str("\\u00");
                out.push(HEX[code >> 4] as char);
                out.push(HEX[code & 15] as char);
                continue;
            }
            _ => {
                out.push(c);
                continue;
            }
        };
        out.push('\\');
        out.push(escape);
    }
    out.push('"');
}

/// Decimal digits, without the formatting machinery.
pub(crate) fn decimal(n: u16) -> String {
    let mut digits = String::new();
    for place in [10_000, 1_000, 100, 10, 1] {
        if n >= place || place == 1 {
            digits.push(char::from(b'0' + (n / place % 10) as u8));
        }
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_what_json_stringify_would_write() {
        assert_eq!(
            subscribe("a", Some(r#""k:s""#), Some(r#""{}""#)),
            r#"{"event":"pusher:subscribe","data":{"auth":"k:s","channel_data":"{}","channel":"a"}}"#
        );
        assert_eq!(subscribe("a", None, None), r#"{"event":"pusher:subscribe","data":{"channel":"a"}}"#);
        assert_eq!(
            signin(Some(r#""k:s""#), Some(r#""{}""#)),
            r#"{"event":"pusher:signin","data":{"auth":"k:s","user_data":"{}"}}"#
        );
        assert_eq!(signin(None, None), r#"{"event":"pusher:signin","data":{}}"#);
        assert_eq!(unsubscribe("a"), r#"{"event":"pusher:unsubscribe","data":{"channel":"a"}}"#);
    }

    #[test]
    fn strings_are_escaped_as_serde_json_escapes_them() {
        let all: String = (0..0x250).filter_map(char::from_u32).chain("…🦀\u{2028}".chars()).collect();
        let mut ours = String::new();
        push_json_string(&mut ours, &all);
        assert_eq!(ours, serde_json::to_string(&all).expect("a string has a JSON text"));
    }
}
