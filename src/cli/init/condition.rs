//! A condition as PostgreSQL shows it → the SQL of specs, and what it says of single columns.
//!
//! ```text
//! (((price >= (0)::numeric) AND ((state)::text = ANY (ARRAY['a'::text, 'b'::text]))))
//! price >= 0 and state in ('a', 'b')
//! ```
//! Works on the words alone: casts go, since literals of specs have no types, and the server's own spellings get those of
//! the language. Whether the result can be a check is found out by reading it; what cannot be is left to a comment.

use std::fmt::Write;

use super::pieces::{KEYWORDS, Piece, pieces};

/// Words that a column cannot be called without quotes.
const RESERVED: [&str; 28] = [
    "and", "as", "between", "case", "cast", "distinct", "div", "else", "end", "exists", "false", "from", "group",
    "having", "ilike", "in", "is", "like", "not", "null", "or", "order", "over", "select", "similar", "then", "true",
    "union",
];

/// A condition in the SQL of specs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Condition {
    /// The text.
    pub text: String,
    /// What each part of it that is joined by AND says, where that is simple.
    pub facts: Vec<ConditionFact>,
    /// How many parts are joined by AND.
    pub part_count: usize,
}

/// What a condition says of a column; columns by their names in the database.
#[derive(Clone, Debug, PartialEq)]
pub enum ConditionFact {
    /// It is one of these.
    OneOf(String, Vec<String>),
    /// Its number lies at this end or inside.
    Bound(String, Bound),
    /// Its length lies at this end or inside.
    Length(String, Bound),
    /// It matches a regular expression.
    Matches(String, String),
    /// It lies after another column, or at the same place too.
    After {
        /// The column.
        later: String,
        /// The other one.
        earlier: String,
        /// Whether both may be the same.
        may_equal: bool,
    },
    /// It is not an empty text.
    NotEmpty(String),
}

/// An end of a range of numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// The lowest, and whether it is outside itself.
    Low(f64, bool),
    /// The highest, and whether it is outside itself.
    High(f64, bool),
}

impl Condition {
    /// The condition that PostgreSQL shows; `name` gives a column's name in the spec.
    pub fn read(shown: &str, name: impl Fn(&str) -> String) -> Condition {
        let pieces = translated(unwrapped(pieces(shown)));
        let pieces = without_outer(&pieces);
        let parts = parts(pieces);
        let facts = parts.iter().filter_map(|part| fact(without_outer(part))).collect();
        Condition { text: rendered(pieces, &name), facts, part_count: parts.len() }
    }

    /// Whether each part of it says what is wanted.
    pub fn is_all(&self, is_wanted: impl Fn(&ConditionFact) -> bool) -> bool {
        self.facts.len() == self.part_count && self.facts.iter().all(is_wanted)
    }
}

/// The pieces without brackets around a single one, where they are no call's.
fn unwrapped(mut pieces: Vec<Piece>) -> Vec<Piece> {
    loop {
        let found = (0..pieces.len().saturating_sub(2)).find(|&at| {
            let is_call = at.checked_sub(1).is_some_and(|before| match &pieces[before] {
                Piece::Word(word) => {
                    !["and", "or", "not", "when", "then", "else", "case", "like"].contains(&word.as_str())
                }
                _ => false,
            });
            let single = !matches!(pieces[at + 1], Piece::Symbol(_));
            !is_call && single && pieces[at] == Piece::Symbol("(") && pieces[at + 2] == Piece::Symbol(")")
        });
        let Some(at) = found else { return pieces };
        pieces.remove(at + 2);
        pieces.remove(at);
    }
}

/// The language's own spellings: IN for ANY and ALL, LIKE for its operators.
fn translated(pieces: Vec<Piece>) -> Vec<Piece> {
    let word = |word: &str| Piece::Word(word.to_owned());
    let mut out = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let list = match (&pieces[at], pieces.get(at + 1)) {
            (Piece::Symbol("="), Some(Piece::Word(any))) if any == "any" => array(&pieces, at + 2),
            (Piece::Symbol("<>"), Some(Piece::Word(all))) if all == "all" => array(&pieces, at + 2),
            _ => None,
        };
        if let Some(list) = list {
            out.extend((pieces[at] == Piece::Symbol("<>")).then(|| word("not")));
            out.extend([word("in"), Piece::Symbol("(")]);
            out.extend_from_slice(&pieces[list.first..list.last]);
            out.push(Piece::Symbol(")"));
            at = list.end;
            continue;
        }
        match &pieces[at] {
            Piece::Symbol("~~") => out.push(word("like")),
            Piece::Symbol("!~~") => out.extend([word("not"), word("like")]),
            Piece::Symbol("!=") => out.push(Piece::Symbol("<>")),
            other => out.push(other.clone()),
        }
        at += 1;
    }
    out
}

/// Where the items of `(ARRAY[…])` are, and where it ends.
struct ArrayPlace {
    first: usize,
    last: usize,
    end: usize,
}

fn array(pieces: &[Piece], start: usize) -> Option<ArrayPlace> {
    let brackets = pieces[start..].iter().take_while(|piece| **piece == Piece::Symbol("(")).count();
    let at = start + brackets;
    let is_array = pieces.get(at) == Some(&Piece::Word("array".to_owned()));
    if !is_array || pieces.get(at + 1) != Some(&Piece::Symbol("[")) {
        return None;
    }
    let last = at + 2 + pieces[at + 2..].iter().position(|piece| *piece == Piece::Symbol("]"))?;
    let closing = pieces[last + 1..].iter().take_while(|piece| **piece == Piece::Symbol(")")).count();
    (closing >= brackets).then_some(ArrayPlace { first: at + 2, last, end: last + 1 + brackets })
}

/// The pieces without brackets around all of them.
fn without_outer(pieces: &[Piece]) -> &[Piece] {
    match pieces {
        [Piece::Symbol("("), inside @ .., Piece::Symbol(")")] if closes_last(inside) => without_outer(inside),
        _ => pieces,
    }
}

/// Whether no bracket inside closes one that was opened before.
fn closes_last(inside: &[Piece]) -> bool {
    let mut depth = 0_i32;
    inside.iter().all(|piece| {
        depth += depth_change(piece);
        depth >= 0
    })
}

fn depth_change(piece: &Piece) -> i32 {
    match piece {
        Piece::Symbol("(") => 1,
        Piece::Symbol(")") => -1,
        _ => 0,
    }
}

/// The parts that AND joins at the outermost level; the AND of BETWEEN never stands there, since the server writes two
/// comparisons for it.
fn parts(pieces: &[Piece]) -> Vec<&[Piece]> {
    let mut depth = 0;
    let mut joins = |piece: &Piece| {
        depth += depth_change(piece);
        depth == 0 && *piece == Piece::Word("and".to_owned())
    };
    let outer: Vec<&[Piece]> = pieces.split(|piece| joins(piece)).collect();
    let has_or = outer.iter().any(|part| part.contains(&Piece::Word("or".to_owned())) && without_outer(part) == *part);
    match (outer.len(), has_or) {
        (1, _) | (_, true) => vec![pieces],
        _ => outer.into_iter().flat_map(|part| parts(without_outer(part))).collect(),
    }
}

/// What a part says, where that is simple.
fn fact(part: &[Piece]) -> Option<ConditionFact> {
    use Piece::{Column, Number, Symbol, Text, Word};
    match part {
        [Column(column), Word(word), Symbol("("), items @ .., Symbol(")")] if word == "in" => {
            let values = items.iter().filter(|piece| **piece != Symbol(","));
            let values: Option<Vec<String>> = values.map(value).collect();
            Some(ConditionFact::OneOf(column.clone(), values?))
        }
        // The server writes a list of one value so.
        [Column(column), Symbol("="), only @ (Text(_) | Number(_))] => {
            Some(ConditionFact::OneOf(column.clone(), vec![value(only)?]))
        }
        [Column(column), Symbol("<>"), Text(text)] if text.is_empty() => Some(ConditionFact::NotEmpty(column.clone())),
        [Column(column), Symbol("~"), Text(pattern)] => Some(ConditionFact::Matches(column.clone(), pattern.clone())),
        [Column(column), Symbol(op), number @ ..] if signed(number).is_some() => {
            Some(ConditionFact::Bound(column.clone(), bound(op, signed(number)?)?))
        }
        [Word(call), Symbol("("), Column(column), Symbol(")"), Symbol(op), Number(number)]
            if ["length", "char_length", "character_length"].contains(&call.as_str()) =>
        {
            Some(ConditionFact::Length(column.clone(), bound(op, number.parse().ok()?)?))
        }
        [Column(left), Symbol(op @ (">" | ">=")), Column(right)] => Some(after(left, right, op)),
        [Column(left), Symbol(op @ ("<" | "<=")), Column(right)] => Some(after(right, left, op)),
        _ => None,
    }
}

fn after(later: &str, earlier: &str, op: &str) -> ConditionFact {
    ConditionFact::After { later: later.to_owned(), earlier: earlier.to_owned(), may_equal: op.ends_with('=') }
}

fn value(piece: &Piece) -> Option<String> {
    match piece {
        Piece::Text(text) => Some(text.clone()),
        Piece::Number(number) => Some(number.clone()),
        _ => None,
    }
}

fn signed(pieces: &[Piece]) -> Option<f64> {
    match without_outer(pieces) {
        [Piece::Number(number)] => number.parse().ok(),
        [Piece::Symbol("-"), Piece::Number(number)] => number.parse::<f64>().ok().map(|number| -number),
        _ => None,
    }
}

fn bound(op: &str, number: f64) -> Option<Bound> {
    match op {
        ">" => Some(Bound::Low(number, true)),
        ">=" => Some(Bound::Low(number, false)),
        "<" => Some(Bound::High(number, true)),
        "<=" => Some(Bound::High(number, false)),
        _ => None,
    }
}

fn rendered(pieces: &[Piece], name: &impl Fn(&str) -> String) -> String {
    let mut text = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &pieces[before]);
        let is_call = matches!(before, Some(Piece::Word(word)) if *piece == Piece::Symbol("(") && !KEYWORDS.contains(&word.as_str()));
        let is_tight = matches!(before, Some(Piece::Symbol("(" | "[" | ".")))
            || matches!(piece, Piece::Symbol(")" | "]" | "," | "."));
        if at > 0 && !is_tight && !is_call {
            text.push(' ');
        }
        // A text takes whatever is written.
        let _ = match piece {
            Piece::Word(word) => write!(text, "{word}"),
            Piece::Column(column) => {
                let name = name(column);
                let is_reserved = RESERVED.contains(&name.as_str());
                if is_reserved { write!(text, "\"{name}\"") } else { write!(text, "{name}") }
            }
            Piece::Text(inside) => write!(text, "'{}'", inside.replace('\'', "''")),
            Piece::Number(number) => write!(text, "{number}"),
            Piece::Symbol(symbol) => write!(text, "{symbol}"),
            Piece::Strange(strange) => write!(text, "{strange}"),
        };
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(shown: &str) -> Condition {
        Condition::read(shown, str::to_lowercase)
    }

    #[test]
    fn conditions_lose_casts_and_outer_brackets() {
        for (shown, text) in [
            ("((price >= (0)::numeric) AND (price <= 9.5))", "(price >= 0) and (price <= 9.5)"),
            (
                "((state)::text = ANY ((ARRAY['a'::character varying, 'b''c'::character varying])::text[]))",
                "state in ('a', 'b''c')",
            ),
            ("((kind)::text <> ALL (ARRAY['x'::text]))", "kind not in ('x')"),
            ("(\"Total\" > '-1'::integer)", "total > -1"),
            ("((a IS NULL) OR (b = 'x'::public.mood))", "(a is null) or (b = 'x')"),
            ("(day >= '2020-01-01'::date)", "day >= date '2020-01-01'"),
            ("(at >= '2020-01-01 00:00:00+00'::timestamp with time zone)", "at >= timestamp '2020-01-01T00:00:00Z'"),
            ("(char_length((name)::text) > 2)", "char_length(name) > 2"),
            ("((name)::text !~~ 'x%'::text)", "name not like 'x%'"),
            ("(\"end\" > 0)", "\"end\" > 0"),
        ] {
            assert_eq!(read(shown).text, text, "{shown}");
        }
    }

    #[test]
    fn simple_parts_say_something_of_a_column() {
        use ConditionFact::*;
        let name = |name: &str| name.to_owned();
        for (shown, facts) in [
            (
                "((a >= 0) AND (a < (10)::numeric))",
                vec![Bound(name("a"), super::Bound::Low(0.0, false)), Bound(name("a"), super::Bound::High(10.0, true))],
            ),
            (
                "(((a > 1) AND (b > 2)) AND (c > 3))",
                ["a", "b", "c"]
                    .iter()
                    .zip(1..)
                    .map(|(column, low)| Bound(name(column), super::Bound::Low(f64::from(low), true)))
                    .collect(),
            ),
            ("(b > a)", vec![After { later: name("b"), earlier: name("a"), may_equal: false }]),
            ("(a <= b)", vec![After { later: name("b"), earlier: name("a"), may_equal: true }]),
            ("((code)::text ~ '^[a-z]{3}$'::text)", vec![Matches(name("code"), name("^[a-z]{3}$"))]),
            ("(code ~ E'^\\\\d$'::text)", vec![Matches(name("code"), name("^\\d$"))]),
            ("(length(a) <= 5)", vec![Length(name("a"), super::Bound::High(5.0, false))]),
            ("((a > 0) OR (b > 0))", vec![]),
            ("((a > 0) AND ((b IS NULL) OR (b > a)))", vec![Bound(name("a"), super::Bound::Low(0.0, true))]),
        ] {
            assert_eq!(read(shown).facts, facts, "{shown}");
        }
    }
}
