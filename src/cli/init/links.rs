//! Foreign keys → what each column repeats: a column of the parent, of a row that a `ref` picks, or nothing.

use super::family::{ParentLink, target};
use super::named::NamedTable;
use crate::store::catalog::{Catalog, CatalogReference};

/// What a column repeats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkRole {
    /// Nothing.
    Free,
    /// A column of the parent, by its path.
    Parent(String),
    /// A column of a row that it picks itself, by its path.
    Ref(String),
    /// A column of a row that a helper picks, by its path.
    Helper(String),
    /// A column of its own table.
    Itself(String),
    /// A column of a table that the spec does not have.
    Outside(String),
    /// A column of a row that would have to agree with another reference.
    Bound(String),
}

/// A helper that picks a row for several columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkHelper {
    /// Its name.
    pub name: String,
    /// The table.
    pub table: String,
    /// Whether all of its columns take nulls.
    pub is_nullable: bool,
}

/// What the columns of a table repeat, in their order, and the helpers for it.
#[derive(Clone, Debug, Default)]
pub struct TableLinks {
    /// The columns.
    pub roles: Vec<LinkRole>,
    /// The helpers.
    pub helpers: Vec<LinkHelper>,
    /// For each column the table whose rows it picks without repeats, where it may.
    pub targets: Vec<Option<usize>>,
}

/// The links of a table; those of several columns first, because single ones agree with them.
pub fn links(catalog: &Catalog, tables: &[NamedTable<'_>], own: usize, parent: Option<ParentLink>) -> TableLinks {
    let table = &tables[own];
    let count = table.source.fields.len();
    let mut links = TableLinks { roles: vec![LinkRole::Free; count], helpers: Vec::new(), targets: vec![None; count] };
    let references = table.source.references.iter().enumerate();
    let mut order: Vec<(usize, &CatalogReference)> = references.collect();
    order.sort_by_key(|(at, reference)| {
        (parent.map(|link| link.reference) != Some(*at), usize::MAX - reference.columns.len())
    });
    for (at, reference) in order {
        let to = target(catalog, reference);
        let is_parent = parent.is_some_and(|link| link.reference == at);
        let columns: Vec<usize> = reference.columns.iter().filter_map(|column| table.place(column)).collect();
        let free: Vec<usize> =
            columns.iter().copied().filter(|column| links.roles[*column] == LinkRole::Free).collect();
        let paths = to.map(|to| paths(&tables[to], reference));
        match (to, paths.flatten()) {
            (Some(to), _) if to == own => assign(&mut links, reference, table, &free, |column| {
                LinkRole::Itself(table.spec_name(column).unwrap_or(column).to_owned())
            }),
            (Some(to), Some(_)) if is_parent => {
                let head = head(catalog, table, &tables[to], to);
                assign(&mut links, reference, table, &free, |column| {
                    LinkRole::Parent(format!("{head}.{}", tables[to].spec_name(column).unwrap_or(column)))
                });
            }
            (Some(to), Some(paths)) if columns.len() == 1 && free.len() == 1 => {
                links.roles[free[0]] = LinkRole::Ref(format!("{}.{}", tables[to].name, paths[0]));
                links.targets[free[0]] = Some(to);
            }
            (Some(to), Some(_)) if free.len() == columns.len() => {
                let name = format!("_{}", table.spec_name(&reference.columns[0]).unwrap_or("link"));
                let is_nullable = reference
                    .columns
                    .iter()
                    .any(|column| table.source.field(column).is_some_and(|field| field.is_nullable));
                assign(&mut links, reference, table, &free, |column| {
                    LinkRole::Helper(format!("{name}.{}", tables[to].spec_name(column).unwrap_or(column)))
                });
                links.helpers.push(LinkHelper { name, table: tables[to].name.clone(), is_nullable });
            }
            (Some(to), _) => {
                free.iter().for_each(|column| links.roles[*column] = LinkRole::Bound(tables[to].name.clone()))
            }
            (None, _) => {
                let schema = reference.schema.as_ref().map(|schema| format!("{schema}.")).unwrap_or_default();
                let name = format!("{schema}{}", reference.table);
                free.iter().for_each(|column| links.roles[*column] = LinkRole::Outside(name.clone()));
            }
        }
    }
    links
}

/// Gives the free columns of a reference their roles, by the columns that they refer to.
fn assign(
    links: &mut TableLinks,
    reference: &CatalogReference,
    table: &NamedTable<'_>,
    free: &[usize],
    role: impl Fn(&str) -> LinkRole,
) {
    for (column, target) in reference.columns.iter().zip(&reference.targets) {
        if let Some(column) = table.place(column).filter(|column| free.contains(column)) {
            links.roles[column] = role(target);
        }
    }
}

/// The spec's names of the columns that a reference leads to; none if the spec leaves one of them out.
fn paths<'t>(to: &'t NamedTable<'_>, reference: &CatalogReference) -> Option<Vec<&'t str>> {
    reference.targets.iter().map(|column| to.spec_name(column)).collect()
}

/// What a path through the parent begins with: its name, unless that could mean something else.
fn head(catalog: &Catalog, table: &NamedTable<'_>, parent: &NamedTable<'_>, to: usize) -> String {
    let links = table.source.references.iter().filter(|reference| target(catalog, reference) == Some(to)).count();
    let is_column = table.names.iter().flatten().any(|name| *name == parent.name);
    if links > 1 || is_column { "parent".to_owned() } else { parent.name.clone() }
}
