//! Dates and instants.
//!
//! µs since 1970 in UTC, years 1 to 9999. There is no clock: "now" is the dataset's `as_of`.

use super::KindId;
use crate::spec::registry::{ArgShape, Kind, Param, Safety, Unique};

/// The kinds of this family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeKind {
    /// `date`
    ///
    /// Drawn over whole days with both ends, or the day of an instant. Days are those of UTC, like all times of a
    /// dataset: a day in another zone would depend on rules that change.
    Date,
    /// `time`
    ///
    /// Drawn over µs without the upper end, or an instant that is computed. Without that end two neighbouring ranges
    /// share no value, and "before now" can be said of a time that ends at `as_of`.
    Time,
    /// `after`
    ///
    /// Causality: shipped after paid after ordered. The gap is at least 1 µs, so values of a chain are strictly
    /// increasing.
    After,
}

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: KindId::Time(TimeKind::Date),
        name: "date",
        doc: "A day between two instants, or the day of one instant.",
        main: ArgShape::BetweenOrInstant,
        bare: false,
        params: &[],
        types: "date",
        safety: Safety::Neutral,
        unique: Unique::Only("between two ends that are the same in all rows"),
        clamped: true,
        computed: false,
        example: "birthday: { date: { between: [as_of - 80y, as_of - 18y] } }",
    },
    Kind {
        id: KindId::Time(TimeKind::Time),
        name: "time",
        doc: "An instant between two others, or one that is computed.",
        main: ArgShape::BetweenOrInstant,
        bare: false,
        params: &[],
        types: "time",
        safety: Safety::Neutral,
        unique: Unique::Only("between two ends that are the same in all rows"),
        clamped: true,
        computed: false,
        example: "created_at: { time: { between: [as_of - 2y, as_of] } }",
    },
    Kind {
        id: KindId::Time(TimeKind::After),
        name: "after",
        doc: "The latest of some instants plus a gap; with `previous` a chain through one parent's children, or a table without a parent.",
        main: ArgShape::Instants,
        bare: false,
        params: &[
            Param {
                name: "gap",
                shape: ArgShape::DurationDistribution,
                required: true,
                doc: "The time in between: a duration or a distribution, at least 1 µs.",
            },
            Param { name: "until", shape: ArgShape::Instant, required: false, doc: "The end that no value passes." },
            Param {
                name: "late",
                shape: ArgShape::Word(&["fit", "null"]),
                required: false,
                doc: "What happens to values past `until`: scaled to fit (default in a chain) or null.",
            },
        ],
        types: "time",
        safety: Safety::Neutral,
        unique: Unique::Never,
        clamped: true,
        computed: false,
        example: "placed_at: { after: [customers.created_at, previous], gap: { exponential: 25d }, until: as_of }",
    },
];
