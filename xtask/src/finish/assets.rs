//! The files below `assets/`: named by their content, and with an integrity. Pure, but for
//! writing them out.

use std::{collections::BTreeMap, fs, io::Write as _, path::Path};

use lzma_rust2::{LzmaOptions, LzmaWriter};
use sha2::{Digest, Sha256, Sha384};

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

    fn keep(&mut self, name: String, bytes: Vec<u8>) -> Asset {
        let asset = asset(&name, &bytes);
        self.files.insert(name, bytes);
        asset
    }

    /// What runs or is packed, but for these: what pages bring with them. Pictures are for whoever
    /// installs the console, and of languages one is wanted.
    pub(super) fn beside(&self, first: &[Asset]) -> Vec<Asset> {
        let runs = |name: &str| [".lz", ".js"].iter().any(|end| name.ends_with(end));
        let all = self.files.iter().filter(|(name, _)| runs(name));
        all.map(|(name, bytes)| asset(name, bytes)).filter(|it| !first.contains(it)).collect()
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

fn asset(name: &str, bytes: &[u8]) -> Asset {
    Asset { path: format!("./assets/{name}"), integrity: integrity(bytes) }
}

/// Sixteen hexadecimal digits: enough that two builds never share one.
pub(super) fn short_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// LZMA, as `unpack/` reads it: three quarters of gzip's size. Browsers unpack only gzip by
/// themselves, and gateways send files as they are. The same bytes for the same input.
pub(super) fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut options = LzmaOptions::with_preset(9);
    options.dict_size = 1 << 21;
    // Instructions have no alignment that could help.
    options.pb = 0;
    options.nice_len = LzmaOptions::NICE_LEN_MAX;
    options.depth_limit = 1 << 10;
    let size = u64::try_from(bytes.len()).expect("a module has fewer bytes than a u64 counts");
    let mut writer = LzmaWriter::new_use_header(Vec::new(), &options, Some(size))
        .expect("the options are within their limits");
    writer.write_all(bytes).expect("a Vec takes all");
    writer.finish().expect("a Vec takes all")
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

pub(super) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for group in bytes.chunks(3) {
        let byte = |at: usize| group.get(at).map_or(0, |byte| usize::from(*byte));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for (at, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let digit = char::from(DIGITS[bits >> shift & 63]);
            out.push(if at <= group.len() { digit } else { '=' });
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
    fn what_comes_later_is_what_runs_and_is_not_of_the_first_load() {
        let mut assets = Assets::default();
        let first = assets.add("boot.js", b"boot".to_vec());
        let part = assets.add("split_usage.lz", b"usage".to_vec());
        assets.add("icon.png", b"picture".to_vec());
        assets.add("locale-de.json", b"{}".to_vec());
        assert_eq!(assets.beside(&[first]), [part]);
    }

    #[test]
    fn an_integrity_is_what_browsers_compute() {
        // printf abc | openssl dgst -sha384 -binary | base64
        let expected = "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn";
        assert_eq!(integrity(b"abc"), expected);
    }

    #[test]
    fn packing_twice_gives_the_same_bytes_with_their_size() {
        let one = packed(b"the same, the same, the same");
        assert_eq!(one, packed(b"the same, the same, the same"));
        assert_eq!(one[5..13], 28_u64.to_le_bytes());
    }
}
