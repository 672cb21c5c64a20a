//! What is wrong with a spec, where, and what to do about it.
//!
//! A [`Fault`] is one finding; [`Faults`] collects them so that all are reported at once; [`SourceFaults`] is a source with
//! its faults, ready to be shown. Must never stop at the first fault, nor decide where messages are printed.

use std::fmt;

use super::source::{Source, SourceError, Span};

mod printable;
mod render;
mod words;

pub use printable::{is_unprintable, printable};
pub use render::RenderStyle;
pub use words::words;

/// The most faults that are kept of one source; a note reports that there are more.
pub const FAULTS_MAX: usize = 100;

/// The longest word that [`did_you_mean`] looks at, in bytes: its cost is the product of the lengths.
const WORD_BYTES_MAX: usize = 64;

/// How much of a text a message quotes.
const QUOTED_CHARS_MAX: usize = 60;

/// One thing that is wrong, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The offending text.
    pub span: Span,
    /// What is wrong: lower case, one line, no full stop.
    pub message: String,
    /// A short label for the underlined text.
    pub label: Option<String>,
    /// What to do about it, in full sentences.
    pub help: Option<String>,
    /// Other places that belong to it, each with a few words.
    pub related: Vec<(Span, String)>,
}

impl Fault {
    /// A fault at `span`.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Fault { span, message: message.into(), label: None, help: None, related: Vec::new() }
    }

    /// The same fault with help.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same fault with help, if there is any.
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// The same fault with a label for the underlined text.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// The same with another place that belongs to it.
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push((span, text.into()));
        self
    }
}

/// Faults as they are found, in any order.
#[derive(Clone, Default, Debug)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Adds a fault.
    pub fn push(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many were added, duplicates included.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The faults in the order they were added, duplicates included.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.0.iter()
    }

    /// The faults by place, each once; at most [`FAULTS_MAX`] of them and then a note that counts the others.
    pub fn into_vec(self) -> Vec<Fault> {
        let mut faults = self.0;
        faults.sort_by(|a, b| (a.span, &a.message).cmp(&(b.span, &b.message)));
        faults.dedup();
        if faults.len() > FAULTS_MAX {
            let hidden = faults.len() - FAULTS_MAX;
            let note = Fault::new(faults[FAULTS_MAX].span, format!("and {} from here on", count(hidden, "more fault")));
            faults.truncate(FAULTS_MAX);
            faults.push(note);
        }
        faults
    }

    /// `value` when nothing was found, else `source` with what was.
    ///
    /// # Errors
    /// When there is any fault.
    pub fn or_reject<T>(self, source: &Source, value: T) -> Result<T, SourceFaults> {
        if self.is_empty() {
            return Ok(value);
        }
        Err(SourceFaults { source: source.clone(), faults: self.into_vec() })
    }
}

/// All faults of one source.
#[derive(Debug, Clone)]
pub struct SourceFaults {
    /// The text they are in.
    pub source: Source,
    /// The faults, by place; never empty.
    pub faults: Vec<Fault>,
}

impl std::error::Error for SourceFaults {}

impl fmt::Display for SourceFaults {
    /// A line per fault, `shop.yaml:41:9: message`, and below it `  help: …` where there is help.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.faults.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{}: {}", self.source.place(fault.span), fault.message)?;
            if let Some(help) = &fault.help {
                write!(f, "\n  help: {help}")?;
            }
        }
        Ok(())
    }
}

/// `1 fault`, `2 faults`.
fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// `text` in double quotes on one line for a message, cut short where it is long.
pub fn quote(text: &str) -> String {
    let shown: String = text.chars().take(QUOTED_CHARS_MAX).flat_map(char::escape_debug).collect();
    let more = if text.chars().nth(QUOTED_CHARS_MAX).is_some() { "…" } else { "" };
    format!("\"{}{more}\"", shown.replace("\\'", "'"))
}

/// The candidate that `word` is probably a slip of, as a sentence: `Did you mean "orders"?`. Letters swapped, missing,
/// added or wrong count one each; up to a third of the word may be wrong. Of equally near ones the first wins.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    if word.len() > WORD_BYTES_MAX {
        return None;
    }
    let lower = word.to_lowercase();
    let slips_max = (word.chars().count() / 3).max(1);
    let (candidate, _) = candidates
        .into_iter()
        .filter(|candidate| *candidate != word && candidate.len() <= WORD_BYTES_MAX)
        .map(|candidate| (candidate, strsim::damerau_levenshtein(&lower, &candidate.to_lowercase())))
        // A word of which nothing is left is no slip: "a" is not a slip of "b".
        .filter(|(candidate, slips)| *slips <= slips_max && *slips < candidate.chars().count())
        .min_by_key(|(_, slips)| *slips)?;
    Some(format!("Did you mean \"{candidate}\"?"))
}

/// The most names that a help lists.
const NAMES_TOLD_MAX: usize = 12;

/// [`did_you_mean`], or all candidates where they are few: `The tables are a, b.`
pub fn meant_or_known<'a>(word: &str, what: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let known: Vec<&str> = candidates.into_iter().collect();
    let few = !known.is_empty() && known.len() <= NAMES_TOLD_MAX;
    let list = || few.then(|| format!("The {what} are {}.", known.join(", ")));
    did_you_mean(word, known.iter().copied()).or_else(list)
}

impl From<SourceError> for SourceFaults {
    /// The only fault of a file that cannot be read, shown with those of others.
    fn from(error: SourceError) -> SourceFaults {
        let (whole, name) = (error.to_string(), error.name());
        let message = whole.strip_prefix(name).map_or(whole.as_str(), |rest| rest.trim_start_matches(": "));
        // A line that is named comes after the name: `:2: not UTF-8`.
        let message = message.strip_prefix(':').map_or(message.to_owned(), |rest| format!("line {rest}"));
        let fault = Fault::new(Span::default(), message).help(error.help());
        SourceFaults { source: Source::new(name, ""), faults: vec![fault] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(start: usize, message: &str) -> Fault {
        Fault::new(Span::new(start, start + 1), message)
    }

    #[test]
    fn faults_come_by_place_and_once() {
        let mut faults = Faults::default();
        for (start, message) in [(9, "b"), (2, "z"), (9, "a"), (2, "z")] {
            faults.push(fault(start, message));
        }
        assert_eq!(faults.len(), 4);
        assert_eq!(faults.into_vec(), [fault(2, "z"), fault(9, "a"), fault(9, "b")]);
    }

    #[test]
    fn more_faults_than_the_limit_end_in_a_note() {
        let mut faults = Faults::default();
        (0..FAULTS_MAX + 3).for_each(|start| faults.push(fault(start, "x")));
        let shown = faults.into_vec();
        assert_eq!(shown.len(), FAULTS_MAX + 1);
        assert_eq!(shown[FAULTS_MAX].message, "and 3 more faults from here on");
        assert_eq!(shown[FAULTS_MAX].span, Span::new(FAULTS_MAX, FAULTS_MAX + 1));
    }

    #[test]
    fn a_source_is_rejected_only_for_faults() {
        let source = Source::new("shop.yaml", "a: 1\nb: 2\n");
        assert_eq!(Faults::default().or_reject(&source, 7).expect("no faults"), 7);
        let mut faults = Faults::default();
        faults.push(fault(5, "unknown key \"b\"").help("Remove it."));
        faults.push(fault(8, "no"));
        let rejected = faults.or_reject(&source, ()).expect_err("two faults");
        assert_eq!(rejected.to_string(), "shop.yaml:2:1: unknown key \"b\"\n  help: Remove it.\nshop.yaml:2:4: no");
    }

    #[test]
    fn a_file_that_cannot_be_read_is_a_fault_without_a_place() {
        let rejected = |error: SourceError| SourceFaults::from(error).to_string();
        let missing = SourceError::NotFound { name: "a/x".to_owned() };
        assert!(rejected(missing).starts_with("a/x: there is no such file\n  help: "));
        let no_text = SourceError::NotUtf8 { name: "spec.yaml".to_owned(), offset: 8, line: 2 };
        assert!(rejected(no_text).starts_with("spec.yaml: line 2: not UTF-8"));
    }

    #[test]
    fn quoted_text_stays_short_and_on_its_line() {
        assert_eq!(quote("it's é\n"), "\"it's é\\n\"");
        assert_eq!(quote(&"x".repeat(99)), format!("\"{}…\"", "x".repeat(QUOTED_CHARS_MAX)));
    }

    #[test]
    fn near_words_are_suggested_and_far_ones_are_not() {
        let tables = ["customers", "orders", "order_lines"];
        let suggest = |word| did_you_mean(word, tables);
        assert_eq!(suggest("custmoers").as_deref(), Some("Did you mean \"customers\"?"));
        assert_eq!(suggest("Order").as_deref(), Some("Did you mean \"orders\"?"));
        assert_eq!(suggest("invoices"), None);
        assert_eq!(suggest("orders"), None, "the word itself is no suggestion");
        assert_eq!(did_you_mean("a", ["b"]), None);
        assert_eq!(did_you_mean(&"o".repeat(WORD_BYTES_MAX + 1), tables), None);
    }
}
