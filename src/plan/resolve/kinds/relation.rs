//! ref and lookup.
//!
//! Job: a `ref` becomes two columns, a hidden pick of a row and a lookup through it, so that every other path through the ref
//! reads the same row. Whether picks can be unique or distinct follows from the least number of rows that the target has.
//!
//! Trees are refused: drawn references to the own table would close circles.
//!
//! ```text
//! customer_id: { ref: customers }          ~customer_id          pick of a row of customers
//!                                          customer_id           lookup of customers.id in that row
//! country:     customer_id.country         country               lookup of customers.country in that row
//! ```
//!
//! | wish | spec | possible if |
//! |---|---|---|
//! | popular rows | `pick: { zipf: 1.1 }` | always |
//! | no row twice in the table | `unique: true` | uniform pick, and the target has as many rows at least |
//! | no row twice under one parent | `distinct: true` | no parent has more children than the target has rows at least |

use crate::plan::maker::{ColumnIndex, Fold, Link, Maker, Pick, TableIndex};
use crate::plan::resolve::args::ColumnTarget;
use crate::plan::resolve::column_draft::ColumnDraft;
use crate::plan::resolve::modifiers::{DeclaredType, NullRule};
use crate::plan::resolve::paths::PathEnd;
use crate::plan::resolve::{HiddenColumn, Resolver, RowBounds, Uniqueness};
use crate::plan::types::Type;
use crate::spec::fault::meant_or_known;
use crate::spec::model::{Arg, PickSpec, Spanned};
use crate::spec::registry::RelationKind;

impl Resolver<'_> {
    /// The maker of a column of this family.
    pub(super) fn make_relation(
        &mut self,
        kind: RelationKind,
        target: ColumnTarget,
        declared: DeclaredType,
        null_rule: NullRule,
    ) -> Option<ColumnDraft> {
        match kind {
            RelationKind::Ref => self.reference(target, declared, null_rule),
            RelationKind::Lookup => self.lookup(target, declared),
            RelationKind::Count => self.aggregate(target, declared, Fold::Count),
            RelationKind::Sum => self.aggregate(target, declared, Fold::Sum),
            RelationKind::Lowest => self.aggregate(target, declared, Fold::Lowest),
            RelationKind::Highest => self.aggregate(target, declared, Fold::Highest),
            RelationKind::Avg => self.aggregate(target, declared, Fold::Avg),
        }
    }

    /// A hidden pick of a row and the lookup of the target's column through it; nulls are the pick's, so that every
    /// path through it is null with it.
    ///
    /// `presence` goes to the pick and is taken from the column, hence `presence_taken`: a null in the visible column
    /// only would let another path through the same ref show a row that is not there.
    fn reference(&mut self, target: ColumnTarget, declared: DeclaredType, null_rule: NullRule) -> Option<ColumnDraft> {
        let (to, column) = self.ref_target(target)?;
        let bounds = self.row_bounds(to)?;
        let (pick, uniqueness) = self.pick(target, to, bounds)?;
        let Some(column) = column else {
            let ty = self.take_type(target, declared, Type::INT, |ty| ty == Type::INT)?;
            return Some(ColumnDraft::new(ty, Maker::Pick { target: to, pick }, uniqueness));
        };
        let by = self.pick_column(target, to, pick, null_rule);
        let facts = self.column(to, column)?;
        let ty = self.take_type(target, declared, facts.ty, |ty| ty == facts.ty)?;
        let maker = Maker::Lookup { link: Link::Ref { target: to, by }, column };
        let draft = ColumnDraft::new(ty, maker, uniqueness).nullable(facts.nullable || null_rule.nullable());
        Some(ColumnDraft { nulls_done: true, ..draft.dictionary(facts.dictionary) })
    }

    /// The table that a ref leads to, and the column whose values it shows; none for a helper of a composite key.
    ///
    /// # Errors
    /// An unknown table, the own table, a composite key without a helper, and a column that is neither key nor
    /// unique.
    fn ref_target(&mut self, target: ColumnTarget) -> Option<(TableIndex, Option<ColumnIndex>)> {
        let Some(Spanned { value: Arg::Path(path), span }) = target.main() else {
            return self.odd_argument(target, target.main_span());
        };
        let Some(to) = self.table_index(&path[0]) else {
            if self.is_table(&path[0]) {
                return None;
            }
            let known = self.spec.tables.iter().map(|table| table.name.value.as_str());
            let fault = self.column_fault(target, *span, format!("there is no table \"{}\"", path[0]));
            return self.fault(fault.maybe_help(meant_or_known(&path[0], "tables", known)));
        };
        if to == target.table {
            let fault = self.loops(target.table, target.column, *span);
            return self.fault(fault);
        }
        let key = self.key_columns(to);
        match (&path[1..], key.as_slice()) {
            ([], [column]) => Some((to, Some(*column))),
            // The missing key is reported with its table. So it is not reported here again.
            ([], []) => None,
            ([], _) if target.spec.is_helper() => Some((to, None)),
            ([], _) => {
                let fault =
                    self.column_fault(target, *span, format!("the key of \"{}\" has {} columns", path[0], key.len()));
                let help = format!("Refer with a helper, `_link: {{ ref: {} }}`, and look up `_link.column`.", path[0]);
                self.fault(fault.help(help))
            }
            ([name], _) => {
                let Some(column) = self.column_index(to, name) else { return self.unknown_column(to, name, *span) };
                if self.must_be_unique(to, column) {
                    return Some((to, Some(column)));
                }
                if self.spec.tables[to].key.is_none() || self.spec.tables[to].unique.is_none() {
                    return None;
                }
                let message = format!("\"{}\" is neither the key of its table nor unique", self.place(to, column));
                let fault = self.column_fault(target, *span, message);
                self.fault(
                    fault.help("Refer to the key and look the value up through it, or add `unique: true` there."),
                )
            }
            _ => {
                let fault = self.column_fault(target, *span, "a ref is a table and one of its columns");
                self.fault(fault)
            }
        }
    }

    /// How rows are picked, and whether no two picks can be alike: only a permutation of all rows makes that sure.
    ///
    /// `bounds` are the target's: its least number of rows is what can be promised.
    fn pick(&mut self, target: ColumnTarget, to: TableIndex, bounds: RowBounds) -> Option<(Pick, Uniqueness)> {
        let distinct = target.spec.param("distinct");
        let is_distinct = self.flag(target, distinct)?;
        let exponent = match target.spec.param("pick").map(|arg| &arg.value) {
            None | Some(Arg::Pick(PickSpec::Uniform)) => None,
            Some(Arg::Pick(PickSpec::Zipf(exponent))) => Some(exponent.to_f64()),
            Some(_) => return self.odd_argument(target, target.main_span()),
        };
        if let Some(arg) = distinct.filter(|_| is_distinct) {
            self.check_distinct(target, arg, to, bounds)?;
            let never = Uniqueness::Never("`distinct` keeps repeats only from one parent's children".to_owned());
            return Some((Pick::Distinct(exponent), never));
        }
        self.check_any_row(target, to, bounds)?;
        match exponent {
            Some(exponent) => Some((Pick::Zipf(exponent), Uniqueness::Never("a zipf pick repeats".to_owned()))),
            None => Some((Pick::Uniform, Uniqueness::UpTo(bounds.min))),
        }
    }

    /// Refuses a pick from a table that is always empty.
    ///
    /// A target that may be empty, but need not, is left to the engine.
    fn check_any_row(&mut self, target: ColumnTarget, to: TableIndex, bounds: RowBounds) -> Option<()> {
        let own = self.row_bounds(target.table)?;
        if bounds.max != Some(0) || own.max == Some(0) {
            return Some(());
        }
        let message = format!("table \"{}\" has no rows to pick from", self.table_name(to));
        let fault = self.column_fault(target, target.main_span(), message);
        self.fault(fault)
    }

    /// Refuses `distinct` where a parent may have more children than there are rows to pick from.
    ///
    /// # Errors
    /// No parent, or more children than the target's least number of rows; the message has both numbers.
    fn check_distinct(
        &mut self,
        target: ColumnTarget,
        arg: &Spanned<Arg>,
        to: TableIndex,
        bounds: RowBounds,
    ) -> Option<()> {
        if self.parent_is_unknown(target.table) {
            return None;
        }
        if self.tables[target.table].parent.is_none() {
            let message = format!(
                "`distinct` is among one parent's children, table \"{}\" has no parent",
                self.table_name(target.table)
            );
            let fault = self.column_fault(target, arg.span, message);
            return self.fault(fault.help("Write `unique: true` for no row twice in the table."));
        }
        let own = self.row_bounds(target.table)?;
        if own.max == Some(0) {
            return Some(());
        }
        let most = own.group_max;
        let to = self.table_name(to);
        let message = match most {
            Some(most) if most <= bounds.min => return Some(()),
            Some(most) => {
                format!("a parent may have {most} children, table \"{to}\" may have only {} rows", bounds.min)
            }
            None => {
                format!("no limit of children per parent is known, table \"{to}\" has at least {} rows", bounds.min)
            }
        };
        let fault = self.column_fault(target, arg.span, message);
        self.fault(fault.help(format!("Give the count a `max:` of at most {}, or \"{to}\" more rows.", bounds.min)))
    }

    /// The hidden column with the index of the row picked. It has the nulls of the ref, so that everything looked up through
    /// it is null together.
    ///
    /// The pick draws by a key of its own ("pick"), so adding or removing lookups changes no reference. It is unique
    /// if the visible column must be: uniqueness is a matter of the row picked.
    fn pick_column(&mut self, target: ColumnTarget, to: TableIndex, pick: Pick, null_rule: NullRule) -> ColumnIndex {
        let ColumnTarget { table, column, spec } = target;
        let never = Uniqueness::Never("it is hidden".to_owned());
        let nullable = null_rule.nullable() || self.gives_null(table, &spec.name.value);
        let draft = ColumnDraft::new(Type::INT, Maker::Pick { target: to, pick }, never).nullable(nullable);
        let key = self.column_key(table, spec, Some("pick"));
        let name = format!("~{}", spec.name.value);
        let by = self.hidden(table, HiddenColumn::Pick(column), name, draft, key);
        let unique = self.must_be_unique(table, column);
        if let crate::plan::resolve::NodeState::Ready(resolved) = &mut self.tables[table].columns[by] {
            resolved.column.unique = unique;
            resolved.column.when = null_rule.when;
            resolved.column.nulls = null_rule.nulls;
        }
        by
    }

    /// The value of a column of a related row, or a part of a helper (`_home.city`).
    ///
    /// A path to a column of the same table is refused: it would be a second name for one value. `sql:` can copy it.
    fn lookup(&mut self, target: ColumnTarget, declared: DeclaredType) -> Option<ColumnDraft> {
        let Some(Spanned { value: Arg::Path(path), span }) = target.main() else {
            return self.odd_argument(target, target.main_span());
        };
        let draft = match self.reach(target.table, path, *span)? {
            PathEnd::Far { link, table, column } => self.looked_up(target.table, link, table, column)?,
            PathEnd::Part(part) => part.draft,
            PathEnd::Own(_) => {
                let fault = self.column_fault(target, *span, format!("\"{}\" is a column of the same table", path[0]));
                return self.fault(fault.help("A lookup is a dotted path through the parent or a ref column."));
            }
        };
        let ty = self.take_type(target, declared, draft.ty, |ty| ty == draft.ty)?;
        Some(ColumnDraft { ty, ..draft })
    }
}
