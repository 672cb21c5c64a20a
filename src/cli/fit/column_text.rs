//! Changes one key of a column that a spec writes on one line, and keeps everything else as it is written.

/// A line of a column in its parts.
struct ColumnText<'t> {
    /// `  name:   `
    head: &'t str,
    /// `{ person: full, nulls: 5% }`
    body: &'t str,
    /// `   # why`
    comment: &'t str,
}

/// The line with a key, in the place of the one that it has. None where the line is no whole column.
pub fn with_key(line: &str, key: &str, value: &str) -> Option<String> {
    let column = ColumnText::read(line)?;
    let mut entries = column.entries();
    let entry = format!("{key}: {value}");
    match entries.iter_mut().find(|entry| key_of(entry) == key) {
        Some(known) => *known = entry,
        None => entries.push(entry),
    }
    Some(column.with(&entries))
}

/// The line without a key. None where the line is no whole column, or does not have it.
pub fn without_key(line: &str, key: &str) -> Option<String> {
    let column = ColumnText::read(line)?;
    let entries = column.entries();
    let rest: Vec<String> = entries.iter().filter(|entry| key_of(entry) != key).cloned().collect();
    (!rest.is_empty() && rest.len() < entries.len()).then(|| column.with(&rest))
}

/// The line with one more value in the list of a key. None where there is no list on the line.
pub fn with_item(line: &str, key: &str, value: &str) -> Option<String> {
    let column = ColumnText::read(line)?;
    let mut entries = column.entries();
    let entry = entries.iter_mut().find(|entry| key_of(entry) == key)?;
    let list = entry.strip_suffix(']')?.trim_end();
    *entry = format!("{list}, {value}]");
    Some(column.with(&entries))
}

impl<'t> ColumnText<'t> {
    fn read(line: &'t str) -> Option<ColumnText<'t>> {
        let colon = line.find(':')?;
        let start = colon + 1 + line[colon + 1..].find(|letter: char| letter != ' ')?;
        let end = scan(&line[start..]).find(|(_, letter, depth)| *letter == '#' && *depth == 0);
        let end = end.filter(|(at, ..)| *at == 0 || line[start..start + at].ends_with(' '));
        let end = end.map_or(line.len(), |(at, ..)| start + at);
        let body = line[start..end].trim_end();
        let is_open = body.starts_with('{') != body.ends_with('}');
        let column = ColumnText { head: &line[..start], body, comment: &line[start + body.len()..] };
        (!body.is_empty() && !is_open).then_some(column)
    }

    /// `kind: argument` and the keys next to it.
    fn entries(&self) -> Vec<String> {
        let Some(inside) = self.body.strip_prefix('{').and_then(|body| body.strip_suffix('}')) else {
            // A path, or a kind without an argument.
            let kind =
                if self.body.contains('.') { format!("lookup: {}", self.body) } else { format!("{}: true", self.body) };
            return vec![kind];
        };
        let (mut entries, mut start) = (Vec::new(), 0);
        for (at, _, _) in scan(inside).filter(|(_, letter, depth)| *letter == ',' && *depth == 0) {
            entries.push(inside[start..at].trim().to_owned());
            start = at + 1;
        }
        entries.push(inside[start..].trim().to_owned());
        entries
    }

    fn with(&self, entries: &[String]) -> String {
        format!("{}{{ {} }}{}", self.head, entries.join(", "), self.comment)
    }
}

/// The word before the colon.
fn key_of(entry: &str) -> &str {
    entry.split(':').next().unwrap_or_default().trim()
}

/// The letters outside quotes, with their places, and how many brackets are open around each.
fn scan(text: &str) -> impl Iterator<Item = (usize, char, usize)> + '_ {
    let (mut depth, mut quote, mut is_escaped) = (0_usize, None, false);
    text.char_indices().filter_map(move |(at, letter)| {
        match (quote, letter) {
            (Some('"'), '\\') if !is_escaped => {
                is_escaped = true;
                return None;
            }
            (Some(open), _) => {
                if letter == open && !is_escaped {
                    quote = None;
                }
                is_escaped = false;
                return None;
            }
            (None, '"' | '\'') => {
                quote = Some(letter);
                return None;
            }
            (None, '{' | '[' | '(') => depth += 1,
            (None, '}' | ']' | ')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        Some((at, letter, depth))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_added_or_replaced_and_the_rest_stays() {
        let with = |line: &str| with_key(line, "as", "b");
        assert_eq!(with("  a:   serial").as_deref(), Some("  a:   { serial: true, as: b }"));
        assert_eq!(with("  a: orders.id   # why").as_deref(), Some("  a: { lookup: orders.id, as: b }   # why"));
        assert_eq!(with("  a: { words: [1, 3], as: c }").as_deref(), Some("  a: { words: [1, 3], as: b }"));
        let quoted = "a: { template: \"{x}, #\\\" as: y\" } # c";
        assert_eq!(with(quoted).as_deref(), Some("a: { template: \"{x}, #\\\" as: y\", as: b } # c"));
        assert_eq!([with("  a:"), with("  a: { words:"), with("nothing")], [None, None, None]);
    }

    #[test]
    fn a_key_goes_alone() {
        let without = |line: &str| without_key(line, "nulls");
        assert_eq!(without("a: { nulls: 5%, words: [1, 3] }").as_deref(), Some("a: { words: [1, 3] }"));
        assert_eq!(without("a: { uuid: true, nulls: 5% } # c").as_deref(), Some("a: { uuid: true } # c"));
        assert_eq!([without("a: serial"), without("a: { words: 1 }")], [None, None]);
    }

    #[test]
    fn a_list_gets_one_more_value() {
        let line = "a: { choose: [x, \"y]\"], closed: true }";
        assert_eq!(with_item(line, "choose", "z").as_deref(), Some("a: { choose: [x, \"y]\", z], closed: true }"));
        assert_eq!(with_item("a: { choose: { x: 1 } }", "choose", "z"), None);
    }
}
