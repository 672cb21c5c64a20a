//! A spec in the making: what each line says, and the text of it.
//!
//! Every line that can turn out to be wrong has a place here ([`SpecPart`]), so that a fault of the text leads back to it.

use std::fmt::Write;

use crate::spec::fault::printable;

/// How far a column's comment stands from the line's beginning at least.
const NAMES_WIDTH_MAX: usize = 28;

/// A spec in the making.
#[derive(Clone, Debug, Default)]
pub struct SpecDocument {
    /// The dataset's name.
    pub dataset: String,
    /// What it was written from: `an existing database`.
    pub origin: &'static str,
    /// A sentence for people.
    pub about: String,
    /// Tables of the database that the spec leaves out, and why, a line each.
    pub left_out: Vec<String>,
    /// The tables in order.
    pub tables: Vec<TableBlock>,
}

/// A table.
#[derive(Clone, Debug, Default)]
pub struct TableBlock {
    /// Its name in the spec.
    pub name: String,
    /// Its name in the database, where that is another one.
    pub stored: Option<String>,
    /// What is to know of it.
    pub notes: Vec<String>,
    /// What is to be decided about it.
    pub questions: Vec<String>,
    /// Its rows.
    pub rows: RowsLine,
    /// The columns of its key.
    pub key: Vec<String>,
    /// Sets of columns that are unique together.
    pub unique: Vec<Vec<String>>,
    /// Indexes.
    pub indexes: Vec<Vec<String>>,
    /// Checks.
    pub checks: Vec<CheckLine>,
    /// Columns.
    pub columns: Vec<ColumnLine>,
}

/// How many rows a table has.
#[derive(Clone, Debug, PartialEq)]
pub enum RowsLine {
    /// `rows:`
    Root(String),
    /// `each:` and `count:`
    Each {
        /// The parent.
        parent: String,
        /// Its children.
        count: String,
    },
}

impl Default for RowsLine {
    fn default() -> RowsLine {
        RowsLine::Root("100".to_owned())
    }
}

/// A check.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckLine {
    /// Its name.
    pub name: String,
    /// The condition in the spec's SQL.
    pub condition: String,
}

/// A column, or a comment in its place.
#[derive(Clone, Debug, Default)]
pub struct ColumnLine {
    /// Its name in the spec.
    pub name: String,
    /// Its name in the database, where that is another one.
    pub stored: Option<String>,
    /// What makes it; none leaves it out.
    pub recipe: Option<Recipe>,
    /// What makes it where `recipe` turns out not to fit.
    pub plain: Option<Recipe>,
    /// What is to know of it.
    pub note: Option<String>,
    /// What is to be decided about it.
    pub question: Option<String>,
}

/// A kind with its argument and what stands next to it, as a spec writes them.
#[derive(Clone, Debug, PartialEq)]
pub struct Recipe {
    kind: &'static str,
    argument: Option<String>,
    keys: Vec<(&'static str, String)>,
}

impl Recipe {
    /// A kind without an argument.
    pub fn bare(kind: &'static str) -> Recipe {
        Recipe { kind, argument: None, keys: Vec::new() }
    }

    /// A kind with its argument.
    pub fn of(kind: &'static str, argument: impl Into<String>) -> Recipe {
        Recipe { kind, argument: Some(argument.into()), keys: Vec::new() }
    }

    /// A path to another row's column.
    pub fn lookup(path: impl Into<String>) -> Recipe {
        Recipe::of("lookup", path)
    }

    /// The same with a key next to the kind.
    pub fn with(mut self, key: &'static str, value: impl Into<String>) -> Recipe {
        self.keys.retain(|(known, _)| *known != key);
        self.keys.push((key, value.into()));
        self
    }

    /// The same without a key, if it has that.
    pub fn without(&self, key: &str) -> Option<Recipe> {
        let mut rest = self.clone();
        rest.keys.retain(|(known, _)| *known != key);
        (rest.keys.len() < self.keys.len()).then_some(rest)
    }

    /// The same with another recipe's value of a key, if that has it.
    pub fn taking(self, key: &str, other: &Recipe) -> Recipe {
        match other.keys.iter().find(|(known, _)| *known == key) {
            Some((key, value)) => self.with(key, value.clone()),
            None => self,
        }
    }

    /// The same where the column `id` has another name.
    pub fn keyed_by(mut self, key: &str) -> Recipe {
        self.argument = self.argument.map(|argument| argument.replace("{id}", &format!("{{{key}}}")));
        self
    }

    /// Whether it shows another row's value.
    pub fn is_link(&self) -> bool {
        ["ref", "lookup"].contains(&self.kind)
    }

    /// Whether it has a key.
    pub fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|(known, _)| *known == key)
    }

    /// As a spec writes it on one line.
    pub fn text(&self) -> String {
        let own = match (&self.argument, self.kind) {
            (Some(path), "lookup") if self.keys.is_empty() => return path.clone(),
            (None, kind) if self.keys.is_empty() => return kind.to_owned(),
            (None, kind) => format!("{kind}: true"),
            (Some(argument), kind) => format!("{kind}: {argument}"),
        };
        let keys = self.keys.iter().map(|(key, value)| format!(", {key}: {value}"));
        format!("{{ {own}{} }}", keys.collect::<String>())
    }
}

/// A part of a spec that stands on a line of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpecPart {
    /// A table's name or its rows.
    Table(usize),
    /// A set of unique columns.
    Unique(usize, usize),
    /// An index.
    Index(usize, usize),
    /// A check.
    Check(usize, usize),
    /// A column.
    Column(usize, usize),
}

/// Something to decide, and the comment that says so.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct OpenQuestion {
    /// The line of the spec, from 1.
    pub line: usize,
    /// `table` or `table.column`, by their names in the spec.
    pub place: String,
    /// What is open, and the choices.
    pub question: String,
}

/// The text of a spec, and what its lines are.
#[derive(Debug, Default)]
pub struct SpecText {
    /// The text.
    pub text: String,
    /// What is to be decided, in order.
    pub questions: Vec<OpenQuestion>,
    parts: Vec<Option<SpecPart>>,
}

impl SpecText {
    /// The part that stands on a line, counted from 1.
    pub fn part(&self, line: usize) -> Option<SpecPart> {
        self.parts.get(line.checked_sub(1)?).copied().flatten()
    }

    fn line(&mut self, part: Option<SpecPart>, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
        self.parts.push(part);
    }

    fn comment(&mut self, indent: &str, words: &str) {
        self.line(None, &format!("{indent}# {}", printable(words)));
    }

    fn question(&mut self, indent: &str, place: String, question: &str, before: &str) {
        let line = self.parts.len() + 1;
        self.questions.push(OpenQuestion { line, place, question: question.to_owned() });
        self.comment(indent, &format!("decide: {before}{question}"));
    }
}

impl SpecDocument {
    /// The table that most others belong to, of equal ones the first.
    pub fn main_table(&self) -> String {
        let children = |name: &str| {
            self.tables
                .iter()
                .filter(|table| matches!(&table.rows, RowsLine::Each { parent, .. } if parent == name))
                .count()
        };
        let tables = self.tables.iter().rev();
        tables.max_by_key(|table| children(&table.name)).map(|table| table.name.clone()).unwrap_or_default()
    }

    /// The text.
    pub fn render(&self) -> SpecText {
        let mut text = SpecText::default();
        text.line(None, "# yaml-language-server: $schema=../../schemas/reseed.schema.json");
        let origin = self.origin;
        text.comment("", &format!("A first spec of {origin}: its structure, and kinds guessed from names and types."));
        text.comment("", "Lines that begin with \"decide:\" are open; \"reseed kinds\" lists what a column can be.");
        self.left_out.iter().for_each(|line| text.comment("", &format!("left out: {line}")));
        text.line(None, "reseed: 1");
        text.line(None, &format!("dataset: {}", self.dataset));
        text.line(None, &format!("about: {}", quoted(&self.about)));
        text.line(None, "as_of: 2026-01-01T00:00:00Z       # \"now\" in this dataset; there is no other clock");
        text.line(None, "");
        if self.tables.iter().any(|table| matches!(&table.rows, RowsLine::Root(rows) if rows.contains("$scale"))) {
            text.line(None, "params:                           # what a tenant file or --set may override");
            text.line(None, "  scale: 1                        # multiplies the rows of every table that says so");
            text.line(None, "");
        }
        text.line(None, "tables:");
        for (index, table) in self.tables.iter().enumerate() {
            if index > 0 {
                text.line(None, "");
            }
            table.render(index, &mut text);
        }
        text
    }
}

impl TableBlock {
    /// The text of the table alone.
    pub fn text(&self) -> String {
        let mut text = SpecText::default();
        self.render(0, &mut text);
        text.text
    }

    /// The column of the database's that is called so, or the comment in its place.
    pub fn column_stored_as(&self, stored: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.stored.as_deref().unwrap_or(&column.name) == stored)
    }

    fn render(&self, index: usize, text: &mut SpecText) {
        let part = Some(SpecPart::Table(index));
        self.notes.iter().for_each(|note| text.comment("  ", note));
        self.questions.iter().for_each(|question| text.question("  ", self.name.clone(), question, ""));
        text.line(part, &format!("  {}:", self.name));
        if let Some(stored) = &self.stored {
            text.line(part, &format!("    as: {}", quoted(stored)));
        }
        match &self.rows {
            RowsLine::Root(rows) => text.line(part, &format!("    rows: {rows}")),
            RowsLine::Each { parent, count } => {
                text.line(part, &format!("    each: {parent}"));
                text.line(part, &format!("    count: {count}"));
            }
        }
        if self.key != ["id"] && !self.key.is_empty() {
            text.line(part, &format!("    key: {}", list(&self.key)));
        }
        sets(text, "unique", &self.unique, |set| SpecPart::Unique(index, set));
        sets(text, "indexes", &self.indexes, |set| SpecPart::Index(index, set));
        if !self.checks.is_empty() {
            text.line(part, "    check:");
        }
        for (at, check) in self.checks.iter().enumerate() {
            text.line(Some(SpecPart::Check(index, at)), &format!("      {}: {}", check.name, double(&check.condition)));
        }
        text.line(part, "    columns:");
        let width = self.columns.iter().filter(|column| column.recipe.is_some()).map(|column| column.name.len() + 1);
        let width = width.max().unwrap_or(0).min(NAMES_WIDTH_MAX);
        for (at, column) in self.columns.iter().enumerate() {
            column.render(SpecPart::Column(index, at), ColumnFrame { table: &self.name, width }, text);
        }
    }
}

/// What all columns of a table share.
struct ColumnFrame<'t> {
    table: &'t str,
    width: usize,
}

impl ColumnLine {
    /// The text of the column alone, its comments included; its name takes as much room as it needs.
    pub fn text(&self, table: &str) -> String {
        let mut text = SpecText::default();
        self.render(SpecPart::Column(0, 0), ColumnFrame { table, width: self.name.len() + 1 }, &mut text);
        text.text
    }

    fn render(&self, part: SpecPart, frame: ColumnFrame<'_>, text: &mut SpecText) {
        const INDENT: &str = "      ";
        let shown = self.stored.as_deref().unwrap_or(&self.name);
        if let Some(question) = &self.question {
            // A column that is there stands on the next line.
            let before = if self.recipe.is_none() { format!("{shown}: ") } else { String::new() };
            text.question(INDENT, format!("{}.{}", frame.table, self.name), question, &before);
        }
        let Some(recipe) = &self.recipe else {
            if let Some(note) = &self.note {
                text.comment(INDENT, &format!("{shown}: {note}"));
            }
            return;
        };
        let recipe = match &self.stored {
            Some(stored) => recipe.clone().with("as", quoted(stored)),
            None => recipe.clone(),
        };
        let mut line = format!("{INDENT}{:<width$} {}", format!("{}:", self.name), recipe.text(), width = frame.width);
        if let Some(note) = &self.note {
            // A comment cannot fail to be written to a text.
            let _ = write!(line, "   # {}", printable(note));
        }
        text.line(Some(part), &line);
    }
}

/// One set on the key's own line, several on a line each.
fn sets(text: &mut SpecText, key: &str, sets: &[Vec<String>], part: impl Fn(usize) -> SpecPart) {
    if sets.is_empty() {
        return;
    }
    text.line(Some(part(0)), &format!("    {key}:"));
    for (at, set) in sets.iter().enumerate() {
        text.line(Some(part(at)), &format!("      - {}", list(set)));
    }
}

fn list(names: &[String]) -> String {
    format!("[{}]", names.join(", "))
}

/// A text as YAML writes it: as it is where that is safe in a flow collection, otherwise in double quotes.
pub fn quoted(text: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | ' ' | '.' | '/');
    let starts = text.starts_with(|letter: char| letter.is_ascii_alphanumeric());
    match starts && !text.ends_with(' ') && text.chars().all(is_plain) {
        true => text.to_owned(),
        false => double(text),
    }
}

/// A literal as a spec writes it: no parameter, whatever it begins with.
pub fn literal(text: &str) -> String {
    if text.starts_with('$') { quoted(&format!("${text}")) } else { quoted(text) }
}

/// A text in double quotes.
pub fn double(text: &str) -> String {
    let mut shown = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => shown.push_str("\\\""),
            '\\' => shown.push_str("\\\\"),
            '\n' => shown.push_str("\\n"),
            '\t' => shown.push_str("\\t"),
            letter if letter.is_control() => shown.push_str(&format!("\\u{:04X}", u32::from(letter))),
            letter => shown.push(letter),
        }
    }
    shown + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recipe_is_written_in_its_shortest_form() {
        assert_eq!(Recipe::bare("serial").text(), "serial");
        assert_eq!(Recipe::bare("serial").with("type", "int4").text(), "{ serial: true, type: int4 }");
        assert_eq!(Recipe::lookup("orders.id").text(), "orders.id");
        assert_eq!(Recipe::lookup("_home.city").with("nulls", "20%").text(), "{ lookup: _home.city, nulls: 20% }");
        let unique = Recipe::of("email", "name").with("unique", "true");
        assert_eq!(unique.without("unique").map(|rest| rest.text()).as_deref(), Some("{ email: name }"));
        assert_eq!(unique.without("nulls"), None);
    }

    #[test]
    fn texts_are_quoted_where_yaml_or_parameters_would_change_them() {
        assert_eq!(
            ["a b", "x-1", "", " a", "a: b", "#1"].map(quoted),
            ["a b", "x-1", "\"\"", "\" a\"", "\"a: b\"", "\"#1\""]
        );
        assert_eq!(literal("$x"), "\"$$x\"");
        assert_eq!(double("a\"b\\c\u{1}"), "\"a\\\"b\\\\c\\u0001\"");
    }

    #[test]
    fn every_line_leads_back_to_its_part() {
        let column = ColumnLine {
            name: "id".to_owned(),
            recipe: Some(Recipe::bare("serial")),
            question: Some("which?".to_owned()),
            ..ColumnLine::default()
        };
        let table = TableBlock {
            name: "a".to_owned(),
            unique: vec![vec!["id".to_owned()], vec!["id".to_owned(), "b".to_owned()]],
            columns: vec![column],
            ..TableBlock::default()
        };
        let text = SpecDocument { tables: vec![table], ..SpecDocument::default() }.render();
        let line = |words: &str| 1 + text.text.lines().position(|line| line.contains(words)).unwrap_or_default();
        assert_eq!(text.part(line("[id, b]")), Some(SpecPart::Unique(0, 1)));
        assert_eq!(text.part(line("serial")), Some(SpecPart::Column(0, 0)));
        assert_eq!(text.questions[0].line, line("decide: which?"));
    }
}
