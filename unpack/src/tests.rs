//! What was packed by another hand comes back; what was spoilt is noticed or at least harmless.

use std::io::Write;

use lzma_rust2::{LzmaOptions, LzmaWriter};

use crate::{Header, Lzma, Spoilt};

fn packed(bytes: &[u8], options: &LzmaOptions) -> Vec<u8> {
    let size = u64::try_from(bytes.len()).unwrap();
    let mut writer = LzmaWriter::new_use_header(Vec::new(), options, Some(size)).unwrap();
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn unpacked(packed: &[u8], step: usize) -> Result<Vec<u8>, Spoilt> {
    let mut lzma = Box::new(Lzma::EMPTY);
    let header = lzma.begin(packed)?;
    let mut out = vec![0; header.size];
    while lzma.more(header, packed, &mut out, step)? < out.len() {}
    Ok(out)
}

/// The same numbers each time.
fn numbers(seed: u64) -> impl FnMut() -> u64 {
    let mut state = seed | 1;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    }
}

/// Text with repetitions near and far, and noise between.
fn sample(seed: u64, length: usize) -> Vec<u8> {
    let mut next = numbers(seed);
    let mut out: Vec<u8> = Vec::new();
    while out.len() < length {
        let count = usize::try_from(next() % 40).unwrap();
        match next() % 3 {
            0 => out.extend((0..count).map(|_| next().to_le_bytes()[0])),
            1 => out.extend(b"the quick brown fox ".iter().cycle().take(count)),
            _ if out.is_empty() => {}
            _ => {
                let from = usize::try_from(next()).unwrap() % out.len();
                (from..from + count).for_each(|at| out.push(out[at]));
            }
        }
    }
    out.truncate(length);
    out
}

#[test]
fn what_was_packed_comes_back_in_steps_of_any_size() {
    for seed in 1..60 {
        let plain = sample(seed, usize::try_from(seed * seed * 7 % 9000).unwrap());
        let mut options = LzmaOptions::with_preset(9);
        options.dict_size = 1 << 16;
        options.pb = u32::try_from(seed % 5).unwrap();
        (options.lc, options.lp) =
            [(3, 0), (0, 3), (2, 1), (0, 0)][usize::try_from(seed % 4).unwrap()];
        let packed = packed(&plain, &options);
        for step in [1, 100, usize::MAX] {
            assert_eq!(unpacked(&packed, step).as_ref(), Ok(&plain), "seed {seed} step {step}");
        }
    }
}

#[test]
fn spoilt_bytes_do_no_harm() {
    let plain = sample(7, 5000);
    let packed = packed(&plain, &LzmaOptions::with_preset(6));
    let mut next = numbers(99);
    let mut noticed = 0;
    for _ in 0..500 {
        let mut spoilt = packed.clone();
        let at = 13 + usize::try_from(next()).unwrap() % (spoilt.len() - 13);
        spoilt[at] ^= next().to_le_bytes()[0] | 1;
        noticed += usize::from(unpacked(&spoilt, usize::MAX).is_err());
    }
    assert!(noticed > 0);
    assert_eq!(unpacked(&packed[..packed.len() / 2], usize::MAX), Err(Spoilt));
}

#[test]
fn what_is_no_header_is_refused() {
    assert_eq!(Header::read(b"too short"), Err(Spoilt));
    assert_eq!(Header::read(&[0xff; 40]), Err(Spoilt));
    let mut endless = [0; 40];
    endless[5..13].fill(0xff);
    assert_eq!(Header::read(&endless), Err(Spoilt));
}
