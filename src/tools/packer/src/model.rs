//! What a module is made of, as its packer and its unpacker go through it: literals and matches, bit by bit, each bit
//! in the context that says most about it.

use core::ops::Range;

use crate::coder::{Coder, Slot};

/// One step through a module.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    Literal(u8),
    /// So many bytes, at least two, as they stood so far back.
    Match {
        length: u32,
        distance: u32,
    },
}

/// A binary tree of bits: the root is slot 1, the children of slot n are 2n and 2n + 1. Slot 0 is free.
pub(crate) type Tree = [Slot; 256];

const BR_TABLE: u8 = 0x0E;
/// Stands for the opcode at the beginning of a function: its size and its locals are as immediates.
const FUNCTION: u8 = 0xFF;
/// Stands for the opcode where there are more immediates than usual.
const MORE: u8 = 0xFE;

/// Places in an instruction: the opcode, and up to four bytes of each of two immediates; and some that are none.
const PLACES: usize = 16;

/// What is known of the bits. All slots of new tables are [`Slot::NEW`], which is 0: they take no room in the module.
pub struct Tables {
    /// By place and opcode.
    literals: [[Tree; 256]; PLACES],
    /// Whether a match follows, by place, opcode, and whether the last two steps were matches.
    kinds: [[[Slot; 4]; 256]; PLACES],
    /// Whether a match is from the last match's distance, by whether the last two steps were matches.
    repeats: [Slot; 4],
    /// For a new distance and a repeated one.
    pub(crate) lengths: [Tree; 2],
    /// For matches of two, three, four and more bytes.
    pub(crate) distances: [Tree; 4],
}

impl Tables {
    pub const NEW: Self = {
        const TREE: Tree = [Slot::NEW; 256];
        Self {
            literals: [[TREE; 256]; PLACES],
            kinds: [[[Slot::NEW; 4]; 256]; PLACES],
            repeats: [Slot::NEW; 4],
            lengths: [TREE; 2],
            distances: [TREE; 4],
        }
    };
}

pub struct Model<'a> {
    pub(crate) tables: &'a mut Tables,
    /// The last steps, in bits, the latest lowest: 1 for a match.
    steps: usize,
    pub(crate) distance: u32,
    /// The opcode of the instruction that is under way; how many of its immediates are to come, or under way; and how
    /// many bytes of that one have been, of which the fourth and all later ones are the same to us.
    opcode: u8,
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
            steps: 0,
            distance: 0,
            opcode: 0,
            immediates: 0,
            bytes: 0,
            depth: 0,
            position: 0,
            code,
        };
        model.outside();
        model
    }

    /// Goes through the bits of one step: `step` if the coder knows them.
    pub fn code(&mut self, coder: &mut impl Coder, step: Step) -> Step {
        let (literal, length, distance) = match step {
            Step::Literal(byte) => (byte, 1, 0),
            Step::Match { length, distance } => (0, length, distance),
        };
        if !coder.code(self.kind(), length > 1) {
            self.steps <<= 1;
            return Step::Literal(tree(coder, self.literal(), 8, literal.into()) as u8);
        }
        let repeated = distance == self.distance;
        let repeated = coder.code(self.repeat(), repeated);
        self.steps = self.steps << 1 | 1;
        let length = 1 + number(coder, &mut self.tables.lengths[usize::from(repeated)], length - 1);
        if !repeated {
            self.distance =
                number(coder, &mut self.tables.distances[(length as usize).clamp(2, 5) - 2], distance);
        }
        Step::Match { length, distance: self.distance }
    }

    /// Whether a match comes next.
    pub(crate) fn kind(&mut self) -> &mut Slot {
        &mut self.tables.kinds[self.place()][usize::from(self.opcode)][self.steps & 3]
    }

    /// The literal that comes next.
    pub(crate) fn literal(&mut self) -> &mut Tree {
        &mut self.tables.literals[self.place()][usize::from(self.opcode)]
    }

    /// Whether the match that comes next has the distance of the last one.
    pub(crate) fn repeat(&mut self) -> &mut Slot {
        &mut self.tables.repeats[self.steps & 3]
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

/// A number of so many bits.
pub(crate) fn tree(coder: &mut impl Coder, slots: &mut Tree, width: u32, known: u32) -> u32 {
    let mut node = 1;
    for shift in (0..width).rev() {
        node = node << 1 | u32::from(coder.code(&mut slots[node as usize & 255], known >> shift & 1 != 0));
    }
    node - (1 << width)
}

/// A number of at least 1: how many bits it has, and these without the highest, of which three have a context each.
pub(crate) fn number(coder: &mut impl Coder, slots: &mut Tree, known: u32) -> u32 {
    let width = tree(coder, slots, 5, (known | 1).ilog2());
    let mut value = 1;
    for shift in (0..width).rev() {
        let slot = if value < 8 { 32 + width * 8 + value } else { 192 + shift };
        value = value << 1 | u32::from(coder.code(&mut slots[slot as usize & 255], known >> shift & 1 != 0));
    }
    value
}
