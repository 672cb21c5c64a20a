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

use super::args::ColumnTarget;
use super::column_draft::ColumnDraft;
use super::modifiers::{Clamp, NullRule};
use super::{HiddenColumn, NodeState, ResolvedColumn, Resolver, RowBounds, Uniqueness};
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
    pub(super) fn build(&mut self, table: TableIndex, column: ColumnIndex) -> Option<ResolvedColumn> {
        let spec = self.column_spec(table, column)?;
        let target = ColumnTarget { table, column, spec };
        // All parts are looked at, so that each fault is found.
        let declared = self.declared(target);
        let null_rule = self.null_rule(target);
        let unique = self.flag(target, spec.modifier("unique"));
        let draft = match (declared, null_rule) {
            (Some(declared), Some(null_rule)) => self.make(target, declared, null_rule),
            _ => None,
        };
        let draft = draft?;
        let clamp = self.clamp(target, &draft)?;
        let null_rule = null_rule.filter(|_| !draft.nulls_done).unwrap_or_default();
        unique?;
        self.kept_as_text(target, &draft)?;
        Some(self.assemble(target, draft, clamp, null_rule))
    }

    /// `sqlite: text` is for what SQLite would keep as a double.
    ///
    /// SQLite has no decimal type: a `NUMERIC` column turns 0.10 into the double 0.1. As text the digits stay.
    fn kept_as_text(&mut self, target: ColumnTarget, draft: &ColumnDraft) -> Option<()> {
        let Some(arg) = target.spec.modifier("sqlite") else { return Some(()) };
        if matches!(draft.ty, Type::Decimal { .. }) {
            return Some(());
        }
        let message = format!("\"sqlite: text\" has no effect on {}", draft.ty);
        let fault = self.column_fault(target, arg.span, message);
        self.fault(fault.help("Remove it: SQLite keeps only decimals with fewer digits than their type has."))
    }

    /// The plan's column from what the kind made and the modifiers add.
    ///
    /// A clamp maps many values to its bounds, so a clamped column is never unique, whatever its maker.
    fn assemble(&self, target: ColumnTarget, draft: ColumnDraft, clamp: Clamp, null_rule: NullRule) -> ResolvedColumn {
        let ColumnTarget { table, column, spec } = target;
        let stored_name = self.stored_column_name(spec).to_owned();
        let uniqueness = match (&clamp, draft.uniqueness) {
            (Clamp { min: None, max: None }, uniqueness) => uniqueness,
            (_, never @ Uniqueness::Never(_)) => never,
            _ => Uniqueness::Never("min and max give equal values".to_owned()),
        };
        let column = Column {
            name: spec.name.value.clone(),
            stored_name,
            ty: draft.ty,
            nullable: draft.nullable || null_rule.nullable() || self.gives_null(table, &spec.name.value),
            helper: spec.is_helper(),
            dictionary: draft.dictionary,
            choices: draft.choices,
            sqlite_text: spec.modifier("sqlite").is_some(),
            serial: matches!(draft.maker, Maker::Serial { .. }),
            column_key: self.column_key(table, spec, None),
            maker: draft.maker,
            unique: self.must_be_unique(table, column),
            min: clamp.min,
            max: clamp.max,
            when: null_rule.when,
            nulls: null_rule.nulls,
            given: Vec::new(),
            line: self.spec.source.line_column(spec.name.span.start).0,
        };
        ResolvedColumn { column, uniqueness }
    }

    /// A hidden column that stands for `hidden`, made when it is first asked for.
    ///
    /// Hidden columns are never written, clamped or unique. `key` is `Key(0)` where nothing is drawn.
    pub(super) fn hidden(
        &mut self,
        table: TableIndex,
        hidden: HiddenColumn,
        name: String,
        draft: ColumnDraft,
        key: Key,
    ) -> ColumnIndex {
        if let Some(column) = self.tables[table].hidden.get(&hidden) {
            return *column;
        }
        let column = Column {
            stored_name: name.clone(),
            name,
            ty: draft.ty,
            nullable: draft.nullable,
            helper: true,
            dictionary: draft.dictionary,
            choices: None,
            sqlite_text: false,
            serial: false,
            column_key: key,
            maker: draft.maker,
            unique: false,
            min: None,
            max: None,
            when: None,
            nulls: 0,
            given: Vec::new(),
            line: 0,
        };
        let table_draft = &mut self.tables[table];
        table_draft.columns.push(NodeState::Ready(ResolvedColumn { column, uniqueness: draft.uniqueness }));
        table_draft.hidden.insert(hidden, table_draft.columns.len() - 1);
        table_draft.columns.len() - 1
    }

    /// The hidden column with the dataset's "now".
    ///
    /// A constant column, so that expressions read "now" like any other input.
    pub(super) fn as_of_column(&mut self, table: TableIndex) -> Option<ColumnIndex> {
        let constant = Maker::Constant(Literal::Time(self.env.as_of?));
        let draft = ColumnDraft::new(Type::Time, constant, Uniqueness::Never("it is the same in every row".to_owned()));
        Some(self.hidden(table, HiddenColumn::AsOf, "~as_of".to_owned(), draft, Key(0)))
    }

    /// The most rows that the table may have, after the walk.
    ///
    /// The outer `None`: the table's shape has a fault. The inner one: no limit is known.
    pub(super) fn rows_max(&self, table: TableIndex) -> Option<Option<u64>> {
        self.resolved_bounds(table).map(|RowBounds { max, .. }| max)
    }
}
