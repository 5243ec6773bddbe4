//! What the server tells of the people whom the user watches.

use crate::support::Harness;

fn watchlist(events: &str) -> String {
    format!(r#"{{"event":"pusher_internal:watchlist_events","data":{{"events":{events}}}}}"#)
}

const TWO: &str = r#"[{"name":"online","user_ids":["8","9"]},{"name":"offline","user_ids":["5"]}]"#;

#[track_caller]
fn reports_a_malformed_message(h: &mut Harness) {
    let lines = h.take_lines(&["emit "]);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].starts_with(r#"emit error {"type":"MessageParseError","#), "{lines:?}");
}

#[test]
fn changes_are_told_one_by_one() {
    let mut h = Harness::connected();
    h.recv(1, &watchlist(TWO));
    h.expect(&[
        "all pusher_internal:watchlist_events",
        r#"watchlist emit online {"name":"online","user_ids":["8","9"]}"#,
        r#"watchlist emit offline {"name":"offline","user_ids":["5"]}"#,
        "bound pusher_internal:watchlist_events",
    ]);
}

#[test]
fn data_that_is_a_json_text_is_read_like_an_object() {
    let mut h = Harness::connected();
    h.recv(
        1,
        r#"{"event":"pusher_internal:watchlist_events","data":"{\"events\":[{\"name\":\"online\"}]}"}"#,
    );
    h.expect_events(&[r#"watchlist emit online {"name":"online"}"#]);
}

#[test]
fn no_changes_are_none() {
    let mut h = Harness::connected();
    h.recv(1, &watchlist("[]"));
    h.expect_events(&[]);
}

#[test]
fn a_message_without_a_list_is_reported() {
    for data in ["{}", "null", "[]", "7", r#""text""#] {
        let mut h = Harness::connected();
        h.recv(1, &format!(r#"{{"event":"pusher_internal:watchlist_events","data":{data}}}"#));
        reports_a_malformed_message(&mut h);
    }
}

#[test]
fn a_list_that_is_none_is_reported() {
    for events in ["null", "{}", "7", r#""online""#] {
        let mut h = Harness::connected();
        h.recv(1, &watchlist(events));
        reports_a_malformed_message(&mut h);
    }
}

#[test]
fn an_entry_without_a_name_is_reported() {
    for entry in ["{}", "null", "7"] {
        let mut h = Harness::connected();
        h.recv(1, &watchlist(&format!("[{entry}]")));
        reports_a_malformed_message(&mut h);
    }
}

#[test]
fn a_list_on_a_channel_is_told_as_well() {
    let mut h = Harness::connected();
    h.subscribe("news");
    h.forget();
    h.recv(
        1,
        r#"{"event":"pusher_internal:watchlist_events","channel":"news","data":{"events":[{"name":"online"}]}}"#,
    );
    h.expect_events(&[r#"watchlist emit online {"name":"online"}"#]);
}

#[test]
fn disconnect_inside_a_change_ends_the_connection_and_the_rest_is_still_told() {
    let mut h = Harness::connected();
    h.when("watchlist emit online", Harness::disconnect);
    h.recv(1, &watchlist(TWO));
    h.expect_events(&[
        r#"watchlist emit online {"name":"online","user_ids":["8","9"]}"#,
        "emit state_change connected->disconnected",
        "emit disconnected",
        r#"watchlist emit offline {"name":"offline","user_ids":["5"]}"#,
    ]);
}

#[test]
fn an_old_socket_tells_nothing() {
    let mut h = Harness::connected();
    h.reconnect();
    h.forget();
    h.recv(1, &watchlist(TWO));
    h.expect(&[]);
}
