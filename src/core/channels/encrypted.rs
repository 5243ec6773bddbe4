//! End-to-end encrypted channels: events sealed as NaCl secretboxes (XSalsa20-Poly1305), with a key that the
//! application's authorization brings.
//!
//! A key may change while subscribed. The first event that does not open asks for a new authorization; it and
//! those that follow wait for that one answer, so that however many fail, one request is under way and their order
//! is kept. What the new key does not open either is dropped, and the log says so.

use base64ct::{Base64Unpadded, Encoding};
use crypto_secretbox::aead::{Aead, KeyInit};
use crypto_secretbox::{Nonce, XSalsa20Poly1305};

use super::super::protocol::Value;
use super::RequestId;

/// Bytes of a key, a nonce, and of what a box is longer than its content (NaCl).
const KEY: usize = 32;
const NONCE: usize = 24;
const OVERHEAD: usize = 16;

/// What an encrypted channel keeps.
#[derive(Default)]
pub(super) struct Encryption {
    cipher: Option<XSalsa20Poly1305>,
    refresh: Option<RequestId>,
    waiting: Vec<Sealed>,
}

impl std::fmt::Debug for Encryption {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Never the key.
        f.debug_struct("Encryption").field("waiting", &self.waiting.len()).finish_non_exhaustive()
    }
}

/// An event that has not been opened.
#[derive(Debug)]
pub(super) struct Sealed {
    pub(super) event: String,
    nonce: Nonce,
    content: Vec<u8>,
}

/// What became of an event.
pub(super) enum Opened<V> {
    /// Its data.
    Data(V),
    /// It waits for a new key; `true` if that has to be asked for.
    Waits(bool),
    /// It is dropped, for this reason.
    Dropped(&'static str),
}

impl Encryption {
    /// Takes the key from an authorization, and out of it: applications hand in objects that they keep.
    pub(super) fn take_key<V: Value>(&mut self, grant: &mut V) -> Result<(), &'static str> {
        let secret = grant.get("shared_secret").and_then(|secret| secret.as_text());
        grant.remove("shared_secret");
        let secret = secret.filter(|secret| !secret.is_empty());
        let secret =
            secret.ok_or("the authorization answer for an encrypted channel has no shared_secret")?;
        let key = decode(&secret).filter(|key| key.len() == KEY);
        let key = key.ok_or("the shared_secret of the authorization answer is not 32 bytes in base64")?;
        self.cipher = XSalsa20Poly1305::new_from_slice(&key).ok();
        Ok(())
    }

    /// Opens an event, `{ciphertext, nonce}` in base64, or has it wait.
    pub(super) fn open<V: Value>(&mut self, event: &str, data: &V) -> Opened<V> {
        let Some(cipher) = &self.cipher else {
            return Opened::Dropped("an encrypted event came before the key");
        };
        let field = |name| data.get(name).and_then(|text: V| decode(&text.as_text()?));
        let (Some(content), Some(nonce)) = (field("ciphertext"), field("nonce")) else {
            return Opened::Dropped("an encrypted event has no ciphertext and nonce in base64");
        };
        if content.len() < OVERHEAD || nonce.len() != NONCE {
            return Opened::Dropped("an encrypted event's ciphertext or nonce has the wrong length");
        }
        let sealed = Sealed { event: event.to_owned(), nonce: *Nonce::from_slice(&nonce), content };
        if self.refresh.is_none()
            && let Some(opened) = open(cipher, &sealed)
        {
            return opened;
        }
        self.waiting.push(sealed);
        Opened::Waits(self.refresh.is_none())
    }

    /// A new key has been asked for.
    pub(super) fn set_refresh(&mut self, request: RequestId) {
        self.refresh = Some(request);
    }

    /// Whether this is the request for a new key.
    pub(super) fn awaits(&self, request: RequestId) -> bool {
        self.refresh == Some(request)
    }

    /// The request for a new key has ended: the events that waited for it.
    pub(super) fn end_refresh(&mut self) -> Vec<Sealed> {
        self.refresh = None;
        std::mem::take(&mut self.waiting)
    }

    /// Opens an event that has waited.
    pub(super) fn reopen<V: Value>(&self, sealed: &Sealed) -> Opened<V> {
        let opened = self.cipher.as_ref().and_then(|cipher| open(cipher, sealed));
        opened.unwrap_or(Opened::Dropped("an encrypted event does not open with the new key either"))
    }
}

/// `None` if the key does not fit.
fn open<V: Value>(cipher: &XSalsa20Poly1305, sealed: &Sealed) -> Option<Opened<V>> {
    let content = cipher.decrypt(&sealed.nonce, sealed.content.as_slice()).ok()?;
    Some(match String::from_utf8(content) {
        Ok(text) => Opened::Data(V::parse(&text).unwrap_or_else(|| V::text(&text))),
        Err(_) => Opened::Dropped("an encrypted event's content is not UTF-8"),
    })
}

/// Base64, with or without padding: pusher-js takes both.
fn decode(text: &str) -> Option<Vec<u8>> {
    Base64Unpadded::decode_vec(text.trim_end_matches('=')).ok()
}
