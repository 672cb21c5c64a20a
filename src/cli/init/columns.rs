//! The columns of a table: helpers first, then each column of the database or a comment in its place.

use super::condition::ConditionFact;
use super::document::{ColumnLine, Recipe, double};
use super::field::{Apart, Earlier, Ends, FieldSetting, Guess, PERSON, is_created, is_email};
use super::links::{LinkRole, TableLinks};
use super::named::{NamedTable, TENANT};
use super::names::{singular, words};
use super::sets::TableSets;
use crate::store::catalog::{CatalogField, FieldType};

/// The share of nulls where the database has no rows to estimate it from, and of what happens to few rows.
const NULLS: &str = "20%";
const RARE_NULLS: &str = "90%";

/// The column that is the key of a table without one.
pub const ROW_NUMBER: &str = "row_number";

/// A table with all that its columns are made from.
pub struct ColumnSource<'t, 'c> {
    /// The table.
    pub table: &'t NamedTable<'c>,
    /// What its columns repeat.
    pub links: &'t TableLinks,
    /// What keeps its rows apart.
    pub sets: &'t TableSets,
    /// The path to when the parent was created.
    pub parent_created: Option<String>,
    /// The longest domain of an email address, with its `@`.
    pub domain_length: u32,
}

impl ColumnSource<'_, '_> {
    /// The lines, helpers first.
    pub fn lines(&self) -> Vec<ColumnLine> {
        let places = self.places();
        let mut lines = self.helpers(&places);
        if self.sets.key.is_empty() {
            lines.push(ColumnLine {
                name: self.free_name(ROW_NUMBER),
                recipe: Some(Recipe::bare("serial")),
                question: Some(
                    "the table has no key, and a spec's needs one, so this column is not in the database; choices: give the \
                     table a key, or name columns in \"key:\" whose values differ"
                        .to_owned(),
                ),
                ..ColumnLine::default()
            });
        }
        lines.extend((0..self.table.source.fields.len()).map(|at| self.line(at, &places)));
        lines
    }

    /// A name that no column has.
    pub fn free_name(&self, name: &str) -> String {
        let is_taken = |name: &String| self.table.names.iter().flatten().any(|known| known == name);
        let mut names = std::iter::successors(Some(name.to_owned()), |name| Some(format!("{name}_")));
        names.find(|name| !is_taken(name)).unwrap_or_default()
    }

    fn helpers(&self, places: &[PlaceGroup]) -> Vec<ColumnLine> {
        let helper = |name: &str, recipe: Recipe| ColumnLine {
            name: name.to_owned(),
            recipe: Some(recipe),
            ..ColumnLine::default()
        };
        let picks = self.links.helpers.iter().map(|link| {
            let recipe = Recipe::of("ref", link.table.clone());
            helper(&link.name, if link.is_nullable { recipe.with("nulls", NULLS) } else { recipe })
        });
        let mut lines: Vec<ColumnLine> = picks.collect();
        if self.has_person() {
            lines.push(helper(PERSON, Recipe::bare("person")));
        }
        for place in places {
            let country = format!("{}_country", place.helper());
            lines.push(helper(&country, Recipe::of("choose", "{ US: 3, GB: 1, DE: 1 }")));
            lines.push(helper(&place.helper(), Recipe::of("address", country.clone())));
        }
        lines
    }

    fn line(&self, at: usize, places: &[PlaceGroup]) -> ColumnLine {
        let field = &self.table.source.fields[at];
        let Some(name) = &self.table.names[at] else {
            let omission = self.table.omissions[at].clone();
            let stored = Some(field.name.clone());
            let line = ColumnLine { name: field.name.clone(), stored, ..ColumnLine::default() };
            return match omission {
                Some(omission) if omission.is_open => ColumnLine { question: Some(omission.reason), ..line },
                omission => ColumnLine { note: omission.map(|omission| omission.reason), ..line },
            };
        };
        let setting = self.setting(at, places);
        let is_key = self.sets.key.iter().any(|key| key == name);
        let made = self.made(at, &setting);
        // The key states that already.
        let finish = |recipe: Recipe| {
            let recipe =
                if self.sets.key == [name.clone()] { recipe.without("unique").unwrap_or(recipe) } else { recipe };
            if is_key { recipe } else { self.with_nulls(at, recipe) }
        };
        let recipe = made.recipe.map(finish);
        let plain = setting.plain().map(finish);
        ColumnLine {
            name: name.clone(),
            stored: (*name != field.name).then(|| field.name.clone()),
            plain: plain.filter(|plain| Some(plain) != recipe.as_ref()),
            recipe,
            note: made.note,
            question: made.question,
        }
    }

    /// What makes a column, by what it repeats.
    fn made(&self, at: usize, setting: &FieldSetting<'_>) -> Guess {
        let field = setting.field;
        let guess = |recipe: Recipe| Guess::from(setting.kept_apart(recipe));
        match &self.links.roles[at] {
            LinkRole::Free if field.name == TENANT && matches!(field.ty, FieldType::Text(_)) => Recipe::bare("tenant").into(),
            LinkRole::Free => setting.guess(),
            LinkRole::Parent(path) if self.sets.apart[at] == Apart::Everywhere => guess(Recipe::lookup(path)),
            LinkRole::Parent(path) | LinkRole::Helper(path) => Recipe::lookup(path).into(),
            LinkRole::Ref(path) if self.sets.apart[at] == Apart::InGroup => {
                Recipe::of("ref", path).with("distinct", "true").into()
            }
            LinkRole::Ref(path) => guess(Recipe::of("ref", path)),
            LinkRole::Itself(_) if field.is_nullable => Guess { recipe: setting.empty(), note: None, question: None }.asking(
                "it refers to its own table, and trees cannot be written yet: all null; choices: leave it null, or give \
                 some rows their upper row with SQL after \"reseed up\"",
            ),
            LinkRole::Itself(target) => Guess::from(Recipe::of("sql", double(target)))
                .asking("it refers to its own table and is required: each row refers to itself until trees can be written"),
            LinkRole::Outside(table) => self.unlinked(setting, &format!("it refers to {table}, which is not in this spec")),
            LinkRole::Bound(table) => {
                let why = format!("the row of {table} would have to agree with another reference of this table, which specs cannot say yet");
                self.unlinked(setting, &why)
            }
        }
    }

    /// A column whose reference the spec cannot follow.
    fn unlinked(&self, setting: &FieldSetting<'_>, why: &str) -> Guess {
        if setting.field.is_nullable {
            let guess = Guess { recipe: setting.empty(), note: None, question: None };
            return guess
                .asking(format!("{why}: all null; choices: leave it null, or {{ choose: [values that are there] }}"));
        }
        Guess { recipe: setting.plain(), note: None, question: None }.asking(format!(
            "{why}: values are drawn freely; choices: {{ choose: [values that are there] }}, or more tables (--tables)"
        ))
    }

    /// The recipe with a column's share of nulls.
    fn with_nulls(&self, at: usize, recipe: Recipe) -> Recipe {
        let field = &self.table.source.fields[at];
        let repeats = matches!(self.links.roles[at], LinkRole::Parent(_) | LinkRole::Helper(_));
        if !field.is_nullable || repeats || recipe.has("nulls") {
            return recipe;
        }
        let name = field.name.to_lowercase();
        let is_rare = ["deleted", "archived", "cancel", "banned", "closed", "ended", "failed", "revoked"]
            .iter()
            .any(|word| name.contains(word));
        match field.null_share {
            Some(share) if share < 0.005 => recipe,
            Some(share) => recipe.with("nulls", format!("{}%", (share * 100.0).round())),
            None => recipe.with("nulls", if is_rare { RARE_NULLS } else { NULLS }),
        }
    }

    /// A column with all that bears on it.
    fn setting(&self, at: usize, places: &[PlaceGroup]) -> FieldSetting<'_> {
        let (table, field) = (self.table, &self.table.source.fields[at]);
        let words = words(table.names[at].as_deref().unwrap_or_default());
        let is_key = self.sets.key.len() == 1 && table.names[at].as_ref() == self.sets.key.first();
        let is_number = matches!(field.ty, FieldType::Int(_));
        let apart = match self.sets.apart[at] {
            // A key of numbers counts its rows.
            Apart::Everywhere if is_key && is_number => Apart::Quietly,
            apart => apart,
        };
        let address = places.iter().find_map(|place| place.path(at));
        let mut setting = FieldSetting {
            field,
            table_words: super::names::words(&table.name).into_iter().map(singular).collect(),
            apart,
            ends: Ends::default(),
            lengths: Ends::default(),
            one_of: None,
            pattern: None,
            after: None,
            not_empty: false,
            serial: self.serial(at),
            person: self.has_person().then_some(PERSON),
            address,
            created: self.created().filter(|created| *created != at).and_then(|created| table.names[created].clone()),
            parent_created: self.parent_created.clone(),
            domain_length: self.domain_length,
            words,
        };
        table.facts().for_each(|fact| self.apply(fact, at, &mut setting));
        setting
    }

    /// Adds what a check says of a column.
    fn apply(&self, fact: &ConditionFact, at: usize, setting: &mut FieldSetting<'_>) {
        let field = &self.table.source.fields[at];
        match fact {
            ConditionFact::OneOf(column, values) if *column == field.name => setting.one_of = Some(values.clone()),
            ConditionFact::Bound(column, bound) if *column == field.name => {
                setting.ends = setting.ends.and(*bound, step(field));
            }
            ConditionFact::Length(column, bound) if *column == field.name => {
                setting.lengths = setting.lengths.and(*bound, 1.0);
            }
            ConditionFact::Matches(column, pattern) if *column == field.name => setting.pattern = Some(pattern.clone()),
            ConditionFact::NotEmpty(column) if *column == field.name => setting.not_empty = true,
            ConditionFact::After { later, earlier, may_equal } if *later == field.name => {
                let known = self
                    .table
                    .source
                    .field(earlier)
                    .filter(|earlier| earlier.ty == field.ty && (field.is_nullable || !earlier.is_nullable));
                let path = known.and_then(|earlier| self.table.spec_name(&earlier.name));
                setting.after = path.map(|path| Earlier { path: path.to_owned(), may_equal: *may_equal });
            }
            _ => {}
        }
    }

    /// The column that numbers the rows, if it is another one.
    fn serial(&self, at: usize) -> Option<String> {
        let is_serial = |place: usize| {
            let field = &self.table.source.fields[place];
            let is_key = self.sets.key.len() == 1 && self.table.names[place].as_ref() == self.sets.key.first();
            self.links.roles[place] == LinkRole::Free
                && matches!(field.ty, FieldType::Int(_))
                && (field.is_numbered || is_key && self.sets.apart[place] == Apart::Everywhere)
        };
        let found = (0..self.table.source.fields.len()).find(|place| *place != at && is_serial(*place))?;
        self.table.names[found].clone()
    }

    /// The column that says when a row was created; never null.
    pub fn created(&self) -> Option<usize> {
        let fields = self.table.source.fields.iter().enumerate();
        let mut fields = fields.filter(|(_, field)| field.ty == FieldType::Time && !field.is_nullable);
        let found = fields.find(|(at, _)| self.table.names[*at].as_ref().is_some_and(|name| is_created(&words(name))));
        found.map(|(at, _)| at)
    }

    /// Whether a row has a person: an address to write to, or both parts of a name.
    fn has_person(&self) -> bool {
        let texts = self.texts();
        let has = |ends: &[&str]| texts.iter().any(|(_, words)| ends.iter().any(|end| words.join("_").ends_with(end)));
        texts.iter().any(|(_, words)| is_email(words))
            || has(&["first_name", "firstname"]) && has(&["last_name", "lastname", "surname"])
    }

    /// The columns of texts that repeat nothing, with the words of their names.
    fn texts(&self) -> Vec<(usize, Vec<&str>)> {
        let fields = self.table.source.fields.iter().enumerate();
        let texts = fields
            .filter(|(at, field)| matches!(field.ty, FieldType::Text(_)) && self.links.roles[*at] == LinkRole::Free);
        texts.filter_map(|(at, _)| Some((at, words(self.table.names[at].as_deref()?)))).collect()
    }

    /// The addresses of a row: two parts with the same words before them at least.
    fn places(&self) -> Vec<PlaceGroup> {
        let mut groups: Vec<PlaceGroup> = Vec::new();
        for (at, words) in self.texts() {
            let Some((prefix, part)) = place_part(&words) else { continue };
            match groups.iter_mut().find(|group| group.prefix == prefix) {
                Some(group) => group.parts.push((at, part)),
                None => groups.push(PlaceGroup { prefix, parts: vec![(at, part)] }),
            }
        }
        groups.retain(|group| group.parts.len() > 1);
        let is_short = |at: usize| matches!(self.table.source.fields[at].ty, FieldType::Text(Some(..=3)));
        for (at, part) in groups.iter_mut().flat_map(|group| &mut group.parts) {
            if *part == "country" && is_short(*at) {
                *part = "country_code";
            }
        }
        groups
    }
}

/// The step between two values of a number's type, by which an end that is outside itself moves.
fn step(field: &CatalogField) -> f64 {
    match &field.ty {
        FieldType::Int(_) => 1.0,
        FieldType::Decimal(Some(digits)) => (0..digits.scale).fold(1.0, |step, _| step / 10.0),
        _ => 0.01,
    }
}

/// Columns that are parts of one address.
struct PlaceGroup {
    prefix: String,
    parts: Vec<(usize, &'static str)>,
}

impl PlaceGroup {
    fn helper(&self) -> String {
        if self.prefix.is_empty() { "_place".to_owned() } else { format!("_{}", self.prefix) }
    }

    /// The path to the part of a column.
    fn path(&self, column: usize) -> Option<String> {
        let (_, part) = self.parts.iter().find(|(at, _)| *at == column)?;
        Some(format!("{}.{part}", self.helper()))
    }
}

/// The words before a part of an address, and which part it is.
fn place_part(words: &[&str]) -> Option<(String, &'static str)> {
    let (before, part) = match words {
        [before @ .., "city" | "town"] => (before, "city"),
        [before @ .., "postcode" | "zip" | "zipcode"] | [before @ .., "postal" | "zip", "code"] => (before, "postcode"),
        [before @ .., "state" | "region" | "province" | "county"] => (before, "region"),
        [before @ .., "country", "code"] => (before, "country_code"),
        [before @ .., "country"] => (before, "country"),
        [before @ .., "street"] | [before @ .., "street" | "address", "address" | "line1" | "1"] => (before, "street"),
        [before @ .., "line1" | "address1"] => (before, "street"),
        [before @ .., "address"] if !matches!(before.last(), Some(&("email" | "ip" | "mac" | "wallet" | "web"))) => {
            (before, "street")
        }
        _ => return None,
    };
    Some((before.join("_"), part))
}
