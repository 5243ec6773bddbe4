//! A front end in Rust, as small as one can be: what tests/tools/crate.test.mjs builds on the packed crate.

use pusher_wasm::core::protocol::Message;
use pusher_wasm::core::{Client, Config, Output, Value};
use pusher_wasm::json::Json;

/// Its own allocator, as front ends may have: there can be only one.
#[global_allocator]
static ALLOCATOR: std::alloc::System = std::alloc::System;

/// Connects a client by hand. 1 if it is connected then.
#[unsafe(no_mangle)]
pub extern "C" fn connects() -> u32 {
    let mut client = Client::new(Config::new(Json::text("key"), &Json::text("mt1")));
    client.connect(0);
    let mut opened = None;
    while let Some(output) = client.poll_output() {
        match output {
            Output::RecallTransport { .. } => client.handle_recalled(0, None),
            Output::OpenSocket { socket, .. } => opened = Some(socket),
            _ => {}
        }
    }
    let Some(socket) = opened else { return 0 };
    client.handle_socket_opened(0, socket);
    let greeting = r#"{"event":"pusher:connection_established",
                       "data":"{\"socket_id\":\"1.1\",\"activity_timeout\":120}"}"#;
    let Some(message) = Message::read(Json::text(greeting), |_| None) else { return 0 };
    client.handle_message(0, socket, message);
    while client.poll_output().is_some() {}
    u32::from(client.state().name() == "connected" && client.socket_id() == "1.1")
}
