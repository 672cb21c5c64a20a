//! What any column may have besides its kind.
//!
//! Modifiers apply after the kind has made a cell: bounds, then `when`, then `nulls`. `Kind::takes` says which kinds
//! have no use for one; there the parser refuses it.

use super::{ArgShape, Param};

/// A modifier; none is required.
const fn modifier(name: &'static str, shape: ArgShape, doc: &'static str) -> Param {
    Param { name, shape, required: false, doc }
}

/// Every modifier.
///
/// In the order of the reference page, which goes from what is common to what is rare.
pub static MODIFIERS: &[Param] = &[
    modifier("type", ArgShape::Type, "The column's type, where the kind allows more than one: int4, decimal(12,2) …"),
    modifier("scale", ArgShape::Whole(0, 18), "Digits after the point: the type is decimal(18, scale)."),
    modifier("min", ArgShape::Literal, "Lower values become this one."),
    modifier("max", ArgShape::Literal, "Higher values become this one."),
    modifier("nulls", ArgShape::Share, "The share of cells that are null."),
    modifier("when", ArgShape::Sql, "A condition over the row's columns; where it is not true the cell is null."),
    modifier("unique", ArgShape::Flag, "No value appears twice in the table; by construction, without retries."),
    modifier(
        "sqlite",
        ArgShape::Word(&["text"]),
        "How SQLite keeps the decimals: as numbers of up to 15 significant digits, or with `text` as text, with every digit \
         and without the order of numbers.",
    ),
    modifier("as", ArgShape::Text, "The column's name in files and stores."),
    modifier("about", ArgShape::Text, "A description for readers of the spec."),
    modifier("rename_from", ArgShape::Name, "The column's former name, whose values it keeps."),
];
