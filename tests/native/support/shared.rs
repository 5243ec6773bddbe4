//! Payloads that are references, as a JavaScript host's are: what the client changes, the application sees.

use std::cell::RefCell;
use std::rc::Rc;

use pusher_wasm::core::Value;
use pusher_wasm::core::protocol::Fields;

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

    fn entry(&self, key: &Self) -> Self {
        Self::new(self.0.borrow().entry(&key.0.borrow()))
    }

    fn has(&self, key: &Self) -> bool {
        self.0.borrow().has(&key.0.borrow())
    }

    fn set(&mut self, key: &Self, value: Self) {
        let (key, value) = (key.0.borrow().clone(), value.0.borrow().clone());
        self.0.borrow_mut().set(&key, value);
    }

    fn remove(&mut self, key: &Self) {
        let key = key.0.borrow().clone();
        self.0.borrow_mut().remove(&key);
    }

    fn is_null(&self) -> bool {
        self.0.borrow().is_null()
    }

    fn has_text(&self) -> bool {
        self.0.borrow().has_text()
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

    fn words(words: &str) -> Self {
        Self::new(Json::words(words))
    }

    fn place_in(&self, words: &Self) -> Option<usize> {
        self.0.borrow().place_in(&words.0.borrow())
    }

    fn to_number(&self) -> f64 {
        self.0.borrow().to_number()
    }

    fn to_key(&self) -> Self {
        Self::new(self.0.borrow().to_key())
    }

    fn to_json(&self) -> Self {
        Self::new(self.0.borrow().to_json())
    }

    fn parse(&self) -> Self {
        Self::new(self.0.borrow().parse())
    }

    fn join(&self, after: &Self) -> Self {
        Self::new(self.0.borrow().join(&after.0.borrow()))
    }

    fn frame(event: &str, fields: Fields<'_, Self>) -> Self {
        Self::new(Json::frame(
            event,
            Fields {
                auth: &fields.auth.0.borrow(),
                channel_data: &fields.channel_data.0.borrow(),
                user_data: &fields.user_data.0.borrow(),
                channel: &fields.channel.0.borrow(),
            },
        ))
    }

    fn text(text: &str) -> Self {
        assert!(text.is_ascii(), "browsers read it as such: {text}");
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
