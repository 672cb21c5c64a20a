//! serial, ordinal, uuid, id, mac, ip.
//!
//! What distinguishes rows is a permutation of the row index, so no value has to be remembered or retried. Free bits
//! and characters behind it are drawn by the row index too: these columns need no keys of rows.
//!
//! | kind | example | distinct because |
//! |---|---|---|
//! | serial | `1`, `2`, `3` | it is the row's number |
//! | ordinal | `1`, `2` in each group | it is the place in the group; distinct per parent only |
//! | uuid | `8f14e45f-ceea-4a7b-9c3d-0123456789ab` | 64 of its bits are a bijection of the row's number |
//! | id | `cus_4fT9xQm2Lk8a` | its first 10 characters are a permutation of the row's number |
//! | mac, ip | `192.0.2.17` | distinct only with `unique: true` |
//!
//! Random identifiers with a check for duplicates were rejected: the check needs all rows so far, which rules out
//! making row 1,000,000,000 alone, and a collision in one row would change others.

use std::sync::Arc;

use arrow::array::{ArrayRef, FixedSizeBinaryArray, Int64Array};
use arrow::buffer::Buffer;

use super::ColumnRequest;
use crate::generate::error::DataError;
use crate::generate::show::push_hyphenated;
use crate::generate::text::TextBuilder;
use crate::plan::Type;
use crate::plan::maker::{ID_PERMUTED_LENGTH, RowSource};
use crate::values::permutation::WidePermutation;
use crate::values::random::draw;
use crate::values::words::NetworkRange;

const BASE_62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

impl ColumnRequest<'_, '_> {
    /// The row index, counted from `start`.
    ///
    /// `Int64`, no nulls, `start + row`. A sum beyond 64 bits wraps; tables have at most 2^62 rows.
    pub(super) fn serial(&self, start: i64) -> ArrayRef {
        Arc::new(Int64Array::from_iter_values(self.rows.iter().map(|row| start.wrapping_add(row as i64))))
    }

    /// The place among the parent's children, counted from `start`.
    ///
    /// `Int64`, no nulls. In a root table, which is one group without a parent, it is the serial.
    ///
    /// # Errors
    /// Those of counting the groups that lie before the rows.
    pub(super) fn ordinal(&self, start: i64) -> Result<ArrayRef, DataError> {
        if let RowSource::Root { .. } = self.scope.memo().plan().tables[self.table].row_source {
            return Ok(self.serial(start));
        }
        let family = self.scope.family(self.table, self.rows)?;
        let ordinals = family.places.iter().map(|place| start.wrapping_add(place.ordinal as i64));
        Ok(Arc::new(Int64Array::from_iter_values(ordinals)))
    }

    /// The 64 bits of a bijection of the row index keep rows apart; the other 58 free bits are drawn.
    ///
    /// Version 4, variant 10 (RFC 9562, section 5.4): 122 free bits in network byte order. The 6 fixed bits are not
    /// random, so a bijection over all 128 bits would have to be walked until they fit; mapping 64 bits and drawing
    /// the rest needs no loop and has no capacity that a table could exceed.
    ///
    /// `FixedSizeBinary(16)`, or hyphenated `Utf8` of 36 characters in lower case where the column is text.
    pub(super) fn uuid(&self) -> Result<ArrayRef, DataError> {
        let order = WidePermutation::new(self.key().derive("order"));
        let uuids = self.rows.iter().map(|row| {
            // The permuted bits come first, so that the UUIDs of neighbouring rows differ from their first byte on.
            let free = u128::from(order.at(row)) << 58 | u128::from(draw(self.key(), row, 0) >> 6);
            let time_high = (free >> 74) << 80;
            let time_low = (free >> 62 & 0xfff) << 64;
            let rest = free & ((1 << 62) - 1);
            time_high | 4 << 76 | time_low | 2 << 62 | rest
        });
        if self.column.ty == Type::Text {
            let mut text = TextBuilder::new(self.rows.len(), 36);
            for uuid in uuids {
                push_hyphenated(&uuid.to_be_bytes(), text.text());
                text.end_cell();
            }
            return self.fitting(text.finish());
        }
        let bytes: Vec<u8> = uuids.flat_map(u128::to_be_bytes).collect();
        Ok(Arc::new(FixedSizeBinaryArray::new(16, Buffer::from_vec(bytes), None)))
    }

    /// The prefix, characters from a permutation of the row index, and drawn ones behind them.
    ///
    /// `Utf8` of `prefix.len() + length` bytes. 62^10 is about 8.4 × 10^17 and 62^11 more than the 2^63 that a
    /// permutation takes, so characters after the tenth are drawn, ten from each draw.
    ///
    /// # Errors
    /// A row beyond 62^length, which takes a table of more than 14 million rows with ids of 4 characters.
    pub(super) fn prefixed_id(&self, prefix: &str, length: u8) -> Result<ArrayRef, DataError> {
        let permuted_length = length.min(ID_PERMUTED_LENGTH);
        let capacity = 62_u64.pow(u32::from(permuted_length));
        let mut text = TextBuilder::new(self.rows.len(), prefix.len() + usize::from(length));
        for (row, permuted) in self.rows.iter().zip(self.permuted(capacity)?) {
            text.text().push_str(prefix);
            push_base_62(permuted, permuted_length, text.text());
            let mut left = length - permuted_length;
            let mut number = 1;
            while left > 0 {
                let taken = left.min(ID_PERMUTED_LENGTH);
                push_base_62(draw(self.key(), row, number), taken, text.text());
                left -= taken;
                number += 1;
            }
            text.end_cell();
        }
        self.fitting(text.finish())
    }

    /// Addresses of a reserved range; all different where the column is unique.
    ///
    /// Ranges are those that are reserved for documentation and local use (RFC 5737, RFC 3849, RFC 9542), so no cell
    /// is an assigned address.
    ///
    /// # Errors
    /// In a unique column: a row beyond the range, which for IPv4 has 762 hosts.
    pub(super) fn network(&self, range: &NetworkRange) -> Result<ArrayRef, DataError> {
        let mut text = TextBuilder::new(self.rows.len(), 20);
        for index in self.indices(range.capacity())? {
            range.write(index, text.text());
            text.end_cell();
        }
        self.fitting(text.finish())
    }
}

/// Appends `length` digits to base 62, the lowest first.
///
/// Digits run from the lowest to the highest, unlike a number on paper: the low digits of a permuted value vary as
/// much as the high ones, and this order needs no buffer.
fn push_base_62(mut value: u64, length: u8, out: &mut String) {
    for _ in 0..length {
        out.push(BASE_62[(value % 62) as usize] as char);
        value /= 62;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::Engine;
    use crate::plan::{Inputs, resolve};
    use crate::spec::parse::parse;
    use crate::spec::source::Source;

    /// The cells of a column `a` in a table of `row_count` rows.
    fn cells(column: &str, row_count: u64) -> Vec<String> {
        let spec = format!(
            "reseed: 1\ndataset: d\nas_of: 2026-01-01T00:00:00Z\ntables:\n  hosts:\n    rows: {row_count}\n    \
             columns:\n      id: serial\n      a: {column}\n"
        );
        let draft = parse(&Source::new("spec.yaml", spec)).unwrap_or_else(|rejected| panic!("{rejected}"));
        let plan = resolve(&draft, &Inputs::new("acme".parse().expect("a tenant name")))
            .unwrap_or_else(|rejected| panic!("{rejected}"));
        let batch = Engine::new(Arc::new(plan)).batch(0, 0..row_count).expect("no cell is bad");
        crate::generate::texts(batch.column(1)).expect("text").into_iter().flatten().collect()
    }

    /// Golden: other cells would be another language version.
    #[test]
    fn addresses_of_machines_are_pinned() {
        let columns = ["mac", "{ mac: local }", "{ mac: documentation, unique: true }", "ip", "{ ip: v6 }"];
        assert_eq!(
            columns.map(|column| cells(column, 3).join(" ")),
            [
                "00:00:5e:00:53:e6 00:00:5e:00:53:11 00:00:5e:00:53:49",
                "02:e6:04:e6:8e:65 02:11:b7:ad:c8:18 02:49:7c:ba:af:97",
                "00:00:5e:00:53:86 00:00:5e:00:53:01 00:00:5e:00:53:3f",
                "203.0.113.177 192.0.2.53 192.0.2.219",
                "2001:db8::1:e604:e68e:656e 2001:db8::1:11b7:adc8:18cb 2001:db8::1:497c:baaf:972c",
            ]
        );
    }

    #[test]
    fn unique_addresses_use_up_their_range() {
        for (column, count) in [("{ mac: documentation, unique: true }", 256), ("{ ip: v4, unique: true }", 762)] {
            let mut addresses = cells(column, count);
            addresses.sort_unstable();
            addresses.dedup();
            assert_eq!(addresses.len() as u64, count, "{column}");
        }
    }
}
