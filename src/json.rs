//! [`Json`]: payloads for hosts that have none of their own, with `serde_json` inside. The feature `json`.

use std::str::FromStr;

use serde_json::{Map, Value as Raw};

use crate::core::Value;
use crate::core::protocol::Fields;

/// A JSON value, or JavaScript's `undefined`, which is `None`.
///
/// ```
/// use pusher_wasm::core::Value;
/// use pusher_wasm::json::Json;
///
/// let data: Json = r#"{ "title": "Rain", "count": 2 }"#.parse()?;
/// assert_eq!(data.property("title").as_text().as_deref(), Some("Rain"));
/// assert_eq!(data.get_number("count"), 2.0);
/// assert_eq!(data.property("author"), Json(None));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Json(pub Option<Raw>);

impl From<Raw> for Json {
    fn from(value: Raw) -> Self {
        Self(Some(value))
    }
}

impl FromStr for Json {
    type Err = serde_json::Error;

    /// Reads a JSON text.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        serde_json::from_str(text).map(|value| Self(Some(value)))
    }
}

impl Json {
    fn as_str(&self) -> Option<&str> {
        self.0.as_ref()?.as_str()
    }

    fn as_object(&self) -> Option<&Map<String, Raw>> {
        self.0.as_ref()?.as_object()
    }

    fn as_object_mut(&mut self) -> Option<&mut Map<String, Raw>> {
        self.0.as_mut()?.as_object_mut()
    }
}

impl Value for Json {
    fn property(&self, key: &str) -> Self {
        Self(self.as_object().and_then(|object| object.get(key)).cloned())
    }

    fn entry(&self, key: &Self) -> Self {
        key.as_str().map_or(Self(None), |key| self.property(key))
    }

    fn has(&self, key: &Self) -> bool {
        let entry = self.as_object().zip(key.as_str());
        entry.is_some_and(|(object, key)| object.contains_key(key))
    }

    /// JSON has no `undefined`: `null` is the nearest thing. An array, which in JavaScript takes any key, becomes an object.
    fn set(&mut self, key: &Self, value: Self) {
        if let Some(Raw::Array(items)) = &mut self.0 {
            let entries = std::mem::take(items).into_iter().enumerate();
            self.0 = Some(entries.map(|(index, item)| (index.to_string(), item)).collect());
        }
        if let (Some(object), Some(key)) = (self.as_object_mut(), key.as_str()) {
            object.insert(key.to_owned(), value.0.unwrap_or(Raw::Null));
        }
    }

    fn remove(&mut self, key: &Self) {
        if let (Some(object), Some(key)) = (self.as_object_mut(), key.as_str()) {
            // Which `remove` does not say of a map that keeps the order of insertion.
            object.retain(|present, _| present != key);
        }
    }

    fn is_undefined(&self) -> bool {
        self.0.is_none()
    }

    fn is_null(&self) -> bool {
        self.0 == Some(Raw::Null)
    }

    fn is_object(&self) -> bool {
        self.as_object().is_some()
    }

    fn has_text(&self) -> bool {
        self.as_str().is_some_and(|text| !text.is_empty())
    }

    fn length(&self) -> Option<u32> {
        self.0.as_ref()?.as_array()?.len().try_into().ok()
    }

    fn item(&self, index: u32) -> Self {
        Self(self.0.as_ref().and_then(|value| value.get(index as usize)).cloned())
    }

    fn as_text(&self) -> Option<String> {
        self.as_str().map(str::to_owned)
    }

    fn words(words: &str) -> Self {
        Self(Some(words.split(' ').collect()))
    }

    fn place_in(&self, words: &Self) -> Option<usize> {
        let text = self.as_str()?;
        words.0.as_ref()?.as_array()?.iter().filter_map(Raw::as_str).position(|word| {
            word.strip_suffix('*').map_or(word == text, |beginning| text.starts_with(beginning))
        })
    }

    fn to_number(&self) -> f64 {
        let number = match &self.0 {
            Some(Raw::Number(number)) => number.as_f64(),
            Some(Raw::String(text)) => text.parse().ok().filter(|number: &f64| number.is_finite()),
            _ => None,
        };
        number.unwrap_or(f64::NAN)
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
        self.as_str().and_then(|text| text.parse().ok()).unwrap_or_default()
    }

    fn join(&self, after: &Self) -> Self {
        let parts = [self, after].map(|part| part.as_str().unwrap_or_default());
        Self::text(&parts.concat())
    }

    fn frame(event: &str, fields: Fields<'_, Self>) -> Self {
        let Fields { auth, channel_data, user_data, channel } = fields;
        let fields =
            [("auth", auth), ("channel_data", channel_data), ("user_data", user_data), ("channel", channel)];
        let present = fields.into_iter().filter_map(|(key, value)| Some((key, value.0.as_ref()?)));
        // By hand, as the map's order need not be that of insertion.
        let data: Vec<String> = present.map(|(key, value)| format!(r#""{key}":{value}"#)).collect();
        Self::text(&format!(r#"{{"event":"pusher:{event}","data":{{{}}}}}"#, data.join(",")))
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
        Self(Some(Raw::Object(Map::new())))
    }

    fn undefined() -> Self {
        Self(None)
    }
}
