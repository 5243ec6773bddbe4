//! Payloads, which stay the host's own.

#[cfg(feature = "encryption")]
use super::super::secretbox::base64;

/// A JSON value in the host's representation. The core never builds a model of a payload: it asks for
/// the few fields that the protocol defines and passes the rest on as the very object it was given.
///
/// Reference semantics are welcome (a JavaScript object) but not needed (`serde_json::Value`).
pub trait Value: Clone {
    /// The own property `key` of an object; `undefined` where there is none, or this is no object.
    #[must_use]
    fn property(&self, key: &str) -> Self;

    /// Whether an object has the own property `key`.
    fn has(&self, key: &str) -> bool;

    /// The own property `key`, unless it is `undefined`.
    fn get(&self, key: &str) -> Option<Self> {
        Some(self.property(key)).filter(|value| !value.is_undefined())
    }

    /// The text of the own property `key`, if that is a string.
    fn get_text(&self, key: &str) -> Option<String> {
        self.property(key).as_text()
    }

    /// The number of the own property `key`, if [it has one](Self::as_number).
    fn get_number(&self, key: &str) -> Option<f64> {
        self.property(key).as_number()
    }

    /// The JSON text of the own property `key`, if [it has one](Self::to_json).
    fn get_json(&self, key: &str) -> Option<String> {
        self.property(key).to_json()
    }

    /// Sets the own property `key`. Called on objects only.
    fn set(&mut self, key: &str, value: Self);

    /// Deletes the own property `key`. Called on objects only.
    fn remove(&mut self, key: &str);

    /// Whether this is `undefined`.
    fn is_undefined(&self) -> bool;

    /// Whether this is an object (an array is none).
    fn is_object(&self) -> bool;

    /// How many items an array has; `None` for what is no array.
    fn length(&self) -> Option<u32>;

    /// An item of an array; `undefined` where there is none, or this is no array.
    #[must_use]
    fn item(&self, index: u32) -> Self;

    /// A string's text.
    fn as_text(&self) -> Option<String>;

    /// The ciphertext and the nonce of an encrypted event's data: properties of these names, in base64.
    #[cfg(feature = "encryption")]
    fn sealed(&self) -> Option<(Vec<u8>, Vec<u8>)> {
        let bytes = |key| base64::decode(self.get(key)?.as_text()?);
        Some((bytes("ciphertext")?, bytes("nonce")?))
    }

    /// A number's value, or that of a string that holds a number.
    fn as_number(&self) -> Option<f64>;

    /// This as a property key: strings as they are, numbers in decimal; `None` for the rest.
    fn as_key(&self) -> Option<String>;

    /// The JSON text; `None` for what has none (`undefined`).
    fn to_json(&self) -> Option<String>;

    /// What the JSON text that this string is stands for; `undefined` if it is none.
    #[must_use]
    fn parse_text(&self) -> Self {
        self.as_text().and_then(|text| Self::parse(&text)).unwrap_or_else(Self::undefined)
    }

    /// Whether this is `null`.
    fn is_null(&self) -> bool {
        self.to_json().is_some_and(|json| json == "null")
    }

    /// Parses a JSON text.
    fn parse(text: &str) -> Option<Self>;

    /// A string.
    fn text(text: &str) -> Self;

    /// A number.
    fn number(number: f64) -> Self;

    /// A new object without properties.
    fn object() -> Self;

    /// `undefined`, or the nearest thing to it.
    fn undefined() -> Self;
}
