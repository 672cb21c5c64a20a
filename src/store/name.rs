//! Tenant names: checked once at the edge, so that paths and identifiers made from them are safe.

use std::fmt;
use std::str::FromStr;

use super::StoreError;

/// The longest tenant name, in bytes.
pub const TENANT_NAME_LEN_MAX: usize = 63;

/// A tenant's name: `[a-z0-9][a-z0-9_-]{0,62}`. It has no dot, slash or space, so `<name>.anything` is one file of
/// exactly one tenant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TenantName(String);

impl TenantName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for TenantName {
    type Err = StoreError;

    /// # Errors
    /// `Usage` when the text does not match the pattern.
    fn from_str(text: &str) -> Result<Self, StoreError> {
        let starts = text.bytes().next().is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        let fits = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-');
        if starts && fits && text.len() <= TENANT_NAME_LEN_MAX {
            return Ok(TenantName(text.to_owned()));
        }
        Err(StoreError::usage(format!("{text:?} is not a valid tenant name")).with_help(
            "A name has 1 to 63 of the characters a-z, 0-9, \"_\" and \"-\", and starts with a letter or a digit.",
        ))
    }
}

impl fmt::Display for TenantName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_could_leave_their_folder_are_refused() {
        for bad in ["", ".", "..", "a/b", "a.b", "-a", "_a", "A", "é", "a b", &"a".repeat(64)] {
            assert!(bad.parse::<TenantName>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn ordinary_names_are_accepted() {
        for good in ["a", "7", "acme-eu_2", &"a".repeat(63)] {
            assert_eq!(good.parse::<TenantName>().expect("is a tenant name").as_str(), good);
        }
    }
}
