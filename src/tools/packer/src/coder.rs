//! An arithmetic coder for bits, with digits of six bits; and what it knows of a bit.
//!
//! After G. N. N. Martin, "Range encoding" (1979), with binary decisions as in LZMA: an interval is divided in the
//! ratio of the probabilities, and the text is a number inside the interval that the bits have led to.

/// What has been seen of a bit in one context: in the upper 22 bits how likely it is to be set, from −2²¹ to 2²¹, and
/// in the lower ones how often it has been seen, up to the last of [`RATES`].
#[derive(Clone, Copy)]
pub struct Slot(i32);

/// How far a probability moves towards a bit, in units of 2⁻¹¹: at first it is the mean of all bits, then of the
/// last thirty or so.
const RATES: [u16; 32] = {
    let mut rates = [0; 32];
    let mut seen = 0;
    while seen < 32 {
        rates[seen] = (4096 / (2 * seen + 3)) as u16;
        seen += 1;
    }
    rates
};

impl Slot {
    /// A bit that nothing is known of.
    pub const NEW: Self = Self(0);

    /// The probability of a set bit, in units of 2⁻¹⁶: neither 0 nor 1.
    pub fn likely(self) -> u32 {
        ((self.0 >> 16) + 0x8000) as u32 | 1
    }

    fn learn(&mut self, bit: bool) {
        let seen = self.0 & 31;
        let likely = self.0 >> 10;
        let target = if bit { 1 << 21 } else { -1 << 21 };
        let moved = likely + ((((target - likely) >> 3) * i32::from(RATES[seen as usize])) >> 8);
        self.0 = moved << 10 | (seen + 1).min(30);
    }
}

/// Goes through bits: knows them already, or finds them out.
pub trait Coder {
    /// The bit, which is `bit` if it is known already.
    fn code(&mut self, slot: &mut Slot, bit: bool) -> bool;
}

/// Where an interval is divided.
fn divide(range: u32, slot: Slot) -> u32 {
    (range >> 16) * slot.likely()
}

/// Below this an interval gets another digit, which makes it 64 times as wide.
const NARROW: u32 = 1 << 26;

/// Reads a text of [`Encoder`].
pub struct Decoder<'a> {
    text: core::slice::Iter<'a, u8>,
    range: u32,
    /// The text's number, as far as it is read, above the interval's lower end.
    offset: u32,
}

impl<'a> Decoder<'a> {
    pub fn new(text: &'a [u8]) -> Self {
        // Becomes 2³⁰ with the first five digits.
        let mut decoder = Self { text: text.iter(), range: 1, offset: 0 };
        decoder.widen();
        decoder
    }

    fn widen(&mut self) {
        while self.range < NARROW {
            // `"`, `\` and `<` are not among the 64 characters from `>` to `~`. A text never ends too early.
            let character = self.text.next().map_or(0, |&character| u32::from(character));
            let digit = (character + u32::from(character < 92)) & 63;
            self.offset = self.offset << 6 | digit;
            self.range <<= 6;
        }
    }
}

impl Coder for Decoder<'_> {
    #[inline(never)]
    fn code(&mut self, slot: &mut Slot, _: bool) -> bool {
        let border = divide(self.range, *slot);
        let bit = self.offset < border;
        if bit {
            self.range = border;
        } else {
            self.offset -= border;
            self.range -= border;
        }
        slot.learn(bit);
        self.widen();
        bit
    }
}

#[cfg(not(target_arch = "wasm32"))]
pub use encoder::{Encoder, Price};

#[cfg(not(target_arch = "wasm32"))]
mod encoder {
    use super::{Coder, NARROW, Slot, divide};

    /// Writes bits as text.
    pub struct Encoder {
        digits: Vec<u8>,
        range: u32,
        /// The interval's lower end, above the digits: 30 bits, and what is to be carried.
        low: u64,
    }

    /// Bits of `low` below the digit that is next.
    const BELOW: u32 = 24;

    impl Default for Encoder {
        fn default() -> Self {
            Self { digits: Vec::new(), range: 1 << 30, low: 0 }
        }
    }

    impl Encoder {
        /// The text. Every number of the interval would do; this is its lower end.
        pub fn finish(mut self) -> String {
            for _ in 0..5 {
                self.shift();
            }
            // The inverse of what `Decoder::widen` does.
            let character = |&digit: &u8| match digit {
                63 => '>',
                29.. => char::from(digit + 64),
                _ => char::from(digit + 63),
            };
            self.digits.iter().map(character).collect()
        }

        /// Takes the uppermost digit out of `low`. What is above it is carried into the digits before.
        fn shift(&mut self) {
            self.digits.push(0);
            let mut carry = self.low >> BELOW;
            for digit in self.digits.iter_mut().rev() {
                carry += u64::from(*digit);
                *digit = (carry & 63) as u8;
                carry >>= 6;
                if carry == 0 {
                    break;
                }
            }
            self.low = (self.low & ((1 << BELOW) - 1)) << 6;
        }
    }

    impl Coder for Encoder {
        fn code(&mut self, slot: &mut Slot, bit: bool) -> bool {
            let border = divide(self.range, *slot);
            if bit {
                self.range = border;
            } else {
                self.low += u64::from(border);
                self.range -= border;
            }
            slot.learn(bit);
            while self.range < NARROW {
                self.range <<= 6;
                self.shift();
            }
            bit
        }
    }

    /// Adds up what bits would take, in bits, and learns from them or not.
    pub struct Price {
        pub bits: f64,
        pub learns: bool,
    }

    impl Coder for Price {
        fn code(&mut self, slot: &mut Slot, bit: bool) -> bool {
            let set = f64::from(slot.likely()) / 65536.0;
            self.bits -= if bit { set } else { 1.0 - set }.log2();
            if self.learns {
                slot.learn(bit);
            }
            bit
        }
    }
}
