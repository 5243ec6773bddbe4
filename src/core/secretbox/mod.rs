//! NaCl's `crypto_secretbox_open`: XSalsa20 for secrecy, Poly1305 for authenticity. Opening only: clients cannot send
//! on encrypted channels.
//!
//! Written here and not taken from a crate because of speed: the reviewed crates have no SIMD for WebAssembly.
//! Nothing branches on, or is looked up by, a byte of a key or of a content. Sources:
//!
//! - [Cryptography in NaCl](https://cr.yp.to/highspeed/naclcrypto-20090310.pdf), the construction
//! - [Salsa20](https://cr.yp.to/snuffle/spec.pdf) and [XSalsa20](https://cr.yp.to/snuffle/xsalsa-20110204.pdf)
//! - [Poly1305](https://cr.yp.to/mac/poly1305-20050329.pdf), [RFC 8439](https://www.rfc-editor.org/rfc/rfc8439#section-2.5)

pub mod base64;
mod poly1305;
mod salsa20;
mod v128;

use salsa20::Keystream;

/// Bytes of a key.
pub const KEY: usize = 32;
/// Bytes of a nonce.
pub const NONCE: usize = 24;
/// Bytes of the tag that a box begins with.
pub const TAG: usize = 16;

/// Opens a box, a tag and then a ciphertext, in place: what is returned is the plaintext. `None`, and the box as it was,
/// if it was not sealed with this key and this nonce.
pub fn open<'a>(key: &[u8; KEY], nonce: &[u8; NONCE], sealed: &'a mut [u8]) -> Option<&'a mut [u8]> {
    let (tag, content) = sealed.split_first_chunk_mut::<TAG>()?;
    let mut stream = Keystream::new(key, nonce);
    // What Salsa20 gives first is the key of this message's Poly1305.
    let (r, s) = (stream.next().to_bytes(), stream.next().to_bytes());
    // Compared as one number: how long it takes does not tell where they differ.
    if u128::from_le_bytes(*tag) != poly1305::tag(r, s, content) {
        return None;
    }
    stream.apply(content);
    Some(content)
}
