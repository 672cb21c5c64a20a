//! One column: its kind's maker, then what its modifiers add.
//!
//! | modifier | effect | file |
//! |---|---|---|
//! | `type`, `scale` | decide the type | `modifiers.rs` |
//! | `when`, `nulls` | cells that become null | `modifiers.rs` |
//! | `min`, `max` | bounds that cells are brought to | `modifiers.rs` |
//! | `unique` | a permutation instead of draws | `unique.rs`, after the walk |
//! | `as`, `rename_from` | the stored name, the name that keys are hashed from | `names.rs` |
//! | `sqlite: text` | how SQLite keeps decimals | here |

use super::args::Target;
use super::made::Made;
use super::modifiers::{Clamp, Presence};
use super::{Bounds, Built, Hidden, Resolver, State, Uniqueness};
use crate::plan::maker::{ColumnIndex, Maker, TableIndex};
use crate::plan::model::Column;
use crate::plan::types::Type;
use crate::spec::sql::Literal;
use crate::values::random::Key;

impl Resolver<'_> {
    /// The column; called by the walk.
    ///
    /// `None` when anything about the column is wrong; all of its parts have been looked at by then, except those
    /// that need a maker.
    pub(super) fn build(&mut self, table: TableIndex, column: ColumnIndex) -> Option<Built> {
        let spec = self.column_spec(table, column)?;
        let target = Target { table, column, spec };
        // All parts are looked at, so that each fault is found.
        let declared = self.declared(target);
        let presence = self.presence(target);
        let unique = self.flag(target, spec.modifier("unique"));
        let made = match (declared, presence) {
            (Some(declared), Some(presence)) => self.make(target, declared, presence),
            _ => None,
        };
        let made = made?;
        let clamp = self.clamp(target, &made)?;
        let presence = presence.filter(|_| !made.presence_taken).unwrap_or_default();
        unique?;
        self.kept_as_text(target, &made)?;
        Some(self.assemble(target, made, clamp, presence))
    }

    /// `sqlite: text` is for what SQLite would keep as a double.
    ///
    /// SQLite has no decimal type: a `NUMERIC` column turns 0.10 into the double 0.1. As text the digits stay.
    fn kept_as_text(&mut self, target: Target, made: &Made) -> Option<()> {
        let Some(arg) = target.spec.modifier("sqlite") else { return Some(()) };
        if matches!(made.ty, Type::Decimal { .. }) {
            return Some(());
        }
        let message = format!("\"sqlite: text\" has no effect on {}", made.ty);
        let fault = self.column_fault(target, arg.span, message);
        self.fault(fault.help("Remove it: SQLite keeps only decimals with fewer digits than their type has."))
    }

    /// The plan's column from what the kind made and the modifiers add.
    ///
    /// A clamp maps many values to its bounds, so a clamped column is never unique, whatever its maker.
    fn assemble(&self, target: Target, made: Made, clamp: Clamp, presence: Presence) -> Built {
        let Target { table, column, spec } = target;
        let stored_name = self.stored_column_name(spec).to_owned();
        let uniqueness = match (&clamp, made.uniqueness) {
            (Clamp { min: None, max: None }, uniqueness) => uniqueness,
            (_, never @ Uniqueness::Never(_)) => never,
            _ => Uniqueness::Never("min and max give equal values".to_owned()),
        };
        let column = Column {
            name: spec.name.value.clone(),
            stored_name,
            ty: made.ty,
            nullable: made.nullable || presence.nullable() || self.gives_null(table, &spec.name.value),
            helper: spec.is_helper(),
            dictionary: made.dictionary,
            choices: made.choices,
            sqlite_text: spec.modifier("sqlite").is_some(),
            serial: matches!(made.maker, Maker::Serial { .. }),
            column_key: self.column_key(table, spec, None),
            maker: made.maker,
            unique: self.must_be_unique(table, column),
            min: clamp.min,
            max: clamp.max,
            when: presence.when,
            nulls: presence.nulls,
            given: Vec::new(),
            line: self.spec.source.line_column(spec.name.span.start).0,
        };
        Built { column, uniqueness }
    }

    /// A hidden column that stands for `hidden`, made when it is first asked for.
    ///
    /// Hidden columns are never written, clamped or unique. `key` is `Key(0)` where nothing is drawn.
    pub(super) fn hidden(
        &mut self,
        table: TableIndex,
        hidden: Hidden,
        name: String,
        made: Made,
        key: Key,
    ) -> ColumnIndex {
        if let Some(column) = self.tables[table].hidden.get(&hidden) {
            return *column;
        }
        let column = Column {
            stored_name: name.clone(),
            name,
            ty: made.ty,
            nullable: made.nullable,
            helper: true,
            dictionary: made.dictionary,
            choices: None,
            sqlite_text: false,
            serial: false,
            column_key: key,
            maker: made.maker,
            unique: false,
            min: None,
            max: None,
            when: None,
            nulls: 0,
            given: Vec::new(),
            line: 0,
        };
        let draft = &mut self.tables[table];
        draft.columns.push(State::Ready(Built { column, uniqueness: made.uniqueness }));
        draft.hidden.insert(hidden, draft.columns.len() - 1);
        draft.columns.len() - 1
    }

    /// The hidden column with the dataset's "now".
    ///
    /// A constant column, so that expressions read "now" like any other input.
    pub(super) fn as_of_column(&mut self, table: TableIndex) -> Option<ColumnIndex> {
        let constant = Maker::Constant(Literal::Time(self.env.as_of?));
        let made = Made::new(Type::Time, constant, Uniqueness::Never("it is the same in every row".to_owned()));
        Some(self.hidden(table, Hidden::AsOf, "~as_of".to_owned(), made, Key(0)))
    }

    /// The most rows that the table may have, after the walk.
    ///
    /// The outer `None`: the table's shape has a fault. The inner one: no limit is known.
    pub(super) fn rows_max(&self, table: TableIndex) -> Option<Option<u64>> {
        self.bounds(table).map(|Bounds { max, .. }| max)
    }
}
