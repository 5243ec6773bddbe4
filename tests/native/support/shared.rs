//! Payloads that are references, as a JavaScript host's are: what the client changes, the application sees.

use std::cell::RefCell;
use std::rc::Rc;

use pusher_wasm::core::Value;

use super::Json;

/// A JSON value that its owners share.
#[derive(Clone, Debug, PartialEq)]
pub struct Shared(pub Rc<RefCell<Json>>);

impl Shared {
    pub fn new(json: Json) -> Self {
        Self(Rc::new(RefCell::new(json)))
    }
}

impl Value for Shared {
    fn property(&self, key: &str) -> Self {
        Self::new(self.0.borrow().property(key))
    }

    fn has(&self, key: &str) -> bool {
        self.0.borrow().has(key)
    }

    fn set(&mut self, key: &str, value: Self) {
        let value = value.0.borrow().clone();
        self.0.borrow_mut().set(key, value);
    }

    fn remove(&mut self, key: &str) {
        self.0.borrow_mut().remove(key);
    }

    fn is_undefined(&self) -> bool {
        self.0.borrow().is_undefined()
    }

    fn is_object(&self) -> bool {
        self.0.borrow().is_object()
    }

    fn length(&self) -> Option<u32> {
        self.0.borrow().length()
    }

    fn item(&self, index: u32) -> Self {
        Self::new(self.0.borrow().item(index))
    }

    fn as_text(&self) -> Option<String> {
        self.0.borrow().as_text()
    }

    fn as_number(&self) -> Option<f64> {
        self.0.borrow().as_number()
    }

    fn as_key(&self) -> Option<String> {
        self.0.borrow().as_key()
    }

    fn to_json(&self) -> Option<String> {
        self.0.borrow().to_json()
    }

    fn parse(text: &str) -> Option<Self> {
        Json::parse(text).map(Self::new)
    }

    fn text(text: &str) -> Self {
        Self::new(Json::text(text))
    }

    fn number(number: f64) -> Self {
        Self::new(Json::number(number))
    }

    fn object() -> Self {
        Self::new(Json::object())
    }

    fn undefined() -> Self {
        Self::new(Json::undefined())
    }
}
