//! Text of others on a terminal: characters that would move the cursor, change colours or turn the reading direction are
//! shown as escapes.

use std::borrow::Cow;

/// The text with `\u{1b}` for such a character; line feeds and tabs stay.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unprintable) {
        return Cow::Borrowed(text);
    }
    let escape = |letter: char| match is_unprintable(letter) {
        true => letter.escape_unicode().to_string(),
        false => letter.to_string(),
    };
    text.chars().map(escape).collect::<String>().into()
}

/// The text with another character of as many bytes for such a character, so that places in it stay the same.
pub(super) fn same_places(text: &str) -> Cow<'_, str> {
    let is_hidden = |letter: char| is_unprintable(letter) && letter != '\r';
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let replace = |letter: char| match (is_hidden(letter), letter.len_utf8()) {
        (false, _) => letter,
        (true, 1) => '?',
        (true, 2) => '¿',
        (true, _) => char::REPLACEMENT_CHARACTER,
    };
    text.chars().map(replace).collect::<String>().into()
}

/// Whether a terminal takes a character for a command, or for the direction of what follows (Unicode, UAX #9).
pub fn is_unprintable(letter: char) -> bool {
    let is_direction = matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    (letter.is_control() && !matches!(letter, '\n' | '\t')) || is_direction || matches!(letter, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_to_a_terminal_are_shown_and_all_else_is_left_alone() {
        let text = "a\u{1b}[31mb\u{7f}\u{9b}2J\r\u{202e}c\n\td é 菅\u{1f600}";
        let shown = "a\\u{1b}[31mb\\u{7f}\\u{9b}2J\\u{d}\\u{202e}c\n\td é 菅\u{1f600}";
        assert_eq!(printable(text), shown);
        assert!(matches!(printable("plain é\n"), Cow::Borrowed(_)));
        let same = same_places(text);
        assert_eq!(same.len(), text.len());
        assert_eq!(same, "a?[31mb?¿2J\r\u{fffd}c\n\td é 菅\u{1f600}");
    }
}
