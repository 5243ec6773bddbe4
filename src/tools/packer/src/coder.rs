//! A coder for symbols of four bits, with digits of six bits; and what it knows of a symbol.
//!
//! Asymmetric numeral systems after J. Duda (2013), in the variant with ranges (rANS): a number, the state, holds the
//! symbols that are to come; each takes away from it what it is unlikely, and the text fills it up. The distributions
//! learn, all sixteen probabilities at once, as in F. Giesen's description of LZNA (2015). A decision between sixteen
//! takes as long as one between two: this is why it is fast, where code runs for the first and only time.

use crate::lanes::{ASCENDING, LANES, Lanes};

/// The unit of a probability is 2⁻¹⁴.
const BITS: u32 = 14;
const ONE: i16 = 1 << BITS;

/// Below this the state gets three more digits. After any symbol, that is enough.
const LOW: u32 = 1 << BITS;
const DIGITS: u32 = 3 * 6;

/// What is known of the symbol in one context: where each symbol begins if the probabilities stand in a row, less where
/// it began if all were equal, so that zeros are a context that nothing is known of. The last symbol's end follows,
/// which is always 0, and how much slower it has become to learn.
#[derive(Clone, Copy)]
pub struct Cdf([i16; LANES + 2]);

/// How fast a context learns, in units of 2⁻¹⁵: which part of the way to a symbol the probabilities go. It slows down
/// from `first` to about `least`: the inverse of the rate grows by a half or a bit more each time, without a division.
pub struct Pace {
    pub first: i16,
    pub least: i16,
}

const EQUAL: i16 = ONE / LANES as i16;
/// Where the symbols begin if all are equally likely.
const EVEN: [i16; LANES] = {
    let mut starts = [0; LANES];
    let mut symbol = 0;
    while symbol < LANES {
        starts[symbol] = symbol as i16 * EQUAL;
        symbol += 1;
    }
    starts
};

/// Where they begin if the last one takes all but 1 for each other, less [`EVEN`].
const LAST: [i16; LANES] = {
    let mut starts = [0; LANES];
    let mut symbol = 0;
    while symbol < LANES {
        starts[symbol] = symbol as i16 - EVEN[symbol];
        symbol += 1;
    }
    starts
};

impl Cdf {
    /// A context that nothing is known of.
    pub const NEW: Self = Self([0; LANES + 2]);

    /// Such a context, but with these probabilities, of which the sum is 1.
    pub const fn with(probabilities: [i16; LANES]) -> Self {
        let mut cdf = Self::NEW;
        let mut symbol = 1;
        while symbol < LANES {
            cdf.0[symbol] = cdf.0[symbol - 1] + probabilities[symbol - 1] - EQUAL;
            symbol += 1;
        }
        cdf
    }

    /// Whether there has been no symbol yet.
    pub fn is_new(&self) -> bool {
        self.0[LANES + 1] == 0
    }

    /// Where a symbol begins, and its probability: at least 1.
    fn interval(&self, symbol: u32) -> (u32, u32) {
        let index = symbol as usize % LANES;
        let even = symbol * EQUAL as u32;
        let start = even.wrapping_add_signed(self.0[index].into());
        let width =
            (EQUAL as u32).wrapping_add_signed(i32::from(self.0[index + 1]) - i32::from(self.0[index]));
        (start, width)
    }

    fn lanes(&mut self) -> &mut [i16; LANES] {
        let [lanes @ .., _, _] = &mut self.0;
        lanes
    }

    /// The symbols above the one that this is in the interval of, as a mask.
    fn above(&mut self, place: u32) -> Lanes {
        Lanes::load(self.lanes()).gt(Lanes::splat(place as i16).sub(Lanes::new(EVEN)))
    }

    /// Moves towards the symbol that these are above of. The order of the symbols stays: a probability is at least 1
    /// before, at least 1 in what it moves to, and thus in between; rounding is the same for all.
    // A call would pass the mask through memory.
    #[allow(clippy::inline_always)]
    #[inline(always)]
    fn move_to(&mut self, above: Lanes, pace: &Pace) {
        let spent = self.0[LANES + 1];
        let rate = pace.first - spent;
        if rate > pace.least {
            self.0[LANES + 1] = spent + ((i32::from(rate) * i32::from(rate)) >> 16) as i16;
        }
        let target = Lanes::new(LAST).add(above.and(Lanes::splat(ONE - LANES as i16)));
        let old = Lanes::load(self.lanes());
        old.add(target.sub(old).scale(Lanes::splat(rate))).store(self.lanes());
    }

    /// Moves towards a symbol.
    pub fn learn(&mut self, symbol: u32, pace: &Pace) {
        self.move_to(Lanes::new(ASCENDING).gt(Lanes::splat(symbol as i16)), pace);
    }
}

/// Goes through symbols: knows them already, or finds them out. The context learns.
pub trait Coder {
    /// Whether it knows them.
    const KNOWS: bool;

    /// The symbol, which is `symbol` if it is known already.
    fn code(&mut self, cdf: &mut Cdf, pace: &Pace, symbol: u32) -> u32;
}

/// Reads a text of [`Encoder`].
pub struct Decoder<'a> {
    text: &'a [u8],
    state: u32,
}

impl<'a> Decoder<'a> {
    pub fn new(text: &'a [u8]) -> Self {
        let mut decoder = Self { text, state: 0 };
        decoder.refill();
        decoder.refill();
        decoder
    }

    fn refill(&mut self) {
        // `"`, `\` and `<` are not among the 64 characters from `>` to `~`. A text never ends too early.
        let digit = |character: u8| (u32::from(character) + u32::from(character < 92)) & 63;
        if let [a, b, c, rest @ ..] = self.text {
            self.state = self.state << DIGITS | digit(*a) << 12 | digit(*b) << 6 | digit(*c);
            self.text = rest;
        }
    }
}

impl Coder for Decoder<'_> {
    const KNOWS: bool = false;

    #[inline(never)]
    fn code(&mut self, cdf: &mut Cdf, pace: &Pace, _: u32) -> u32 {
        let place = self.state % LOW;
        let above = cdf.above(place);
        let symbol = above.first() - 1;
        let (start, width) = cdf.interval(symbol);
        self.state = (self.state >> BITS) * width + place - start;
        if self.state < LOW {
            self.refill();
        }
        cdf.move_to(above, pace);
        symbol
    }
}

#[cfg(not(target_arch = "wasm32"))]
pub use encoder::{Encoder, Price};

#[cfg(not(target_arch = "wasm32"))]
mod encoder {
    use super::{BITS, Cdf, Coder, DIGITS, LOW, Pace};

    /// Writes symbols as text.
    #[derive(Default)]
    pub struct Encoder {
        /// Where the symbols begin, and their probabilities.
        intervals: Vec<(u32, u32)>,
    }

    impl Encoder {
        /// The text: what the decoder does, backwards.
        #[must_use]
        pub fn finish(self) -> String {
            let mut refills = Vec::new();
            let mut state = LOW;
            for (start, width) in self.intervals.into_iter().rev() {
                if state >> DIGITS >= width {
                    refills.push(state);
                    state >>= DIGITS;
                }
                state = ((state / width) << BITS) + state % width + start;
            }
            refills.extend([state, state >> DIGITS]);
            // The inverse of what `Decoder::refill` does.
            let character = |digit| match digit as u8 & 63 {
                63 => '>',
                digit @ 29.. => char::from(digit + 64),
                digit => char::from(digit + 63),
            };
            refills
                .iter()
                .rev()
                .flat_map(|refill| [refill >> 12, refill >> 6, *refill].map(character))
                .collect()
        }
    }

    impl Coder for Encoder {
        const KNOWS: bool = true;

        fn code(&mut self, cdf: &mut Cdf, pace: &Pace, symbol: u32) -> u32 {
            self.intervals.push(cdf.interval(symbol));
            cdf.learn(symbol, pace);
            symbol
        }
    }

    /// Adds up what symbols would take, in bits, and learns from them or not.
    pub struct Price {
        pub bits: f64,
        pub learns: bool,
    }

    impl Coder for Price {
        const KNOWS: bool = true;

        fn code(&mut self, cdf: &mut Cdf, pace: &Pace, symbol: u32) -> u32 {
            self.bits += f64::from(BITS) - f64::from(cdf.interval(symbol).1).log2();
            if self.learns {
                cdf.learn(symbol, pace);
            }
            symbol
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Cdf, Coder, Decoder, Encoder, LANES, ONE, Pace};

    const PACES: [Pace; 2] = [Pace { first: i16::MAX, least: i16::MAX }, Pace { first: 3800, least: 110 }];

    /// Symbols that change how frequent they are: one only, another one only, all alike, few.
    fn symbols() -> impl Iterator<Item = u32> {
        (0..40_000_u32).map(|i| match i / 10_000 {
            0 => 0,
            1 => 15,
            2 => i.wrapping_mul(0x9E37_79B1) >> 28,
            _ => (i.wrapping_mul(0x9E37_79B1) >> 24).isqrt(),
        })
    }

    #[test]
    fn every_symbol_stays_possible_and_comes_back() {
        for pace in PACES {
            let mut cdf = Cdf::NEW;
            let mut encoder = Encoder::default();
            for symbol in symbols() {
                encoder.code(&mut cdf, &pace, symbol);
                let mut end = 0;
                for (start, width) in (0..LANES as u32).map(|symbol| cdf.interval(symbol)) {
                    assert_eq!(start, end);
                    assert!(width > 0);
                    end += width;
                }
                assert_eq!(end, ONE as u32);
            }
            let text = encoder.finish();
            let mut decoder = Decoder::new(text.as_bytes());
            let mut cdf = Cdf::NEW;
            for symbol in symbols() {
                assert_eq!(decoder.code(&mut cdf, &pace, 0), symbol);
            }
        }
    }

    #[test]
    fn what_is_likely_takes_little_room() {
        for pace in PACES {
            let mut cdf = Cdf::NEW;
            let mut encoder = Encoder::default();
            for _ in 0..10_000 {
                encoder.code(&mut cdf, &pace, 3);
            }
            let digits = encoder.finish().len();
            assert!(digits < 40, "{digits}");
        }
    }
}
