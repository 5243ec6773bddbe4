//! The requests of sockets that are made of them.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use js_sys::{Function, JsString};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::XmlHttpRequest;

use super::driver::Driver;
use super::host::Host;
use super::socket::listener;
use crate::core::http::Endpoint;
use crate::core::strategy::SocketId;

#[wasm_bindgen]
extern "C" {
    /// A request whose text stays in JavaScript.
    type TextSource;

    #[wasm_bindgen(method, getter, structural, js_name = responseText)]
    fn response_text(this: &TextSource) -> JsString;
}

/// A socket's session on its server, and the request that receives.
pub(super) struct Session {
    pub(super) id: SocketId,
    /// The part of the URL that names it.
    name: String,
    receiver: Option<Receiver>,
}

impl Session {
    pub(super) fn new(id: SocketId, name: String) -> Self {
        Self { id, name, receiver: None }
    }

    pub(super) fn url(&self, base: &str, endpoint: Endpoint, query: &str) -> String {
        [base, "/", &self.name, "/", endpoint.name(), query].concat()
    }

    /// Takes over the receiving request; gives back the one before it.
    pub(super) fn replace(&mut self, receiver: Option<Receiver>) -> Option<Receiver> {
        std::mem::replace(&mut self.receiver, receiver)
    }

    /// Whether this is the receiving request.
    pub(super) fn receives_by(&self, request: &XmlHttpRequest) -> bool {
        self.receiver.as_ref().is_some_and(|receiver| receiver.request == *request)
    }
}

/// A receiving request. Dropping it aborts it, and nothing is heard of it any more.
pub(super) struct Receiver {
    request: XmlHttpRequest,
    host: Host,
    unload: Function,
    // Held for as long as the browser may call them.
    _progress: Closure<dyn FnMut()>,
    _unload: Closure<dyn FnMut()>,
}

impl Receiver {
    /// A request that is listened to, but not made yet.
    ///
    /// # Errors
    /// What the environment throws.
    pub(super) fn new(id: SocketId, driver: &Rc<Driver>) -> Result<Self, JsValue> {
        let host = driver.host.clone();
        let request = host.create_socket_request()?;
        let progress = {
            let (request, seen) = (request.clone(), Cell::new(0));
            Closure::<dyn FnMut()>::new(listener(driver, move |driver| hear(driver, id, &request, &seen)))
        };
        // A page that is put away takes its requests back; if it is taken out again, it is without them.
        let unload = Closure::<dyn FnMut()>::new(listener(driver, move |driver| cut(driver, id)));
        request.set_onreadystatechange(Some(progress.as_ref().unchecked_ref()));
        request.set_onprogress(Some(progress.as_ref().unchecked_ref()));
        let unload_function: Function = unload.as_ref().unchecked_ref::<Function>().clone();
        host.add_unload_listener(&unload_function);
        Ok(Self { request, host, unload: unload_function, _progress: progress, _unload: unload })
    }

    pub(super) fn request(&self) -> XmlHttpRequest {
        self.request.clone()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.request.set_onreadystatechange(None);
        self.request.set_onprogress(None);
        self.host.remove_unload_listener(&self.unload);
        let _ = self.request.abort();
    }
}

/// Makes a request.
///
/// # Errors
/// What the environment throws.
pub(super) fn post(
    request: &XmlHttpRequest,
    host: &Host,
    url: &str,
    body: Option<&str>,
) -> Result<(), JsValue> {
    request.open_with_async("POST", &host.unique_url(url), true)?;
    request.set_request_header("Content-Type", "application/json")?;
    match body {
        Some(body) => request.send_with_opt_str(Some(body)),
        None => request.send(),
    }
}

/// More of the response has come, or it has ended.
fn hear(driver: &Rc<Driver>, id: SocketId, request: &XmlHttpRequest, seen: &Cell<u32>) {
    let state = request.ready_state();
    if state < XmlHttpRequest::LOADING {
        return;
    }
    let status = request.status().unwrap_or(0);
    if status == 200 {
        let text = request.unchecked_ref::<TextSource>().response_text();
        let new = String::from(text.slice(seen.get(), text.length()));
        seen.set(text.length());
        if !new.is_empty() {
            driver.input(|client, now| client.handle_response_text(now, id, &new));
        }
    }
    // Unless what was in the text has led to another request.
    if state == XmlHttpRequest::DONE && driver.receives_by(id, request) {
        driver.stop_receiving(id);
        driver.input(|client, now| client.handle_response_end(now, id, status));
    }
}

/// The page is put away. Timers do not ring until it is taken out again.
fn cut(driver: &Rc<Driver>, id: SocketId) {
    driver.stop_receiving(id);
    let end = listener(driver, move |driver| {
        driver.input(|client, now| client.handle_response_end(now, id, 0));
    });
    Timeout::new(0, end).forget();
}
