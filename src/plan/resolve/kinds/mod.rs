//! The makers of columns: a file per family, of the same name as in `spec/registry/kinds/` and `generate/eval/kinds/`.
//!
//! Each match is over every kind of its family, so that a kind without a maker does not compile.
//!
//! What every maker function does, in this order:
//!
//! 1. `take_type`: the declared type if the kind makes it, else the kind's own.
//! 2. Its arguments, with parameters put in; each wrong one is a fault at its place.
//! 3. `ColumnDraft::new` with the maker and what is known of repeats.
//! 4. `.nullable(…)` where the maker itself gives nulls, `.dictionary(…)` where few texts repeat.

mod aggregate;
mod choice;
pub(super) mod expression;
mod identity;
mod number;
pub(super) mod person;
mod relation;
mod text;
mod time;

use super::Resolver;
use super::args::ColumnTarget;
use super::column_draft::ColumnDraft;
use super::modifiers::{DeclaredType, NullRule};
use crate::spec::registry::KindId;

impl Resolver<'_> {
    /// The maker of a column, and what is known of its values.
    ///
    /// `None` with the fault recorded. Only `ref` needs `presence`: its nulls belong to the hidden pick.
    pub(super) fn make(
        &mut self,
        target: ColumnTarget,
        declared: DeclaredType,
        null_rule: NullRule,
    ) -> Option<ColumnDraft> {
        match target.spec.kind.value.id {
            KindId::Identity(kind) => self.make_identity(kind, target, declared),
            KindId::Choice(kind) => self.make_choice(kind, target, declared),
            KindId::Number(kind) => self.make_number(kind, target, declared),
            KindId::Time(kind) => self.make_time(kind, target, declared),
            KindId::Text(kind) => self.make_text(kind, target, declared),
            KindId::Person(kind) => self.make_person(kind, target, declared),
            KindId::Relation(kind) => self.make_relation(kind, target, declared, null_rule),
            KindId::Expression(kind) => self.make_expression(kind, target, declared),
        }
    }
}
