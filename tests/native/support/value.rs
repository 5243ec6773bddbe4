//! Payloads for tests: JSON, and JavaScript's `undefined` beside it.

use pusher_wasm::core::Value;
use pusher_wasm::core::protocol::Fields;
use serde_json::Value as Raw;

/// A JSON value; `None` is `undefined`.
#[derive(Clone, Debug, PartialEq)]
pub struct Json(pub Option<Raw>);

impl Json {
    /// Reads a JSON text that a test has written.
    #[track_caller]
    pub fn of(text: &str) -> Self {
        Self(Some(serde_json::from_str(text).unwrap()))
    }

    /// The string that this must be.
    #[track_caller]
    pub fn string(&self) -> String {
        self.as_text().expect("a text")
    }

    /// As `JSON.stringify` writes it inside a template: `undefined` as the bare word.
    pub fn show(&self) -> String {
        self.0.as_ref().map_or_else(|| "undefined".to_owned(), Raw::to_string)
    }
}

impl Value for Json {
    fn property(&self, key: &str) -> Self {
        Self(self.0.as_ref().and_then(Raw::as_object).and_then(|object| object.get(key)).cloned())
    }

    fn entry(&self, key: &Self) -> Self {
        self.property(&key.string())
    }

    fn has(&self, key: &Self) -> bool {
        !self.entry(key).is_undefined()
    }

    fn set(&mut self, key: &Self, value: Self) {
        let map = self.0.as_mut().and_then(Raw::as_object_mut).expect("the core sets keys on objects only");
        // A property that is `undefined` still is one; `null` is the nearest thing in JSON.
        map.insert(key.string(), value.0.unwrap_or(Raw::Null));
    }

    fn remove(&mut self, key: &Self) {
        let map =
            self.0.as_mut().and_then(Raw::as_object_mut).expect("the core removes keys of objects only");
        map.shift_remove(&key.string());
    }

    fn is_undefined(&self) -> bool {
        self.0.is_none()
    }

    fn is_null(&self) -> bool {
        self.0 == Some(Raw::Null)
    }

    fn has_text(&self) -> bool {
        self.as_text().is_some_and(|text| !text.is_empty())
    }

    fn is_object(&self) -> bool {
        self.0.as_ref().is_some_and(Raw::is_object)
    }

    fn length(&self) -> Option<u32> {
        self.0.as_ref()?.as_array()?.len().try_into().ok()
    }

    fn item(&self, index: u32) -> Self {
        Self(self.0.as_ref().and_then(|value| value.get(index as usize)).cloned())
    }

    fn as_text(&self) -> Option<String> {
        self.0.as_ref()?.as_str().map(str::to_owned)
    }

    fn words(words: &str) -> Self {
        Self(Some(words.split(' ').collect()))
    }

    fn place_in(&self, words: &Self) -> Option<usize> {
        let text = self.as_text()?;
        words.0.as_ref()?.as_array()?.iter().position(|word| {
            let word = word.as_str().expect("words");
            word.strip_suffix('*').map_or(word == text, |beginning| text.starts_with(beginning))
        })
    }

    fn as_number(&self) -> Option<f64> {
        match self.0.as_ref()? {
            Raw::Number(number) => number.as_f64(),
            Raw::String(text) => text.parse().ok().filter(|number: &f64| number.is_finite()),
            _ => None,
        }
    }

    fn to_key(&self) -> Self {
        match &self.0 {
            Some(Raw::String(_)) => self.clone(),
            Some(Raw::Number(number)) => Self::text(&number.to_string()),
            _ => Self(None),
        }
    }

    fn to_json(&self) -> Self {
        Self(self.0.as_ref().map(|value| value.to_string().into()))
    }

    fn parse(&self) -> Self {
        Self(self.as_text().and_then(|text| serde_json::from_str(&text).ok()))
    }

    fn join(&self, after: &Self) -> Self {
        Self::text(&(self.string() + &after.string()))
    }

    fn frame(event: &str, fields: Fields<'_, Self>) -> Self {
        let Fields { auth, channel_data, user_data, channel } = fields;
        let mut data = serde_json::Map::new();
        for (key, value) in
            [("auth", auth), ("channel_data", channel_data), ("user_data", user_data), ("channel", channel)]
        {
            if let Some(value) = &value.0 {
                data.insert(key.to_owned(), value.clone());
            }
        }
        Self::text(&serde_json::json!({ "event": format!("pusher:{event}"), "data": data }).to_string())
    }

    fn text(text: &str) -> Self {
        Self(Some(text.into()))
    }

    #[allow(clippy::float_cmp, clippy::cast_precision_loss, reason = "asks whether nothing is lost")]
    fn number(number: f64) -> Self {
        // Whole numbers without a fraction, as JavaScript writes them.
        let whole = number as i64;
        Self(Some(if whole as f64 == number { whole.into() } else { number.into() }))
    }

    fn object() -> Self {
        Self(Some(Raw::Object(serde_json::Map::new())))
    }

    fn undefined() -> Self {
        Self(None)
    }
}
