//! Text made of words from tables: names, companies, job titles, products, streets.

use super::lists::WordTable;

/// Every combination of some tables' words in one of some forms, numbered from 0.
///
/// Different indices are different choices; two choices may read alike when words contain spaces.
#[derive(Debug)]
pub struct Phrase {
    forms: Vec<PhraseForm>,
    capacity: u64,
}

#[derive(Debug)]
struct PhraseForm {
    parts: Vec<PhrasePart>,
    /// How many indices come before this form's.
    before: u64,
    capacity: u64,
}

#[derive(Debug)]
struct PhrasePart {
    source: PhraseSource,
    /// How many indices of the form share one choice here.
    weight: u64,
}

#[derive(Debug)]
enum PhraseSource {
    Text(&'static str),
    Words(WordTable),
    /// `count` numbers from `first` on.
    Number {
        first: u64,
        count: u64,
    },
}

impl Phrase {
    /// Reads embedded forms, separated by `|`: `{name}` is a word of the table that `table` gives for that name,
    /// `{a..b}` a number from a to b. Forms are part of the program; every one is read by a test.
    pub(super) fn new(forms: &'static str, table: &dyn Fn(&str) -> WordTable) -> Phrase {
        let mut phrase = Phrase { forms: Vec::new(), capacity: 0 };
        for text in forms.split('|') {
            let sources = sources(text, table);
            let mut form = PhraseForm { parts: Vec::new(), before: phrase.capacity, capacity: 1 };
            for source in sources.into_iter().rev() {
                let weight = form.capacity;
                form.capacity *= source.count();
                form.parts.push(PhrasePart { source, weight });
            }
            form.parts.reverse();
            phrase.capacity += form.capacity;
            phrase.forms.push(form);
        }
        phrase
    }

    /// How many combinations there are, over all forms; at least 1.
    pub fn capacity(&self) -> u64 {
        self.capacity
    }

    /// Appends the combination with this index; an index from the capacity up means the last one.
    pub fn write(&self, index: u64, out: &mut String) {
        let index = index.min(self.capacity - 1);
        let after = self.forms.partition_point(|form| form.before <= index);
        let form = &self.forms[after - 1];
        form.write(index - form.before, out);
    }

    /// Appends a combination for 64 random bits: every form equally often, whatever their capacities, and every
    /// combination of one form equally often.
    pub fn pick(&self, random: u64, out: &mut String) {
        let (form, rest) = scale(random, self.forms.len() as u64);
        let form = &self.forms[form as usize];
        form.write(scale(rest, form.capacity).0, out);
    }
}

impl PhraseForm {
    fn write(&self, index: u64, out: &mut String) {
        let mut rest = index;
        for part in &self.parts {
            part.source.write(rest / part.weight, out);
            rest %= part.weight;
        }
    }
}

impl PhraseSource {
    fn count(&self) -> u64 {
        match self {
            PhraseSource::Text(_) => 1,
            PhraseSource::Words(table) => table.len() as u64,
            PhraseSource::Number { count, .. } => *count,
        }
    }

    fn write(&self, nth: u64, out: &mut String) {
        match self {
            PhraseSource::Text(text) => out.push_str(text),
            PhraseSource::Words(table) => out.push_str(table[nth as usize]),
            PhraseSource::Number { first, .. } => push_number(first + nth, out),
        }
    }
}

/// The whole part and the fraction (in 2^-64) of `random` / 2^64 × `count`.
fn scale(random: u64, count: u64) -> (u64, u64) {
    let product = u128::from(random) * u128::from(count);
    ((product >> 64) as u64, product as u64)
}

/// Appends a number's decimal digits; several times faster than `write!`.
pub(super) fn push_number(mut number: u64, out: &mut String) {
    let mut digits = [0; 20];
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.extend(digits[start..].iter().map(|&digit| char::from(digit)));
}

fn sources(form: &'static str, table: &dyn Fn(&str) -> WordTable) -> Vec<PhraseSource> {
    let mut pieces = form.split('{');
    let mut sources = vec![PhraseSource::Text(pieces.next().unwrap_or_default())];
    for piece in pieces {
        let (name, text) = piece.split_once('}').unwrap_or_else(|| panic!("embedded form {form:?}: {{ is not closed"));
        let source = match name.split_once("..") {
            Some((first, last)) => number(first, last).unwrap_or_else(|| panic!("embedded form {form:?}: {name:?}")),
            None => PhraseSource::Words(table(name)),
        };
        assert!(source.count() > 0, "embedded form {form:?}: {name:?} is empty");
        sources.extend([source, PhraseSource::Text(text)]);
    }
    sources.retain(|source| !matches!(source, PhraseSource::Text("")));
    sources
}

fn number(first: &str, last: &str) -> Option<PhraseSource> {
    let (first, last) = (first.parse().ok()?, last.parse::<u64>().ok()?);
    Some(PhraseSource::Number { first, count: (last + 1).checked_sub(first)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(forms: &'static str) -> Phrase {
        Phrase::new(forms, &|name| match name {
            "a" => &["x", "y"],
            "b" => &["1", "2", "3"],
            _ => panic!("no table {name}"),
        })
    }

    fn all(phrase: &Phrase) -> Vec<String> {
        let text = |index| {
            let mut out = String::new();
            phrase.write(index, &mut out);
            out
        };
        (0..phrase.capacity()).map(text).collect()
    }

    #[test]
    fn indices_give_every_combination_of_every_form_once() {
        let all = all(&phrase("{a}-{b}|no {9..11}"));
        assert_eq!(all, ["x-1", "x-2", "x-3", "y-1", "y-2", "y-3", "no 9", "no 10", "no 11"]);
    }

    #[test]
    fn an_index_past_the_end_means_the_last_combination() {
        let mut out = String::new();
        phrase("{a}").write(u64::MAX, &mut out);
        assert_eq!(out, "y");
    }

    #[test]
    fn picks_give_small_forms_as_often_as_large_ones() {
        let phrase = phrase("{1..1000000}|{a}|{b}");
        let picks = 3_000;
        let mut counts = [0; 3];
        for step in 0..picks {
            let mut out = String::new();
            phrase.pick(u64::MAX / picks * step, &mut out);
            counts[if "xy".contains(&out) { 1 } else { usize::from(out.len() == 1) * 2 }] += 1;
        }
        assert!(counts.iter().all(|&count| count > 900), "{counts:?}");
    }

    #[test]
    fn numbers_are_written_in_decimal() {
        for number in [0, 7, 10, 4_096, u64::MAX] {
            let mut out = String::from("n");
            push_number(number, &mut out);
            assert_eq!(out, format!("n{number}"));
        }
    }
}
