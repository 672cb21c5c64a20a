//! pattern, words, sentence, template.
//!
//! Job: patterns are compiled once, and count their strings; templates become pieces whose columns are resolved.
//!
//! A template is unique only if it has one unique column and nothing else that varies: joining two columns can give
//! equal texts from different parts (`a` + `bc`, `ab` + `c`).

use std::sync::Arc;

use crate::plan::maker::{ColumnIndex, Maker, TemplatePiece};
use crate::plan::resolve::args::ColumnTarget;
use crate::plan::resolve::column_draft::ColumnDraft;
use crate::plan::resolve::modifiers::DeclaredType;
use crate::plan::resolve::{Resolver, Uniqueness};
use crate::plan::types::Type;
use crate::spec::literal::LiteralFault;
use crate::spec::model::Arg;
use crate::spec::registry::TextKind;
use crate::spec::source::Span;
use crate::spec::template::{TemplatePart, parse_template};
use crate::values::pattern::Pattern;

impl Resolver<'_> {
    /// The maker of a column of this family.
    pub(super) fn make_text(
        &mut self,
        kind: TextKind,
        target: ColumnTarget,
        declared: DeclaredType,
    ) -> Option<ColumnDraft> {
        match kind {
            TextKind::Pattern => self.pattern(target, declared),
            TextKind::Words | TextKind::Sentence => self.words(kind, target, declared),
            TextKind::Template => self.template(target, declared),
        }
    }

    /// Text, and nothing else.
    ///
    /// All kinds of this family make text only.
    pub(super) fn text_type(&mut self, target: ColumnTarget, declared: DeclaredType) -> Option<Type> {
        self.take_type(target, declared, Type::Text, |ty| ty == Type::Text)
    }

    /// Text that matches a pattern, which knows how many strings there are.
    ///
    /// Compiling costs bounded time and memory, whatever the pattern.
    ///
    /// # Errors
    /// The pattern's own fault at its place inside the scalar; U+0000, which PostgreSQL's text cannot hold.
    fn pattern(&mut self, target: ColumnTarget, declared: DeclaredType) -> Option<ColumnDraft> {
        let ty = self.text_type(target, declared)?;
        let Some(arg) = target.main() else { return self.odd_argument(target, target.main_span()) };
        let text = self.literal_text(target, arg)?;
        match Pattern::new(&text) {
            Ok(pattern) if pattern.holds_nul() => {
                let fault = self.column_fault(target, arg.span, "text cannot hold the character U+0000");
                self.fault(fault.help("Databases refuse it: leave it out of the pattern."))
            }
            Ok(pattern) => {
                let capacity = Uniqueness::UpTo(pattern.capacity());
                Some(ColumnDraft::new(ty, Maker::Pattern(Arc::new(pattern)), capacity))
            }
            Err(fault) => {
                let fault = LiteralFault { at: fault.at, len: fault.len, message: fault.message, help: fault.help };
                let fault = self.literal_fault(target, arg.span, fault);
                self.fault(fault)
            }
        }
    }

    /// Words or a sentence: a number of them, or a range of numbers.
    ///
    /// Defaults are 2 to 5 words, and 4 to 12 for a sentence.
    fn words(&mut self, kind: TextKind, target: ColumnTarget, declared: DeclaredType) -> Option<ColumnDraft> {
        let ty = self.text_type(target, declared)?;
        let sentence = kind == TextKind::Sentence;
        let (min, max) = match target.main().map(|arg| &arg.value) {
            None if sentence => (4, 12),
            None => (2, 5),
            Some(Arg::Span(min, max)) => (*min, *max),
            Some(_) => return self.odd_argument(target, target.main_span()),
        };
        let never = Uniqueness::Never("words repeat".to_owned());
        Some(ColumnDraft::new(ty, Maker::Words { min, max, sentence }, never))
    }

    /// Text with the values of other columns, null where one of them is.
    ///
    /// `"Order {id} of {customers.name}"`; `{{` and `}}` are braces.
    ///
    /// All faults of a template are reported, each at its place.
    fn template(&mut self, target: ColumnTarget, declared: DeclaredType) -> Option<ColumnDraft> {
        let ty = self.text_type(target, declared)?;
        let Some(arg) = target.main() else { return self.odd_argument(target, target.main_span()) };
        let text = self.literal_text(target, arg)?;
        let parts = match parse_template(&text) {
            Ok(parts) => parts,
            Err(faults) => {
                let faults = faults.into_iter().map(|fault| self.literal_fault(target, arg.span, fault));
                let faults: Vec<_> = faults.collect();
                faults.into_iter().for_each(|fault| self.faults.push(fault));
                return None;
            }
        };
        let pieces: Vec<_> = parts.into_iter().map(|part| self.piece(target, arg.span, part)).collect();
        let pieces: Vec<TemplatePiece> = pieces.into_iter().collect::<Option<_>>()?;
        let columns: Vec<ColumnIndex> = pieces.iter().filter_map(TemplatePiece::column).collect();
        let nullable = columns
            .iter()
            .any(|column| self.resolved(target.table, *column).is_some_and(|resolved| resolved.column.nullable));
        let uniqueness = match columns[..] {
            [column] if self.repeats_never(target.table, column) => Uniqueness::Always,
            _ => Uniqueness::Never("only a template of fixed text and one unique column is without repeats".to_owned()),
        };
        Some(ColumnDraft::new(ty, Maker::Template(pieces), uniqueness).nullable(nullable))
    }

    /// A part of a template; a path in it becomes the column that it names.
    ///
    /// A path may lead anywhere that paths lead; it becomes a column of this table.
    fn piece(&mut self, target: ColumnTarget, span: Span, part: TemplatePart) -> Option<TemplatePiece> {
        match part {
            TemplatePart::Text(text) => Some(TemplatePiece::Text(text)),
            TemplatePart::Column { path, at, len } => {
                let place = self.inside(span, at, len);
                self.path_column(target.table, &path, place).map(TemplatePiece::Column)
            }
        }
    }
}
