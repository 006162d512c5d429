//! The files below `assets/`: named by their content, and with an integrity. Pure, but for
//! writing them out.

use std::{collections::BTreeMap, fs, path::Path};

use sha2::{Digest, Sha256, Sha384};
use zopfli::{Format, Options};

use crate::Outcome;

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Asset {
    /// As the page names it, which works under any base path.
    pub(super) path: String,
    pub(super) integrity: String,
}

#[derive(Default)]
pub(super) struct Assets {
    files: BTreeMap<String, Vec<u8>>,
}

impl Assets {
    /// `boot.js` becomes `./assets/boot-<hash>.js`.
    pub(super) fn add(&mut self, name: &str, bytes: Vec<u8>) -> Asset {
        self.keep(hashed(name, &bytes), bytes)
    }

    /// Another form of an asset, named after it: `.wasm.gz` beside `.wasm`.
    pub(super) fn add_beside(&mut self, other: &Asset, extension: &str, bytes: Vec<u8>) -> Asset {
        let name = other.path.rsplit('/').next().unwrap_or_default();
        self.keep(format!("{name}.{extension}"), bytes)
    }

    fn keep(&mut self, name: String, bytes: Vec<u8>) -> Asset {
        let path = format!("./assets/{name}");
        let integrity = integrity(&bytes);
        self.files.insert(name, bytes);
        Asset { path, integrity }
    }

    pub(super) fn write(&self, folder: &Path) -> Outcome {
        let folder = folder.join("assets");
        fs::create_dir_all(&folder).map_err(|why| format!("{}: {why}.", folder.display()))?;
        for (name, bytes) in &self.files {
            fs::write(folder.join(name), bytes).map_err(|why| format!("{name}: {why}."))?;
        }
        Ok(())
    }
}

/// Sixteen hexadecimal digits: enough that two builds never share one.
pub(super) fn short_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The smallest form that a browser unpacks by itself: some seconds here for a twentieth less on
/// every first visit than gzip's own best. The same bytes for the same input, as no time is written.
pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    zopfli::compress(Options::default(), Format::Gzip, bytes, &mut packed)
        .expect("a Vec takes all");
    packed
}

fn hashed(name: &str, bytes: &[u8]) -> String {
    let hash = short_hash(bytes);
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{hash}.{extension}"),
        None => format!("{name}-{hash}"),
    }
}

fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", base64(&Sha384::digest(bytes)))
}

/// Of whole groups of three bytes, which every SHA-384 is.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for group in bytes.chunks_exact(3) {
        let bits = group.iter().fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        for shift in [18, 12, 6, 0] {
            out.push(char::from(DIGITS[bits >> shift & 63]));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_the_content() {
        let mut assets = Assets::default();
        let one = assets.add("boot.js", b"one".to_vec());
        assert_eq!(one.path, "./assets/boot-7692c3ad3540bb80.js");
        assert_eq!(one, assets.add("boot.js", b"one".to_vec()));
        assert_ne!(one.path, assets.add("boot.js", b"two".to_vec()).path);
    }

    #[test]
    fn a_packed_module_stands_beside_the_plain_one() {
        let mut assets = Assets::default();
        let plain = assets.add("a.wasm", b"module".to_vec());
        let packed = assets.add_beside(&plain, "gz", gzip(b"module"));
        assert_eq!(packed.path, format!("{}.gz", plain.path));
    }

    #[test]
    fn an_integrity_is_what_browsers_compute() {
        // printf abc | openssl dgst -sha384 -binary | base64
        let expected = "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn";
        assert_eq!(integrity(b"abc"), expected);
    }

    #[test]
    fn packing_twice_gives_the_same_bytes() {
        assert_eq!(gzip(b"the same"), gzip(b"the same"));
    }
}
