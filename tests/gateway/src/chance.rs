//! Everything that would be random in a real gateway (ids, tokens, nonces, the choice of an
//! answer), drawn from one seed so that a test sees the same twice. Not for secrets.

use sha2::{Digest, Sha256};

/// A small seeded generator (splitmix64).
#[derive(Debug, Clone)]
pub struct Chance {
    state: u64,
}

impl Chance {
    pub fn seeded(seed: u64) -> Chance {
        Chance { state: seed }
    }

    pub fn draw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end` (which must not be zero).
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.draw() % end.max(1) as u64).unwrap_or(0)
    }

    pub fn hex(&mut self, digits: usize) -> String {
        let mut text = String::new();
        while text.len() < digits {
            text.push_str(&format!("{:016x}", self.draw()));
        }
        text.truncate(digits);
        text
    }

    /// Shaped like a version 4 UUID.
    pub fn uuid(&mut self) -> String {
        let hex = self.hex(32);
        format!("{}-{}-4{}-a{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..])
    }

    /// Shaped like the ids model providers give (`chatcmpl-…`, `call_…`).
    pub fn word(&mut self, letters: usize) -> String {
        const ALPHABET: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";
        (0..letters).map(|_| char::from(ALPHABET[self.below(ALPHABET.len())])).collect()
    }

    /// 32 bytes in base64url, as device tokens and proofs are written.
    pub fn token(&mut self) -> String {
        crate::device::base64url(&Sha256::digest(self.draw().to_le_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn the_same_seed_draws_the_same_ids() {
        let (mut one, mut two) = (Chance::seeded(7), Chance::seeded(7));
        assert_eq!(one.uuid(), two.uuid());
        assert_ne!(one.uuid(), Chance::seeded(8).uuid());
        assert_eq!(one.uuid().len(), 36);
    }
}
