//! What the page's script sees: it puts the packed bytes where `room` says, calls `begin`, and `more`
//! until all is there. The script gives each of its instances one thing to unpack.
#![expect(
    unsafe_code,
    reason = "the page and the module share plain memory; there is no allocator"
)]

use core::{cell::UnsafeCell, panic::PanicInfo, slice};

use crate::{Header, Lzma};

/// One instance is one thread.
struct Alone<T>(UnsafeCell<T>);

// SAFETY: wasm without threads: nobody else is there.
unsafe impl<T> Sync for Alone<T> {}

struct Work {
    lzma: Lzma,
    packed: usize,
    header: Option<Header>,
}

static WORK: Alone<Work> =
    Alone(UnsafeCell::new(Work { lzma: Lzma::EMPTY, packed: 0, header: None }));

/// What `begin` and `more` answer when the bytes are spoilt.
const SPOILT: usize = usize::MAX;

unsafe extern "C" {
    /// Set by the linker: behind it the memory is free.
    static __heap_base: u8;
}

/// Where the packed bytes go; what is unpacked stands directly behind them.
#[unsafe(no_mangle)]
pub extern "C" fn room() -> usize {
    &raw const __heap_base as usize
}

/// Reads the header of so many packed bytes. Answers how many bytes there will be.
#[unsafe(no_mangle)]
pub extern "C" fn begin(packed: usize) -> usize {
    // SAFETY: see `Alone`; the page has made the memory long enough before it calls.
    let (work, packed_bytes) =
        unsafe { (&mut *WORK.0.get(), slice::from_raw_parts(&raw const __heap_base, packed)) };
    work.packed = packed;
    work.header = work.lzma.begin(packed_bytes).ok();
    work.header.map_or(SPOILT, |header| header.size)
}

/// Unpacks at least so many bytes more. Answers how many there are by now.
#[unsafe(no_mangle)]
pub extern "C" fn more(bytes: usize) -> usize {
    // SAFETY: as above, and the page has made room for `size` bytes behind the packed ones.
    unsafe {
        let work = &mut *WORK.0.get();
        let Some(header) = work.header else { return SPOILT };
        let start = (&raw const __heap_base).cast_mut();
        let packed = slice::from_raw_parts(start, work.packed);
        let out = slice::from_raw_parts_mut(start.add(work.packed), header.size);
        work.lzma.more(header, packed, out, bytes).unwrap_or(SPOILT)
    }
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
