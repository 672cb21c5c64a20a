//! Values as text, the same on every machine.
//!
//! Used by casts to text, templates and error messages, so all three agree. No locale, no exponent, no thousands
//! separator.

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::datatypes::{DataType, TimeUnit, TimestampMicrosecondType, i256};
use arrow::util::display::array_value_to_string;

use super::uuid::uuid_bytes;
use crate::plan::sql::calendar;
use crate::plan::types::Type;

/// A value of an input for a message, or `None` if it is null or no engine's array.
///
/// For messages only, and so as a person writes it: texts without quotes, times in RFC 3339.
pub(super) fn cell(array: &ArrayRef, row: usize) -> Option<String> {
    if array.is_null(row) {
        return None;
    }
    match array.data_type() {
        // Arrow names the zone, which it cannot show without a database of zones.
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            Some(calendar::format_time(array.as_primitive::<TimestampMicrosecondType>().value(row)))
        }
        _ => array_value_to_string(array, row).ok(),
    }
}

/// A decimal with all its places: `-0.50`.
///
/// `decimal(-50, 2)` is `-0.50`; a scale of 0 has no point.
pub(super) fn decimal(digits: i256, scale: u32) -> String {
    let mut out = String::new();
    write_decimal(digits, scale, &mut out);
    out
}

/// Appends digits × 10^-scale.
///
/// Digits of up to 64 bits, the usual ones, avoid 128-bit division, which costs several times as much.
fn write_decimal(digits: i256, scale: u32, out: &mut String) {
    let figures = match digits.to_i128().map(i128::unsigned_abs) {
        Some(small) => u64::try_from(small).map_or_else(|_| small.to_string(), |small| small.to_string()),
        None => digits.to_string().trim_start_matches('-').to_owned(),
    };
    if digits.is_negative() {
        out.push('-');
    }
    let places = scale as usize;
    let whole = figures.len().saturating_sub(places);
    out.push_str(if whole == 0 { "0" } else { &figures[..whole] });
    if places > 0 {
        out.push('.');
        out.extend(std::iter::repeat_n('0', places.saturating_sub(figures.len())));
        out.push_str(&figures[whole..]);
    }
}

/// Appends an exact value of type `ty`, at the type's scale.
///
/// Decimals with all digits of their scale, dates as `2026-01-31`, times as RFC 3339 with `Z`, UUIDs in lower case
/// with hyphens.
pub(super) fn write_exact(digits: i256, ty: Type, out: &mut String) {
    let whole = digits.as_i128();
    match ty {
        Type::Decimal { scale, .. } => write_decimal(digits, u32::from(scale), out),
        Type::Date => out.push_str(&calendar::format_date(whole as i64)),
        Type::Time => out.push_str(&calendar::format_time(whole as i64)),
        Type::Uuid => out.push_str(&uuid(whole)),
        _ => write_decimal(digits, 0, out),
    }
}

/// A UUID as text.
///
/// Lower case, hyphens after 8, 12, 16 and 20 digits, as RFC 9562 section 4 writes it.
fn uuid(key: i128) -> String {
    let mut text = String::with_capacity(36);
    for (index, byte) in uuid_bytes(key).into_iter().enumerate() {
        if [4, 6, 8, 10].contains(&index) {
            text.push('-');
        }
        for nibble in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
        }
    }
    text
}

/// Reads a uuid, with or without hyphens in their places, as 16 bytes.
///
/// 32 hexadecimal digits of either case, with all four hyphens or none. `None` for everything else; PostgreSQL would
/// also read braces.
pub(super) fn parse_uuid(text: &str) -> Option<[u8; 16]> {
    let hyphens = [8, 13, 18, 23];
    // Byte 36 of a text with wider characters may lie inside one; then the digits fail below.
    let hyphenated = text.len() == 36 && hyphens.iter().all(|at| text.as_bytes()[*at] == b'-');
    let plain: String = text.chars().filter(|c| *c != '-').collect();
    if plain.len() != 32 || !(hyphenated || text.len() == 32) {
        return None;
    }
    let mut bytes = [0; 16];
    let nibbles: Option<Vec<u32>> = plain.chars().map(|c| c.to_digit(16)).collect();
    for (byte, pair) in bytes.iter_mut().zip(nibbles?.chunks(2)) {
        *byte = pair.iter().fold(0, |byte, nibble| byte << 4 | *nibble as u8);
    }
    Some(bytes)
}
