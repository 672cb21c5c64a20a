//! Values that come from other rows.
//!
//! These kinds read other rows, so they decide the order in which columns are resolved, and what a cell costs
//! (`plan/cost.rs`).

use super::KindId;
use crate::spec::registry::{ArgShape, Kind, Param, Safety, Unique};

/// The kinds of this family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelationKind {
    /// `ref`
    ///
    /// Picks a row of another table and shows its key. Every path through the column reads the same row.
    Ref,
    /// `lookup`
    ///
    /// A value of the parent, or of the row that a `ref` picked; repeated, never drawn.
    Lookup,
    /// `count`
    ///
    /// Of rows it is the size of the group and makes no child; of a column it makes that column. Values that are null
    /// do not count, as in SQL.
    Count,
    /// `sum`
    ///
    /// Exact for ints, decimals and durations; floats are added in row order.
    Sum,
    /// `lowest`
    ///
    /// Of numbers, times, durations and texts; the first of equal ones.
    Lowest,
    /// `highest`
    ///
    /// As `lowest`: the first of equal ones, so that the value which is shown does not depend on threads.
    Highest,
    /// `avg`
    ///
    /// Rounded once from the exact sum.
    Avg,
}

const WHERE: Param = Param {
    name: "where",
    shape: ArgShape::Sql,
    required: false,
    doc: "A condition over the child's columns; only rows where it is true count.",
};

/// A fold over children; they differ in words and types only.
const fn aggregate(
    kind: RelationKind,
    name: &'static str,
    doc: &'static str,
    main: ArgShape,
    types: &'static str,
    example: &'static str,
) -> Kind {
    Kind {
        id: KindId::Relation(kind),
        name,
        doc,
        main,
        bare: false,
        params: &[WHERE],
        types,
        safety: Safety::Neutral,
        unique: Unique::Never,
        // A count is bounded by its rows.
        clamped: !matches!(kind, RelationKind::Count),
        computed: true,
        example,
    }
}

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: KindId::Relation(RelationKind::Ref),
        name: "ref",
        doc: "The key, or another unique column, of a row of another table; stores make it a foreign key.",
        main: ArgShape::Path,
        bare: false,
        params: &[
            Param {
                name: "pick",
                shape: ArgShape::Pick,
                required: false,
                doc: "Which row: uniform (default) or { zipf: s }.",
            },
            Param {
                name: "distinct",
                shape: ArgShape::Flag,
                required: false,
                doc: "No row twice among the children of one parent.",
            },
        ],
        types: "any",
        safety: Safety::Neutral,
        unique: Unique::Only("with a uniform pick"),
        clamped: false,
        computed: false,
        example: "product_id: { ref: products.id, pick: { zipf: 1.1 } }",
    },
    Kind {
        id: KindId::Relation(RelationKind::Lookup),
        name: "lookup",
        doc: "The value of a column of a related row; the short form is the dotted path alone. Stores make a lookup of a key a \
              foreign key, any other is a copy.",
        main: ArgShape::Path,
        bare: false,
        params: &[],
        types: "any",
        safety: Safety::Neutral,
        unique: Unique::Only("of a unique column, over a unique ref or from a parent with at most one child"),
        clamped: true,
        computed: true,
        example: "unit_price: products.price",
    },
    aggregate(
        RelationKind::Count,
        "count",
        "How many children a row has; of a column (`count: orders.shipped_at`) those where it is not null.",
        ArgShape::PathOrTable,
        "int",
        "orders: { count: orders }",
    ),
    aggregate(
        RelationKind::Sum,
        "sum",
        "The sum of a column of the children; 0 over nothing.",
        ArgShape::Path,
        "any",
        "total: { sum: order_lines.amount }",
    ),
    aggregate(
        RelationKind::Lowest,
        "lowest",
        "The lowest value of a column of the children; null over nothing.",
        ArgShape::Path,
        "any",
        "cheapest: { lowest: order_lines.amount }",
    ),
    aggregate(
        RelationKind::Highest,
        "highest",
        "The highest value of a column of the children; null over nothing.",
        ArgShape::Path,
        "any",
        "last_order: { highest: orders.placed_at }",
    ),
    aggregate(
        RelationKind::Avg,
        "avg",
        "The mean of a column of the children; needs scale; null over nothing.",
        ArgShape::Path,
        "decimal, float",
        "mean: { avg: order_lines.amount, scale: 2 }",
    ),
];
