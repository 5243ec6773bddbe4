//! The stream cipher XSalsa20, two blocks of 64 bytes at a time.
//!
//! Salsa20 works on a 4×4 matrix of words. It is kept here as its four diagonals, as in the SIMD implementations
//! of the paper's author: then a round is the same four steps on whole vectors, and what is a column in one round and a
//! row in the next differs only by a turn of three of them.

// A call would cost more than what is called.
#![allow(clippy::inline_always)]

use super::v128::V128;

/// "expand 32-byte k", which stands in the first diagonal.
const CONSTANTS: [u32; 4] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

/// The same diagonal, or row, of two matrices.
type Pair = [V128; 2];

/// The bytes of the key stream, sixteen by sixteen.
pub(super) struct Keystream {
    key: [u32; 8],
    nonce: [u32; 2],
    /// The number of the next block.
    block: u64,
    /// The rows of two blocks, and how many of them have been handed out.
    rows: [[u8; 16]; 8],
    used: usize,
}

impl Keystream {
    pub(super) fn new(key: &[u8; 32], nonce: &[u8; 24]) -> Self {
        let nonce = words::<6>(nonce);
        Self {
            key: hsalsa20(words(key), [nonce[0], nonce[1], nonce[2], nonce[3]]),
            nonce: [nonce[4], nonce[5]],
            block: 0,
            rows: [[0; 16]; 8],
            used: 8,
        }
    }

    /// The next sixteen bytes.
    pub(super) fn next_bytes(&mut self) -> [u8; 16] {
        if self.used == self.rows.len() {
            self.refill();
        }
        let row = self.rows[self.used];
        self.used += 1;
        row
    }

    /// Encrypts or decrypts, which is the same.
    pub(super) fn apply(&mut self, content: &mut [u8]) {
        let (rows, rest) = content.as_chunks_mut::<16>();
        for row in rows {
            *row = V128::from_bytes(*row).xor(V128::from_bytes(self.next_bytes())).to_bytes();
        }
        for (byte, key) in rest.iter_mut().zip(self.next_bytes()) {
            *byte ^= key;
        }
    }

    fn refill(&mut self) {
        let [n0, n1] = self.nonce;
        let input = [self.block, self.block + 1].map(|block| [n0, n1, block as u32, (block >> 32) as u32]);
        let input = diagonals(self.key, input);
        let output = rounds(input);
        let sum = |diagonal: usize| each(output[diagonal], input[diagonal], V128::add32);
        let (a, b, c, d) = (sum(0), sum(1), sum(2), sum(3));
        for (block, rows) in self.rows.as_chunks_mut::<4>().0.iter_mut().enumerate() {
            let (a, b, c, d) = (a[block], b[block], c[block], d[block]);
            // Each word stands in the column where it belongs, and its row is to be found.
            let (ad, cb) = (a.shuffle32::<0, 5, 2, 7>(d), c.shuffle32::<0, 5, 2, 7>(b));
            let (ba, dc) = (b.shuffle32::<0, 5, 2, 7>(a), d.shuffle32::<0, 5, 2, 7>(c));
            rows[0] = ad.shuffle32::<0, 1, 6, 7>(cb).to_bytes();
            rows[1] = ba.shuffle32::<0, 1, 6, 7>(dc).to_bytes();
            rows[2] = cb.shuffle32::<0, 1, 6, 7>(ad).to_bytes();
            rows[3] = dc.shuffle32::<0, 1, 6, 7>(ba).to_bytes();
        }
        self.block += 2;
        self.used = 0;
    }
}

/// A new key out of a key and sixteen bytes more.
fn hsalsa20(key: [u32; 8], input: [u32; 4]) -> [u32; 8] {
    let [a, b, c, d] = rounds(diagonals(key, [input; 2])).map(|pair| words::<4>(&pair[0].to_bytes()));
    [a[0], a[1], a[2], a[3], d[2], c[3], c[0], b[1]]
}

/// The diagonals of the matrices that Salsa20 begins with. Row by row these are: a constant and the key's first
/// half, a constant and the input, and the same with a constant at the end.
fn diagonals(k: [u32; 8], inputs: [[u32; 4]; 2]) -> [Pair; 4] {
    let pair = |words: fn([u32; 8], [u32; 4]) -> [u32; 4]| inputs.map(|i| V128::from_words(words(k, i)));
    [
        pair(|_, _| CONSTANTS),
        pair(|k, i| [k[3], i[3], k[7], k[2]]),
        pair(|k, i| [i[2], k[6], k[1], i[1]]),
        pair(|k, i| [k[5], k[0], i[0], k[4]]),
    ]
}

/// The twenty rounds.
#[inline(never)]
fn rounds([mut a, mut b, mut c, mut d]: [Pair; 4]) -> [Pair; 4] {
    for _ in 0..20 {
        b = step::<7, 25>(b, a, d);
        c = step::<9, 23>(c, b, a);
        d = step::<13, 19>(d, c, b);
        a = step::<18, 14>(a, d, c);
        // From columns to rows, and from rows to columns.
        (b, c, d) = (
            d.map(|d| d.shuffle32::<1, 2, 3, 0>(d)),
            c.map(|c| c.shuffle32::<2, 3, 0, 1>(c)),
            b.map(|b| b.shuffle32::<3, 0, 1, 2>(b)),
        );
    }
    [a, b, c, d]
}

/// `target ^ ((x + y) <<< LEFT)`; `RIGHT` is what is left of 32.
#[inline(always)]
fn step<const LEFT: u32, const RIGHT: u32>(target: Pair, x: Pair, y: Pair) -> Pair {
    let sum = each(x, y, V128::add32);
    each(target, sum, |target, sum| target.xor(sum.shl32::<LEFT>()).xor(sum.shr32::<RIGHT>()))
}

#[inline(always)]
fn each(a: Pair, b: Pair, work: impl Fn(V128, V128) -> V128) -> Pair {
    [work(a[0], b[0]), work(a[1], b[1])]
}

/// Bytes as little-endian words.
fn words<const N: usize>(bytes: &[u8]) -> [u32; N] {
    let mut words = [0; N];
    for (word, bytes) in words.iter_mut().zip(bytes.as_chunks().0) {
        *word = u32::from_le_bytes(*bytes);
    }
    words
}
