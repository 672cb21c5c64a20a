//! Text.

use super::KindId;
use crate::spec::registry::{Kind, Safety, Shape, Unique};

/// The kinds of this family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// `pattern`
    Pattern,
    /// `words`
    Words,
    /// `sentence`
    Sentence,
    /// `template`
    Template,
}

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: KindId::Text(TextKind::Pattern),
        name: "pattern",
        doc: "Text that matches a regular expression.",
        main: Shape::Pattern,
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
        main: Shape::Span,
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
        main: Shape::Span,
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
        main: Shape::Template,
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
