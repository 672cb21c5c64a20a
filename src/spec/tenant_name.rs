//! Tenant names: parsed once, at the edge, so that paths, identifiers and host names made from them are safe everywhere.
//!
//! Must never be built from unchecked text: [`str::parse`] is the only way to a [`TenantName`].

use std::fmt;
use std::str::FromStr;

use super::fault::quote;

/// The longest tenant name, in bytes: PostgreSQL cuts identifiers at 63, and a label of a host name has as many at most.
pub const TENANT_NAME_BYTES_MAX: usize = 63;

/// A tenant's name: `[a-z0-9][a-z0-9_-]{0,62}`. It has no dot, slash or space, so `<name>.anything` is one file of
/// exactly one tenant. Ordered by bytes.
///
/// ```
/// use reseed::spec::tenant_name::TenantName;
///
/// let name: TenantName = "acme-eu_2".parse()?;
/// assert_eq!(name.as_str(), "acme-eu_2");
/// assert_eq!("Acme".parse::<TenantName>().unwrap_err().to_string(), "\"Acme\" is not a valid tenant name");
/// # Ok::<(), reseed::spec::tenant_name::TenantNameError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TenantName(String);

/// A text that cannot be a tenant's name. Every message about one is this one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} is not a valid tenant name", quote(.0))]
pub struct TenantNameError(String);

impl TenantName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TenantNameError {
    /// The rule that the text breaks, in a full sentence.
    pub const HELP: &str =
        "A name has 1 to 63 of the characters a-z, 0-9, \"_\" and \"-\", and starts with a letter or a digit.";
}

impl FromStr for TenantName {
    type Err = TenantNameError;

    fn from_str(text: &str) -> Result<Self, TenantNameError> {
        let plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let bytes = text.as_bytes();
        let starts = bytes.first().is_some_and(plain);
        let fits = bytes.len() <= TENANT_NAME_BYTES_MAX;
        match starts && fits && bytes.iter().all(|byte| plain(byte) || matches!(byte, b'_' | b'-')) {
            true => Ok(TenantName(text.to_owned())),
            false => Err(TenantNameError(text.to_owned())),
        }
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

    #[test]
    fn the_help_names_the_limit() {
        assert!(TenantNameError::HELP.contains(&TENANT_NAME_BYTES_MAX.to_string()));
    }
}
