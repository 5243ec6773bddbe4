//! Keys of encrypted channels, and events sealed with them.

#[cfg(feature = "encryption")]
pub use sealing::{seal, secret};

#[cfg(feature = "encryption")]
mod sealing {
    use base64ct::{Base64, Encoding};
    use crypto_secretbox::aead::{Aead, KeyInit};
    use crypto_secretbox::{Nonce, XSalsa20Poly1305};

    const NONCE: [u8; 24] = [7; 24];

    /// The `shared_secret` that brings this key.
    pub fn secret(key: u8) -> String {
        Base64::encode_string(&[key; 32])
    }

    /// An event's data.
    pub fn seal(key: u8, content: &str) -> String {
        let cipher = XSalsa20Poly1305::new(&[key; 32].into());
        let sealed = cipher.encrypt(Nonce::from_slice(&NONCE), content.as_bytes()).unwrap();
        let [nonce, ciphertext] = [&NONCE[..], &sealed].map(Base64::encode_string);
        serde_json::json!({ "nonce": nonce, "ciphertext": ciphertext }).to_string()
    }
}

#[cfg(not(feature = "encryption"))]
pub fn secret(_: u8) -> String {
    unreachable!("no channel is encrypted")
}

#[cfg(not(feature = "encryption"))]
pub fn seal(_: u8, _: &str) -> String {
    unreachable!("no channel is encrypted")
}
