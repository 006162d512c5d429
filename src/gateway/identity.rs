//! Who this console is to a gateway: an Ed25519 key made here once, and its signature over the
//! gateway's challenge. Pure Rust, so it works on plain http as well. The key never leaves the
//! browser and is never logged.

use ed25519_dalek::{Signer, SigningKey};
use sha2::{Digest, Sha256};

use crate::protocol::{
    handshake::{Challenge, Device},
    id::DeviceId,
};

pub mod keep;

/// The key of this browser.
pub struct DeviceKey {
    key: SigningKey,
}

/// What is signed beside the challenge; all of it is in the connect as well.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    pub client_id: &'a str,
    pub client_mode: &'a str,
    pub role: &'a str,
    pub scopes: &'a [String],
    /// The token that is sent, shared or of this device.
    pub token: Option<&'a str>,
}

impl DeviceKey {
    /// A new key.
    ///
    /// # Errors
    /// When the browser gives no random numbers.
    pub fn generate() -> Result<Self, getrandom::Error> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed)?;
        Ok(Self::from_seed(&seed))
    }

    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self { key: SigningKey::from_bytes(seed) }
    }

    /// A key as [`to_text`](Self::to_text) wrote it.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let mut seed = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        for (at, byte) in seed.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
        }
        Some(Self::from_seed(&seed))
    }

    /// For the shelf only.
    #[must_use]
    pub fn to_text(&self) -> String {
        hex(self.key.as_bytes())
    }

    #[must_use]
    pub fn id(&self) -> DeviceId {
        DeviceId(hex(&Sha256::digest(self.key.verifying_key().as_bytes())))
    }

    /// The `device` part of a connect. With a challenge version 2 of what is signed, which every
    /// gateway takes; without one version 1, which only gateways before 2026.2.23 take.
    #[must_use]
    pub fn sign(&self, claim: Claim<'_>, challenge: Option<&Challenge>, now_ms: u64) -> Device {
        let id = self.id();
        // The gateway's own clock, so that a wrong one here does no harm.
        let signed_at = challenge.and_then(|challenge| challenge.ts).unwrap_or(now_ms);
        let mut text = format!(
            "{}|{id}|{}|{}|{}|{}|{signed_at}|{}",
            if challenge.is_some() { "v2" } else { "v1" },
            claim.client_id,
            claim.client_mode,
            claim.role,
            claim.scopes.join(","),
            claim.token.unwrap_or_default(),
        );
        if let Some(challenge) = challenge {
            text.push('|');
            text.push_str(&challenge.nonce);
        }
        Device {
            id,
            public_key: base64url(self.key.verifying_key().as_bytes()),
            signature: base64url(&self.key.sign(text.as_bytes()).to_bytes()),
            signed_at,
            nonce: challenge.map(|challenge| challenge.nonce.clone()),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Base64 for URLs, without padding.
fn base64url(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |index: usize| u32::from(chunk.get(index).copied().unwrap_or_default());
        let word = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..=chunk.len() {
            let index = word >> (18 - 6 * place) & 63;
            out.push(char::from(LETTERS[index as usize]));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::{Signature, Verifier};

    use super::{Claim, DeviceKey, base64url};
    use crate::protocol::handshake::Challenge;

    #[test]
    fn base64_for_urls_has_no_padding() {
        assert_eq!(base64url(b""), "");
        assert_eq!(base64url(b"f"), "Zg");
        assert_eq!(base64url(b"fo"), "Zm8");
        assert_eq!(base64url(b"foo"), "Zm9v");
        assert_eq!(base64url(&[0xfb, 0xff, 0xfe]), "-__-");
    }

    #[test]
    fn a_key_comes_back_from_its_text() {
        let key = DeviceKey::from_seed(&[7; 32]);
        let again = DeviceKey::from_text(&key.to_text()).unwrap();
        assert_eq!(again.id(), key.id());
        assert!(DeviceKey::from_text("short").is_none());
        assert!(DeviceKey::from_text(&"zz".repeat(32)).is_none());
    }

    #[test]
    fn a_device_is_named_by_the_hash_of_its_public_key() {
        // Computed with another implementation of Ed25519 and SHA-256.
        let key = DeviceKey::from_seed(&[0; 32]);
        assert_eq!(
            key.id().as_str(),
            "139e3940e64b5491722088d9a0d741628fc826e09475d341a780acde3c4b8070"
        );
    }

    #[test]
    fn the_challenge_and_its_time_are_signed() {
        let key = DeviceKey::from_seed(&[1; 32]);
        let scopes = ["operator.admin".to_owned(), "operator.read".to_owned()];
        let claim = Claim {
            client_id: "openclaw-control-ui",
            client_mode: "webchat",
            role: "operator",
            scopes: &scopes,
            token: Some("example-token"),
        };
        let challenge = Challenge { nonce: "n-1".to_owned(), ts: Some(1_700_000_000_123) };
        let device = key.sign(claim, Some(&challenge), 5);
        assert_eq!(device.signed_at, 1_700_000_000_123);
        assert_eq!(device.nonce.as_deref(), Some("n-1"));
        let text = format!(
            "v2|{}|openclaw-control-ui|webchat|operator|operator.admin,operator.read|\
             1700000000123|example-token|n-1",
            key.id()
        );
        let signature = key.key.sign_for_test(text.as_bytes());
        assert_eq!(device.signature, base64url(&signature.to_bytes()));
        assert!(key.key.verifying_key().verify(text.as_bytes(), &signature).is_ok());
    }

    #[test]
    fn without_a_challenge_the_first_version_is_signed() {
        let key = DeviceKey::from_seed(&[1; 32]);
        let claim =
            Claim { client_id: "c", client_mode: "m", role: "operator", scopes: &[], token: None };
        let device = key.sign(claim, None, 5);
        let signature =
            key.key.sign_for_test(format!("v1|{}|c|m|operator||5|", key.id()).as_bytes());
        assert_eq!(device.signature, base64url(&signature.to_bytes()));
        assert_eq!((device.signed_at, device.nonce), (5, None));
    }

    trait SignForTest {
        fn sign_for_test(&self, text: &[u8]) -> Signature;
    }

    impl SignForTest for ed25519_dalek::SigningKey {
        fn sign_for_test(&self, text: &[u8]) -> Signature {
            ed25519_dalek::Signer::sign(self, text)
        }
    }
}
