//! Constraints of the database that rows of the spec could break.

use std::collections::BTreeSet;

use super::{FitLevel, Misfit, MisfitKind, TablePair, is_empty, listed};
use crate::plan::Table;
use crate::store::catalog::{CatalogCheck, CatalogReference};

impl TablePair<'_> {
    /// What the spec does not state.
    pub fn constraints(&self, misfits: &mut Vec<Misfit>) {
        let keys = [("primary key", &self.target.key)].into_iter();
        let sets = keys.chain(self.target.unique.iter().map(|set| ("unique constraint", set)));
        misfits.extend(sets.filter(|(_, set)| !set.is_empty()).filter_map(|(what, set)| self.repeats(what, set)));
        misfits.extend(self.target.checks.iter().filter_map(|check| self.check(check)));
        misfits.extend(self.target.references.iter().filter_map(|reference| self.reference(reference)));
        misfits.extend(self.target.others.iter().map(|definition| {
            let message =
                format!("table {:?}: rows may break what a spec cannot state: {definition}", self.target.name);
            self.about_table(MisfitKind::Unstated, message)
        }));
    }

    fn about_table(&self, kind: MisfitKind, message: String) -> Misfit {
        Misfit::new(kind, FitLevel::Notes, &self.target.name, message).at(self.at, None)
    }

    /// A key or a unique set that no set of the spec keeps apart. One with a column outside the spec is the database's.
    fn repeats(&self, what: &str, set: &[String]) -> Option<Misfit> {
        let columns = self.own_columns(set)?;
        let own: BTreeSet<usize> = columns.iter().map(|(at, _)| *at).collect();
        let stated = std::iter::once(&self.table.key).chain(&self.table.unique);
        let mut stated = stated.filter(|stated| !stated.is_empty());
        let is_apart = columns.iter().any(|(_, column)| column.unique || is_empty(column))
            || stated.any(|stated| stated.iter().all(|column| own.contains(column)));
        let message = format!("table {:?}: rows may repeat the {what} ({})", self.target.name, set.join(", "));
        (!is_apart).then(|| self.about_table(MisfitKind::Unique, message).of_columns(set).by_rows())
    }

    fn check(&self, check: &CatalogCheck) -> Option<Misfit> {
        let is_stated = self.table.checks.iter().any(|known| known.name == check.name.to_lowercase());
        let message = format!(
            "table {:?}: the spec does not state check {:?}: {}",
            self.target.name, check.name, check.condition
        );
        let misfit = self.about_table(MisfitKind::Check, message);
        (!is_stated).then(|| Misfit { check: Some(check.name.clone()), ..misfit.by_rows() })
    }

    /// A foreign key whose columns the spec fills with something else.
    fn reference(&self, reference: &CatalogReference) -> Option<Misfit> {
        let columns = self.own_columns(&reference.columns)?;
        if columns.iter().any(|(_, column)| is_empty(column)) {
            return None;
        }
        let own: Vec<usize> = columns.iter().map(|(at, _)| *at).collect();
        let target =
            self.tables.iter().position(|table| reference.schema.is_none() && table.stored_name == reference.table);
        // A key of several columns may be stated in any order.
        let stated = |target: usize| {
            let keys = self.table.foreign_keys.iter().filter(move |key| key.table == target);
            keys.map(move |key| {
                let names = |table: &Table, columns: &[usize]| -> Vec<String> {
                    columns.iter().map(|column| table.columns[*column].stored_name.clone()).collect()
                };
                let (own, other) = (names(self.table, &key.columns), names(&self.tables[target], &key.target_columns));
                own.into_iter().zip(other).collect::<BTreeSet<_>>()
            })
        };
        let wanted = reference.columns.iter().cloned().zip(reference.targets.iter().cloned());
        let wanted: BTreeSet<(String, String)> = wanted.collect();
        let is_stated = |target: usize| stated(target).any(|known| known == wanted);
        if target.is_some_and(is_stated) {
            return None;
        }
        let (name, to) = (&self.target.name, &reference.table);
        let list = listed(&reference.columns);
        let message = match target {
            Some(_) => format!("table {name:?}: {list} may refer to no row of {to:?}"),
            None => {
                let schema = reference.schema.as_ref().map(|schema| format!("{schema}.")).unwrap_or_default();
                format!("table {name:?}: {list} refers to {:?}, which is not in the spec", format!("{schema}{to}"))
            }
        };
        let misfit = Misfit { place: None, ..self.about_table(MisfitKind::Reference, message) };
        let column = (own.len() == 1).then(|| own[0]);
        Some(misfit.at(self.at, column).of_columns(&reference.columns).by_rows())
    }
}
