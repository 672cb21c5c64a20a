//! Text.
//!
//! UTF-8. Lengths are bounded: 64 KiB for a template, and what a pattern or a number of words can give.

use super::KindId;
use crate::spec::registry::{ArgShape, Kind, Safety, Unique};

/// The kinds of this family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// `pattern`
    ///
    /// Each string is as likely as any other, however the alternatives nest. `*` and `+` end eight repeats beyond
    /// their minimum, so that the strings can be counted.
    Pattern,
    /// `words`
    ///
    /// Lorem ipsum: no language, so no sentence that could mean something.
    Words,
    /// `sentence`
    ///
    /// Words with a capital and a full stop.
    Sentence,
    /// `template`
    ///
    /// Null where a column in braces is.
    Template,
}

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: KindId::Text(TextKind::Pattern),
        name: "pattern",
        doc: "Text that matches a regular expression.",
        main: ArgShape::Pattern,
        bare: false,
        params: &[],
        types: "text",
        safety: Safety::Neutral,
        unique: Unique::Always,
        clamped: false,
        computed: false,
        example: "sku: { pattern: \"[A-Z]{3}-[0-9]{4}\", unique: true }",
    },
    Kind {
        id: KindId::Text(TextKind::Words),
        name: "words",
        doc: "Some words: a number of them or a range, both ends included; default [2, 5].",
        main: ArgShape::Span,
        bare: true,
        params: &[],
        types: "text",
        safety: Safety::Neutral,
        unique: Unique::Never,
        clamped: false,
        computed: false,
        example: "note: { words: [3, 8] }",
    },
    Kind {
        id: KindId::Text(TextKind::Sentence),
        name: "sentence",
        doc: "A sentence of some words: a number of them or a range; default [4, 12].",
        main: ArgShape::Span,
        bare: true,
        params: &[],
        types: "text",
        safety: Safety::Neutral,
        unique: Unique::Never,
        clamped: false,
        computed: false,
        example: "comment: sentence",
    },
    Kind {
        id: KindId::Text(TextKind::Template),
        name: "template",
        doc: "Text with the values of other columns in braces; {{ and }} are braces.",
        main: ArgShape::Template,
        bare: false,
        params: &[],
        types: "text",
        safety: Safety::Neutral,
        unique: Unique::Only("with one unique column and fixed text"),
        clamped: false,
        computed: true,
        example: "label: { template: \"Order {id} of {customers.name}\" }",
    },
];
