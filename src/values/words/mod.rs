//! Words, names, places and numbers that values are made of, as tables that an index reaches in constant time.
//!
//! Job: give kinds immutable tables by locale or country, and [`Phrase`]s over them, so that a draw or a permuted index
//! becomes text. Names and words come from the `fake` crate's constants (pinned exactly), everything else from reviewed
//! files under `generators/reference/`.
//!
//! Must never: call into `fake` for a row, draw, or make a number or domain that could belong to a person (class C).
//!
//! Invariants: a table holds no word twice and its order is pinned by golden tests; another order or word would be
//! another language version. Tables are read once and live as long as the process.

mod countries;
mod lists;
mod locale;
mod networks;
mod phones;
mod phrase;
mod places;
mod slots;
mod slug;
mod tables;
#[cfg(test)]
mod tests;
mod tsv;

pub use countries::{Country, countries, country_code, country_name};
pub use lists::{NameOrder, WordTable};
pub use locale::Locale;
pub use networks::{Network, NetworkRange, network_range};
pub use phones::{PhoneRange, phone_countries, phone_range};
pub use phrase::Phrase;
pub use places::{City, place_countries, places, streets};
pub use slots::{NameSlots, SLOT_BYTES, Slot, WordSlots};
pub use slug::{NAMELESS, slug};
pub use tables::{Words, words};

/// Domains that RFC 2606 reserves and common validators accept (class A). The default is a name below the first:
/// `{tenant}.example.com`.
pub const RESERVED_DOMAINS: [&str; 3] = ["example.com", "example.net", "example.org"];
