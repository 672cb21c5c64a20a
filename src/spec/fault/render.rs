//! Faults as a person reads them: heading, the source line with the place underlined, related places, help.
//!
//! Drawing is miette's; here is only what it is given. A snippet is left out when a line of it is too long to show, and
//! of a span over several lines the first is underlined.

use std::fmt;
use std::ops::Range;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, SourceSpan};
use textwrap::core::Word;
use textwrap::{WordSeparator, WordSplitter};

use super::printable::same_places;
use super::{FAULTS_MAX, Fault, SourceFaults, count, printable, words};
use crate::spec::source::{Source, Span};

/// The longest line that a snippet shows, in bytes.
const SNIPPET_LINE_BYTES_MAX: usize = 1_000;

/// The narrowest output that messages are wrapped to, in columns.
const WIDTH_MIN: usize = 40;

/// How faults are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RenderStyle {
    /// ASCII only, without colours: logs, files, `NO_COLOR`.
    Plain,
    /// Box characters and ANSI colours: terminals.
    Color,
}

impl SourceFaults {
    /// All faults with their snippets, wrapped to `width` columns, and a last line that counts them.
    pub fn render(&self, style: RenderStyle, width: usize) -> String {
        let handler = handler(style, width.max(WIDTH_MIN));
        let mut out = String::new();
        let text = same_places(&self.source.text);
        for fault in &self.faults {
            let fault = &fault.printable();
            let shown = FaultDiagnostic { source: &self.source, text: &text, fault };
            if handler.render_report(&mut out, &shown).is_err() {
                // Nothing is lost when a snippet cannot be drawn: the line has everything.
                out.push_str(&shown.to_string());
            }
            out.push('\n');
        }
        out.push_str(&self.summary());
        out
    }

    /// `3 faults in shop.yaml`.
    fn summary(&self) -> String {
        let name = printable(&self.source.name);
        match self.faults.len() {
            shown if shown > FAULTS_MAX => format!("more than {FAULTS_MAX} faults in {name}\n"),
            shown => format!("{} in {name}\n", count(shown, "fault")),
        }
    }
}

/// miette's drawing with our heading.
fn handler(style: RenderStyle, width: usize) -> GraphicalReportHandler {
    let mut theme = match style {
        RenderStyle::Plain => GraphicalTheme::none(),
        RenderStyle::Color => GraphicalTheme::unicode(),
    };
    theme.characters.error = "error:".to_owned();
    GraphicalReportHandler::new_themed(theme)
        .with_width(width)
        .with_links(false)
        // The heading names the place; miette counts columns in bytes.
        .without_primary_span_start()
        .without_cause_chain()
        .without_syntax_highlighting()
        // Names, paths and quoted values are copied and searched for: they stay on one line, however long.
        .with_break_words(false)
        .with_word_splitter(WordSplitter::NoHyphenation)
        .with_word_separator(WordSeparator::Custom(|line| Box::new(words(line).map(Word::from))))
}

/// A fault as miette asks for it.
struct FaultDiagnostic<'a> {
    source: &'a Source,
    text: &'a str,
    fault: &'a Fault,
}

impl FaultDiagnostic<'_> {
    /// The span's first line, as far as the span goes.
    fn first_line(&self, span: Span) -> Range<usize> {
        let text = &self.source.text;
        let start = text.floor_char_boundary(span.start as usize);
        let end = text.floor_char_boundary(span.end as usize).max(start);
        let line_end = text[start..end].find(['\n', '\r']).map_or(end, |length| start + length);
        start..line_end
    }

    /// Whether the lines around a span are short enough to show.
    fn fits(&self, span: Span) -> bool {
        let Range { start, end } = self.first_line(span);
        let before = self.source.text[..start].rsplit('\n').take(2).map(str::len);
        let after = self.source.text[end..].split('\n').take(2).map(str::len);
        before.chain(after).all(|length| length <= SNIPPET_LINE_BYTES_MAX) && end - start <= SNIPPET_LINE_BYTES_MAX
    }

    /// Every place with its words, the fault's own first.
    fn places(&self) -> Vec<(Span, Option<&str>)> {
        let own = (self.fault.span, self.fault.label.as_deref());
        let related = self.fault.related.iter().map(|(span, words)| (*span, Some(words.as_str())));
        std::iter::once(own).chain(related).collect()
    }
}

impl Diagnostic for FaultDiagnostic<'_> {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.fault.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.text)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let places = self.places();
        if self.text.is_empty() || !places.iter().all(|(span, _)| self.fits(*span)) {
            return None;
        }
        let labels = places.into_iter().enumerate().map(|(index, (span, words))| {
            let words = words.map(str::to_owned);
            let span = SourceSpan::from(self.first_line(span));
            match index {
                0 => LabeledSpan::new_primary_with_span(words, span),
                _ => LabeledSpan::new_with_span(words, span),
            }
        });
        Some(Box::new(labels))
    }
}

impl std::error::Error for FaultDiagnostic<'_> {}

impl fmt::Debug for FaultDiagnostic<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for FaultDiagnostic<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", printable(&self.source.place(self.fault.span)), self.fault.message)
    }
}

impl Fault {
    /// The same fault with texts that a terminal only shows.
    fn printable(&self) -> Fault {
        let shown = |text: &String| printable(text).into_owned();
        Fault {
            span: self.span,
            message: shown(&self.message),
            help: self.help.as_ref().map(shown),
            label: self.label.as_ref().map(shown),
            related: self.related.iter().map(|(span, text)| (*span, shown(text))).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rejected(text: &str, faults: Vec<Fault>) -> SourceFaults {
        SourceFaults { source: Source::new("shop.yaml", text), faults }
    }

    #[test]
    fn a_fault_shows_its_line_related_places_and_help() {
        let text = "columns:\n  id: serial\n  { é: 1, id: uuid }\n";
        let (first, again) = (text.find("id").unwrap_or(0), text.rfind("id:").unwrap_or(0));
        let fault = Fault::new(Span::new(again, again + 2), "key \"id\" is given twice")
            .label("again")
            .help("Remove one of them.")
            .also(Span::new(first, first + 2), "first");
        let shown = rejected(text, vec![fault]).render(RenderStyle::Plain, 80);
        insta::assert_snapshot!(shown, @r#"
  error: shop.yaml:3:11: key "id" is given twice
   ,----
 1 | columns:
 2 |   id: serial
   :   ^|
   :    `-- first
 3 |   { é: 1, id: uuid }
   :           ^|
   :            `-- again
   `----
  help: Remove one of them.

1 fault in shop.yaml
"#);
    }

    #[test]
    fn quoted_values_and_paths_are_never_broken() {
        let (value, path) = ("one two-three four ".repeat(5), "packs/my-shop/".repeat(6) + "spec.yaml");
        let fault = Fault::new(Span::new(0, 1), format!("no pack {value:?} here")).help(format!("Write {path} again."));
        let shown = rejected("a: b\n", vec![fault]).render(RenderStyle::Plain, 40);
        assert!(shown.contains(&format!("{value:?}")) && shown.contains(&path), "{shown}");
        assert!(shown.lines().count() > 8, "other words are still wrapped:\n{shown}");
    }

    #[test]
    fn colours_are_used_only_when_asked_for() {
        let made = rejected("a: b\n", vec![Fault::new(Span::new(0, 1), "no")]);
        assert!(made.render(RenderStyle::Color, 80).contains('\u{1b}'));
        let plain = made.render(RenderStyle::Plain, 80);
        assert!(plain.is_ascii() && !plain.contains('\u{1b}'), "{plain}");
    }

    #[test]
    fn a_file_cannot_write_on_the_terminal() {
        let text = "a: \u{1b}[2J\u{9b}31m\u{202e}b\n";
        let fault = Fault::new(Span::new(3, 4), format!("no {}", &text[3..])).help(&text[3..]).label(&text[3..7]);
        let mut made = rejected(text, vec![fault]);
        made.source.name = "\u{1b}c.yaml".to_owned();
        let shown = made.render(RenderStyle::Plain, 80);
        assert!(shown.chars().all(|letter| letter == '\n' || !letter.is_control()), "{shown:?}");
        assert!(!shown.contains('\u{202e}') && shown.contains("\\u{1b}[2J"), "{shown}");
    }

    #[test]
    fn a_line_too_long_to_show_keeps_its_message() {
        let text = format!("a: {}\n", "x".repeat(SNIPPET_LINE_BYTES_MAX));
        let shown = rejected(&text, vec![Fault::new(Span::new(0, 1), "no")]).render(RenderStyle::Plain, 80);
        assert!(shown.contains("shop.yaml:1:1: no") && !shown.contains("xxx"), "{shown}");
    }

    #[test]
    fn a_long_span_is_underlined_on_its_first_line_only() {
        let text = "a:\n  b: 1\n  c: 2\n  d: 3\n";
        let shown = rejected(text, vec![Fault::new(Span::new(0, 24), "no")]).render(RenderStyle::Plain, 80);
        assert!(shown.contains("a:") && !shown.contains("c: 2"), "{shown}");
    }

    proptest! {
        #[test]
        fn any_text_and_any_places_can_be_drawn(
            text in "[a-c \t\n\ré☃\u{1f600}\u{0}\u{200d}]{0,40}",
            spans in prop::collection::vec((0usize..60, 0usize..60), 1..4),
            width in 0usize..120,
        ) {
            let mut fault = Fault::new(Span::new(spans[0].0, spans[0].1), "no");
            fault.related = spans[1..].iter().map(|(start, end)| (Span::new(*start, *end), "it".to_owned())).collect();
            let shown = rejected(&text, vec![fault.clone(), fault]).render(RenderStyle::Plain, width);
            prop_assert!(shown.contains(": no"));
            prop_assert!(shown.ends_with("2 faults in shop.yaml\n"));
        }
    }
}
