//! The pieces of an expression as PostgreSQL shows it: words, columns, literals, operators. Casts are undone here.

/// Words that are no columns.
pub const KEYWORDS: [&str; 26] = [
    "and",
    "or",
    "not",
    "is",
    "null",
    "true",
    "false",
    "in",
    "like",
    "ilike",
    "between",
    "case",
    "when",
    "then",
    "else",
    "end",
    "distinct",
    "from",
    "array",
    "any",
    "all",
    "date",
    "timestamp",
    "interval",
    "both",
    "div",
];

/// Types of two and more words, without the first.
const TYPE_WORDS: [&str; 7] = ["varying", "precision", "without", "with", "time", "zone", "unsigned"];

/// A piece of a condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// A keyword or a function, in lower case.
    Word(String),
    /// A column, as the database calls it.
    Column(String),
    /// A text between single quotes.
    Text(String),
    /// A number.
    Number(String),
    /// Operators and brackets.
    Symbol(&'static str),
    /// Anything that specs do not have.
    Strange(String),
}

/// Operators, the longest first.
const SYMBOLS: [&str; 33] = [
    "!~~*", "!~~", "~~*", "!~*", "->>", "#>>", "<>", "<=", ">=", "!=", "||", "::", "~~", "!~", "~*", "->", "#>", "&&",
    "@>", "<@", "(", ")", "[", "]", ",", ".", "+", "-", "*", "/", "%", "=", "~",
];

/// The pieces of an expression as PostgreSQL shows it, without casts.
pub fn pieces(text: &str) -> Vec<Piece> {
    without_casts(all_pieces(text))
}

fn all_pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let taken = match first {
            '\'' | '"' => {
                let (inside, taken) = between_quotes(rest, first);
                let is_escaped = pieces.last() == Some(&Piece::Column("e".to_owned())) && first == '\'';
                pieces.truncate(pieces.len() - usize::from(is_escaped));
                let inside = if is_escaped { inside.replace("\\\\", "\\") } else { inside };
                pieces.push(if first == '\'' { Piece::Text(inside) } else { Piece::Column(inside) });
                taken
            }
            letter if letter.is_alphabetic() || letter == '_' => {
                let end = rest.find(|letter: char| !(letter.is_alphanumeric() || letter == '_' || letter == '$'));
                let word = &rest[..end.unwrap_or(rest.len())];
                let is_call = rest[word.len()..].starts_with('(');
                let lower = word.to_lowercase();
                let is_word = is_call || KEYWORDS.contains(&lower.as_str());
                pieces.push(if is_word { Piece::Word(lower) } else { Piece::Column(lower) });
                word.len()
            }
            digit if digit.is_ascii_digit() => {
                let end = rest.find(|letter: char| !(letter.is_ascii_digit() || letter == '.'));
                let number = &rest[..end.unwrap_or(rest.len())];
                pieces.push(Piece::Number(number.to_owned()));
                number.len()
            }
            other => match SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol)) {
                Some(symbol) => {
                    pieces.push(Piece::Symbol(symbol));
                    symbol.len()
                }
                None if "<>".contains(other) => {
                    pieces.push(Piece::Symbol(if other == '<' { "<" } else { ">" }));
                    1
                }
                None => {
                    pieces.push(Piece::Strange(other.to_string()));
                    other.len_utf8()
                }
            },
        };
        rest = rest[taken..].trim_start();
    }
    pieces
}

/// What stands between quotes, a doubled quote inside undone, and how long it is with them.
fn between_quotes(text: &str, quote: char) -> (String, usize) {
    let mut inside = String::new();
    let mut letters = text.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        if letter != quote {
            inside.push(letter);
        } else if letters.peek().is_some_and(|(_, next)| *next == quote) {
            inside.push(quote);
            letters.next();
        } else {
            return (inside, at + 1);
        }
    }
    (inside, text.len())
}

/// The pieces without `::type`; a literal becomes what its type makes of it.
fn without_casts(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut kept: Vec<Piece> = Vec::new();
    let mut rest = pieces.into_iter().peekable();
    while let Some(piece) = rest.next() {
        if piece != Piece::Symbol("::") {
            kept.push(piece);
            continue;
        }
        let mut ty = String::new();
        if let Some(Piece::Column(word) | Piece::Word(word)) = rest.next() {
            ty.push_str(&word);
        }
        // A schema before the type, then further words.
        while rest.next_if_eq(&Piece::Symbol(".")).is_some() {
            if let Some(Piece::Column(word) | Piece::Word(word)) = rest.next() {
                ty = word;
            }
        }
        loop {
            if rest.next_if_eq(&Piece::Symbol("(")).is_some() {
                while rest.next().is_some_and(|piece| piece != Piece::Symbol(")")) {}
            } else if rest.next_if(is_type_word).is_none() {
                break;
            }
        }
        let is_list = rest.next_if_eq(&Piece::Symbol("[")).is_some();
        if is_list {
            rest.next_if_eq(&Piece::Symbol("]"));
        } else if let Some(Piece::Text(text)) = kept.last() {
            let text = text.clone();
            kept.pop();
            kept.extend(typed(text, &ty));
        }
    }
    kept
}

fn is_type_word(piece: &Piece) -> bool {
    matches!(piece, Piece::Column(word) | Piece::Word(word) if TYPE_WORDS.contains(&word.as_str()))
}

/// A literal of a type.
fn typed(text: String, ty: &str) -> Vec<Piece> {
    let is_number = text.parse::<f64>().is_ok();
    match ty {
        "integer" | "bigint" | "smallint" | "numeric" | "real" | "double" if is_number => vec![Piece::Number(text)],
        "date" => vec![Piece::Word("date".to_owned()), Piece::Text(text)],
        "timestamp" => {
            let instant = text.trim_end_matches("+00").replacen(' ', "T", 1) + "Z";
            vec![Piece::Word("timestamp".to_owned()), Piece::Text(instant)]
        }
        "interval" => vec![Piece::Word("interval".to_owned()), Piece::Text(text)],
        _ => vec![Piece::Text(text)],
    }
}
