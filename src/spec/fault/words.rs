//! Words of a message, which lines are never broken in: a quoted value is one word, whatever blanks it has.

/// The words of a line, each with the blanks behind it.
pub fn words(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let (word, more) = rest.split_at(word_len(rest));
        rest = more;
        (!word.is_empty()).then_some(word)
    })
}

/// How many bytes the first word and the blanks behind it have.
fn word_len(text: &str) -> usize {
    let (mut at, mut before, mut in_blanks) = (0, ' ', false);
    while let Some(letter) = text[at..].chars().next() {
        if in_blanks && letter != ' ' {
            return at;
        }
        in_blanks = letter == ' ';
        let opens = letter == '"' && !before.is_alphanumeric();
        at += opens.then(|| quoted_len(&text[at..])).flatten().unwrap_or(letter.len_utf8());
        before = letter;
    }
    text.len()
}

/// How many bytes `"…"` has, with `\"` inside; none if it is never closed.
fn quoted_len(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    let closing = |(at, byte): (usize, u8)| {
        let is_end = at > 0 && byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end.then_some(at + 1)
    };
    text.bytes().enumerate().find_map(closing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_value_is_one_word() {
        let line = r#"no pack "a b \" c", in  ("my packs/x y"), 5" wide and "open "#;
        let found: Vec<&str> = words(line).collect();
        let expected =
            ["no ", "pack ", r#""a b \" c", "#, "in  ", "(\"my packs/x y\"), ", "5\" ", "wide ", "and ", "\"open "];
        assert_eq!(found, expected);
        assert_eq!(found.concat(), line);
        assert_eq!(words(" é\" \u{1f600} ").collect::<Vec<_>>(), [" ", "é\" ", "\u{1f600} "]);
        assert_eq!(words("").count(), 0);
    }
}
