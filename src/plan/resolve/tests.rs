//! Laws of plans.

use proptest::prelude::*;

use super::*;
use crate::plan::maker::{ChildCount, Link, Maker, Pick};
use crate::plan::model::ForeignKey;
use crate::spec::model::ParamValue;
use crate::spec::number::Number;
use crate::spec::parse::parse;
use crate::spec::source::Source;
use crate::spec::sql::Literal;
use crate::spec::tenant_name::TenantName;

const SHOP: &str = include_str!("../../../generators/shop/spec.yaml");
const KINDS: &str = include_str!("../../../tests/cases/plan/kinds.yaml");
const QUICKSTART: &str = include_str!("../../../generators/quickstart/spec.yaml");

fn acme() -> TenantName {
    "acme".parse().expect("a tenant name")
}

fn resolve_text(text: &str, inputs: &Inputs) -> Result<Plan, SourceFaults> {
    resolve(&parse(&Source::new("spec.yaml", text))?, inputs)
}

fn plan(text: &str) -> Plan {
    resolve_text(text, &Inputs::new(acme())).unwrap_or_else(|rejected| panic!("{rejected}"))
}

fn table<'p>(plan: &'p Plan, name: &str) -> &'p Table {
    plan.tables.iter().find(|table| table.name == name).unwrap_or_else(|| panic!("no table {name}"))
}

fn column<'p>(plan: &'p Plan, table_name: &str, name: &str) -> &'p Column {
    let table = table(plan, table_name);
    table.columns.iter().find(|column| column.name == name).unwrap_or_else(|| panic!("no column {table_name}.{name}"))
}

/// A spec of two linked tables; `columns` are more columns of the child, one on each line.
fn family(columns: &str) -> String {
    let columns: String = columns.lines().map(|line| format!("      {}\n", line.trim())).collect();
    format!(
        "reseed: 1\ndataset: d\nas_of: 2026-01-01T00:00:00Z\ntables:\n  parents:\n    rows: 10\n    columns:\n      \
         id: serial\n      born: {{ time: {{ between: [as_of - 2y, as_of] }} }}\n      kind: {{ choose: [a, b] }}\n  \
         children:\n    each: parents\n    count: {{ uniform: [1, 3] }}\n    columns:\n      id: serial\n{columns}"
    )
}

#[test]
fn every_kind_and_every_parameter_has_a_plan() {
    let draft = parse(&Source::new("kinds.yaml", KINDS)).unwrap_or_else(|rejected| panic!("{rejected}"));
    let columns: Vec<_> = draft.spec.tables.iter().flat_map(|table| &table.columns).collect();
    for kind in crate::spec::registry::KINDS {
        let of_kind = columns.iter().filter(|column| column.kind.value == kind);
        assert!(of_kind.clone().count() > 0, "no column is {}", kind.name);
        for param in kind.params.iter().filter(|param| !matches!(param.name, "pick" | "distinct" | "where" | "length"))
        {
            assert!(columns.iter().any(|column| column.param(param.name).is_some()), "no {}.{}", kind.name, param.name);
        }
    }
    check_plan(&plan(KINDS));
}

#[test]
fn every_pack_is_a_plan() {
    for spec in [SHOP, QUICKSTART] {
        let plan = plan(spec);
        assert!(plan.tables.iter().all(|table| !table.key.is_empty()));
    }
}

#[test]
fn the_shop_has_the_types_keys_and_references_that_it_declares() {
    let plan = plan(SHOP);
    let ty = |table, name| column(&plan, table, name).ty.to_string();
    assert_eq!(ty("order_lines", "amount"), "decimal(18,2)");
    assert_eq!(ty("orders", "total"), "decimal(28,2)");
    assert_eq!(ty("customers", "spent"), "decimal(38,2)");
    assert_eq!(ty("order_lines", "unit_price"), "decimal(18,2)");
    let lines = table(&plan, "order_lines");
    assert_eq!((&lines.key, &lines.unique), (&vec![0, 1], &vec![]));
    let key = |column, table, target| ForeignKey { columns: vec![column], table, target_columns: vec![target] };
    assert_eq!(lines.foreign_keys, [key(0, 2, 0), key(2, 0, 0)]);
    assert_eq!(table(&plan, "products").unique, [[1]]);
    assert_eq!(table(&plan, "orders").indexes, [vec![3], vec![1, 2]]);
    let sku = column(&plan, "products", "sku");
    assert!(sku.unique && !sku.nullable && !sku.dictionary);
}

#[test]
fn only_a_key_or_a_ref_makes_a_foreign_key() {
    let text = "reseed: 1\ndataset: d\nas_of: 2026-01-01T00:00:00Z\ntables:\n  parents:\n    rows: 9\n    columns:\n      \
                id: serial\n      code: { pattern: \"[a-z]{9}\", unique: true }\n  children:\n    each: parents\n    \
                count: 1\n    columns:\n      id: serial\n      key: parent.id\n      copy: { lookup: parent.code, \
                unique: true }\n      named: { ref: parents.code }\n      _other: { ref: parents }\n      \
                other: _other.id\n      other_copy: _other.code\n  grandchildren:\n    each: children\n    count: 2\n    \
                columns:\n      id: serial\n      by_path: parent.parent.id\n      by_column: children.key\n      \
                copy: children.named\n      copy_by_path: parent._other.code\n";
    let plan = plan(text);
    let of = |name: &str| -> Vec<String> {
        let columns = |table: usize, of: &[usize]| -> Vec<String> {
            of.iter().map(|column| plan.tables[table].columns[*column].name.clone()).collect()
        };
        let own = plan.tables.iter().position(|table| table.name == name).expect(name);
        let keys = plan.tables[own].foreign_keys.iter();
        keys.map(|key| {
            let to = &plan.tables[key.table].name;
            format!("{} {to}.{}", columns(own, &key.columns)[0], columns(key.table, &key.target_columns)[0])
        })
        .collect()
    };
    assert_eq!(of("children"), ["key parents.id", "named parents.code", "other parents.id"]);
    assert_eq!(of("grandchildren"), ["by_path parents.id", "by_column parents.id"]);
}

#[test]
fn lookups_are_one_step_through_hidden_columns() {
    let plan = plan(SHOP);
    let orders = table(&plan, "orders");
    let placed = column(&plan, "orders", "placed_at");
    let Maker::After(after) = &placed.maker else { panic!("{:?}", placed.maker) };
    let crate::plan::maker::InstantBase::Column(start) = after.after[0].base else { panic!("{after:?}") };
    let hidden = &orders.columns[start];
    assert_eq!((hidden.name.as_str(), hidden.helper, hidden.line), ("~customers.created_at", true, 0));
    assert!(matches!(hidden.maker, Maker::Lookup { link: Link::Parent, column: 5 }));
    let price = column(&plan, "order_lines", "unit_price");
    let Maker::Lookup { link: Link::Ref { target: 0, by }, column: 3 } = price.maker else { panic!("{price:?}") };
    let pick = &table(&plan, "order_lines").columns[by].maker;
    assert!(matches!(pick, Maker::Pick { target: 0, pick: Pick::Distinct(Some(s)) } if *s == 1.1), "{pick:?}");
}

#[test]
fn nulls_of_a_ref_are_nulls_of_everything_behind_it() {
    let plan = plan(&family("_p: { ref: parents, nulls: 50% }\nkind: _p.kind\nsame: _p.kind"));
    let pick = column(&plan, "children", "~_p");
    assert!(pick.nullable && pick.nulls == 1 << 63);
    let shown = column(&plan, "children", "_p");
    assert!(shown.nullable && shown.nulls == 0);
    assert!(column(&plan, "children", "kind").nullable && column(&plan, "children", "kind").dictionary);
}

#[test]
fn one_text_makes_one_hidden_column() {
    let plan = plan(&family(
        "a: { int: { uniform: [1, 9] }, when: \"parents.kind = 'a'\" }\nb: { words: 2, when: \"parents.kind = 'a'\" }\nc: { sql: \"parents.kind || parent.kind\" }",
    ));
    let hidden: Vec<&str> = table(&plan, "children")
        .columns
        .iter()
        .filter(|column| column.line == 0)
        .map(|column| column.name.as_str())
        .collect();
    assert_eq!(hidden, ["~parents.kind", "~when(parents.kind = 'a')"]);
}

#[test]
fn other_columns_never_change_a_columns_seed() {
    let seeds = |text: &str| {
        let plan = plan(text);
        let column = column(&plan, "children", "a");
        (column.column_key, table(&plan, "children").table_key)
    };
    let alone = seeds(&family("a: { words: 2 }"));
    assert_eq!(seeds(&family("z: { words: 2 }\na: { words: 2 }\n_h: uuid")), alone);
    assert_eq!(seeds(&family("b: { ref: parents.id }\nc: parent.kind\na: { int: { uniform: [1, 9] } }")), alone);
    assert_ne!(column(&plan(&family("z: { words: 2 }")), "children", "z").column_key, alone.0);
    let renamed = plan(&family("b: { words: 2, rename_from: a }"));
    assert_eq!(column(&renamed, "children", "b").column_key, alone.0);
}

#[test]
fn the_seed_decides_every_draw_and_comes_from_the_tenants_name_unless_given() {
    let key = |inputs: &Inputs| resolve_text(QUICKSTART, inputs).expect("a good spec").tables[0].columns[1].column_key;
    let of_acme = key(&Inputs::new(acme()));
    assert_eq!(key(&Inputs::new(acme())), of_acme);
    assert_ne!(key(&Inputs::new("umbrella".parse().expect("a tenant name"))), of_acme);
    let seven = |tenant: &str| key(&Inputs { seed: Some(7), ..Inputs::new(tenant.parse().expect("a tenant name")) });
    assert_ne!(seven("acme"), of_acme);
    assert_eq!(seven("acme"), seven("umbrella"));
}

#[test]
fn a_tenants_parameters_win_and_are_kept_as_texts() {
    let params = [("customers".to_owned(), ParamValue::Number(Number::from_int(20_000)))].into();
    let plan = resolve_text(SHOP, &Inputs { params, ..Inputs::new(acme()) }).expect("a good spec");
    assert!(matches!(table(&plan, "customers").row_source, RowSource::Root { row_count: 20_000 }));
    let texts: Vec<(&str, &str)> = plan.params.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    assert_eq!(texts, [("countries", "{US: 5, GB: 2, DE: 2, JP: 1}"), ("customers", "20000"), ("products", "200")]);
}

#[test]
fn a_distinct_ref_of_a_table_without_rows_needs_none() {
    let none = |name: &str| (name.to_owned(), ParamValue::Number(Number::from_int(0)));
    let of =
        |params: Vec<_>| resolve_text(SHOP, &Inputs { params: params.into_iter().collect(), ..Inputs::new(acme()) });
    assert!(of(vec![none("customers"), none("products")]).is_ok());
    let lacking = of(vec![none("products")]).expect_err("lines have nothing to pick");
    assert!(lacking.to_string().contains("may have only 0 rows"), "{lacking}");
}

#[test]
fn inputs_that_do_not_fit_are_refused_all_at_once() {
    let params = [
        ("customer".to_owned(), ParamValue::Text("x".to_owned())),
        ("customers".to_owned(), ParamValue::Text("many".to_owned())),
    ];
    let inputs = Inputs { params: params.into(), as_of: Some(i64::MAX), ..Inputs::new(acme()) };
    let rejected = resolve_text(SHOP, &inputs).expect_err("nothing fits");
    assert_eq!(rejected.faults.len(), 3, "{rejected}");
    let no_clock = resolve_text(&QUICKSTART.replace("as_of: 2026-01-01T00:00:00Z\n", ""), &Inputs::new(acme()));
    assert!(no_clock.is_err_and(|rejected| rejected.to_string().contains("there is no other clock")));
}

#[test]
fn counts_know_their_bounds() {
    let plan = plan(SHOP);
    let RowSource::Each { parent: 1, count: ChildCount::Distribution { zero, min, max, .. } } =
        &table(&plan, "orders").row_source
    else {
        panic!("a law")
    };
    assert_eq!((*min, *max), (1, crate::spec::size::COUNT_MAX));
    assert_eq!(*zero, ((15u128 << 64) / 100) as u64);
}

#[test]
fn a_set_of_choices_is_closed_only_where_the_spec_closes_it() {
    let plan = plan(&family(
        "a: { choose: [x, y] }\nb: { choose: [x, y], closed: true }\nc: { choose: { 1: 2, 1.50: 1 }, closed: true }\n\
         d: { choose: [1, 2] }",
    ));
    let set = |name| column(&plan, "children", name).choices.as_ref().map(|set| (set.texts.join(" "), set.closed));
    assert_eq!(set("a"), Some(("x y".to_owned(), false)));
    assert_eq!(set("b"), Some(("x y".to_owned(), true)));
    assert_eq!(set("c"), Some(("1.00 1.50".to_owned(), true)));
    assert_eq!(set("d"), None);
}

#[test]
fn listed_rows_give_cells_and_refs_find_their_rows() {
    let plan = plan(
        "reseed: 1\ndataset: d\nas_of: 2026-01-01T00:00:00Z\ntables:\n  currencies:\n    key: [code]\n    rows: [{ code: EUR }, { code: USD }]\n    \
         columns:\n      code: { pattern: '[A-Z]{3}' }\n  countries:\n    rows: [{ name: France, currency: EUR }, { name: Peru }]\n    \
         columns:\n      id: serial\n      name: { words: 1 }\n      currency: { ref: currencies.code }\n",
    );
    let given = |table, name| column(&plan, table, name).given.clone();
    let text = |text: &str| Some(Literal::Text(text.to_owned()));
    assert_eq!(given("currencies", "code"), [text("EUR"), text("USD")]);
    assert_eq!(given("countries", "~currency"), [Some(Literal::Int(0)), None]);
    assert_eq!(given("countries", "currency"), []);
}

/// The costs of a dataset in which payments look into a table of many customers, each with many orders.
fn costs_of(customers: &str, payments: &str) -> Vec<(String, u64)> {
    let text = format!(
        "reseed: 1\ndataset: d\nas_of: 2026-01-01T00:00:00Z\ntables:\n  customers:\n    rows: {customers}\n    columns:\n      \
         id: serial\n      born: {{ time: {{ between: [as_of - 2y, as_of] }} }}\n      spent: {{ sum: orders.total }}\n  orders:\n    \
         each: customers\n    count: 30\n    columns:\n      id: serial\n      at: {{ after: [customers.born, previous], gap: 1d }}\n      \
         total: {{ sum: lines.amount }}\n      share: {{ sql: \"total / customers.spent\", scale: 4 }}\n  lines:\n    each: orders\n    \
         count: 3\n    columns:\n      id: serial\n      amount: {{ int: {{ uniform: [1, 9] }} }}\n  payments:\n    rows: 10\n    columns:\n      \
         id: serial\n      customer_id: {{ ref: customers.id }}\n      order_id: {{ ref: orders.id }}\n      {payments}\n"
    );
    match resolve_text(&text, &Inputs::new(acme())) {
        Ok(_) => Vec::new(),
        Err(rejected) => {
            let told = |fault: &Fault| {
                let (place, cells) = fault.message.split_once(": each cell costs ").expect("only costs are at fault");
                let cells = cells.split(' ').next().unwrap_or_default().replace(',', "");
                (place.to_owned(), cells.parse().expect("a number of cells"))
            };
            rejected.faults.iter().map(told).collect()
        }
    }
}

#[test]
fn what_is_recomputed_for_every_row_is_counted() {
    let cost = |column: &str| costs_of("1_000_000", column).first().map_or(0, |(_, cells)| *cells);
    // spent, 30 totals, 90 amounts.
    assert_eq!(cost("x: customers.spent"), 1 + 1 + 30 + 90);
    // A chain is made for all of its group, each with a lookup of the parent.
    assert_eq!(cost("x: orders.at"), 1 + 1 + 30 * (1 + 1 + 1));
    // The same behind an expression, a condition and a longer path.
    assert_eq!(cost("x: { sql: \"customers.spent + 1\" }"), 1 + 1 + 30 + 90);
    assert_eq!(cost("x: { words: 3, when: \"customers.spent > 1\" }"), 1 + 1 + 30 + 90);
    assert!(cost("x: order_id.customers.spent") > 30 + 90);
}

#[test]
fn what_is_in_memory_costs_nothing() {
    assert_eq!(costs_of("1_000_000", "x: customers.born"), []);
    assert_eq!(costs_of("1_000_000", "x: customers.id"), []);
    assert_eq!(costs_of("2_000", "x: customers.spent\n      y: orders.at"), [], "small tables are kept");
    let params = [("customers".to_owned(), ParamValue::Number(Number::from_int(50_000_000)))].into();
    assert!(resolve_text(SHOP, &Inputs { params, ..Inputs::new(acme()) }).is_ok(), "a family is made together");
}

/// What a plan promises whatever it was made from.
fn check_plan(plan: &Plan) {
    for table in &plan.tables {
        assert!(!table.key.is_empty());
        let sets = table.unique.iter().chain([&table.key]).flatten();
        assert!(
            sets.chain(table.foreign_keys.iter().flat_map(|key| &key.columns))
                .all(|column| !table.columns[*column].helper)
        );
        assert!(table.key.iter().all(|column| !table.columns[*column].nullable));
        assert!(table.columns.iter().all(|column| column.when.is_none_or(|when| table.columns[when].ty == Type::Bool)));
        assert!(table.columns.iter().all(|column| column.ty == Type::Text || !column.dictionary));
        for key in &table.foreign_keys {
            let target = &plan.tables[key.table];
            assert!(target.key == key.target_columns || target.unique.contains(&key.target_columns));
        }
    }
}

#[test]
fn plans_keep_their_promises() {
    [SHOP, QUICKSTART].into_iter().for_each(|spec| check_plan(&plan(spec)));
}

/// Words that a slip may put in the place of another.
#[rustfmt::skip]
const SLIPS: &[&str] = &[
    "id", "orders", "customers", "status", "total", "parent", "customers.id", "orders.total", "products.price", "previous",
    "as_of", "true", "unique: true", "nulls: 5%", "type: int2", "scale: 2", "min: 3", "serial", "ordinal", "uuid", "0", "-1",
    "999999999999", "1e30", "170141183460469231731687303715884105727", "-9223372036854775808", "0.000000000000000001",
    "99999999999999999999999999999999999999999999", "9999-12-31", "99999999y", "100%", "$customers", "{ int: { uniform: [1, 2] } }",
    "{ int: { poisson: 1000000000 } }", "{ int: { zipf: { max: 9223372036854775807 } } }", "{ ref: orders }", "{ ref: people }",
    "{ sum: orders.total }", "{ sql: total }", "{ sql: \"1 / 0\" }", "{ pattern: \"[a-z]{999}\" }", "*x", "&x", "|", "- ", "{", "]",
];

/// One slip in some lines: a word for another, a line gone, twice, elsewhere or indented in another way.
fn slip(lines: &mut Vec<String>, kind: usize, [line, place]: [prop::sample::Index; 2], word: &str) {
    let at = line.index(lines.len());
    match kind {
        0 => drop(lines.remove(at)),
        1 => lines.insert(at, lines[at].clone()),
        2 => {
            let other = place.index(lines.len());
            lines.swap(at, other);
        }
        3 => lines[at] = format!("{}{}", " ".repeat(place.index(12)), lines[at].trim_start()),
        _ => {
            let words: Vec<&str> = lines[at].split_inclusive([' ', ',', '{', '}', '[', ']', ':']).collect();
            let put = place.index(words.len().max(1));
            let changed = words.iter().enumerate().map(|(index, old)| {
                let tail = old.trim_start_matches(|c: char| !" ,{}[]:".contains(c));
                if index == put && !old.trim().is_empty() { format!("{word}{tail}") } else { (*old).to_owned() }
            });
            lines[at] = changed.collect();
        }
    }
}

/// A shipped spec with some slips: most of what comes out is still YAML.
fn mutated() -> impl Strategy<Value = String> {
    let indices = any::<[prop::sample::Index; 2]>();
    let slips = prop::collection::vec((0usize..12, indices, prop::sample::select(SLIPS)), 1..5);
    (prop::sample::select(vec![SHOP, QUICKSTART, KINDS]), slips).prop_map(|(spec, slips)| {
        let plain = |line: &str| line.split(" #").next().unwrap_or("").to_owned();
        let mut lines: Vec<String> = spec.lines().map(plain).collect();
        for (kind, places, word) in slips {
            slip(&mut lines, kind, places, word);
        }
        lines.join("\n")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(400), ..ProptestConfig::default() })]

    #[test]
    fn any_spec_becomes_a_sound_plan_or_is_refused_in_its_text(text in mutated()) {
        match resolve_text(&text, &Inputs::new(acme())) {
            Ok(plan) => check_plan(&plan),
            Err(rejected) => {
                prop_assert!(!rejected.faults.is_empty());
                for fault in &rejected.faults {
                    prop_assert!(text.get(fault.span.start as usize..fault.span.end as usize).is_some(), "{:?}", fault);
                    prop_assert!(!fault.message.contains('\n'), "{:?}", fault);
                }
            }
        }
    }
}
