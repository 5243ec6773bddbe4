//! Entries of the corpus, with changes: of the text, and of the JSON that it holds.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value as Raw;

use super::corpus;

/// What is put into a text.
const TOKENS: [&str; 24] = [
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\",
    ",",
    ":",
    "=",
    "null",
    "1e999",
    "-0",
    "\u{0}",
    "\\u0000",
    "\\ud800",
    "☃",
    "🦀",
    "\u{2028}",
    "\u{feff}",
    "pusher:error",
    "pusher_internal:",
    "__proto__",
    "private-encrypted-a",
    "presence-a",
];

/// What is put into JSON, as texts.
const VALUES: [&str; 20] = [
    "null",
    "true",
    "false",
    "0",
    "-1",
    "1.5",
    "1e308",
    "4009",
    r#""""#,
    r#""text""#,
    r#""7""#,
    r#""__proto__""#,
    r#""toString""#,
    r#""{}""#,
    r#""null""#,
    "[]",
    "{}",
    "[null]",
    r#"{"length":4294967295}"#,
    "[[[[[[[[]]]]]]]]",
];

#[derive(Clone, Debug)]
enum Mutation {
    Cut(Index, usize),
    Insert(Index, &'static str),
    Double(Index, usize),
    Truncate(Index),
    /// Puts another value into a place of the JSON.
    Replace(Index, &'static str),
    /// Takes a property or an item away.
    Remove(Index),
    /// Gives a property another name.
    Rename(Index, &'static str),
}

/// Texts of a kind as the corpus has them, and changed ones.
pub fn texts(kind: &str) -> impl Strategy<Value = String> + use<> {
    let at = any::<Index>;
    let mutation = prop_oneof![
        1 => (at(), 1..8_usize).prop_map(|(at, length)| Mutation::Cut(at, length)),
        1 => (at(), select(&TOKENS[..])).prop_map(|(at, token)| Mutation::Insert(at, token)),
        1 => (at(), 1..20_usize).prop_map(|(at, length)| Mutation::Double(at, length)),
        1 => at().prop_map(Mutation::Truncate),
        4 => (at(), select(&VALUES[..])).prop_map(|(at, value)| Mutation::Replace(at, value)),
        2 => at().prop_map(Mutation::Remove),
        1 => (at(), select(&TOKENS[..])).prop_map(|(at, name)| Mutation::Rename(at, name)),
    ];
    let mutations = prop::collection::vec(mutation, 0..4);
    (select(corpus::texts(kind)), mutations)
        .prop_map(|(text, mutations)| mutations.iter().fold(text, |text, mutation| mutation.apply(&text)))
}

impl Mutation {
    fn apply(&self, text: &str) -> String {
        let mut chars: Vec<char> = text.chars().collect();
        let place = |index: Index| index.index(text.chars().count() + 1);
        let end = |start: usize, length: usize| (start + length).min(text.chars().count());
        match *self {
            Self::Cut(at, length) => drop(chars.drain(place(at)..end(place(at), length))),
            Self::Insert(at, token) => drop(chars.splice(place(at)..place(at), token.chars())),
            Self::Double(at, length) => {
                let part = chars[place(at)..end(place(at), length)].to_vec();
                drop(chars.splice(place(at)..place(at), part));
            }
            Self::Truncate(at) => chars.truncate(place(at)),
            Self::Replace(at, value) => return change(text, at, &|place| *place = Raw::from_json(value)),
            Self::Remove(at) => return change(text, at, &|place| remove_one(place, at)),
            Self::Rename(at, name) => return change(text, at, &|place| rename_one(place, at, name)),
        }
        chars.into_iter().collect()
    }
}

trait FromJson {
    fn from_json(text: &str) -> Self;
}

impl FromJson for Raw {
    fn from_json(text: &str) -> Self {
        corpus::json(text).expect("a value of the list is JSON")
    }
}

/// Changes one place of the JSON in a text; a text that is none stays as it is.
fn change(text: &str, at: Index, change: &dyn Fn(&mut Raw)) -> String {
    let Some(mut root) = corpus::json(text) else { return text.to_owned() };
    let mut skip = at.index(count(&root));
    visit(&mut root, &mut skip, at, change);
    root.to_string()
}

fn count(value: &Raw) -> usize {
    1 + match value {
        Raw::Array(items) => items.iter().map(count).sum(),
        Raw::Object(map) => map.values().map(count).sum(),
        _ => 0,
    }
}

/// Walks to the place, `skip` places further on. In a string that holds JSON, the change is in there.
fn visit(value: &mut Raw, skip: &mut usize, at: Index, change_one: &dyn Fn(&mut Raw)) -> bool {
    if *skip == 0 {
        match value.as_str() {
            Some(inner) if inner.starts_with(['{', '[']) => *value = change(inner, at, change_one).into(),
            _ => change_one(value),
        }
        return true;
    }
    *skip -= 1;
    match value {
        Raw::Array(items) => items.iter_mut().any(|item| visit(item, skip, at, change_one)),
        Raw::Object(map) => map.values_mut().any(|item| visit(item, skip, at, change_one)),
        _ => false,
    }
}

fn remove_one(value: &mut Raw, at: Index) {
    match value {
        Raw::Array(items) if !items.is_empty() => drop(items.remove(at.index(items.len()))),
        Raw::Object(map) if !map.is_empty() => drop(map.shift_remove(&key(map, at))),
        _ => *value = Raw::Null,
    }
}

fn rename_one(value: &mut Raw, at: Index, name: &str) {
    if let Raw::Object(map) = value
        && !map.is_empty()
        && let Some(item) = map.shift_remove(&key(map, at))
    {
        map.insert(name.to_owned(), item);
    }
}

fn key(map: &serde_json::Map<String, Raw>, at: Index) -> String {
    map.keys().nth(at.index(map.len())).expect("there is one").clone()
}
