//! A socket that the environment has made.

use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::WebSocket;

use crate::core::strategy::SocketId;

#[wasm_bindgen]
extern "C" {
    /// `WebSocket.send` for a text that is a JavaScript string already.
    type StringSender;

    #[wasm_bindgen(method, catch)]
    fn send(this: &StringSender, text: &JsValue) -> Result<(), JsValue>;
}

/// An open or opening socket. Its listeners are JavaScript functions that call `Pusher::report` and the like: so they
/// live and die with the browser's object.
#[derive(Clone)]
pub(crate) struct Socket {
    pub(super) id: SocketId,
    web: WebSocket,
}

impl Socket {
    /// `web` is a `WebSocket` or what stands in for one.
    pub(super) fn new(id: SocketId, web: JsValue) -> Self {
        Self { id, web: web.unchecked_into() }
    }

    /// Sends; what a socket that is closing does with it, the browser decides.
    pub(super) fn send(&self, text: &JsValue) {
        let _ = self.web.unchecked_ref::<StringSender>().send(text);
    }

    /// Closes it. Nothing that it still reports matters but its end.
    pub(super) fn close(&self) {
        let _ = self.web.close();
    }
}
