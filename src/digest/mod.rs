//! Order-independent fingerprints of data, and the papers made of them: receipts and lock files.
//!
//! The definition (permanent, because stored digests depend on it):
//! - Every cell has a number `x`. Whole numbers sign-extended, bools 0 or 1, floats' bits, dates in days, times and
//!   durations in µs and decimals of at most 18 digits (the digits without the point) are their own 64 bits; text,
//!   JSON, UUIDs and wider decimals (16 bytes, little end first) are the XXH3-64 of their bytes. Null is a constant
//!   of 128 bits, which no 64-bit `x` can equal.
//! - Every row has an odd number `M`, mixed from the `x` of its primary key.
//! - A column's digest is Σ x·M mod 2¹²⁸ over the rows: rows may come in any order and from any number of machines,
//!   and sums of parts add up to the sum of the whole.
//! - A table's digest is the XXH3-128 of its row count and its columns' (name, type, digest) in the order of names; a
//!   dataset's is the XXH3-128 of its tables' (name, digest) in the order of names.
//!
//! `M` is odd, so any change of one cell changes its column's digest. `M` differs from row to row, so cells that change
//! places between rows are seen too. It proves against accident, not against forgery.
//!
//! Must never depend on the Arrow type that holds a value: a number in 32 or 64 bits, a text plain or in a dictionary
//! have one digest.

mod cells;
#[cfg(any(test, debug_assertions))]
pub(crate) mod fixture;
mod lock;
mod lock_text;
mod receipt;
mod table;
#[cfg(test)]
mod tests;
mod value;

pub use lock::{Lock, LockDifference, LockedColumn, LockedTable};
pub use lock_text::LockError;
pub use receipt::{DatasetInputs, DatasetReceipt, Durations, ReceiptError};
pub use table::{ColumnDigest, TableDigest, TableDigester, dataset_digest};
pub use value::{Digest, DigestTextError};
