//! UUIDs as numbers: their order is that of the bytes.
//!
//! UUIDs share the loops of whole numbers (comparison, `case`, `coalesce`), which compare signed: flipping the
//! highest bit makes the order of signed integers that of unsigned bytes.

/// A uuid as a number that sorts as its bytes do.
///
/// `bytes` are 16, in network order.
pub(super) fn uuid_key(bytes: &[u8]) -> i128 {
    let mut whole = [0; 16];
    whole.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    (u128::from_be_bytes(whole) ^ (1 << 127)) as i128
}

/// The bytes of a uuid's number.
pub(super) fn uuid_bytes(key: i128) -> [u8; 16] {
    (key as u128 ^ (1 << 127)).to_be_bytes()
}
