//! End-to-end encrypted channels: events sealed as NaCl secretboxes (XSalsa20-Poly1305), with a key that the
//! application's authorization brings.
//!
//! A key may change while subscribed. The first event that does not open asks for a new authorization; it and
//! those that follow wait for that one answer, so that however many fail, one request is under way and their order
//! is kept. What the new key does not open either is dropped, and the log says so.

use super::super::io::AuthFault;
use super::super::order::Order;
use super::super::protocol::Value;
use super::super::queue::{Context, Step};
use super::super::secretbox::{self, KEY, NONCE, TAG};
use super::{ChannelId, Channels, RequestId};

/// What an encrypted channel keeps.
pub(super) struct Encryption<V> {
    key: Option<[u8; KEY]>,
    refresh: Option<RequestId>,
    waiting: Vec<Sealed<V>>,
}

impl<V> Default for Encryption<V> {
    fn default() -> Self {
        Self { key: None, refresh: None, waiting: Vec::new() }
    }
}

impl<V> std::fmt::Debug for Encryption<V> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Never the key.
        f.debug_struct("Encryption").field("waiting", &self.waiting.len()).finish_non_exhaustive()
    }
}

/// An event that has not been opened.
#[derive(Debug)]
struct Sealed<V> {
    event: V,
    nonce: [u8; NONCE],
    content: Vec<u8>,
}

/// The data of an event, or why it is dropped.
type Opened<V> = Result<V, &'static str>;

impl<V: Value> Encryption<V> {
    /// Takes the key from an authorization, and out of it: applications hand in objects that they keep.
    fn take_key(&mut self, grant: &mut V) -> Result<(), &'static str> {
        let secret = grant.property("shared_secret");
        grant.remove(&V::text("shared_secret"));
        if !secret.has_text() {
            return Err("the authorization answer for an encrypted channel has no shared_secret");
        }
        let key = secret.bytes().and_then(|key| key[..].try_into().ok());
        let key = key.ok_or("the shared_secret of the authorization answer is not 32 bytes in base64")?;
        self.key = Some(key);
        Ok(())
    }

    /// Opens an event, `{ciphertext, nonce}` in base64, or has it wait: `None`.
    fn open(&mut self, event: &V, data: &V) -> Option<Opened<V>> {
        let Some(key) = &self.key else {
            return Some(Err("an encrypted event came before the key"));
        };
        let Some((mut content, nonce)) = data.sealed() else {
            return Some(Err("an encrypted event has no ciphertext and nonce in base64"));
        };
        let (Ok(nonce), TAG..) = (nonce[..].try_into(), content.len()) else {
            return Some(Err("an encrypted event's ciphertext or nonce has the wrong length"));
        };
        if self.refresh.is_none()
            && let Some(opened) = open(key, &nonce, &mut content)
        {
            return Some(opened);
        }
        self.waiting.push(Sealed { event: event.clone(), nonce, content });
        None
    }

    /// Whether this is the request for a new key.
    pub(super) fn awaits(&self, request: RequestId) -> bool {
        self.refresh == Some(request)
    }

    /// The request for a new key has ended: the events that waited for it.
    fn end_refresh(&mut self) -> Vec<Sealed<V>> {
        self.refresh = None;
        std::mem::take(&mut self.waiting)
    }

    /// The connection is gone, and with it the request for a new key.
    pub(super) fn lose(&mut self, channel: ChannelId, cx: &mut Context<V>) {
        if !self.end_refresh().is_empty() {
            let text = "encrypted events that waited for a new key are lost with the connection";
            cx.hand(Order::LogError, channel.0, V::text(text));
        }
    }

    /// Opens an event that has waited.
    fn reopen(&self, sealed: &mut Sealed<V>) -> Opened<V> {
        let opened = self.key.as_ref().and_then(|key| open(key, &sealed.nonce, &mut sealed.content));
        opened.unwrap_or(Err("an encrypted event does not open with the new key either"))
    }
}

/// `None`, and the content as it was, if the key does not fit.
fn open<V: Value>(key: &[u8; KEY], nonce: &[u8; NONCE], content: &mut [u8]) -> Option<Opened<V>> {
    let text = V::utf8(secretbox::open(key, nonce, content)?);
    Some(text.ok_or("an encrypted event's content is not UTF-8").map(|text| {
        let data = text.parse();
        if data.is_undefined() { text } else { data }
    }))
}

impl<V: Value> Channels<V> {
    /// Takes the key of an encrypted channel out of an answer. `None` if the answer was only about that.
    pub(super) fn unlock(
        &mut self,
        id: ChannelId,
        request: RequestId,
        mut answer: Result<V, AuthFault<V>>,
        cx: &mut Context<V>,
    ) -> Option<Result<V, AuthFault<V>>> {
        let Some(encryption) = self.table.get_mut(id).and_then(|channel| channel.encryption.as_mut()) else {
            return Some(answer);
        };
        let key = match &mut answer {
            Ok(grant) => encryption.take_key(grant),
            Err(_) => Err("the new key of an encrypted channel was refused"),
        };
        if !encryption.awaits(request) {
            return Some(match (answer, key) {
                (Ok(_), Err(text)) => Err(AuthFault::of(text)),
                (answer, _) => answer,
            });
        }
        for mut sealed in encryption.end_refresh() {
            match key.and_then(|()| encryption.reopen(&mut sealed)) {
                Ok(data) => cx.emit(id, sealed.event, data),
                Err(text) => cx.hand(Order::LogError, id.0, V::text(text)),
            }
        }
        None
    }

    /// Opens an encrypted event. `None` if it is dropped, or waits.
    pub(crate) fn open(&mut self, id: ChannelId, event: &V, data: &V, cx: &mut Context<V>) -> Option<V> {
        let encryption = self.table.get_mut(id)?.encryption.as_mut()?;
        match encryption.open(event, data) {
            Some(Ok(data)) => return Some(data),
            Some(Err(text)) => cx.hand(Order::LogError, id.0, V::text(text)),
            None if encryption.refresh.is_none() => {
                self.counter = self.counter.wrapping_add(1);
                let request = RequestId(self.counter);
                encryption.refresh = Some(request);
                cx.step(Step::Refresh { channel: id, request });
            }
            None => {}
        }
        None
    }
}
