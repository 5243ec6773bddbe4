//! Decryption, beside a reviewed implementation and NaCl's own test vector.

use crypto_secretbox::aead::{Aead, KeyInit};
use crypto_secretbox::{Nonce, XSalsa20Poly1305};
use proptest::prelude::*;
use pusher_wasm::core::secretbox::{KEY, NONCE, TAG, open};

fn seal(key: [u8; KEY], nonce: [u8; NONCE], content: &[u8]) -> Vec<u8> {
    XSalsa20Poly1305::new(&key.into()).encrypt(Nonce::from_slice(&nonce), content).unwrap()
}

/// Bytes that look random, of a seed.
fn noise<const N: usize>(seed: u64) -> [u8; N] {
    let mut state = seed;
    std::array::from_fn(|_| {
        // An LCG; its upper bits are good enough.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    })
}

#[track_caller]
fn opens(key: [u8; KEY], nonce: [u8; NONCE], content: &[u8]) {
    let mut sealed = seal(key, nonce, content);
    assert_eq!(open(&key, &nonce, &mut sealed).as_deref(), Some(content), "{} bytes", content.len());
}

/// Nothing is returned, and nothing has been changed.
#[track_caller]
fn stays_shut(key: [u8; KEY], nonce: [u8; NONCE], sealed: &[u8]) {
    let mut bytes = sealed.to_vec();
    assert_eq!(open(&key, &nonce, &mut bytes), None);
    assert_eq!(bytes, sealed);
}

#[test]
fn every_length_opens() {
    let content = noise::<5000>(1);
    // All near the borders of blocks, and then with a step that meets every remainder of 128.
    for length in (0..600).chain((600..5000).step_by(37)) {
        opens(noise(length as u64), noise(length as u64 + 7), &content[..length]);
    }
}

#[test]
fn what_is_large_opens() {
    for length in [65_535, 65_536, 300_001] {
        let content: Vec<u8> = (0..length).map(|n| ((n * 31) >> 3) as u8).collect();
        opens(noise(3), noise(4), &content);
    }
}

#[test]
fn extreme_contents_and_keys_open() {
    for key in [[0; KEY], [0xff; KEY], noise(5)] {
        for nonce in [[0; NONCE], [0xff; NONCE], noise(6)] {
            for content in [[0; 200], [0xff; 200], [0x80; 200]] {
                opens(key, nonce, &content);
            }
        }
    }
}

#[test]
fn a_flipped_bit_anywhere_stays_shut() {
    let (key, nonce) = (noise(7), noise(8));
    for length in [0, 1, 16, 95, 96, 97, 130] {
        let sealed = seal(key, nonce, &noise::<130>(9)[..length]);
        for place in 0..sealed.len() {
            let mut sealed = sealed.clone();
            sealed[place] ^= 1 << (place % 8);
            stays_shut(key, nonce, &sealed);
        }
    }
}

#[test]
fn another_key_or_nonce_stays_shut() {
    let (key, nonce) = (noise(10), noise(11));
    let sealed = seal(key, nonce, b"content");
    for place in 0..KEY {
        let mut key: [u8; KEY] = key;
        key[place] ^= 0x10;
        stays_shut(key, nonce, &sealed);
    }
    for place in 0..NONCE {
        let mut nonce: [u8; NONCE] = nonce;
        nonce[place] ^= 0x10;
        stays_shut(key, nonce, &sealed);
    }
}

#[test]
fn what_is_cut_or_longer_stays_shut() {
    let (key, nonce) = (noise(12), noise(13));
    let sealed = seal(key, nonce, &noise::<50>(14));
    for length in 0..sealed.len() {
        stays_shut(key, nonce, &sealed[..length]);
        stays_shut(key, nonce, &sealed[sealed.len() - length..]);
    }
    stays_shut(key, nonce, &[&sealed[..], &[0]].concat());
    stays_shut(key, nonce, &[0; TAG]);
}

/// tests/secretbox2.c of NaCl.
#[test]
fn the_box_of_nacl_opens() {
    let key = hex("1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389");
    let nonce = hex("69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37");
    let mut sealed: [u8; 147] = hex(concat!(
        "f3ffc7703f9400e52a7dfb4b3d3305d98e993b9f48681273c29650ba32fc76ce48332ea7164d96a4476fb8c531a1186a",
        "c0dfc17c98dce87b4da7f011ec48c97271d2c20f9b928fe2270d6fb863d51738b48eeee314a7cc8ab932164548e526ae",
        "90224368517acfeabd6bb3732bc0e9da99832b61ca01b6de56244a9e88d5f9b37973f622a43d14a6599b1f654cb45a74",
        "e355a5"
    ));
    let content: [u8; 131] = hex(concat!(
        "be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffce5ecbaaf33bd751a1ac728d45e6c6129",
        "6cdc3c01233561f41db66cce314adb310e3be8250c46f06dceea3a7fa1348057e2f6556ad6b1318a024a838f21af1fde",
        "048977eb48f59ffd4924ca1c60902e52f0a089bc76897040e082f937763848645e0705"
    ));
    assert_eq!(open(&key, &nonce, &mut sealed).as_deref(), Some(&content[..]));
}

fn hex<const N: usize>(digits: &str) -> [u8; N] {
    std::array::from_fn(|n| u8::from_str_radix(&digits[n * 2..n * 2 + 2], 16).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_was_sealed_opens(
        key: [u8; KEY],
        nonce: [u8; NONCE],
        content in proptest::collection::vec(any::<u8>(), 0..1000),
    ) {
        let mut sealed = seal(key, nonce, &content);
        let opened = open(&key, &nonce, &mut sealed);
        prop_assert_eq!(opened.as_deref(), Some(&content[..]));
    }

    /// Both implementations take, or refuse, the same.
    #[test]
    fn whatever_comes_is_taken_as_by_the_other(
        key: [u8; KEY],
        nonce: [u8; NONCE],
        mut content in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        let theirs = XSalsa20Poly1305::new(&key.into()).decrypt(Nonce::from_slice(&nonce), &content[..]).ok();
        let ours = open(&key, &nonce, &mut content);
        prop_assert_eq!(ours.as_deref(), theirs.as_deref());
    }
}
