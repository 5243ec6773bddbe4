//! A WebSocket with its listeners.

use std::rc::{Rc, Weak};

use js_sys::Reflect;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::WebSocket;

use super::driver::Driver;
use crate::core::Value;
use crate::core::protocol::CloseEvent;
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

/// An open or opening socket. Dropping it takes its listeners off; closing is separate.
pub(super) struct Socket {
    pub(super) id: SocketId,
    web: WebSocket,
    // Held for as long as the socket may call them.
    _opened: Closure<dyn FnMut()>,
    _error: Closure<dyn FnMut(JsValue)>,
    _closed: Closure<dyn FnMut(JsValue)>,
}

impl Socket {
    pub(super) fn listen(id: SocketId, socket: WebSocket, driver: &Rc<Driver>) -> Self {
        let opened = listener(driver, move |driver, ()| {
            driver.input(|client, now| client.handle_socket_opened(now, id));
        });
        let opened = Closure::new(move || opened(()));
        let error = Closure::new(listener(driver, move |driver, error| {
            driver.input(|client, now| client.handle_socket_error(now, id, error));
        }));
        let closed = Closure::new(listener(driver, move |driver, event| {
            driver.forget_socket(id);
            driver.input(|client, now| client.handle_socket_closed(now, id, &close_event(&event)));
        }));
        socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
        socket.set_onerror(Some(error.as_ref().unchecked_ref()));
        socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(&driver.host.message_handler(id.0)));
        Self { id, web: socket, _opened: opened, _error: error, _closed: closed }
    }

    /// The sending half.
    pub(super) fn sender(&self) -> Sender {
        Sender(self.web.clone().unchecked_into())
    }

    pub(super) fn close(&self) {
        let _ = self.web.close();
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.web.set_onopen(None);
        self.web.set_onerror(None);
        self.web.set_onclose(None);
        self.web.set_onmessage(None);
    }
}

/// A function that finds the driver again, if it still lives.
pub(super) fn listener<T, F: Fn(&Rc<Driver>, T)>(driver: &Rc<Driver>, handle: F) -> impl Fn(T) + use<T, F> {
    let driver: Weak<Driver> = Rc::downgrade(driver);
    move |argument| {
        if let Some(driver) = driver.upgrade() {
            handle(&driver, argument);
        }
    }
}

/// Reads a close event. Stand-ins for WebSocket call `onclose` without one, or with half of one.
fn close_event(event: &JsValue) -> CloseEvent {
    let field = |name| Reflect::get(event, &JsValue::from_str(name)).unwrap_or_default();
    CloseEvent {
        code: field("code").as_number().unwrap_or(0.0) as u16,
        reason: field("reason").as_string().unwrap_or_default(),
        was_clean: field("wasClean").is_truthy(),
    }
}
