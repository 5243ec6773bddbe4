//! Which literals and matches to make of a module: those that take the least room.
//!
//! What a step takes depends on what the coder has learned from the steps before. So the first parse assumes plausible
//! prices, and each one after it the prices that the one before has led to.

use std::ops::Range;

use crate::coder::{Encoder, Price};
use crate::model::{Model, Step, Tables};

/// Parses; from the fourth on there is next to nothing to win.
const PASSES: usize = 8;
/// The greatest length for a repeated distance, and nearly so for a new one; the greatest distance has so many bits.
const LONGEST: usize = 5 + 255;
const WIDTHS: usize = 17;
/// Earlier places to look at, for each place.
const TRIES: usize = 4096;

/// Packs bytes into text. The text does not say how many they were.
#[must_use]
pub fn pack(bytes: &[u8], code: &Range<usize>) -> String {
    let earlier = earlier(bytes);
    let mut prices = Prices::guess(bytes.len());
    let mut steps = Vec::new();
    for _ in 0..PASSES {
        steps = parse(bytes, &earlier, &prices);
        prices = Prices::of(bytes, code, &steps);
    }
    let mut tables = new();
    let mut model = Model::new(&mut tables, code.clone());
    let mut encoder = Encoder::default();
    let mut end = 0;
    for step in steps {
        model.code(&mut encoder, step);
        for &byte in &bytes[end..end + length(step)] {
            model.advance(byte);
        }
        end += length(step);
    }
    encoder.finish()
}

fn length(step: Step) -> usize {
    match step {
        Step::Literal(_) => 1,
        Step::Match { length, .. } => length as usize,
    }
}

/// Where the two bytes at each place have stood last before.
fn earlier(bytes: &[u8]) -> Vec<Option<usize>> {
    let mut latest = std::collections::HashMap::new();
    bytes.windows(2).enumerate().map(|(place, pair)| latest.insert(pair, place)).collect()
}

/// What things take, in bits.
struct Prices {
    /// By place.
    literals: Vec<f64>,
    /// That there is a match, by place.
    matches: Vec<f64>,
    /// A match's length, for a new distance and the same again.
    lengths: [Vec<f64>; 2],
    /// By length as in the model, and by the distance's width in bits.
    distances: [[f64; WIDTHS]; 4],
}

impl Prices {
    fn guess(count: usize) -> Self {
        Self {
            literals: vec![3.0; count],
            matches: vec![3.0; count],
            lengths: [vec![5.0; LONGEST + 1], vec![3.0; LONGEST + 1]],
            distances: [std::array::from_fn(|width| 3.0 + width as f64); 4],
        }
    }

    /// As they have turned out with these steps.
    fn of(bytes: &[u8], code: &Range<usize>, steps: &[Step]) -> Self {
        let mut tables = new();
        let mut model = Model::new(&mut tables, code.clone());
        let mut prices = Self::guess(0);
        let mut start = 0;
        for &step in steps {
            for (index, &byte) in bytes[start..start + length(step)].iter().enumerate() {
                prices.literals.push(next(&mut model, Some(byte)));
                prices.matches.push(next(&mut model, None));
                if index == 0 {
                    model.code(&mut Price { bits: 0.0, learns: true }, step);
                }
                model.advance(byte);
            }
            start += length(step);
        }
        for (lengths, repeated) in prices.lengths.iter_mut().zip([false, true]) {
            for (length, bits) in lengths.iter_mut().enumerate().skip(1) {
                *bits = price(|coder| _ = tables.length(coder, repeated, length as u32));
            }
        }
        for (widths, length) in prices.distances.iter_mut().zip(2..) {
            for (width, bits) in widths.iter_mut().enumerate() {
                // The mean of some that are spread evenly.
                let distances = (0..16).map(|part| (16 + part) << width >> 4);
                let sum: f64 = distances
                    .map(|distance| price(|coder| _ = tables.distance(coder, length, distance)))
                    .sum();
                *bits = sum / 16.0;
            }
        }
        prices
    }
}

/// What a literal would take that comes next, or that a match does.
fn next(model: &mut Model, literal: Option<u8>) -> f64 {
    let places = model.contexts();
    let contexts = places.map(|place| model.tables.contexts[place]);
    let bits = price(|coder| _ = model.literal(coder, literal));
    for (place, context) in places.into_iter().zip(contexts) {
        model.tables.contexts[place] = context;
    }
    bits
}

/// What the symbols that a function goes through take.
fn price(code: impl FnOnce(&mut Price)) -> f64 {
    let mut price = Price { bits: 0.0, learns: false };
    code(&mut price);
    price.bits
}

/// The cheapest way to a place: what it takes, its last step, and the last distance on it.
#[derive(Clone, Copy)]
struct Way {
    bits: f64,
    step: Step,
    distance: u32,
}

/// The steps that take the least room at these prices.
fn parse(bytes: &[u8], earlier: &[Option<usize>], prices: &Prices) -> Vec<Step> {
    let unknown = Way { bits: f64::INFINITY, step: Step::Literal(0), distance: 0 };
    let mut ways = vec![unknown; bytes.len() + 1];
    ways[0].bits = 0.0;
    for place in 0..bytes.len() {
        let here = ways[place];
        let rest = &bytes[place..];
        let same = |from: usize| {
            rest.iter().zip(&bytes[from..]).take(LONGEST).take_while(|(one, other)| one == other).count()
        };
        let mut offer = |step, bits: f64, distance| {
            let way = &mut ways[place + length(step)];
            if here.bits + bits < way.bits {
                *way = Way { bits: here.bits + bits, step, distance };
            }
        };
        offer(Step::Literal(rest[0]), prices.literals[place], here.distance);
        if here.distance > 0 {
            for length in 1..=same(place - here.distance as usize) {
                let step = Step::Match { length: length as u32, distance: here.distance };
                offer(step, prices.matches[place] + prices.lengths[1][length], here.distance);
            }
        }
        // Of each length the nearest one.
        let mut longest = 1;
        let mut from = earlier.get(place).copied().flatten();
        for _ in 0..TRIES {
            let Some(found) = from else { break };
            let distance = place - found;
            if distance >> WIDTHS > 0 {
                break;
            }
            let distance = distance as u32;
            let reach = same(found);
            for length in longest + 1..=reach {
                let bits = prices.matches[place]
                    + prices.lengths[0][length]
                    + prices.distances[(length - 2).min(3)][distance.ilog2() as usize];
                offer(Step::Match { length: length as u32, distance }, bits, distance);
            }
            longest = longest.max(reach);
            if longest == LONGEST {
                break;
            }
            from = earlier[found];
        }
    }
    let mut steps = Vec::new();
    let mut place = bytes.len();
    while place > 0 {
        steps.push(ways[place].step);
        place -= length(ways[place].step);
    }
    steps.reverse();
    steps
}

fn new() -> Box<Tables> {
    const TABLES: Tables = Tables::NEW;
    Box::new(TABLES)
}
