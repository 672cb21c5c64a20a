//! A column of the database and all that bears on what makes it; what is guessed from its type.

mod texts;

use super::condition::Bound;
use super::document::{Recipe, double, literal};
use crate::plan::{IntWidth, Type};
use crate::store::catalog::{CatalogField, DecimalDigits, FieldType};

pub use texts::{PERSON, is_email};

/// The largest part of a whole number that is drawn without a reason for another one.
const NUMBER_MAX: f64 = 1_000.0;
/// The end of a whole number whose values all differ.
const UNIQUE_MAX: f64 = 1_000_000_000.0;
/// The digits of a decimal that the database gives none.
const DIGITS_DEFAULT: DecimalDigits = DecimalDigits { precision: 18, scale: 4 };

/// What keeps a column's values apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Apart {
    /// Nothing.
    #[default]
    No,
    /// No two rows share one.
    Everywhere,
    /// No two rows share one, which no constraint says of the column alone.
    Quietly,
    /// No two children of a parent share one.
    InGroup,
}

/// The ends that checks set.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ends {
    /// The lowest.
    pub low: Option<f64>,
    /// The highest.
    pub high: Option<f64>,
}

impl Ends {
    /// The ends with another one; one that is outside itself moves by `step`.
    pub fn and(self, bound: Bound, step: f64) -> Ends {
        let moved = |end: f64, is_open: bool, step: f64| if is_open { end + step } else { end };
        match bound {
            Bound::Low(end, is_open) => {
                let end = moved(end, is_open, step);
                Ends { low: Some(self.low.map_or(end, |low| low.max(end))), ..self }
            }
            Bound::High(end, is_open) => {
                let end = moved(end, is_open, -step);
                Ends { high: Some(self.high.map_or(end, |high| high.min(end))), ..self }
            }
        }
    }
}

/// A column that comes before this one.
#[derive(Clone, Debug, PartialEq)]
pub struct Earlier {
    /// Its path.
    pub path: String,
    /// Whether both may be the same.
    pub may_equal: bool,
}

/// A column and all that bears on it.
pub struct FieldSetting<'c> {
    /// The column.
    pub field: &'c CatalogField,
    /// The words of its name.
    pub words: Vec<&'c str>,
    /// The words of its table's name, each a singular.
    pub table_words: Vec<String>,
    /// What keeps its values apart.
    pub apart: Apart,
    /// The ends of its numbers.
    pub ends: Ends,
    /// The ends of its length.
    pub lengths: Ends,
    /// All values that it may have.
    pub one_of: Option<Vec<String>>,
    /// The expression that it matches.
    pub pattern: Option<String>,
    /// What it lies after.
    pub after: Option<Earlier>,
    /// Whether an empty text is refused.
    pub not_empty: bool,
    /// The column of the table that numbers its rows, if that is another one.
    pub serial: Option<String>,
    /// The helper that has the row's person.
    pub person: Option<&'static str>,
    /// The path to its part of an address.
    pub address: Option<String>,
    /// When the row was created.
    pub created: Option<String>,
    /// When the parent was.
    pub parent_created: Option<String>,
    /// The longest domain of an email address, with its `@`.
    pub domain_length: u32,
}

/// What was guessed.
#[derive(Clone, Debug, PartialEq)]
pub struct Guess {
    /// What makes the column; none where nothing can.
    pub recipe: Option<Recipe>,
    /// What is to know of it.
    pub note: Option<String>,
    /// What is to be decided.
    pub question: Option<String>,
}

impl From<Recipe> for Guess {
    fn from(recipe: Recipe) -> Guess {
        Guess { recipe: Some(recipe), note: None, question: None }
    }
}

impl Guess {
    /// The same with something to decide.
    pub fn asking(mut self, question: impl Into<String>) -> Guess {
        self.question = Some(question.into());
        self
    }

    fn noting(mut self, note: impl Into<String>) -> Guess {
        self.note = Some(note.into());
        self
    }
}

impl FieldSetting<'_> {
    /// What makes the column, from checks first, then its name, then its type alone.
    pub fn guess(&self) -> Guess {
        let guess = self.guessed();
        let is_stricter =
            self.apart == Apart::Quietly && guess.recipe.as_ref().is_some_and(|recipe| recipe.has("unique"));
        match is_stricter && guess.note.is_none() {
            true => guess.noting("unique by itself, which makes it unique together with others"),
            false => guess,
        }
    }

    fn guessed(&self) -> Guess {
        if let Some(values) = self.choices() {
            return self.chosen(&values).into();
        }
        match &self.field.ty {
            FieldType::Bool => self.flag().into(),
            FieldType::Int(width) => self.whole_number(*width).into(),
            FieldType::Decimal(digits) => self.decimal(*digits),
            FieldType::Float => self.float(),
            FieldType::Text(_) => self.with_type_note(texts::guess(self)),
            FieldType::Labels(_) => Guess { recipe: None, note: None, question: None },
            FieldType::Uuid => Recipe::bare("uuid").into(),
            FieldType::Date => self.instant("date").into(),
            FieldType::Time => self.with_zone_note(self.instant("time").into()),
            FieldType::Interval => Recipe::of("choose", "[15min, 1h, 1d]").with("type", "duration").into(),
            FieldType::Json => self.json(),
            FieldType::Address => self.with_type_note(Recipe::of("ip", "v4").into()),
            FieldType::HardwareAddress => self.with_type_note(Recipe::of("mac", "local").into()),
            FieldType::Written(text) => self.written(text),
            FieldType::Other => Guess { recipe: None, note: None, question: None },
        }
    }

    /// What makes it from its type alone, so that it holds whatever the name suggests.
    pub fn plain(&self) -> Option<Recipe> {
        let bare = FieldSetting {
            words: Vec::new(),
            table_words: Vec::new(),
            after: None,
            pattern: None,
            person: None,
            address: None,
            created: None,
            parent_created: None,
            one_of: self.one_of.clone(),
            serial: self.serial.clone(),
            ..*self
        };
        bare.guess().recipe
    }

    /// A null of its type, which is what every cell is.
    pub fn empty(&self) -> Option<Recipe> {
        let recipe = match &self.field.ty {
            FieldType::Int(width) => Recipe::of("int", "{ uniform: [1, 1] }").maybe_typed(int_type(*width)),
            FieldType::Text(_) => Recipe::of("words", "1"),
            _ => self.plain()?,
        };
        Some(recipe.with("nulls", "100%"))
    }

    /// Whether its name has one of these words.
    pub fn says(&self, words: &[&str]) -> bool {
        self.words.iter().any(|word| words.contains(word))
    }

    /// The default, if it is a plain literal: `'new'::text` is `new`.
    pub fn default_literal(&self) -> Option<&str> {
        let default = self.field.default.as_deref()?;
        if let Some(rest) = default.strip_prefix('\'') {
            return rest.split_once('\'').map(|(text, _)| text);
        }
        let is_word = default.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '.');
        is_word.then_some(default)
    }

    fn choices(&self) -> Option<Vec<String>> {
        match &self.field.ty {
            FieldType::Labels(labels) => Some(labels.clone()),
            FieldType::Text(_) | FieldType::Int(_) | FieldType::Decimal(_) => self.one_of.clone(),
            _ => None,
        }
    }

    /// One of the values that the database allows, and no other.
    fn chosen(&self, values: &[String]) -> Recipe {
        let mut list: Vec<String> = Vec::new();
        for value in values.iter().map(|value| literal(value)) {
            // A check may name a value twice, a spec may not.
            if !list.contains(&value) {
                list.push(value);
            }
        }
        let recipe = Recipe::of("choose", format!("[{}]", list.join(", ")));
        let ty = match &self.field.ty {
            FieldType::Int(width) => int_type(*width),
            FieldType::Decimal(digits) => Some(decimal_type(digits.unwrap_or(DIGITS_DEFAULT))),
            // Labels that look like numbers would be numbers.
            _ if values
                .iter()
                .all(|value| value.parse::<f64>().is_ok() || ["true", "false"].contains(&value.as_str())) =>
            {
                Some("text".to_owned())
            }
            _ => None,
        };
        self.kept_apart(recipe.maybe_typed(ty).with("closed", "true"))
    }

    fn flag(&self) -> Recipe {
        let share = match self.default_literal() {
            _ if self.says(&["deleted", "superuser", "staff", "admin", "banned", "blocked", "archived", "hidden"]) => {
                "5%"
            }
            _ if self.says(&["active", "enabled", "visible", "verified", "published"]) => "90%",
            Some("true") => "80%",
            Some("false") => "20%",
            _ => "50%",
        };
        Recipe::of("bool", share)
    }

    fn whole_number(&self, width: IntWidth) -> Recipe {
        let ty = int_type(width);
        if self.field.is_numbered || self.apart == Apart::Quietly {
            return Recipe::bare("serial").maybe_typed(ty);
        }
        if self.apart == Apart::InGroup {
            let start = self.ends.low.filter(|low| *low >= 0.0 && *low != 1.0).map(|low| low.to_string());
            let recipe = Recipe::bare("ordinal").maybe_typed(ty);
            return start.into_iter().fold(recipe, |recipe, start| recipe.with("start", start));
        }
        let (low, high) = match () {
            () if self.apart == Apart::Everywhere => (1.0, UNIQUE_MAX),
            () if self.says(&["year"]) => (1990.0, 2025.0),
            () if self.says(&["month"]) => (1.0, 12.0),
            () if self.says(&["age"]) => (18.0, 90.0),
            () if self.says(&["rating", "stars", "score"]) => (1.0, 5.0),
            () if self.says(&["percent", "percentage", "progress"]) => (0.0, 100.0),
            () if self.says(&["quantity", "qty"]) => (1.0, 10.0),
            () if self.says(&["priority", "level", "position", "rank", "order", "sort"]) => (1.0, 10.0),
            () if self.says(&["version", "revision", "rev"]) => (1.0, 1.0),
            () if self.says(&["attempts", "retries", "failures"]) => (0.0, 3.0),
            () if self.says(&["amount", "price", "cents", "total", "cost", "fee"]) => (100.0, 100_000.0),
            () if self.says(&["bytes", "size"]) => (1_000.0, 10_000_000.0),
            () if self.says(&["milliseconds", "duration", "ms"]) => (1_000.0, 600_000.0),
            () => (0.0, NUMBER_MAX),
        };
        let room = if width == IntWidth::Two { 32_767.0 } else { 2_147_483_647.0 };
        let Range { low, high } = self.range(low, high.min(room));
        self.kept_apart(Recipe::of("int", format!("{{ uniform: [{}, {}] }}", low.ceil(), high.floor())).maybe_typed(ty))
    }

    /// The range that a name suggests as far as checks allow it, otherwise one that they allow.
    fn range(&self, low: f64, high: f64) -> Range {
        let span = high - low;
        let inside = Range {
            low: self.ends.low.map_or(low, |end| low.max(end)),
            high: self.ends.high.map_or(high, |end| high.min(end)),
        };
        match (self.ends.low, self.ends.high) {
            _ if inside.low <= inside.high => inside,
            (Some(low), Some(high)) => Range { low, high },
            (Some(low), None) => Range { low, high: low + span },
            (None, Some(high)) => Range { low: high - span, high },
            (None, None) => inside,
        }
    }

    fn decimal(&self, digits: Option<DecimalDigits>) -> Guess {
        let known = digits.unwrap_or(DIGITS_DEFAULT);
        let whole_digits = known.precision - known.scale;
        // Exact up to 15 digits; no range that is drawn here has more.
        let most = (0..whole_digits.min(9)).fold(1.0, |most, _| most * 10.0) - if known.scale == 0 { 1.0 } else { 0.0 };
        let is_free = self.ends == Ends::default() && self.apart == Apart::No;
        let is_money =
            self.says(&["price", "amount", "total", "cost", "fee", "subtotal", "balance", "salary", "tax", "discount"]);
        let ty = decimal_type(known);
        let recipe = if is_money && is_free && whole_digits >= 3 {
            Recipe::of("decimal", "{ lognormal: { median: 20, sigma: 0.8 } }")
                .with("min", "1")
                .with("max", "999")
                .with("type", ty)
        } else {
            let (low, high): (f64, f64) = match () {
                () if self.says(&["latitude", "lat"]) => (-90.0, 90.0),
                () if self.says(&["longitude", "lng", "lon", "long"]) => (-180.0, 180.0),
                () if self.says(&["percent", "percentage"]) => (0.0, 100.0),
                () if self.says(&["rate", "ratio", "share", "probability"]) => (0.0, 1.0),
                () => (0.0, NUMBER_MAX),
            };
            let Range { low, high } = self.range(low.max(-most), high.min(most));
            self.kept_apart(Recipe::of("decimal", format!("{{ uniform: [{low}, {high}] }}")).with("type", ty))
        };
        match digits {
            Some(_) => recipe.into(),
            None => Guess::from(recipe).noting("any number of digits in the database; a spec needs some"),
        }
    }

    fn float(&self) -> Guess {
        let (low, high) = match () {
            () if self.says(&["latitude", "lat"]) => (-90.0, 90.0),
            () if self.says(&["longitude", "lng", "lon"]) => (-180.0, 180.0),
            () if self.says(&["rate", "ratio", "share", "probability", "score"]) => (0.0, 1.0),
            () => (0.0, NUMBER_MAX),
        };
        let Range { low, high } = self.range(low, high);
        let guess = Guess::from(Recipe::of("float", format!("{{ uniform: [{low}, {high}] }}")));
        if self.field.type_name == "real" { guess.noting("real in the database, a double here") } else { guess }
    }

    fn json(&self) -> Guess {
        let default = self.default_literal().filter(|text| text.starts_with('[') || text.starts_with('{'));
        let recipe = Recipe::of("constant", double(default.unwrap_or("{}"))).with("type", "json");
        let guess = Guess::from(recipe);
        let guess =
            if self.field.type_name == "json" { guess.noting("json in the database, jsonb here") } else { guess };
        guess.asking("the same JSON in every row; choices: { choose: [\"{…}\", \"{…}\"], type: json }, or { constant: \"{…}\", type: json }")
    }

    /// What the database reads from a text, and what specs have no type for.
    fn written(&self, text: &str) -> Guess {
        if self.apart != Apart::No {
            return Guess { recipe: None, note: None, question: None };
        }
        let recipe = Recipe::of("constant", double(text)).with("type", "text");
        Guess::from(recipe).noting(format!("{} in the database, text here", self.field.type_name)).asking(
            "the same value in every row; choices: { choose: [\"…\", \"…\"], type: text }, as the database reads them",
        )
    }

    /// A day or an instant.
    fn instant(&self, kind: &'static str) -> Recipe {
        let step = if kind == "date" { "1d" } else { "1s" };
        let between = |low: &str, high: &str| Recipe::of(kind, format!("{{ between: [{low}, {high}] }}"));
        if let Some(Earlier { path, may_equal }) = &self.after {
            let low = if *may_equal { path.clone() } else { format!("{path} + {step}") };
            return self.kept_apart(between(&low, &format!("{path} + 30d")));
        }
        let is_created = is_created(&self.words);
        let recipe = match (&self.created, &self.parent_created) {
            _ if self.apart != Apart::No => between("as_of - 2y", "as_of"),
            _ if self.says(&["birth", "birthday", "birthdate", "dob", "born"]) => between("as_of - 80y", "as_of - 18y"),
            _ if self.says(&["due", "expires", "expire", "expiry", "expiration", "until", "next"]) => {
                between("as_of", "as_of + 1y")
            }
            (Some(created), _) if !is_created && self.is_later() => between(created, "as_of"),
            (_, Some(created)) if is_created => between(created, "as_of"),
            _ => between("as_of - 2y", "as_of"),
        };
        self.kept_apart(recipe)
    }

    /// Whether the name is that of something that happens to a row that exists.
    fn is_later(&self) -> bool {
        self.words.last() == Some(&"at") || self.says(&["updated", "modified", "changed", "deleted", "last", "closed"])
    }

    fn with_zone_note(&self, guess: Guess) -> Guess {
        match self.field.type_name.contains("without time zone") {
            true => guess.noting("timestamp without time zone in the database, timestamptz in UTC here"),
            false => guess,
        }
    }

    /// Notes the type where the spec's text is only close to it.
    fn with_type_note(&self, guess: Guess) -> Guess {
        let shown = &self.field.type_name;
        let usual =
            ["text", "character", "\"char\"", "name", "varchar", "char(", "nvarchar", "nchar", "clob", "string"];
        let is_usual = usual.iter().any(|usual| shown.starts_with(usual));
        if is_usual || guess.note.is_some() {
            guess
        } else {
            guess.noting(format!("{shown} in the database, text here"))
        }
    }

    /// The recipe with `unique`, where its values must differ.
    pub fn kept_apart(&self, recipe: Recipe) -> Recipe {
        if self.apart == Apart::No { recipe } else { recipe.with("unique", "true") }
    }
}

/// Two ends, both included.
struct Range {
    low: f64,
    high: f64,
}

/// Whether a column says when its row was created.
pub fn is_created(words: &[&str]) -> bool {
    words.iter().any(|word| ["created", "inserted", "joined", "registered", "placed", "ordered"].contains(word))
}

impl Recipe {
    fn maybe_typed(self, ty: Option<String>) -> Recipe {
        match ty {
            Some(ty) => self.with("type", ty),
            None => self,
        }
    }
}

/// The `type:` of whole numbers; none for 8 bytes, which is the default.
fn int_type(width: IntWidth) -> Option<String> {
    (width != IntWidth::Eight).then(|| Type::Int(width).to_string())
}

fn decimal_type(DecimalDigits { precision, scale }: DecimalDigits) -> String {
    double(&Type::Decimal { precision: precision.max(1), scale }.to_string())
}
