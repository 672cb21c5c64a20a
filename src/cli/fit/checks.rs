//! Conditions of the database compared with those of a spec: a condition is met where the spec states it, or draws values so.

use crate::cli::init::condition::{Condition, ConditionFact};
use crate::plan::{Plan, Table};
use crate::spec::model::{Arg, ColumnSpec, Spec};
use crate::store::catalog::{Catalog, CatalogCheck, CatalogTable};
use crate::store::fit::{FitLevel, FitPlace, Misfit, MisfitKind};

/// A spec and its plan.
#[derive(Clone, Copy)]
pub struct DrawnSpec<'s> {
    /// The spec.
    pub spec: &'s Spec,
    /// Its plan.
    pub plan: &'s Plan,
}

/// The conditions of the database that nothing in the spec meets.
pub fn unmet_checks(drawn: DrawnSpec<'_>, catalog: &Catalog) -> Vec<Misfit> {
    let tables = drawn.plan.tables.iter().enumerate();
    let pairs = tables.filter_map(|(at, table)| {
        let target = catalog.tables.iter().find(|target| target.name == table.stored_name)?;
        Some((at, table, target))
    });
    let unmet = pairs.flat_map(|(at, table, target)| {
        let unmet = target.checks.iter().filter(move |check| !is_met(drawn, at, &condition(table, check)));
        unmet.map(move |check| misfit(at, target, check))
    });
    unmet.collect()
}

/// The condition by the names of the spec.
pub fn condition(table: &Table, check: &CatalogCheck) -> Condition {
    Condition::read(&check.condition, |stored| {
        let known = table.written().find(|(_, column)| column.stored_name == stored);
        known.map_or_else(|| stored.to_owned(), |(_, column)| column.name.clone())
    })
}

fn misfit(at: usize, target: &CatalogTable, check: &CatalogCheck) -> Misfit {
    Misfit {
        level: FitLevel::Notes,
        kind: MisfitKind::Check,
        place: Some(FitPlace { table: at, column: None }),
        table: target.name.clone(),
        columns: Vec::new(),
        check: Some(check.name.clone()),
        depends_on_rows: true,
        renamed_to: None,
        message: format!(
            "table {:?}: the spec does not state check {:?}: {}",
            target.name, check.name, check.condition
        ),
        help: None,
    }
}

fn is_met(drawn: DrawnSpec<'_>, at: usize, condition: &Condition) -> bool {
    let table = &drawn.plan.tables[at];
    let plain = |text: &str| text.to_lowercase().replace(char::is_whitespace, "");
    let is_stated = table.checks.iter().any(|check| plain(&check.sql) == plain(&condition.text));
    is_stated || condition.is_all(|fact| is_drawn(drawn, at, fact))
}

/// Whether the values of a column are drawn so that a part of a condition holds.
fn is_drawn(drawn: DrawnSpec<'_>, at: usize, fact: &ConditionFact) -> bool {
    let table = &drawn.plan.tables[at];
    match fact {
        ConditionFact::OneOf(stored, values) => {
            let known = table.written().find(|(_, column)| column.stored_name == *stored);
            let choices = known.and_then(|(_, column)| column.choices.as_ref());
            choices.is_some_and(|set| set.texts.iter().all(|text| values.contains(text)))
        }
        ConditionFact::Matches(stored, pattern) => {
            let known = table.written().find(|(_, column)| column.stored_name == *stored);
            let column = known.and_then(|(column, _)| drawn.spec.tables[at].columns.get(column));
            column.and_then(drawn_pattern).is_some_and(|drawn| plain_pattern(drawn) == plain_pattern(pattern))
        }
        _ => false,
    }
}

/// The expression that a column is drawn from.
fn drawn_pattern(column: &ColumnSpec) -> Option<&str> {
    match column.main.as_ref().map(|main| &main.value) {
        Some(Arg::Text(pattern)) if column.kind.value.name == "pattern" => Some(pattern),
        _ => None,
    }
}

fn plain_pattern(pattern: &str) -> &str {
    pattern.trim_start_matches('^').trim_end_matches('$')
}
