//! A digest: 128 bits, written as 32 hex digits.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

/// A 128-bit fingerprint; as text always 32 lower-case hex digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Digest(pub u128);

/// A text that is not 32 lower-case hex digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a digest is 32 lower-case hex digits, got {0:?}")]
pub struct DigestTextError(pub String);

impl Digest {
    /// The sum of two parts' digests (mod 2¹²⁸).
    pub fn plus(self, other: Digest) -> Digest {
        Digest(self.0.wrapping_add(other.0))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl FromStr for Digest {
    type Err = DigestTextError;

    fn from_str(text: &str) -> Result<Digest, DigestTextError> {
        let is_hex = text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let bits = if is_hex { u128::from_str_radix(text, 16).ok() } else { None };
        bits.map(Digest).ok_or_else(|| DigestTextError(text.to_owned()))
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> String {
        digest.to_string()
    }
}

impl TryFrom<String> for Digest {
    type Error = DigestTextError;

    fn try_from(text: String) -> Result<Digest, DigestTextError> {
        text.parse()
    }
}

/// Collects parts, each with its length before it, so that no two lists of parts have the same bytes.
#[derive(Default)]
pub(super) struct LengthPrefixedParts(Vec<u8>);

impl LengthPrefixedParts {
    pub(super) fn text(&mut self, text: &str) {
        self.0.extend_from_slice(&(text.len() as u64).to_le_bytes());
        self.0.extend_from_slice(text.as_bytes());
    }

    pub(super) fn number(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    pub(super) fn digest(&mut self, digest: Digest) {
        self.0.extend_from_slice(&digest.0.to_le_bytes());
    }

    pub(super) fn hash(&self) -> Digest {
        Digest(xxh3_128(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_32_hex_digits_and_nothing_else() {
        let digest = Digest(0xab);
        assert_eq!(digest.to_string(), "000000000000000000000000000000ab");
        assert_eq!(digest.to_string().parse(), Ok(digest));
        for wrong in ["", "ab", "000000000000000000000000000000AB", "+00000000000000000000000000000ab"] {
            assert_eq!(wrong.parse::<Digest>(), Err(DigestTextError(wrong.to_owned())));
        }
    }

    #[test]
    fn parts_that_are_cut_elsewhere_hash_differently() {
        let hash = |parts: [&str; 2]| {
            let mut all = LengthPrefixedParts::default();
            parts.iter().for_each(|part| all.text(part));
            all.hash()
        };
        assert_ne!(hash(["ab", "c"]), hash(["a", "bc"]));
    }
}
