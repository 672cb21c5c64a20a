//! Which table is whose parent, and how many rows there are.
//!
//! A foreign key becomes `each:` where its rows belong to the row that they refer to; the best one of a table does, judged
//! by its key, by what happens on deletion and by names. Every other one is a `ref`.

use super::names::{singular, words};
use crate::store::catalog::{Catalog, CatalogReference, CatalogTable};

/// Tables that name something for others: their rows are no owners.
const LOOKUPS: [&str; 14] = [
    "type", "status", "category", "kind", "genre", "country", "currency", "language", "role", "level", "unit",
    "region", "state", "tag",
];
/// How many rows a table without a parent gets, and one that names something for others.
const ROOT_ROWS: u64 = 100;
const LOOKUP_ROWS: u64 = 10;
/// The most rows that a table without a parent gets, whatever the database has.
const ROOT_ROWS_MAX: u64 = 1_000;
/// The most children of a parent where the database has none yet, and where it has some.
const CHILDREN: u64 = 5;
const CHILDREN_MAX: u64 = 50;
/// Rows of a table that is taken as it is, without a factor.
const FEW_ROWS: u64 = 50;

/// A table's parent: the foreign key that leads there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParentLink {
    /// The foreign key's place among the table's.
    pub reference: usize,
    /// The parent's place in the catalog.
    pub table: usize,
}

/// How many rows a table has.
#[derive(Clone, Debug, PartialEq)]
pub struct RowsGuess {
    /// As a spec writes it: `rows:` of a root, `count:` of children.
    pub text: String,
    /// What is to know of it.
    pub note: Option<String>,
    /// How many rows there are at least, and how many children of a parent at most.
    pub least: u64,
    /// The most children of a parent.
    pub group_max: u64,
}

/// Where the table is that a foreign key refers to; none if it is not in the catalog.
pub fn target(catalog: &Catalog, reference: &CatalogReference) -> Option<usize> {
    let is_here = reference.schema.is_none();
    catalog.tables.iter().position(|table| is_here && table.name == reference.table)
}

/// The first foreign key of a table that leads to another one.
pub fn link_to(catalog: &Catalog, table: &CatalogTable, parent: &str) -> Option<ParentLink> {
    let mut links = table.references.iter().enumerate().filter_map(|(at, reference)| {
        let target = target(catalog, reference).filter(|target| catalog.tables[*target].name == parent)?;
        Some(ParentLink { reference: at, table: target })
    });
    links.next()
}

/// The parent of each table.
pub fn parents(catalog: &Catalog, is_usable: impl Fn(usize, &str) -> bool) -> Vec<Option<ParentLink>> {
    let mut parents: Vec<Option<ParentLink>> = vec![None; catalog.tables.len()];
    for (index, table) in catalog.tables.iter().enumerate() {
        let mut candidates: Vec<(i32, ParentLink)> = Vec::new();
        for (at, reference) in table.references.iter().enumerate() {
            let Some(target) = target(catalog, reference) else { continue };
            let is_owned = reference.columns.iter().all(|column| {
                is_usable(index, column)
                    && table.field(column).is_some_and(|field| !field.is_nullable && field.generated.is_none())
            });
            let has_targets = reference.targets.iter().all(|column| is_usable(target, column));
            if target != index && is_owned && has_targets {
                let score = score(table, reference, &catalog.tables[target]);
                candidates.push((score, ParentLink { reference: at, table: target }));
            }
        }
        // The best one that closes no circle; of equal ones the first.
        candidates.sort_by_key(|(score, _)| -*score);
        let fitting = candidates.into_iter().filter(|(score, _)| *score > 0).map(|(_, link)| link);
        parents[index] = fitting.into_iter().find(|link| !is_below(&parents, link.table, index));
    }
    parents
}

/// Whether a table is another one, or one of its descendants.
fn is_below(parents: &[Option<ParentLink>], mut table: usize, ancestor: usize) -> bool {
    while table != ancestor {
        match parents[table] {
            Some(link) => table = link.table,
            None => return false,
        }
    }
    true
}

/// How much speaks for a parent.
fn score(table: &CatalogTable, reference: &CatalogReference, target: &CatalogTable) -> i32 {
    let is_within = |set: &Vec<String>| reference.columns.iter().all(|column| set.contains(column));
    let is_all = |set: &Vec<String>| is_within(set) && set.len() == reference.columns.len();
    let mut score = 5 + i32::try_from(reference.columns.len()).unwrap_or(0);
    score += match () {
        () if is_all(&table.key) || table.unique.iter().any(is_all) => 120,
        () if is_within(&table.key) => 100,
        () if table.unique.iter().any(is_within) => 60,
        () => 0,
    };
    score += if reference.cascades { 30 } else { 0 };
    score += if is_named_after(table, target) { 25 } else { 0 };
    score -= if is_lookup(target) { 70 } else { 0 };
    match children_per_parent(table, target) {
        Some(children) if children > 1_000.0 => score - 50,
        Some(children) if children >= 0.5 => score + 10,
        _ => score,
    }
}

/// Whether a table's name begins with that of another one: `order_lines` and `orders`.
fn is_named_after(table: &CatalogTable, target: &CatalogTable) -> bool {
    let plain = |name: &str| words(&name.to_lowercase()).into_iter().map(singular).collect::<String>();
    let (own, other) = (plain(&table.name), plain(&target.name));
    own.len() > other.len() && own.starts_with(&other)
}

/// Whether a table names something for others.
pub fn is_lookup(table: &CatalogTable) -> bool {
    let name = table.name.to_lowercase();
    let is_named = LOOKUPS.iter().any(|word| words(&name).last().is_some_and(|last| singular(last).ends_with(word)));
    is_named && table.references.is_empty()
}

fn children_per_parent(table: &CatalogTable, target: &CatalogTable) -> Option<f64> {
    let parents = target.row_count.filter(|rows| *rows > 0)?;
    Some(table.row_count.filter(|rows| *rows > 0)? as f64 / parents as f64)
}

/// The rows of a table without a parent.
pub fn root_rows(table: &CatalogTable) -> RowsGuess {
    let known = table.row_count.filter(|rows| *rows > 0);
    let fixed = |rows: u64, note: Option<String>| RowsGuess { text: rows.to_string(), note, least: rows, group_max: 1 };
    match known {
        Some(rows) if rows <= FEW_ROWS => fixed(rows, None),
        None if is_lookup(table) => fixed(LOOKUP_ROWS, None),
        _ => {
            let rows = known.map_or(ROOT_ROWS, |rows| rounded(rows.min(ROOT_ROWS_MAX)));
            let note = known
                .filter(|known| *known > ROOT_ROWS_MAX)
                .map(|known| format!("the database has about {known} rows"));
            RowsGuess { text: format!("{rows} * $scale"), ..fixed(rows, note) }
        }
    }
}

/// Two digits of a number are enough to say how many there are.
fn rounded(rows: u64) -> u64 {
    let unit = std::iter::successors(Some(1_u64), |unit| Some(unit * 10)).find(|unit| rows / unit < 100).unwrap_or(1);
    rows / unit * unit
}

/// What limits the children of a parent.
#[derive(Clone, Copy, Debug, Default)]
pub struct CountLimits {
    /// The most that may be.
    pub most: Option<u64>,
    /// Whether every parent must have one, so that others find enough rows.
    pub needs_one: bool,
}

/// The children of each row of a parent with at least `parent_least` rows.
pub fn child_rows(table: &CatalogTable, parent: &CatalogTable, parent_least: u64, limits: CountLimits) -> RowsGuess {
    let most = limits.most.unwrap_or(CHILDREN_MAX).max(1);
    let known = children_per_parent(table, parent);
    if let Some(children) = known.filter(|children| *children < 0.95 && !limits.needs_one) {
        let zero = ((1.0 - children) * 100.0).round().clamp(1.0, 99.0);
        let text = format!("{{ uniform: [1, 1], zero: {zero}% }}");
        return RowsGuess { text, note: None, least: 0, group_max: 1 };
    }
    let mean = known.unwrap_or((CHILDREN + 1) as f64 / 2.0);
    let high = ((2.0 * mean - 1.0).round().max(1.0) as u64).min(most).min(CHILDREN_MAX);
    let is_cut = known.filter(|mean| mean.round() as u64 > CHILDREN_MAX);
    let note = is_cut.map(|mean| format!("the database has about {} per row of its parent", mean.round()));
    let text = if high == 1 { "1".to_owned() } else { format!("{{ uniform: [1, {high}] }}") };
    RowsGuess { text, note, least: parent_least, group_max: high }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::IntWidth;
    use crate::store::catalog::{CatalogField, FieldType};

    fn table(name: &str, references: &[(&str, &str)]) -> CatalogTable {
        let names = ["id"].into_iter().chain(references.iter().map(|(column, _)| *column));
        let field = |name: &str| CatalogField {
            name: name.to_owned(),
            ty: FieldType::Int(IntWidth::Eight),
            type_name: "bigint".to_owned(),
            is_nullable: false,
            default: None,
            is_numbered: name == "id",
            generated: None,
            null_share: None,
        };
        let reference = |(column, table): &(&str, &str)| CatalogReference {
            columns: vec![(*column).to_owned()],
            table: (*table).to_owned(),
            targets: vec!["id".to_owned()],
            ..CatalogReference::default()
        };
        CatalogTable {
            name: name.to_owned(),
            fields: names.map(field).collect(),
            key: vec!["id".to_owned()],
            references: references.iter().map(reference).collect(),
            ..CatalogTable::default()
        }
    }

    fn parents_of(tables: &[CatalogTable]) -> Vec<Option<&str>> {
        let catalog = Catalog { tables: tables.to_vec(), ..Catalog::default() };
        let links = parents(&catalog, |_, _| true);
        links.iter().map(|link| link.map(|link| tables[link.table].name.as_str())).collect()
    }

    #[test]
    fn lines_belong_to_what_they_are_named_after_and_nothing_belongs_to_a_lookup_table() {
        let tables = [
            table("invoices", &[]),
            table("tracks", &[("media_type_id", "media_types")]),
            table("media_types", &[]),
            table("invoice_lines", &[("track_id", "tracks"), ("invoice_id", "invoices")]),
        ];
        assert_eq!(parents_of(&tables), [None, None, None, Some("invoices")]);
    }

    #[test]
    fn a_key_or_a_deletion_decides_before_names_and_no_circle_is_closed() {
        let mut member = table("members", &[("team_id", "teams"), ("user_id", "users")]);
        member.references[1].cascades = true;
        let circle =
            [table("users", &[("lead_id", "teams")]), table("teams", &[("owner_id", "users")]), member.clone()];
        assert_eq!(parents_of(&circle), [Some("teams"), None, Some("users")]);
        member.key = vec!["team_id".to_owned(), "user_id".to_owned()];
        member.references[1].cascades = false;
        let tables = [table("users", &[]), table("teams", &[]), member];
        assert_eq!(parents_of(&tables)[2], Some("teams"));
    }

    #[test]
    fn counts_follow_estimates_as_far_as_a_first_dataset_has_room() {
        let sized = |name: &str, rows| CatalogTable { row_count: rows, ..table(name, &[]) };
        let [none, few, many] = [None, Some(12), Some(1_234_567)].map(|rows| root_rows(&sized("orders", rows)));
        assert_eq!([none.text, few.text, many.text], ["100 * $scale", "12", "1000 * $scale"]);
        assert!(many.note.is_some_and(|note| note.contains("1234567")));
        let children = |rows, limits| child_rows(&sized("b", rows), &sized("a", Some(100)), 100, limits).text;
        let none = CountLimits::default();
        assert_eq!(children(None, none), "{ uniform: [1, 5] }");
        assert_eq!(children(Some(60), none), "{ uniform: [1, 1], zero: 40% }");
        assert_eq!(children(Some(60), CountLimits { needs_one: true, ..none }), "1");
        assert_eq!(children(Some(400), none), "{ uniform: [1, 7] }");
        assert_eq!(children(Some(40_000), none), "{ uniform: [1, 50] }");
        assert_eq!(children(Some(400), CountLimits { most: Some(1), ..none }), "1");
    }
}
