//! `numeric` on the wire: base-10000 digits with a weight, a sign and a display scale, each an i16 (in PostgreSQL's
//! source, `numeric_send`).

/// Decimal digits per base-10000 digit.
const GROUP: u32 = 4;
const BASE: u128 = 10_000;
const NEGATIVE: u16 = 0x4000;
/// 38 digits before and 38 after the point, each side rounded up to whole groups.
const GROUPS_MAX: usize = 20;

/// Appends the length and the form of `unscaled` × 10^−`scale` (scale at most 38).
pub fn push(out: &mut Vec<u8>, unscaled: i128, scale: u8) {
    let mut groups = [0_u16; GROUPS_MAX];
    let (start, end, weight) = split(unscaled.unsigned_abs(), u32::from(scale), &mut groups);
    let groups = &groups[start..end];
    let sign = if unscaled < 0 { NEGATIVE } else { 0 };
    out.extend_from_slice(&(8 + 2 * groups.len() as i32).to_be_bytes());
    for word in [groups.len() as u16, weight as u16, sign, u16::from(scale)] {
        out.extend_from_slice(&word.to_be_bytes());
    }
    groups.iter().for_each(|group| out.extend_from_slice(&group.to_be_bytes()));
}

/// Writes the groups of a number into `groups`; gives where they start and end without zeros at either side, and the
/// weight of the first one.
fn split(number: u128, scale: u32, groups: &mut [u16; GROUPS_MAX]) -> (usize, usize, i16) {
    let unit = 10_u128.pow(scale);
    let (mut whole, mut part) = (number / unit, number % unit);
    let middle = GROUPS_MAX / 2;
    let mut start = middle;
    while whole > 0 {
        start -= 1;
        groups[start] = (whole % BASE) as u16;
        whole /= BASE;
    }
    let part_groups = scale.div_ceil(GROUP) as usize;
    // The last group may stand for fewer digits than four.
    let mut last_digits = scale - (part_groups as u32).saturating_sub(1) * GROUP;
    for at in (middle..middle + part_groups).rev() {
        let unit = 10_u128.pow(last_digits);
        groups[at] = (part % unit) as u16 * 10_u16.pow(GROUP - last_digits);
        part /= unit;
        last_digits = GROUP;
    }
    let mut end = middle + part_groups;
    while start < end && groups[start] == 0 {
        start += 1;
    }
    while start < end && groups[end - 1] == 0 {
        end -= 1;
    }
    let weight = if start == end { 0 } else { middle as i16 - 1 - start as i16 };
    (start, end, weight)
}

/// The number × 10^`scale`; none if it is not finite, has more digits after the point, or more than `precision` in all.
pub fn parse(bytes: &[u8], precision: u8, scale: u8) -> Option<i128> {
    let mut words = bytes.chunks_exact(2).map(|word| u16::from_be_bytes([word[0], word[1]]));
    let (count, weight, sign, _) = (words.next()?, words.next()? as i16, words.next()?, words.next()?);
    if !matches!(sign, 0 | NEGATIVE) || words.len() != usize::from(count) {
        return None;
    }
    let mut unscaled: i128 = 0;
    for (position, group) in words.enumerate() {
        // The power of ten of the group's last digit, after scaling.
        let power = (i32::from(weight) - position as i32) * GROUP as i32 + i32::from(scale);
        let value = match power {
            0.. => i128::from(group).checked_mul(10_i128.checked_pow(power as u32)?)?,
            -3..0 => {
                let unit = 10_i128.pow(power.unsigned_abs());
                (i128::from(group) % unit == 0).then_some(i128::from(group) / unit)?
            }
            _ => (group == 0).then_some(0)?,
        };
        unscaled = unscaled.checked_add(value)?;
    }
    let fits = unscaled < 10_i128.checked_pow(u32::from(precision))?;
    fits.then_some(if sign == NEGATIVE { -unscaled } else { unscaled })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sent(unscaled: i128, scale: u8) -> Vec<u8> {
        let mut out = Vec::new();
        push(&mut out, unscaled, scale);
        let length = i32::from_be_bytes(out[..4].try_into().expect("four bytes"));
        assert_eq!(length as usize, out.len() - 4);
        out.split_off(4)
    }

    #[test]
    fn the_form_is_that_of_the_server() {
        // SELECT numeric_send('12345.678'), numeric_send('-0.00001'), numeric_send('0.00'), numeric_send('10000')
        let words = |words: &[u16]| words.iter().flat_map(|word| word.to_be_bytes()).collect::<Vec<u8>>();
        assert_eq!(sent(12_345_678, 3), words(&[3, 1, 0, 3, 1, 2345, 6780]));
        assert_eq!(sent(-1, 5), words(&[1, 0xfffe, 0x4000, 5, 1000]));
        assert_eq!(sent(0, 2), words(&[0, 0, 0, 2]));
        assert_eq!(sent(10_000, 0), words(&[1, 1, 0, 0, 1]));
    }

    #[test]
    fn what_is_no_decimal_of_the_type_is_none() {
        let nan = [0, 0, 0, 0, 0xc0, 0, 0, 0];
        assert_eq!(parse(&nan, 38, 0), None);
        assert_eq!(parse(&sent(12_345, 3), 10, 2), None, "a digit too many after the point");
        assert_eq!(parse(&sent(12_340, 3), 10, 2), Some(1_234));
        assert_eq!(parse(&sent(100, 0), 2, 0), None, "too large");
        assert_eq!(parse(&[0, 1], 2, 0), None, "cut short");
    }

    proptest! {
        #[test]
        fn every_decimal_comes_back(digits in 0_i128..10_i128.pow(38), cut in 0_u32..38, negative: bool, scale in 0_u8..=38) {
            let unscaled = digits / 10_i128.pow(cut) * if negative { -1 } else { 1 };
            prop_assert_eq!(parse(&sent(unscaled, scale), 38, scale), Some(unscaled));
        }
    }
}
