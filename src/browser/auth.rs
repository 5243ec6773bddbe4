//! Asking an endpoint of the application: with XMLHttpRequest, or with a script tag.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, JSON, encode_uri_component};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::host::Host;
use crate::core::Value;
use crate::core::protocol::decimal;

/// Where and how to ask: `url`, `params`, `headers`, `paramsProvider` and `headersProvider` of a JavaScript object,
/// which JavaScript keeps. The last four are the application's own; they are looked at anew for each request, since
/// applications renew tokens in place, and often lead back to the client.
pub(crate) struct AuthEndpoint<'a>(pub(crate) &'a JsValue);

impl AuthEndpoint<'_> {
    fn url(&self) -> String {
        self.part("url").as_text().unwrap_or_default()
    }

    fn part(&self, name: &str) -> JsValue {
        self.0.get(name).unwrap_or_default()
    }

    /// Asks with a request whether the connection `socket_id` may subscribe to `channel`, or, without one, who
    /// its user is; `callback(error, data)` hears.
    ///
    /// # Errors
    /// What the environment or a provider throws.
    pub(crate) fn ask(
        &self,
        host: &Host,
        socket_id: &str,
        channel: Option<&str>,
        callback: &Function,
    ) -> Result<(), JsValue> {
        let body = self.query(host, socket_id, channel)?;
        let request = host.create_request()?;
        let url = self.url();
        request.open_with_async("POST", &url, true)?;
        request.set_request_header("Content-Type", "application/x-www-form-urlencoded")?;
        host.set_headers(&request, &self.part("headers"))?;
        host.set_headers(&request, &provided(&self.part("headersProvider"))?)?;

        // The listener lives in this slot until the request is done; then it takes itself out.
        let slot = Rc::new(RefCell::new(None));
        let listener = {
            let (slot, request, host) = (slot.clone(), request.clone(), host.clone());
            let callback = callback.clone();
            Closure::<dyn FnMut()>::new(move || {
                if request.ready_state() != web_sys::XmlHttpRequest::DONE {
                    return;
                }
                request.set_onreadystatechange(None);
                let (error, data) = match answer(&host, &request, &url) {
                    Ok(data) => (JsValue::NULL, data),
                    Err(error) => (error, JsValue::NULL),
                };
                let _listener = slot.borrow_mut().take();
                let _ = callback.call2(&JsValue::NULL, &error, &data);
            })
        };
        request.set_onreadystatechange(Some(listener.as_ref().unchecked_ref()));
        *slot.borrow_mut() = Some(listener);
        request.send_with_opt_str(Some(&body))
    }

    /// The same with a script tag, which sends no headers.
    ///
    /// # Errors
    /// As [`ask`](Self::ask).
    pub(crate) fn ask_by_script(
        &self,
        host: &Host,
        socket_id: &str,
        channel: Option<&str>,
        callback: &Function,
    ) -> Result<(), JsValue> {
        host.jsonp(&self.url(), &self.query(host, socket_id, channel)?, callback)
    }

    /// What is asked, as a query string.
    fn query(&self, host: &Host, socket_id: &str, channel: Option<&str>) -> Result<String, JsValue> {
        let mut query = String::from("socket_id=");
        query.push_str(&String::from(encode_uri_component(socket_id)));
        if let Some(channel) = channel {
            query.push_str("&channel_name=");
            query.push_str(&String::from(encode_uri_component(channel)));
        }
        query.push_str(&host.encode_params(&self.part("params"))?);
        query.push_str(&host.encode_params(&provided(&self.part("paramsProvider"))?)?);
        Ok(query)
    }
}

/// What a provider gives; no provider gives nothing.
fn provided(provider: &JsValue) -> Result<JsValue, JsValue> {
    match provider.dyn_ref::<Function>() {
        Some(provider) => provider.call0(&JsValue::UNDEFINED),
        None => Ok(JsValue::UNDEFINED),
    }
}

fn answer(host: &Host, request: &web_sys::XmlHttpRequest, url: &str) -> Result<JsValue, JsValue> {
    let status = request.status()?;
    if status != 200 {
        let message = if status == 0 {
            ["The endpoint ", url, " could not be reached"].concat()
        } else {
            ["The endpoint ", url, " answered with status ", &decimal(status)].concat()
        };
        return Err(host.auth_error(status, &message));
    }
    let text = request.response_text()?.unwrap_or_default();
    JSON::parse(&text).map_err(|_| {
        let message = ["The endpoint ", url, " answered with status 200 but not with JSON: ", &text].concat();
        host.auth_error(status, &message)
    })
}
