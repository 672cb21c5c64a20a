//! The laws of cells on random specs: tables and columns put together at random, seed by seed.
//!
//! Each column may read any that was made before it, in its own table, its parent, its children or a table that it
//! refers to, so chains of lookups and folds grow as deep as they like. A law that fails prints the spec.

use std::fmt::Write as _;
use std::sync::Arc;

use arrow::array::RecordBatch;
use reseed::generate::{Engine, Rows, Shard};
use reseed::plan::Plan;
use reseed::plan::resolve::{Inputs, resolve};
use reseed::spec::parse::parse;
use reseed::spec::source::Source;
use reseed::values::random::{below, mix};

use crate::support::{Cut, WHOLE, digests, streamed, whole};

/// How many specs are made.
const SPECS: u64 = 150;
/// Tables have fewer rows than this, and some more than two blocks of parents.
const ROWS_MAX: u64 = 10_000;
/// Columns added to the tables of one spec, besides their ids.
const COLUMNS: u64 = 22;

/// Random choices that depend on a seed only.
struct Dice {
    seed: u64,
    thrown: u64,
}

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.thrown += 1;
        below(mix(self.seed, self.thrown), bound)
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        if of.is_empty() { None } else { of.get(self.below(of.len() as u64) as usize) }
    }
}

/// A column by what others may do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Int,
    Decimal,
    Float,
    Time,
    Text,
    Bool,
    Uuid,
}

#[derive(Clone)]
struct Column {
    name: String,
    sort: Sort,
    text: String,
    /// Children may get their count from it.
    counts: bool,
}

struct Table {
    name: String,
    shape: String,
    parent: Option<usize>,
    columns: Vec<Column>,
    /// Tables referred to: the ref column and the table.
    refs: Vec<(String, usize)>,
}

/// A spec in the making.
struct Draft {
    dice: Dice,
    tables: Vec<Table>,
}

impl Draft {
    fn of(seed: u64) -> Draft {
        let mut draft = Draft { dice: Dice { seed, thrown: 0 }, tables: Vec::new() };
        let table_count = 3 + draft.dice.below(3);
        for _ in 0..table_count {
            draft.add_table();
            for _ in 0..3 {
                draft.add_column();
            }
        }
        (0..COLUMNS).for_each(|_| draft.add_column());
        draft
    }

    fn add_table(&mut self) {
        let name = format!("t{}", self.tables.len());
        let parent = match self.tables.len() as u64 {
            0 => None,
            tables => Some(self.dice.below(tables) as usize).filter(|_| self.dice.below(4) > 0),
        };
        let shape = match parent {
            None => self.root_shape(),
            Some(parent) => self.child_shape(parent),
        };
        let id = Column { name: "id".into(), sort: Sort::Int, text: "serial".into(), counts: false };
        self.tables.push(Table { name, shape, parent, columns: vec![id], refs: Vec::new() });
    }

    fn root_shape(&mut self) -> String {
        match self.dice.below(9) {
            0 => "rows: [{ id: 900 }, { id: 901, g: 7 }, { id: 902 }]".into(),
            size => format!("rows: {}", [0, 1, 2, 5, 13, 40, 90, 2_100][size as usize - 1]),
        }
    }

    fn child_shape(&mut self, parent: usize) -> String {
        let each = format!("each: {}", self.tables[parent].name);
        let counting: Vec<String> = self.tables[parent]
            .columns
            .iter()
            .filter(|column| column.counts)
            .map(|column| column.name.clone())
            .collect();
        let count = match self.dice.below(8) {
            0 => "0".into(),
            1 => "1".into(),
            2 => "3".into(),
            3 => "{ uniform: [0, 4] }".into(),
            4 => "{ zipf: { max: 30, s: 1.1 }, zero: 40% }".into(),
            5 => "{ poisson: 1.5, max: 9 }".into(),
            6 => return format!("{each}\n    rows: [{{ g: 5 }}, {{ }}, {{ g: 8 }}]"),
            _ => self.dice.one(&counting).cloned().unwrap_or("2".into()),
        };
        format!("{each}\n    count: {count}")
    }

    fn add_column(&mut self) {
        let table = self.dice.below(self.tables.len() as u64) as usize;
        let name = match self.tables[table].shape.contains("g:") && !self.has(table, "g") {
            true => "g".to_owned(),
            false => format!("c{}", self.tables[table].columns.len()),
        };
        let made = match self.dice.below(if name == "g" { 1 } else { 10 }) {
            0..=2 => self.plain(table, &name),
            3 | 4 => self.lookup(table),
            5 | 6 => self.fold(table),
            7 => self.reference(table, &name),
            8 => self.chain(table),
            _ => self.computed(table),
        };
        let Some((sort, mut text, mut counts)) = made else { return };
        let flags = self.names(table, |column| column.sort == Sort::Bool);
        if text.ends_with(" }") && !text.contains("unique") && !text.contains("ref:") && self.dice.below(4) == 0 {
            let modifier = match self.dice.one(&flags) {
                Some(flag) if self.dice.below(2) == 0 => format!(", when: \"{flag}\" }}"),
                _ => ", nulls: 30% }".to_owned(),
            };
            text.truncate(text.len() - 2);
            text.push_str(&modifier);
        }
        counts &= name != "g";
        self.tables[table].columns.push(Column { name, sort, text, counts });
    }

    fn has(&self, table: usize, name: &str) -> bool {
        self.tables[table].columns.iter().any(|column| column.name == name)
    }

    fn names(&self, table: usize, wanted: impl Fn(&Column) -> bool) -> Vec<String> {
        self.tables[table].columns.iter().filter(|column| wanted(column)).map(|column| column.name.clone()).collect()
    }

    fn plain(&mut self, table: usize, name: &str) -> Option<(Sort, String, bool)> {
        let kinds = [
            (Sort::Int, "{ int: { uniform: [0, 5] } }", true),
            (Sort::Int, "{ int: { uniform: [0, 5] } }", true),
            (Sort::Int, "{ int: { poisson: 2 }, min: 0, max: 6 }", true),
            (Sort::Decimal, "{ decimal: { lognormal: { median: 9, sigma: 1 } }, max: 500, scale: 2 }", false),
            (Sort::Float, "{ float: { normal: { mean: 0, sd: 3 } } }", false),
            (Sort::Text, "{ choose: { a: 2, b: 1, c: 1 } }", false),
            (Sort::Text, "{ pattern: \"[a-f]{6}\", unique: true }", false),
            (Sort::Text, "{ words: [1, 3] }", false),
            (Sort::Text, "{ id: x_ }", false),
            (Sort::Text, "{ person: full }", false),
            (Sort::Bool, "{ bool: 60% }", false),
            (Sort::Uuid, "uuid", false),
            (Sort::Time, "{ time: { between: [2020-01-01, as_of] } }", false),
            (Sort::Time, "{ time: { between: [2020-01-01, as_of] } }", false),
        ];
        if name == "g" {
            return Some((Sort::Int, "{ int: { uniform: [0, 5] } }".into(), false));
        }
        if self.tables[table].parent.is_some() && self.dice.below(6) == 0 {
            return Some((Sort::Int, "ordinal".into(), true));
        }
        self.dice.one(&kinds).map(|&(sort, text, counts)| (sort, text.to_owned(), counts))
    }

    /// Through the parent, or a ref.
    fn lookup(&mut self, table: usize) -> Option<(Sort, String, bool)> {
        let mut links: Vec<(String, usize)> = self.tables[table].refs.clone();
        links.extend(self.tables[table].parent.map(|parent| ("parent".to_owned(), parent)));
        let (path, to) = self.dice.one(&links)?.clone();
        let column = self.dice.one(&self.tables[to].columns.clone())?.clone();
        Some((column.sort, format!("{path}.{}", column.name), column.counts))
    }

    fn reference(&mut self, table: usize, name: &str) -> Option<(Sort, String, bool)> {
        // A column that refers to its own table is refused.
        let others: Vec<usize> = (0..self.tables.len()).filter(|other| *other != table).collect();
        let to = *self.dice.one(&others)?;
        let pick = ["", ", pick: { zipf: 1.2 }", ", distinct: true", ", distinct: true, pick: { zipf: 0.9 }"];
        let pick = *self.dice.one(&pick)?;
        let text = format!("{{ ref: {}.id{pick} }}", self.tables[to].name);
        self.tables[table].refs.push((name.to_owned(), to));
        Some((Sort::Int, text, false))
    }

    fn fold(&mut self, table: usize) -> Option<(Sort, String, bool)> {
        let children: Vec<usize> =
            (0..self.tables.len()).filter(|&child| self.tables[child].parent == Some(table)).collect();
        let child = *self.dice.one(&children)?;
        let column = self.dice.one(&self.tables[child].columns.clone())?.clone();
        let path = format!("{}.{}", self.tables[child].name, column.name);
        let flags = self.names(child, |column| column.sort == Sort::Bool);
        let condition = match self.dice.one(&flags) {
            Some(flag) if self.dice.below(2) == 0 => format!(", where: \"{flag}\""),
            _ => String::new(),
        };
        let number = matches!(column.sort, Sort::Int | Sort::Decimal | Sort::Float);
        match self.dice.below(5) {
            0 | 1 if number => Some((column.sort, format!("{{ sum: {path}{condition} }}"), false)),
            2 if number && column.sort != Sort::Float => {
                Some((Sort::Decimal, format!("{{ avg: {path}{condition}, scale: 3 }}"), false))
            }
            3 => Some((Sort::Int, format!("{{ count: {} }}", self.tables[child].name), true)),
            order => {
                let fold = if order % 2 == 0 { "lowest" } else { "highest" };
                Some((column.sort, format!("{{ {fold}: {path}{condition} }}"), false))
            }
        }
    }

    fn chain(&mut self, table: usize) -> Option<(Sort, String, bool)> {
        let parent = self.tables[table].parent?;
        let times = self.names(parent, |column| column.sort == Sort::Time);
        let own = self.names(table, |column| column.sort == Sort::Time);
        let mut start = self.dice.one(&times).map_or("2020-01-01".to_owned(), |time| format!("parent.{time}"));
        let end = match self.dice.below(5) {
            0 => "",
            1 => ", until: as_of + 1y",
            2 => ", until: as_of + 1y, late: \"null\"",
            3 => ", until: 2026-01-02, late: \"null\"",
            _ => {
                start = self.dice.one(&own).cloned().unwrap_or(start);
                ", until: as_of + 1y, late: \"null\""
            }
        };
        Some((Sort::Time, format!("{{ after: [{start}, previous], gap: {{ exponential: 20d }}{end} }}"), false))
    }

    fn computed(&mut self, table: usize) -> Option<(Sort, String, bool)> {
        let ints = self.names(table, |column| column.sort == Sort::Int);
        let (one, other) = (self.dice.one(&ints)?.clone(), self.dice.one(&ints)?.clone());
        match self.dice.below(3) {
            0 => Some((Sort::Text, format!("{{ template: \"{{{one}}}/{{{other}}}\" }}"), false)),
            1 => Some((Sort::Bool, format!("{{ sql: \"coalesce({one}, 1) > 2\" }}"), false)),
            _ => Some((Sort::Int, format!("{{ sql: \"coalesce({one}, 0) + coalesce({other}, 1)\" }}"), false)),
        }
    }

    /// The spec without the last column of a table, or whole.
    fn text(&self, without_last_of: Option<usize>) -> String {
        let mut text = "reseed: 1\ndataset: drawn\nas_of: 2026-01-01T00:00:00Z\ntables:\n".to_owned();
        for (index, table) in self.tables.iter().enumerate() {
            let _ = write!(text, "  {}:\n    {}\n    columns:\n", table.name, table.shape);
            let kept = table.columns.len() - usize::from(without_last_of == Some(index));
            for column in &table.columns[..kept] {
                let _ = writeln!(text, "      {}: {}", column.name, column.text);
            }
        }
        text
    }
}

/// The plan of a spec, or its faults: random specs need not hold.
fn planned(spec: &str) -> Result<Arc<Plan>, String> {
    let parsed = parse(&Source::new("spec.yaml", spec)).map_err(|rejected| rejected.to_string())?;
    resolve(&parsed, &Inputs::new("acme".parse().expect("a tenant name")))
        .map(Arc::new)
        .map_err(|rejected| rejected.to_string())
}

/// The first spec from a seed on that holds and whose data can be made.
fn drawn(seed: u64) -> (Draft, Arc<Plan>) {
    (0..)
        .map(|attempt| Draft::of(mix(seed, attempt)))
        .find_map(|mut draft| {
            // A faulty column goes; what reads it goes with it.
            for _ in 0..COLUMNS {
                match planned(&draft.text(None)) {
                    Ok(plan) => return makes_data(&plan).then_some((draft, plan)),
                    Err(faults) => draft.drop_faulty(&faults),
                }
            }
            None
        })
        .expect("some spec holds")
}

/// No table is too large for a test, and no cell is bad.
fn makes_data(plan: &Arc<Plan>) -> bool {
    let engine = Engine::new(Arc::clone(plan));
    (0..plan.tables.len()).all(|table| {
        let row_count = engine.row_count(table).unwrap_or(u64::MAX);
        row_count < ROWS_MAX && engine.batch(table, 0..row_count).is_ok()
    })
}

impl Draft {
    /// Removes the columns that faults stand at.
    fn drop_faulty(&mut self, faults: &str) {
        let lines: Vec<usize> =
            faults.split("spec.yaml:").skip(1).filter_map(|place| place.split(':').next()?.parse().ok()).collect();
        let text = self.text(None);
        let faulty: Vec<&str> =
            text.lines().enumerate().filter(|(at, _)| lines.contains(&(at + 1))).map(|(_, line)| line).collect();
        for table in &mut self.tables {
            table
                .columns
                .retain(|column| !faulty.contains(&format!("      {}: {}", column.name, column.text).as_str()));
        }
    }
}

/// Every law on one spec.
fn assert_laws(seed: u64) -> usize {
    let (draft, plan) = drawn(seed);
    let spec = draft.text(None);
    let engine = || Engine::new(Arc::clone(&plan));
    let whole_of: Vec<RecordBatch> = plan.tables.iter().map(|table| whole(&engine(), &table.name)).collect();
    let mut dice = Dice { seed: mix(seed, 7), thrown: 0 };
    for (table, all) in whole_of.iter().enumerate() {
        let row_count = all.num_rows() as u64;
        for _ in 0..6 {
            let start = dice.below(row_count + 1);
            let end = start + dice.below((row_count - start).min(20) + 1);
            // A new engine knows nothing of the rows before.
            let part = engine().batch(table, start..end).unwrap_or_else(|error| panic!("{error}\n{spec}"));
            let expected = all.slice(start as usize, (end - start) as usize);
            assert_eq!(part, expected, "seed {seed}: {} {start}..{end}\n{spec}", plan.tables[table].name);
        }
        assert_lists(&engine(), table, &mut dice, &spec);
    }
    let made = streamed(&engine(), WHOLE);
    assert!(made.iter().eq(whole_of.iter()), "seed {seed}: streamed\n{spec}");
    for (threads, block_rows) in [(1, 1), (7, 3), (2, 64)] {
        let made = streamed(&engine(), Cut { threads, block_rows, ..WHOLE });
        assert!(made.iter().eq(whole_of.iter()), "seed {seed}: {threads} threads, {block_rows} rows per block\n{spec}");
    }
    assert_shards(&engine(), &spec);
    assert_one_column_less(&draft, &whole_of, &mut dice);
    spec.lines().count()
}

fn assert_lists(engine: &Engine, table: usize, dice: &mut Dice, spec: &str) {
    let row_count = engine.row_count(table).unwrap();
    let list: Arc<[u64]> = (0..row_count.min(12)).map(|_| dice.below(row_count)).collect();
    for column in 0..engine.plan().tables[table].columns.len() {
        let made =
            |rows: &Rows| engine.scope().column(table, column, rows).unwrap_or_else(|error| panic!("{error}\n{spec}"));
        let (all, listed) = (made(&Rows::Range(0..row_count)), made(&Rows::List(list.clone())));
        for (position, &row) in list.iter().enumerate() {
            let name = &engine.plan().tables[table].columns[column].name;
            assert_eq!(&listed.slice(position, 1), &all.slice(row as usize, 1), "{table}.{name} row {row}\n{spec}");
        }
    }
}

fn assert_shards(engine: &Engine, spec: &str) {
    let shard = |index| digests(engine, Cut { shard: Shard::new(index, 3).unwrap(), ..WHOLE });
    let added = (0..3).map(shard).reduce(|sum, shard| {
        sum.iter().zip(&shard).map(|(sum, part)| sum.combine(part).expect("the same table")).collect()
    });
    assert_eq!(added, Some(digests(engine, WHOLE)), "shards\n{spec}");
}

/// Without the last column of a table, if nothing reads it, all others are as before.
fn assert_one_column_less(draft: &Draft, whole_of: &[RecordBatch], dice: &mut Dice) {
    let table = dice.below(draft.tables.len() as u64) as usize;
    let Ok(plan) = planned(&draft.text(Some(table))) else { return };
    let fewer = Engine::new(plan);
    for (index, all) in whole_of.iter().enumerate() {
        let part = whole(&fewer, &draft.tables[index].name);
        for (field, cells) in part.schema().fields().iter().zip(part.columns()) {
            let expected = all.column_by_name(field.name()).expect("it was there before");
            assert_eq!(cells, expected, "{}.{}\n{}", draft.tables[index].name, field.name(), draft.text(None));
        }
    }
}

#[test]
fn the_laws_hold_for_random_specs() {
    let lines: usize = (0..SPECS).map(assert_laws).sum();
    // Columns that do not hold are left out; most must stay.
    assert!(lines as u64 / SPECS > 25, "{} lines per spec", lines as u64 / SPECS);
}
