//! Payloads, which stay the host's own.

/// A JSON value in the host's representation. The core never builds a model of a payload: it asks for
/// the few fields that the protocol defines and passes the rest on as the very object it was given.
///
/// Reference semantics are welcome (a JavaScript object) but not needed (`serde_json::Value`).
pub trait Value: Clone {
    /// The own property `key` of an object; `None` where there is none, or this is no object.
    fn get(&self, key: &str) -> Option<Self>;

    /// The text of the own property `key`, if that is a string.
    fn get_text(&self, key: &str) -> Option<String> {
        self.get(key)?.as_text()
    }

    /// The number of the own property `key`, as [`as_number`](Self::as_number) has it.
    fn get_number(&self, key: &str) -> Option<f64> {
        self.get(key)?.as_number()
    }

    /// Sets the own property `key`. Called on objects only.
    fn set(&mut self, key: &str, value: Self);

    /// Deletes the own property `key`. Called on objects only.
    fn remove(&mut self, key: &str);

    /// Whether this is an object (an array is none).
    fn is_object(&self) -> bool;

    /// The items of an array.
    fn items(&self) -> Option<Vec<Self>>;

    /// A string's text.
    fn as_text(&self) -> Option<String>;

    /// A number's value, or that of a string that holds a number.
    fn as_number(&self) -> Option<f64>;

    /// This as a property key: strings as they are, numbers in decimal; `None` for the rest.
    fn as_key(&self) -> Option<String>;

    /// The JSON text; `None` for what has none (`undefined`).
    fn to_json(&self) -> Option<String>;

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
