//! Lists of words, and how two of them make a name.

/// Distinct words in a pinned order.
pub type WordTable = &'static [&'static str];

/// Whether the family name stands behind the given name or before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NameOrder {
    /// `Anna Schmidt`.
    GivenFirst,
    /// `佐藤 はな`.
    FamilyFirst,
}

/// What a locale's names are made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct NameLists {
    pub first_names: WordTable,
    pub last_names: WordTable,
    pub name_order: NameOrder,
    pub name_separator: &'static str,
}
