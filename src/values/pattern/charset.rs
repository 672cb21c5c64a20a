//! Which characters a class means.
//!
//! Literals and ranges are taken literally. Everything that is "all but" or named by an idea (`.`, `\w`,
//! `[^a]`, `[[:alpha:]]`) stays within printable ASCII. Unicode's own classes are refused: their tables change with
//! Unicode versions, and a value must not.

use regex_syntax::ast::{
    ClassAsciiKind, ClassBracketed, ClassPerl, ClassPerlKind, ClassSet, ClassSetBinaryOpKind, ClassSetItem, Span,
};
use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};

use super::PatternFault;

/// A set of characters as sorted ranges.
pub(super) type CharSet = ClassUnicode;

/// The characters of a set as code point ranges, ends included, ascending, without the surrogates.
pub(super) fn code_ranges(set: &CharSet) -> impl Iterator<Item = (u32, u32)> + '_ {
    const SURROGATES: (u32, u32) = (0xD800, 0xDFFF);
    set.ranges().iter().flat_map(|range| {
        let (first, last) = (u32::from(range.start()), u32::from(range.end()));
        if first < SURROGATES.0 && last > SURROGATES.1 {
            [Some((first, SURROGATES.0 - 1)), Some((SURROGATES.1 + 1, last))]
        } else {
            [Some((first, last)), None]
        }
        .into_iter()
        .flatten()
    })
}

/// Whether U+0000 is in a set.
pub(super) fn holds_nul(set: &CharSet) -> bool {
    set.ranges().first().is_some_and(|range| range.start() == '\0')
}

/// U+0020 to U+007E.
pub(super) fn printable() -> CharSet {
    ranges(" ~")
}

pub(super) fn single(c: char) -> CharSet {
    CharSet::new([ClassUnicodeRange::new(c, c)])
}

pub(super) fn perl(class: &ClassPerl) -> CharSet {
    let set = match class.kind {
        ClassPerlKind::Digit => ranges("09"),
        ClassPerlKind::Space => ranges("  "),
        ClassPerlKind::Word => ranges("09AZ__az"),
    };
    unless_negated(set, class.negated)
}

pub(super) fn bracketed(class: &ClassBracketed) -> Result<CharSet, PatternFault> {
    Ok(unless_negated(class_set(&class.kind)?, class.negated))
}

pub(super) fn unicode_class_fault(span: &Span) -> PatternFault {
    let help = "Their tables change between Unicode versions; write the ranges out, as in \"[α-ω]\".";
    PatternFault::of(span, "unicode classes are not supported".to_owned(), Some(help))
}

fn class_set(set: &ClassSet) -> Result<CharSet, PatternFault> {
    match set {
        ClassSet::Item(one) => item(one),
        ClassSet::BinaryOp(op) => {
            let (mut left, right) = (class_set(&op.lhs)?, class_set(&op.rhs)?);
            match op.kind {
                ClassSetBinaryOpKind::Intersection => left.intersect(&right),
                ClassSetBinaryOpKind::Difference => left.difference(&right),
                ClassSetBinaryOpKind::SymmetricDifference => left.symmetric_difference(&right),
            }
            Ok(left)
        }
    }
}

fn item(item: &ClassSetItem) -> Result<CharSet, PatternFault> {
    match item {
        ClassSetItem::Empty(_) => Ok(CharSet::empty()),
        ClassSetItem::Literal(literal) => Ok(single(literal.c)),
        ClassSetItem::Range(range) => Ok(CharSet::new([ClassUnicodeRange::new(range.start.c, range.end.c)])),
        ClassSetItem::Ascii(class) => Ok(unless_negated(ranges(ascii(&class.kind)), class.negated)),
        ClassSetItem::Unicode(class) => Err(unicode_class_fault(&class.span)),
        ClassSetItem::Perl(class) => Ok(perl(class)),
        ClassSetItem::Bracketed(class) => bracketed(class),
        ClassSetItem::Union(parts) => union(&parts.items),
    }
}

fn union(items: &[ClassSetItem]) -> Result<CharSet, PatternFault> {
    let mut ranges = Vec::new();
    for part in items {
        ranges.extend(item(part)?.ranges().iter().copied());
    }
    Ok(CharSet::new(ranges))
}

/// The printable part of an ASCII class, as pairs of first and last character.
fn ascii(kind: &ClassAsciiKind) -> &'static str {
    match kind {
        ClassAsciiKind::Alnum => "09AZaz",
        ClassAsciiKind::Alpha => "AZaz",
        ClassAsciiKind::Ascii | ClassAsciiKind::Print => " ~",
        ClassAsciiKind::Blank | ClassAsciiKind::Space => "  ",
        ClassAsciiKind::Cntrl => "",
        ClassAsciiKind::Digit => "09",
        ClassAsciiKind::Graph => "!~",
        ClassAsciiKind::Lower => "az",
        ClassAsciiKind::Punct => "!/:@[`{~",
        ClassAsciiKind::Upper => "AZ",
        ClassAsciiKind::Word => "09AZ__az",
        ClassAsciiKind::Xdigit => "09AFaf",
    }
}

fn ranges(pairs: &'static str) -> CharSet {
    let pairs = pairs.as_bytes().chunks_exact(2);
    CharSet::new(pairs.map(|pair| ClassUnicodeRange::new(char::from(pair[0]), char::from(pair[1]))))
}

fn unless_negated(set: CharSet, negated: bool) -> CharSet {
    if !negated {
        return set;
    }
    let mut rest = printable();
    rest.difference(&set);
    rest
}
