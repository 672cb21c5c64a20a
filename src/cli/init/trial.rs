//! Tries a spec out: it is read, planned and its first rows are generated; what turns out not to fit gives way, with a
//! comment that says so.
//!
//! So what `reseed init --from` writes passes `reseed check`, whatever the database has, and no rule of the language is
//! repeated here.

use std::sync::Arc;

use super::columns::ROW_NUMBER;
use super::document::{ColumnLine, Recipe, SpecDocument, SpecPart, SpecText, TableBlock};
use crate::generate::{DataError, Engine};
use crate::plan::Plan;
use crate::plan::resolve::{Inputs, resolve};
use crate::spec::fault::SourceFaults;
use crate::spec::parse::parse;
use crate::spec::source::Source;
use crate::spec::tenant_name::TenantName;

/// How many rows of each table are generated.
const ROWS: u64 = 4_000;
/// How often a spec is tried: every time at least one part of it gives way.
const TRIES_MAX: usize = 500;

/// What stands in the way of a spec.
enum Obstacle {
    Faults(Vec<PartFault>),
    Data(DataError),
}

/// A fault and the part of the spec that has it.
struct PartFault {
    part: Option<SpecPart>,
    message: String,
}

/// The text of a spec that passes `reseed check` and whose first rows can be generated.
///
/// # Errors
/// What is left that nothing in the spec can give way to.
pub fn tried(document: SpecDocument, tenant: &TenantName) -> Result<SpecText, String> {
    holding(document, tenant).map(|document| document.render())
}

/// The spec with everything that turned out not to fit replaced.
///
/// # Errors
/// As [`tried`].
pub fn holding(mut document: SpecDocument, tenant: &TenantName) -> Result<SpecDocument, String> {
    let mut message = String::new();
    for _ in 0..TRIES_MAX {
        let text = document.render();
        let obstacle = match planned(&text, tenant) {
            Err(faults) => Obstacle::Faults(faults),
            Ok(plan) => match first_rows(plan) {
                Ok(()) => return Ok(document),
                Err(error) => Obstacle::Data(error),
            },
        };
        let gave_way = match obstacle {
            Obstacle::Faults(faults) => {
                message = faults.first().map(|fault| fault.message.clone()).unwrap_or_default();
                // Later parts first, so that the places of earlier ones stay.
                let mut faults = faults;
                faults.sort_by_key(|fault| std::cmp::Reverse(fault.part.map(order)));
                faults.dedup_by_key(|fault| fault.part.map(order));
                let gave_way = faults.into_iter().filter(|fault| document.give_way(fault.part, &fault.message)).count();
                gave_way > 0
            }
            Obstacle::Data(error) => {
                message = error.to_string();
                let part = document.part_of(&error);
                document.give_way(part, &error.message)
            }
        };
        if !gave_way {
            break;
        }
    }
    Err(message)
}

/// The order in which parts stand in a list of their kind.
fn order(part: SpecPart) -> [usize; 3] {
    match part {
        SpecPart::Table(table) => [table, 0, 0],
        SpecPart::Column(table, column) => [table, 1, column],
        SpecPart::Unique(table, at) => [table, 2, at],
        SpecPart::Index(table, at) => [table, 3, at],
        SpecPart::Check(table, at) => [table, 4, at],
    }
}

/// The plan of a spec, or the faults of its parts.
fn planned(text: &SpecText, tenant: &TenantName) -> Result<Plan, Vec<PartFault>> {
    let source = Source::new("spec", text.text.as_str());
    let planned = parse(&source).and_then(|draft| resolve(&draft, &Inputs::new(tenant.clone())));
    planned.map_err(|SourceFaults { source, faults }| {
        let fault = |fault: crate::spec::fault::Fault| {
            let (line, _) = source.line_column(fault.span.start);
            PartFault { part: text.part(line), message: fault.message }
        };
        faults.into_iter().map(fault).collect()
    })
}

fn first_rows(plan: Plan) -> Result<(), DataError> {
    let tables = plan.tables.len();
    let engine = Engine::new(Arc::new(plan));
    (0..tables).try_for_each(|table| engine.batch(table, 0..ROWS).map(drop))
}

impl SpecDocument {
    /// The part that bad data comes from.
    fn part_of(&self, error: &DataError) -> Option<SpecPart> {
        let (name, column) = error.place.split_once('.').unwrap_or((&error.place, ""));
        let at = self.tables.iter().position(|table| table.name == name)?;
        let table = &self.tables[at];
        let broken =
            |check: &super::document::CheckLine| error.message.starts_with(&format!("check \"{}\" ", check.name));
        match table.checks.iter().position(broken) {
            Some(check) => Some(SpecPart::Check(at, check)),
            None => {
                table.columns.iter().position(|known| known.name == column).map(|column| SpecPart::Column(at, column))
            }
        }
    }

    /// Replaces a part by a plainer one, or by a comment; whether there was any to replace.
    fn give_way(&mut self, part: Option<SpecPart>, why: &str) -> bool {
        let Some(part) = part else { return false };
        match part {
            SpecPart::Table(table) => self.tables[table].replace_key(why),
            SpecPart::Unique(table, at) => self.tables[table].comment_unique(at, why),
            SpecPart::Index(table, at) => {
                let indexes = &mut self.tables[table].indexes;
                at < indexes.len() && !indexes.remove(at).is_empty()
            }
            SpecPart::Check(table, at) => self.tables[table].comment_check(at, why),
            SpecPart::Column(table, at) => self.tables[table].replace_column(at, why),
        }
    }
}

impl TableBlock {
    /// Takes a number of its own for a key whose values could be the same in two rows.
    fn replace_key(&mut self, why: &str) -> bool {
        let name = ROW_NUMBER.to_owned();
        if self.key == [name.clone()] || self.columns.iter().any(|column| column.name == name) {
            return false;
        }
        self.questions.push(format!(
            "key [{}] is not stated ({why}), so {ROW_NUMBER} is, which is not in the database; choices: a key whose values \
             differ",
            self.key.join(", ")
        ));
        let recipe = Some(Recipe::bare("serial"));
        self.columns.insert(0, ColumnLine { name: name.clone(), recipe, ..ColumnLine::default() });
        self.key = vec![name];
        true
    }

    fn comment_unique(&mut self, at: usize, why: &str) -> bool {
        if at >= self.unique.len() {
            return false;
        }
        let set = self.unique.remove(at).join(", ");
        self.questions.push(format!(
            "unique [{set}] is not stated ({why}); choices: a kind that can be unique for one of its columns"
        ));
        true
    }

    fn comment_check(&mut self, at: usize, why: &str) -> bool {
        if at >= self.checks.len() {
            return false;
        }
        let check = self.checks.remove(at);
        self.questions.push(format!(
            "check {} is not stated ({why}): {}; choices: columns that meet it, or rows that may break it",
            check.name, check.condition
        ));
        true
    }

    /// A column gives way to a plainer one, a link to one that may repeat first; then it is left out.
    pub fn replace_column(&mut self, at: usize, why: &str) -> bool {
        let Some(column) = self.columns.get_mut(at) else { return false };
        let Some(recipe) = column.recipe.take() else { return false };
        let freer = ["distinct", "unique"].into_iter().find_map(|key| recipe.without(key));
        column.recipe = match freer {
            Some(freer) if recipe.is_link() => Some(freer),
            freer => column.plain.take().or(freer).or(recipe.without("closed")),
        };
        let what = column.recipe.as_ref().map_or("left out".to_owned(), |_| format!("instead of {}", recipe.text()));
        let before = column.question.take().map(|before| format!("; {before}")).unwrap_or_default();
        column.question = Some(format!("{what}: {why}{before}"));
        if column.recipe.is_none() {
            let name = column.name.clone();
            self.unique.retain(|set| !set.contains(&name));
            self.indexes.retain(|set| !set.contains(&name));
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::init::document::{CheckLine, RowsLine};

    fn column(name: &str, recipe: Recipe) -> ColumnLine {
        ColumnLine { name: name.to_owned(), recipe: Some(recipe), ..ColumnLine::default() }
    }

    fn document(columns: Vec<ColumnLine>, checks: Vec<CheckLine>) -> SpecDocument {
        let table =
            TableBlock { name: "a".to_owned(), key: vec!["id".to_owned()], columns, checks, ..TableBlock::default() };
        SpecDocument { dataset: "d".to_owned(), about: "A.".to_owned(), tables: vec![table], ..SpecDocument::default() }
    }

    fn tenant() -> TenantName {
        "demo".parse().expect("a tenant name")
    }

    #[test]
    fn what_no_spec_can_say_becomes_a_comment_in_its_place() {
        let check = |name: &str, condition: &str| CheckLine { name: name.to_owned(), condition: condition.to_owned() };
        let plain = ColumnLine { plain: Some(Recipe::of("words", "2")), ..column("b", Recipe::of("pattern", "\"(\"")) };
        let columns = vec![column("id", Recipe::bare("serial")), plain, column("c", Recipe::bare("nonsense"))];
        let checks = vec![check("holds", "id >= 1"), check("strange", "id ~ 1"), check("broken", "id > 5")];
        let text = tried(document(columns, checks), &tenant()).expect("a spec that passes");
        let questions: Vec<&str> = text.questions.iter().map(|question| question.question.as_str()).collect();
        assert_eq!(questions.len(), 4, "{questions:#?}");
        assert!(
            text.text.contains("      holds: \"id >= 1\"\n") && text.text.contains("b:  { words: 2 }"),
            "{}",
            text.text
        );
        assert!(
            text.text.contains("# decide: check broken is not stated (check \"broken\" does not hold"),
            "{}",
            text.text
        );
    }

    #[test]
    fn a_unique_column_without_room_gives_way() {
        let closed = Recipe::of("choose", "[x, y]").with("unique", "true");
        let text =
            tried(document(vec![column("id", Recipe::bare("serial")), column("b", closed)], Vec::new()), &tenant());
        let text = text.expect("a spec that passes");
        assert!(text.questions[0].question.starts_with("instead of { choose: [x, y], unique: true }"));
    }

    #[test]
    fn a_key_that_may_repeat_becomes_a_number() {
        let text = tried(document(vec![column("b", Recipe::of("choose", "[x, y]"))], Vec::new()), &tenant());
        let text = text.expect("a spec that passes").text;
        assert!(text.contains("key: [row_number]\n") && text.contains("row_number: serial\n"), "{text}");
    }

    #[test]
    fn a_table_that_cannot_be_written_is_an_error() {
        let rows = RowsLine::Root("many".to_owned());
        let mut document = document(vec![column("id", Recipe::bare("serial"))], Vec::new());
        document.tables[0].rows = rows;
        let error = tried(document, &tenant()).expect_err("no number of rows");
        assert!(error.contains("expected a number"), "{error}");
    }
}
