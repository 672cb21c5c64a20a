//! What a kind makes of a column, before its modifiers add theirs.

use super::Uniqueness;
use crate::plan::maker::Maker;
use crate::plan::model::ChoiceSet;
use crate::plan::types::Type;

/// What a kind makes of a column.
///
/// `ty` is the column's final type and `maker` produces exactly that type. `dictionary` is a promise about size: few
/// distinct texts over many rows. `choices` is for stores, which enforce a closed set by a constraint or an enum.
pub(super) struct ColumnDraft {
    pub ty: Type,
    pub maker: Maker,
    /// Whether the maker gives nulls, modifiers apart.
    pub nullable: bool,
    pub dictionary: bool,
    pub uniqueness: Uniqueness,
    pub choices: Option<ChoiceSet>,
    /// Whether `when` and `nulls` are dealt with already.
    pub nulls_done: bool,
}

impl ColumnDraft {
    /// A column that is never null and may repeat, for the reason given.
    pub fn new(ty: Type, maker: Maker, uniqueness: Uniqueness) -> Self {
        ColumnDraft { ty, maker, nullable: false, dictionary: false, uniqueness, choices: None, nulls_done: false }
    }

    /// The same with nulls where `nullable`.
    ///
    /// Replaces an earlier call.
    pub fn nullable(self, nullable: bool) -> Self {
        ColumnDraft { nullable, ..self }
    }

    /// The same handed out as a dictionary where `dictionary`.
    pub fn dictionary(self, dictionary: bool) -> Self {
        ColumnDraft { dictionary, ..self }
    }
}
