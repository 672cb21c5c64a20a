//! Keys and unique constraints → what keeps rows apart.
//!
//! A spec takes a constraint only if it holds by construction; so for each one the column is chosen that makes it hold:
//! one whose values all differ, an `ordinal` or a `distinct` pick among the children of a parent, or a single child.

use super::field::Apart;
use super::links::{LinkRole, TableLinks};
use super::named::NamedTable;
use crate::store::catalog::FieldType;

/// What keeps the rows of a table apart.
#[derive(Clone, Debug, Default)]
pub struct TableSets {
    /// The columns of the key, by their names in the spec; empty if there is none.
    pub key: Vec<String>,
    /// Sets of several columns that are unique together.
    pub unique: Vec<Vec<String>>,
    /// For each column what keeps its values apart.
    pub apart: Vec<Apart>,
    /// Whether a parent has one child at most.
    pub is_only_child: bool,
    /// Constraints that the spec does not state.
    pub questions: Vec<String>,
}

/// What makes the constraints of a table hold. Each of `parent_sets` shows which parent a row has.
pub fn sets(table: &NamedTable<'_>, links: &TableLinks, parent_sets: &[Vec<usize>]) -> TableSets {
    let mut sets = TableSets { apart: vec![Apart::No; table.source.fields.len()], ..TableSets::default() };
    let of = |columns: &[String]| columns.iter().map(|column| table.place(column)).collect::<Option<Vec<usize>>>();
    let names =
        |columns: &[usize]| columns.iter().map(|column| table.names[*column].clone()).collect::<Option<Vec<String>>>();
    let mut constraints: Vec<(Vec<usize>, &str)> = Vec::new();
    let declared = table.source.unique.iter().map(|set| (set, "unique")).chain([(&table.source.key, "key")]);
    for (columns, what) in declared.filter(|(columns, _)| !columns.is_empty()) {
        let places = of(columns).filter(|places| names(places).is_some());
        match places {
            Some(places) => constraints.push((places, what)),
            None => sets
                .questions
                .push(format!("{what} [{}] is not stated: a column of it is left out", columns.join(", "))),
        }
    }
    // Sets of one column first: what makes them hold may serve others too.
    constraints.sort_by_key(|(columns, what)| (columns.len() > 1, *what != "key"));
    for (columns, what) in constraints {
        let Some(named) = names(&columns) else { continue };
        let holds = sets.hold(table, links, parent_sets, &columns);
        match (holds, what, named.len()) {
            (true, "key", _) => sets.key = named,
            (true, _, 1) => {}
            (true, ..) if !sets.unique.contains(&named) => sets.unique.push(named),
            (true, ..) => {}
            (false, ..) => sets.questions.push(format!(
                "{what} [{}] is not stated: nothing would keep rows apart; choices: a kind that can be unique for one of \
                 these columns, or a parent (`each`) with an `ordinal` or a `distinct` ref",
                named.join(", ")
            )),
        }
    }
    sets.name_key(table);
    sets
}

impl TableSets {
    /// Makes a set of columns hold; whether that is possible.
    fn hold(&mut self, table: &NamedTable<'_>, links: &TableLinks, parents: &[Vec<usize>], set: &[usize]) -> bool {
        if let [column] = set {
            self.is_only_child |= matches!(links.roles[*column], LinkRole::Parent(_));
            let is_possible = matches!(links.roles[*column], LinkRole::Parent(_) | LinkRole::Free | LinkRole::Ref(_));
            if is_possible && is_separable(&table.source.fields[*column].ty) {
                self.apart[*column] = Apart::Everywhere;
            }
            return self.apart[*column] == Apart::Everywhere;
        }
        let is_apart = |column: &usize| {
            let field = &table.source.fields[*column];
            let is_by_itself = matches!(self.apart[*column], Apart::Everywhere | Apart::Quietly);
            let is_free = links.roles[*column] == LinkRole::Free;
            is_by_itself || is_free && (field.is_numbered || field.ty == FieldType::Uuid)
        };
        if set.iter().any(is_apart) {
            return true;
        }
        let in_group = parents.iter().any(|parent| parent.iter().all(|column| set.contains(column)));
        let is_parents = |column: &usize| matches!(links.roles[*column], LinkRole::Parent(_));
        let rest: Vec<usize> = set.iter().copied().filter(|column| !is_parents(column)).collect();
        let found = |is_wanted: &dyn Fn(usize) -> bool| rest.iter().copied().find(|column| is_wanted(*column));
        let is_free = |column: usize| links.roles[column] == LinkRole::Free && !is_closed(table, column);
        let ty = |column: usize| &table.source.fields[column].ty;
        let grouped = found(&|column| in_group && matches!(links.roles[column], LinkRole::Ref(_)))
            .or_else(|| found(&|column| in_group && is_free(column) && matches!(ty(column), FieldType::Int(_))));
        let alone = || {
            found(&|column| is_free(column) && matches!(ty(column), FieldType::Text(_)))
                .or_else(|| found(&|column| is_free(column) && matches!(ty(column), FieldType::Int(_))))
        };
        if let Some(column) = grouped {
            self.apart[column] = Apart::InGroup;
        } else if let Some(column) = alone() {
            self.apart[column] = Apart::Quietly;
        } else if let Some(column) =
            found(&|column| is_free(column) && matches!(ty(column), FieldType::Time | FieldType::Decimal(_)))
        {
            self.apart[column] = Apart::Everywhere;
        } else if in_group {
            self.is_only_child = true;
        } else {
            return false;
        }
        true
    }

    /// Takes a unique set for the key where the database declares none.
    fn name_key(&mut self, table: &NamedTable<'_>) {
        if !self.key.is_empty() {
            return;
        }
        let is_required = |name: &String| {
            let place = table.names.iter().position(|known| known.as_ref() == Some(name));
            place.is_some_and(|place| !table.source.fields[place].is_nullable)
        };
        let single = (0..self.apart.len())
            .find(|column| self.apart[*column] == Apart::Everywhere && !table.source.fields[*column].is_nullable);
        if let Some(name) = single.and_then(|column| table.names[column].clone()) {
            self.key = vec![name];
        } else if let Some(at) = self.unique.iter().position(|set| set.iter().all(is_required)) {
            self.key = self.unique.remove(at);
        }
    }
}

/// Whether values of a type can all differ.
fn is_separable(ty: &FieldType) -> bool {
    !matches!(
        ty,
        FieldType::Bool
            | FieldType::Float
            | FieldType::Json
            | FieldType::Interval
            | FieldType::Written(_)
            | FieldType::Other
    )
}

/// Whether a column has a closed list of values.
fn is_closed(table: &NamedTable<'_>, column: usize) -> bool {
    use super::condition::ConditionFact::OneOf;
    let name = &table.source.fields[column].name;
    matches!(table.source.fields[column].ty, FieldType::Labels(_))
        || table.facts().any(|fact| matches!(fact, OneOf(of, _) if of == name))
}
