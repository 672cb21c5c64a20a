//! What a chain of times carries from one part of a group to the next.

/// What some rows of a chain do to the value before them: it becomes `floor` or, if that is later, moves by `shift`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Carry {
    /// The sum of their gaps, in µs.
    pub shift: i128,
    /// The value after them if there is none before, in µs.
    pub floor: Option<i128>,
}

impl Carry {
    /// No rows.
    pub const NOTHING: Carry = Carry { shift: 0, floor: None };

    /// A row that starts no earlier than `start`, if anything says so.
    pub fn row(start: Option<i64>, gap: i64) -> Carry {
        Carry { shift: gap.into(), floor: start.map(|start| i128::from(start) + i128::from(gap)) }
    }

    /// These rows and then others. Groups have fewer than 2^63 rows, so no sum of gaps passes 126 bits.
    pub fn then(self, next: Carry) -> Carry {
        let moved = self.floor.map(|floor| floor + next.shift);
        Carry { shift: self.shift + next.shift, floor: moved.max(next.floor) }
    }
}
