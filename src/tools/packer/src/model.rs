//! What a module is made of, as its packer and its unpacker go through it: literals and matches, symbol by symbol, each
//! symbol in the context that says most about it.

use core::ops::Range;

use crate::coder::{Cdf, Coder, Pace};
use crate::lanes::LANES;

/// One step through a module.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    Literal(u8),
    /// So many bytes, at least one, as they stood so far back.
    Match {
        length: u32,
        distance: u32,
    },
}

/// What there is for the coder to know of a byte: the upper half, and the lower one by the upper one.
type Byte = [Cdf; 1 + LANES];

/// What has followed somewhere. One symbol says what follows: one of the first bytes that did, [`OTHER`] or [`MATCH`].
#[derive(Clone, Copy)]
pub(crate) struct Context {
    cdf: Cdf,
    bytes: [u8; KNOWN],
    known: u16,
}

const KNOWN: usize = 14;
/// A byte that is not among them, which joins them while there is room.
const OTHER: u32 = 14;
const MATCH: u32 = 15;

impl Context {
    const NEW: Self = Self { cdf: Cdf::NEW, bytes: [0; KNOWN], known: 0 };

    /// What follows: a byte if it is `known`, or else a match.
    fn code<C: Coder>(&mut self, coder: &mut C, known: Option<u8>) -> u32 {
        let mut symbol = MATCH;
        if C::KNOWS
            && let Some(byte) = known
        {
            let bytes = &self.bytes[..self.known.into()];
            symbol = bytes.iter().position(|&other| other == byte).map_or(OTHER, |index| index as u32);
        }
        if self.cdf.is_new() {
            self.cdf = OPEN;
        }
        coder.code(&mut self.cdf, &CONTEXT, symbol)
    }

    /// Takes in a byte that it has not known.
    #[inline(never)]
    fn learn(&mut self, byte: u8) {
        if let Some(free) = self.bytes.get_mut(usize::from(self.known)) {
            *free = byte;
            self.cdf.learn(self.known.into(), &CONTEXT);
            self.known += 1;
        }
    }
}

/// What a context believes at first, in units of 2⁻¹⁴: that anything may come.
const OPEN: Cdf = Cdf::with([343, 274, 219, 175, 140, 112, 90, 72, 57, 46, 37, 29, 23, 19, 13_110, 1638]);

/// How fast contexts learn, and everything else. By measurement.
const CONTEXT: Pace = Pace { first: 10_000, least: 450 };
const NUMBER: Pace = Pace { first: 3800, least: 110 };

const BR_TABLE: u8 = 0x0E;
/// Stands for the opcode at the beginning of a function: its size and its locals are as immediates.
const FUNCTION: u8 = 0xFF;
/// Stands for the opcode where there are more immediates than usual.
const MORE: u8 = 0xFE;

/// Places in an instruction: the opcode, and up to four bytes of each of two immediates; and some that are none.
const PLACES: usize = 16;

/// Contexts, which several places share if need be.
const CONTEXTS: usize = 1 << 12;

/// What is known of the symbols. All of a new table is 0: it takes no room in the module.
pub struct Tables {
    pub(crate) contexts: [Context; CONTEXTS],
    /// Bytes that their context does not know, by place and kind of instruction.
    others: [Byte; PLACES * KINDS],
    /// Of a match: whether its distance is the last match's, and its length.
    repeats: Cdf,
    /// What is left of a length, for a new distance and a repeated one.
    lengths: [Byte; 2],
    /// A distance's number of bits, for matches of two, three, four and more bytes.
    widths: [Cdf; 4],
    /// Four of a distance's bits, by how many there are, and how many of these fours follow.
    bits: [[Cdf; 4]; LANES],
}

impl Tables {
    pub const NEW: Self = {
        const BYTE: Byte = [Cdf::NEW; 1 + LANES];
        Self {
            contexts: [Context::NEW; CONTEXTS],
            others: [BYTE; PLACES * KINDS],
            repeats: Cdf::NEW,
            lengths: [BYTE; 2],
            widths: [Cdf::NEW; 4],
            bits: [[Cdf::NEW; 4]; LANES],
        }
    };
}

pub struct Model<'a> {
    pub(crate) tables: &'a mut Tables,
    distance: u32,
    /// The opcode of the instruction that is under way, and the one before; how many of its immediates are to come, or under way; and how
    /// many bytes of that one have been, of which the fourth and all later ones are the same to us.
    opcode: u8,
    previous: u8,
    immediates: usize,
    bytes: usize,
    /// How many blocks are open.
    depth: usize,
    /// How many bytes have been, and which ones are functions.
    position: usize,
    code: Range<usize>,
}

impl<'a> Model<'a> {
    /// For a module whose functions are the bytes `code`.
    pub fn new(tables: &'a mut Tables, code: Range<usize>) -> Self {
        let mut model = Self {
            tables,
            distance: 0,
            opcode: 0,
            previous: 0,
            immediates: 0,
            bytes: 0,
            depth: 0,
            position: 0,
            code,
        };
        model.outside();
        model
    }

    /// Goes through the symbols of one step: `step` if the coder knows them.
    pub fn code(&mut self, coder: &mut impl Coder, step: Step) -> Step {
        let (literal, length, distance) = match step {
            Step::Literal(byte) => (Some(byte), 0, 0),
            Step::Match { length, distance } => (None, length, distance),
        };
        if let Some(byte) = self.literal(coder, literal) {
            return Step::Literal(byte);
        }
        let (repeated, length) = self.tables.length(coder, distance == self.distance, length);
        if !repeated {
            self.distance = self.tables.distance(coder, length, distance);
        }
        Step::Match { length, distance: self.distance }
    }

    /// The literal that comes next, or none if a match does.
    pub(crate) fn literal(&mut self, coder: &mut impl Coder, known: Option<u8>) -> Option<u8> {
        let [special, general] = self.contexts();
        let (place, opcode) = (self.place(), self.opcode);
        let contexts = &mut self.tables.contexts;
        let mut asked = special;
        let mut symbol = contexts[special % CONTEXTS].code(coder, known);
        if symbol == OTHER && general != special {
            asked = general;
            symbol = contexts[general % CONTEXTS].code(coder, known);
        }
        if symbol == MATCH {
            return None;
        }
        let byte = if let Some(&byte) = contexts[asked % CONTEXTS].bytes.get(symbol as usize) {
            byte
        } else {
            let others = (place * KINDS + kind(opcode)) % (PLACES * KINDS);
            let byte = byte(coder, &mut self.tables.others[others], known.unwrap_or(0));
            contexts[asked % CONTEXTS].learn(byte);
            byte
        };
        if asked != special {
            contexts[special % CONTEXTS].learn(byte);
        }
        Some(byte)
    }

    /// The contexts of the place where it stands: that of the opcode before, and for another opcode, first that of the
    /// two opcodes before.
    pub(crate) fn contexts(&self) -> [usize; 2] {
        let key = self.place() << 8 | usize::from(self.opcode);
        // Multiplicative hashing, with a constant of MurmurHash3's.
        let slot = |key: usize| (key as u32).wrapping_mul(0xC2B2_AE35) as usize >> 20;
        let general = slot(key);
        [
            if self.place() == 0 { slot((usize::from(self.previous) + 1) << 12 | key) } else { general },
            general,
        ]
    }

    fn place(&self) -> usize {
        (self.immediates.min(2) * 4 + self.bytes) % PLACES
    }

    /// Reads on in the module.
    pub fn advance(&mut self, byte: u8) {
        self.position += 1;
        if self.position == self.code.start {
            self.begin(FUNCTION, 2);
            self.depth = 1;
        } else if self.position == self.code.end {
            self.outside();
        } else if self.code.contains(&self.position) {
            self.read(byte);
        }
    }

    /// Reads on in the functions' bodies (core specification, chapters 5.4 and 5.5.13).
    fn read(&mut self, byte: u8) {
        if self.immediates > 0 {
            if byte & 128 != 0 {
                self.bytes = (self.bytes + 1).min(3);
                return;
            }
            self.bytes = 0;
            self.immediates -= 1;
            if self.immediates == 0 {
                // The last one was a number of more.
                self.immediates = match self.opcode {
                    BR_TABLE => usize::from(byte) + 1,
                    FUNCTION => 2 * usize::from(byte),
                    _ => return,
                };
                self.opcode = MORE;
            }
            return;
        }
        let immediates = match byte {
            // block, loop, if: nothing, one value, or a type
            0x02..=0x04 => {
                self.depth += 1;
                1
            }
            0x0B => {
                self.depth -= 1;
                if self.depth == 0 {
                    self.depth = 1;
                    return self.begin(FUNCTION, 2);
                }
                0
            }
            // calls by pointer, select with a type, memory
            0x11 | 0x1C | 0x28..=0x3E => 2,
            // branches, calls, variables, tables, memory.size, constants, references, the long opcodes
            0x0C..=0x0E | 0x10 | 0x20..=0x26 | 0x3F..=0x42 | 0xD0 | 0xD2 | 0xFC => 1,
            _ => 0,
        };
        self.begin(byte, immediates);
    }

    fn begin(&mut self, opcode: u8, immediates: usize) {
        self.previous = self.opcode;
        self.opcode = opcode;
        self.immediates = immediates;
        self.bytes = 0;
    }

    fn outside(&mut self) {
        self.begin(0, 0);
        // As nowhere in a function.
        self.bytes = 1;
    }
}

/// What sort of immediates instructions have, or have just had: variables, constants, memory, functions, others.
const KINDS: usize = 8;

fn kind(opcode: u8) -> usize {
    match opcode {
        0x20..=0x22 => 0,
        0x41 | 0x42 => 1,
        0x28..=0x3E => 2,
        0x10 => 3,
        _ => 4,
    }
}

impl Tables {
    /// Whether a match's distance is the last one's, and the match's length.
    pub(crate) fn length(&mut self, coder: &mut impl Coder, repeated: bool, known: u32) -> (bool, u32) {
        let symbol = if repeated { known.clamp(1, 5) - 1 } else { (known + 3).min(15) };
        let symbol = coder.code(&mut self.repeats, &NUMBER, symbol);
        let repeated = symbol < 5;
        let least = if repeated { symbol + 1 } else { symbol - 3 };
        let more = symbol == 4 || symbol == 15;
        let rest = if more {
            byte(coder, &mut self.lengths[usize::from(repeated)], known.wrapping_sub(least) as u8)
        } else {
            0
        };
        (repeated, least + u32::from(rest))
    }

    /// The distance of a match of this length.
    pub(crate) fn distance(&mut self, coder: &mut impl Coder, length: u32, known: u32) -> u32 {
        // 1 to 3 have two bits, and no highest one that is known to be set.
        let width = coder.code(
            &mut self.widths[(length as usize).clamp(2, 5) - 2],
            &NUMBER,
            known.max(2).ilog2() - 1,
        );
        let bits = &mut self.bits[width as usize % LANES];
        let (mut rest, mut distance) = if width == 0 { (2, 0) } else { (width + 1, 1) };
        while rest > 0 {
            let count = (rest - 1) % 4 + 1;
            rest -= count;
            let symbol =
                coder.code(&mut bits[rest as usize / 4 % 4], &NUMBER, known >> rest & ((1 << count) - 1));
            distance = distance << count | symbol;
        }
        distance
    }
}

/// A byte.
fn byte(coder: &mut impl Coder, [upper, lower @ ..]: &mut Byte, known: u8) -> u8 {
    let high = coder.code(upper, &NUMBER, (known >> 4).into()) as u8;
    high << 4 | coder.code(&mut lower[usize::from(high) % LANES], &NUMBER, (known & 15).into()) as u8
}
