//! Packs a wasm module into printable text: a quarter smaller than gzip makes it, and unpacked in a few milliseconds
//! by code that runs for the first and only time, which browsers have not optimized.
//!
//! Bytes repeat, so they are literals and matches, as in LZ77 ([`model`]). What comes next is predicted by what has
//! mostly come in the same context, and takes next to no room if it is likely ([`coder`]). That is what LZMA does. But
//! here a literal's context is the instructions before it, and the place in its own; and what is coded are symbols of
//! sixteen, not bits: for most literals a single one. The text has 64 different characters, all equally frequent, so
//! that gzip or brotli bring it back to 6 bits each.
//!
//! The packer runs when the client is built. The unpacker is this crate compiled to WebAssembly.
#![cfg_attr(target_arch = "wasm32", no_std)]

pub mod coder;
mod lanes;
pub mod model;
#[cfg(not(target_arch = "wasm32"))]
pub mod parser;

use core::ops::Range;

use coder::Decoder;
use model::{Model, Step, Tables};

/// Stands for the step that the decoder finds out.
const UNKNOWN: Step = Step::Match { length: 0, distance: 0 };

/// Fills `bytes` from a text that [`parser::pack`] has made of as many.
pub fn unpack(text: &[u8], bytes: &mut [u8], code: Range<usize>, tables: &mut Tables) {
    let mut model = Model::new(tables, code);
    let mut decoder = Decoder::new(text);
    let mut end = 0;
    // Nothing here panics, which keeps the unpacker small: a text of another module would only unpack to nonsense.
    while end < bytes.len() {
        let (literal, length, distance) = match model.code(&mut decoder, UNKNOWN) {
            Step::Literal(byte) => (Some(byte), 1, 0),
            Step::Match { length, distance } => (None, length, distance as usize),
        };
        for _ in 0..length {
            let byte = literal.or_else(|| bytes.get(end.wrapping_sub(distance)).copied()).unwrap_or(0);
            if let Some(place) = bytes.get_mut(end) {
                *place = byte;
            }
            model.advance(byte);
            end += 1;
        }
    }
}

#[cfg(target_arch = "wasm32")]
mod wasm {
    use core::slice::{from_raw_parts, from_raw_parts_mut};

    use crate::model::Tables;

    static mut TABLES: Tables = Tables::NEW;

    /// Unpacks `length` bytes of text into `size` bytes. Called once for an instance.
    ///
    /// # Safety
    /// Both ranges lie in memory that the caller has grown for them, and do not overlap.
    #[unsafe(no_mangle)]
    unsafe extern "C" fn unpack(
        text: *const u8,
        length: usize,
        bytes: *mut u8,
        size: usize,
        start: usize,
        end: usize,
    ) {
        let tables = &raw mut TABLES;
        // SAFETY: as above; and nothing else refers to the tables.
        unsafe {
            crate::unpack(
                from_raw_parts(text, length),
                from_raw_parts_mut(bytes, size),
                start..end,
                &mut *tables,
            )
        }
    }

    #[panic_handler]
    fn panic(_: &core::panic::PanicInfo) -> ! {
        core::arch::wasm32::unreachable()
    }
}
