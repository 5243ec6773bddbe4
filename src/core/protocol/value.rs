//! Payloads, which stay the host's own.

#[cfg(feature = "encryption")]
use super::super::secretbox::base64;

/// A JSON value in the host's representation. The core never builds a model of a payload: it asks for
/// the few fields that the protocol defines and passes the rest on as the very object it was given.
///
/// Reference semantics are welcome (a JavaScript object) but not needed (`serde_json::Value`). Every `&str` is a text of
/// the core's own, in ASCII.
pub trait Value: Clone + PartialEq {
    /// The own property `key` of an object; `undefined` where there is none, or this is no object.
    #[must_use]
    fn property(&self, key: &str) -> Self;

    /// The own property `key`, unless it is `undefined`.
    fn get(&self, key: &str) -> Option<Self> {
        Some(self.property(key)).filter(|value| !value.is_undefined())
    }

    /// The [number](Self::to_number) of the own property `key`.
    fn get_number(&self, key: &str) -> f64 {
        self.property(key).to_number()
    }

    /// The own property whose name is the text `key`; `undefined` where there is none, or this is no object.
    #[must_use]
    fn entry(&self, key: &Self) -> Self;

    /// Whether an object has the own property `key`, a text.
    fn has(&self, key: &Self) -> bool;

    /// Sets the own property `key`, a text. Called on objects only.
    fn set(&mut self, key: &Self, value: Self);

    /// Deletes the own property `key`, a text. Called on objects only.
    fn remove(&mut self, key: &Self);

    /// Whether this is `undefined`.
    fn is_undefined(&self) -> bool;

    /// Whether this is `null`.
    fn is_null(&self) -> bool;

    /// Whether this is an object (an array is none).
    fn is_object(&self) -> bool;

    /// Whether this is a string that is not empty.
    fn has_text(&self) -> bool;

    /// How many items an array has; `None` for what is no array.
    fn length(&self) -> Option<u32>;

    /// An item of an array; `undefined` where there is none, or this is no array.
    #[must_use]
    fn item(&self, index: u32) -> Self;

    /// A string's text. Texts that are only passed on stay values.
    fn as_text(&self) -> Option<String>;

    /// The bytes that a string stands for in base64; `None` if it is none.
    #[cfg(feature = "encryption")]
    fn bytes(&self) -> Option<Vec<u8>> {
        base64::decode(&self.as_text()?)
    }

    /// The ciphertext and the nonce of an encrypted event's data: properties of these names, in base64.
    #[cfg(feature = "encryption")]
    fn sealed(&self) -> Option<(Vec<u8>, Vec<u8>)> {
        Some((self.property("ciphertext").bytes()?, self.property("nonce").bytes()?))
    }

    /// The string that these bytes are in UTF-8; `None` if they are not UTF-8.
    #[cfg(feature = "encryption")]
    fn utf8(bytes: &[u8]) -> Option<Self> {
        std::str::from_utf8(bytes).ok().map(Self::text)
    }

    /// A list of words, separated by spaces, to look for [places](Self::place_in) in. One that ends in `*` stands for
    /// every text that begins like it.
    fn words(words: &str) -> Self;

    /// The place of the first of these [words](Self::words) that this string is; `None` if it is none of them, or no
    /// string.
    fn place_in(&self, words: &Self) -> Option<usize>;

    /// A number's value, or that of a string that holds a number; `NaN` for the rest.
    fn to_number(&self) -> f64;

    /// This as a property key: strings as they are, numbers in decimal; `undefined` for the rest.
    #[must_use]
    fn to_key(&self) -> Self;

    /// The JSON text; `undefined` for what has none.
    #[must_use]
    fn to_json(&self) -> Self;

    /// What the JSON text that this string is stands for; `undefined` if it is none.
    #[must_use]
    fn parse(&self) -> Self;

    /// This string with another one after it.
    #[must_use]
    fn join(&self, after: &Self) -> Self;

    /// A frame that the client sends, with the name `pusher:<event>`: the JSON text of `{event, data}`, where `data` has
    /// those fields, in pusher-js's order, whose value has a JSON text.
    fn frame(event: &str, fields: Fields<'_, Self>) -> Self;

    /// A string.
    fn text(text: &str) -> Self;

    /// A number.
    fn number(number: f64) -> Self;

    /// A new object without properties.
    fn object() -> Self;

    /// `undefined`, or the nearest thing to it.
    fn undefined() -> Self;
}

/// The data of a frame that the client sends.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a, V> {
    /// `auth`
    pub auth: &'a V,
    /// `channel_data`
    pub channel_data: &'a V,
    /// `user_data`
    pub user_data: &'a V,
    /// `channel`
    pub channel: &'a V,
}
