//! Rows in PostgreSQL's binary COPY format: Arrow columns → bytes, bytes → Arrow columns.
//!
//! The format: a signature, then per row an i16 field count and per field an i32 length (−1: null) with the type's
//! `send`/`recv` form, big-endian; an i16 of −1 ends it (PostgreSQL manual, "COPY", binary format). Invariant: what
//! [`decode`] gives for what [`encode`] wrote is the very array that came in.

pub mod decode;
pub mod encode;
mod numeric;

/// The 11 bytes that every binary stream begins with, no flags, no header extension.
pub const HEADER: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
/// What ends a stream.
pub const TRAILER: &[u8] = &(-1_i16).to_be_bytes();

/// Days from 1970-01-01 to 2000-01-01, where PostgreSQL counts dates from.
const EPOCH_DAYS: i32 = 10_957;
/// The same in µs.
const EPOCH_MICROS: i64 = EPOCH_DAYS as i64 * 86_400_000_000;
/// What `jsonb` puts before its text.
const JSONB_VERSION: u8 = 1;
