//! How a store's tables hold what SQLite has no type for: times and UUIDs. Chosen with the first tenant; reading takes
//! every form.
//!
//! `short` times are those of SQLite's own functions, of `CURRENT_TIMESTAMP` and of Django: UTC, a space, a fraction only
//! where there is one. `full` always has six digits, as SQLAlchemy writes; `iso` is the form of stores from before there
//! was a choice. All sort like instants. Drivers compare texts, so an application finds times and UUIDs by value only if
//! the store has its form.

use std::fmt;
use std::str::FromStr;

use crate::store::StoreError;

/// How instants are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Times {
    /// `2026-01-01 09:30:00`, `2026-01-01 09:30:00.250000`
    #[default]
    Short,
    /// `2026-01-01 09:30:00.000000`
    Full,
    /// `2026-01-01T09:30:00.000000Z`
    Iso,
}

/// How UUIDs are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Uuids {
    /// `00112233-4455-6677-8899-aabbccddeeff`
    #[default]
    Text,
    /// `00112233445566778899aabbccddeeff`, as Django and SQLAlchemy write.
    Hex,
    /// 16 bytes.
    Blob,
}

/// Both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forms {
    /// Of instants.
    pub times: Times,
    /// Of UUIDs.
    pub uuids: Uuids,
}

/// The forms that a store is asked for; none: those it has, or the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WantedForms {
    /// Of instants.
    pub times: Option<Times>,
    /// Of UUIDs.
    pub uuids: Option<Uuids>,
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Times::Short => "short",
            Times::Full => "full",
            Times::Iso => "iso",
        })
    }
}

impl FromStr for Times {
    type Err = StoreError;

    fn from_str(word: &str) -> Result<Times, StoreError> {
        let known = [Times::Short, Times::Full, Times::Iso].into_iter().find(|form| form.to_string() == word);
        known.ok_or_else(|| StoreError::damaged(format!("unknown form of times {word:?}")))
    }
}

impl Uuids {
    /// An expression for a random UUID of version 4. SQLite below 3.41 has no `unhex`, so bytes are joined as a text, which
    /// keeps them as they are.
    pub fn random(self) -> String {
        let hex = |bytes: u8| format!("lower(hex(randomblob({bytes})))");
        let nibbles = "substr(lower(hex(randomblob(2))), 2)";
        let variant = "substr('89ab', abs(random() % 4) + 1, 1)";
        let dash = if self == Uuids::Text { "-" } else { "" };
        match self {
            Uuids::Text | Uuids::Hex => format!(
                "{} || '{dash}' || {} || '{dash}4' || {nibbles} || '{dash}' || {variant} || {nibbles} || '{dash}' || {}",
                hex(4),
                hex(2),
                hex(6)
            ),
            Uuids::Blob => format!(
                "CAST(randomblob(6) || substr({}, abs(random() % 16) + 1, 1) || randomblob(1) || substr({}, abs(random() % 64) + 1, 1) \
                 || randomblob(7) AS BLOB)",
                bytes(0x40..=0x4f),
                bytes(0x80..=0xbf)
            ),
        }
    }
}

/// These bytes as SQLite writes a BLOB.
fn bytes(range: std::ops::RangeInclusive<u8>) -> String {
    let digits: String = range.map(|byte| format!("{byte:02x}")).collect();
    format!("x'{digits}'")
}

impl fmt::Display for Uuids {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Uuids::Text => "text",
            Uuids::Hex => "hex",
            Uuids::Blob => "blob",
        })
    }
}

impl FromStr for Uuids {
    type Err = StoreError;

    fn from_str(word: &str) -> Result<Uuids, StoreError> {
        let known = [Uuids::Text, Uuids::Hex, Uuids::Blob].into_iter().find(|form| form.to_string() == word);
        known.ok_or_else(|| StoreError::damaged(format!("unknown form of UUIDs {word:?}")))
    }
}

impl WantedForms {
    /// The forms of a store that has `kept` ones if tenants are in it.
    ///
    /// # Errors
    /// `Refused` when it has others than are asked for.
    pub fn of(self, kept: Option<Forms>) -> Result<Forms, StoreError> {
        let refused = |option: &str, has: String, wanted: String| {
            Err(StoreError::refused(format!("{option} {wanted}: the store has tenants with {option} {has}"))
                .with_help("A store has one form. Use another --store, or remove its tenants first."))
        };
        let forms = kept.unwrap_or_default();
        match (kept, self.times, self.uuids) {
            (Some(has), Some(times), _) if times != has.times => {
                refused("--times", has.times.to_string(), times.to_string())
            }
            (Some(has), _, Some(uuids)) if uuids != has.uuids => {
                refused("--uuids", has.uuids.to_string(), uuids.to_string())
            }
            _ => Ok(Forms { times: self.times.unwrap_or(forms.times), uuids: self.uuids.unwrap_or(forms.uuids) }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_without_tenants_takes_any_form_and_one_with_tenants_keeps_its_own() {
        let wanted = WantedForms { times: Some(Times::Full), uuids: None };
        assert_eq!(wanted.of(None).expect("a new store"), Forms { times: Times::Full, uuids: Uuids::Text });
        let kept = Forms { times: Times::Iso, uuids: Uuids::Hex };
        assert_eq!(WantedForms::default().of(Some(kept)).expect("its own"), kept);
        let error = wanted.of(Some(kept)).expect_err("another form");
        assert_eq!(error.to_string(), "--times full: the store has tenants with --times iso");
        for form in [Uuids::Text, Uuids::Hex, Uuids::Blob] {
            assert_eq!(form.to_string().parse::<Uuids>().expect("a form"), form);
        }
    }
}
