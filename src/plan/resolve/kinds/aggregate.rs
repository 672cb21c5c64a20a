//! count, sum, lowest, highest, avg over the children of a row.
//!
//! Job: find the child table and the column, and the type of the fold. Over no children a count and a sum are 0, the others
//! null: a sum is not null as SQL's is, so that totals can be added up further.
//!
//! | fold | of | type | over no children |
//! |---|---|---|---|
//! | `count` | rows, or a column's values that are not null | int | 0 |
//! | `sum` | int, decimal, float, duration | int; 10 digits more, up to 38; as it is | 0 |
//! | `lowest`, `highest` | what has an order, but bool, uuid and json | as it is | null |
//! | `avg` | int, decimal, float | must be declared, except of floats | null |

use crate::plan::maker::{ColumnIndex, Fold, Maker, TableIndex};
use crate::plan::resolve::args::ColumnTarget;
use crate::plan::resolve::column_draft::ColumnDraft;
use crate::plan::resolve::modifiers::DeclaredType;
use crate::plan::resolve::{Resolver, Uniqueness};
use crate::plan::types::Type;
use crate::spec::fault::meant_or_known;
use crate::spec::model::{Arg, RowsSpec, Spanned};
use crate::spec::source::Span;

/// How many digits a sum may have more than what it adds.
/// Room for 10^10 addends of the largest value.
const SUM_DIGITS: u8 = 10;

impl Resolver<'_> {
    /// The fold of a child table or of one of its columns; `where` becomes a hidden condition of the child.
    ///
    /// The path is `child` or `child.column`. Grandchildren are folded in two columns, one per table, so that each
    /// fold is a column that can be looked at.
    pub(super) fn aggregate(
        &mut self,
        target: ColumnTarget,
        declared: DeclaredType,
        fold: Fold,
    ) -> Option<ColumnDraft> {
        let Some(Spanned { value: Arg::Path(path), span }) = target.main() else {
            return self.odd_argument(target, target.main_span());
        };
        let child = self.child(target, &path[0], *span)?;
        self.row_bounds(child)?;
        let column = match &path[1..] {
            [] if fold == Fold::Count => None,
            [name] => Some(self.child_column(child, name, *span)?),
            [] => {
                let fault = self.column_fault(
                    target,
                    *span,
                    format!("{} needs a column of \"{}\"", target.spec.kind.value.name, path[0]),
                );
                return self.fault(fault.help(format!("Write {}: {}.column.", target.spec.kind.value.name, path[0])));
            }
            _ => {
                let fault = self.column_fault(target, *span, "an aggregate goes one table down only");
                return self.fault(fault.help("Aggregate in the child table first, then fold that column."));
            }
        };
        let condition = match target.spec.param("where") {
            None => None,
            Some(Spanned { value: Arg::Sql { node, expr }, .. }) => Some(self.condition(child, node, expr)?),
            Some(other) => return self.odd_argument(target, other.span),
        };
        let ty = self.aggregate_type(target, declared, fold, child, column)?;
        let nullable = !matches!(fold, Fold::Count | Fold::Sum);
        let never = Uniqueness::Never("aggregates may be equal".to_owned());
        Some(ColumnDraft::new(ty, Maker::Aggregate { fold, child, column, condition }, never).nullable(nullable))
    }

    /// The table called `name`, whose parent is this one.
    ///
    /// # Errors
    /// A table that is unknown, or no child of this one, with the children that there are.
    fn child(&mut self, target: ColumnTarget, name: &str, span: Span) -> Option<TableIndex> {
        let here = self.table_name(target.table);
        let Some(child) = self.table_index(name) else {
            if self.is_table(name) {
                return None;
            }
            let known = self.spec.tables.iter().map(|table| table.name.value.as_str());
            let fault = self.column_fault(target, span, format!("there is no table \"{name}\""));
            return self.fault(fault.maybe_help(meant_or_known(name, "tables", known)));
        };
        if self.tables[child].parent == Some(target.table) {
            return Some(child);
        }
        match &self.spec.tables[child].rows {
            RowsSpec::Unread => return None,
            // Its parents are in a circle, which is reported.
            RowsSpec::Each { parent, .. } if parent.value == here => return None,
            _ => {}
        }
        let children: Vec<&str> = (0..self.tables.len())
            .filter(|child| self.tables[*child].parent == Some(target.table))
            .map(|child| self.table_name(child))
            .collect();
        let help = match children.as_slice() {
            [] => format!("No table has `each: {here}`."),
            _ => format!("Its children are {}.", children.join(", ")),
        };
        let fault = self.column_fault(target, span, format!("the rows of \"{name}\" are not children of \"{here}\""));
        self.fault(fault.help(help))
    }

    /// The child's column called `name`, resolved.
    ///
    /// Resolved before its type is asked for: the fold's type follows from it.
    fn child_column(&mut self, child: TableIndex, name: &str, span: Span) -> Option<ColumnIndex> {
        let Some(column) = self.column_index(child, name) else { return self.unknown_column(child, name, span) };
        self.column(child, column)?;
        Some(column)
    }

    /// The type of a fold. A declared one may be another width for counts and sums of whole numbers, and another number of
    /// digits for sums of decimals, at the same scale.
    ///
    /// `lowest` of an `int2` is an `int2`; `sum` of one is 8 bytes.
    fn aggregate_type(
        &mut self,
        target: ColumnTarget,
        declared: DeclaredType,
        fold: Fold,
        child: TableIndex,
        column: Option<ColumnIndex>,
    ) -> Option<Type> {
        let of = match column {
            Some(column) => self.column(child, column)?.ty,
            None => Type::INT,
        };
        let natural = match fold {
            Fold::Count => Some(Type::INT),
            Fold::Sum => sum_type(of),
            Fold::Lowest | Fold::Highest => (!matches!(of, Type::Json | Type::Uuid | Type::Bool)).then_some(of),
            Fold::Avg => return self.avg_type(target, declared, of),
        };
        let Some(natural) = natural else {
            return self.not_folded(target, of);
        };
        self.take_type(target, declared, natural, |ty| match (natural, ty) {
            (Type::Int(_), Type::Int(_)) => fold != Fold::Lowest && fold != Fold::Highest || ty == natural,
            (Type::Decimal { scale, .. }, Type::Decimal { scale: other, .. }) => fold == Fold::Sum && scale == other,
            _ => ty == natural,
        })
    }

    /// The fault of a column whose values cannot be added or compared.
    fn not_folded<T>(&mut self, target: ColumnTarget, of: Type) -> Option<T> {
        let message = format!("{} does not take a column of type {of}", target.spec.kind.value.name);
        let fault = self.column_fault(target, target.main_span(), message);
        self.fault(fault)
    }

    /// A mean of whole numbers and decimals needs a scale, because any other number of digits would be a guess.
    ///
    /// # Errors
    /// A column whose mean has no meaning, and a mean without a scale.
    fn avg_type(&mut self, target: ColumnTarget, declared: DeclaredType, of: Type) -> Option<Type> {
        match of {
            Type::Int(_) | Type::Decimal { .. } if declared.0.is_none() => {
                let fault = self.column_fault(target, target.spec.kind.span, "avg needs a scale");
                self.fault(fault.help("Add `scale: 2`, or `type: float`."))
            }
            Type::Int(_) | Type::Decimal { .. } => {
                self.take_type(target, declared, Type::Float, |ty| matches!(ty, Type::Decimal { .. } | Type::Float))
            }
            Type::Float => self.take_type(target, declared, Type::Float, |ty| ty == Type::Float),
            _ => self.not_folded(target, of),
        }
    }
}

/// What a sum of values of type `of` is: wide enough for many of them. `None`: they cannot be added.
///
/// 38 digits is what `Decimal128` holds.
fn sum_type(of: Type) -> Option<Type> {
    match of {
        Type::Int(_) => Some(Type::INT),
        Type::Decimal { precision, scale } => {
            Some(Type::Decimal { precision: (precision + SUM_DIGITS).min(38), scale })
        }
        Type::Float | Type::Duration => Some(of),
        _ => None,
    }
}
