//! Names: patterns for them, as in a shell, and what two styles of one name have in common.

use super::init::names::singular;

/// Whether a name matches a pattern of a shell: `*` is any text, `?` one byte.
pub fn matches_pattern(pattern: &[u8], name: &[u8]) -> bool {
    match (pattern, name) {
        ([], []) => true,
        ([b'*', rest @ ..], _) => (0..=name.len()).any(|taken| matches_pattern(rest, &name[taken..])),
        ([b'?', pattern @ ..], [_, name @ ..]) => matches_pattern(pattern, name),
        ([first, pattern @ ..], [letter, name @ ..]) => first == letter && matches_pattern(pattern, name),
        _ => false,
    }
}

/// The letters of a name without its style and its plural: `order_lines` and `OrderLine` are `orderline`.
pub fn plain_name(name: &str) -> String {
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    singular(&letters.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_that_of_a_shell() {
        let matches = |pattern: &str, name: &str| matches_pattern(pattern.as_bytes(), name.as_bytes());
        assert!(matches("*", "") && matches("a*c*", "abcd") && matches("a?c", "abc") && matches("*_x", "a_x"));
        assert!(!matches("a", "ab") && !matches("a?", "a") && !matches("*_x", "a_y") && !matches("A*", "ab"));
    }
}
