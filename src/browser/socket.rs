//! A WebSocket.

use std::rc::{Rc, Weak};

use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::WebSocket;

use super::driver::Driver;
use crate::core::strategy::SocketId;

#[wasm_bindgen]
extern "C" {
    /// `WebSocket.send` for a text that is a JavaScript string already.
    type StringSender;

    #[wasm_bindgen(method, catch)]
    fn send(this: &StringSender, text: &JsValue) -> Result<(), JsValue>;
}

/// The sending half of a socket, which outlives it harmlessly.
pub(super) struct Sender(StringSender);

impl Sender {
    /// Sends; what a socket that is closing does with it, the browser decides.
    pub(super) fn send(&self, text: &JsValue) {
        let _ = self.0.send(text);
    }
}

/// An open or opening socket. Its listeners are JavaScript functions that call `Pusher::socket_opened` and the like:
/// so they live and die with the browser's object.
pub(super) struct Socket {
    pub(super) id: SocketId,
    pub(super) web: WebSocket,
}

impl Socket {
    /// The sending half.
    pub(super) fn sender(&self) -> Sender {
        Sender(self.web.clone().unchecked_into())
    }

    /// Closes it. Nothing is heard of it any more but its end.
    pub(super) fn close(&self) {
        self.web.set_onopen(None);
        self.web.set_onerror(None);
        self.web.set_onmessage(None);
        let _ = self.web.close();
    }
}

/// A function that finds the driver again, if it still lives.
pub(super) fn listener<F: Fn(&Rc<Driver>)>(driver: &Rc<Driver>, handle: F) -> impl Fn() + use<F> {
    let driver: Weak<Driver> = Rc::downgrade(driver);
    move || {
        if let Some(driver) = driver.upgrade() {
            handle(&driver);
        }
    }
}
