//! Previews of a few cells: expensive ones are left out, and their cost is reported. Work is counted, not timed.

use std::sync::Arc;

use reseed::generate::{BUDGET_WORK, BudgetedEngine, CellOrCost, Explanation, explain};
use reseed::plan::Plan;

use crate::support::plan;
use crate::workspace::Workspace;

/// Parents of billions of rows, and rows far behind groups that must be counted.
const FAR: &str = "\
reseed: 1
dataset: far
as_of: 2026-01-01T00:00:00Z
tables:
  sensors:
    rows: 3
    columns:
      id: serial
      events: { count: events }
      total: { sum: events.n }
      label: { template: \"{id}: {total}\" }
      place: { words: 2 }
  events:
    each: sensors
    count: { uniform: [2_000_000_000, 4_000_000_000] }
    columns:
      id: serial
      n: { int: { uniform: [0, 9] } }
  customers:
    rows: 40_000_000_000
    columns:
      id: serial
      name: { person: full }
      spent: { sum: orders.total }
  orders:
    each: customers
    count: 3
    columns:
      id: serial
      customer_id: customers.id
      total: { sum: lines.q }
  lines:
    each: orders
    count: { uniform: [1, 3] }
    columns:
      id: serial
      q: { int: { uniform: [0, 9] } }
";

fn table(plan: &Plan, name: &str) -> usize {
    plan.tables.iter().position(|table| table.name == name).expect(name)
}

fn column(plan: &Plan, of: &str, name: &str) -> usize {
    plan.tables[table(plan, of)].columns.iter().position(|column| column.name == name).expect(name)
}

fn far() -> Arc<Plan> {
    plan(FAR, "acme")
}

fn explained(look: &BudgetedEngine, of: &str, row: u64, name: &str) -> Explanation {
    let plan = look.engine().plan().clone();
    explain(look, table(&plan, of), row, column(&plan, of, name)).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_preview_of_parents_with_billions_of_children_makes_what_is_cheap_and_knows_what_the_rest_costs() {
    let look = BudgetedEngine::new(far());
    let sensors = table(look.engine().plan(), "sensors");
    let columns = look.columns(sensors, 0..3).expect("no cell is bad");
    let dear: Vec<(usize, u64)> = columns
        .iter()
        .filter_map(|(column, looked)| match looked {
            CellOrCost::Made(cells) => {
                assert_eq!(cells.len(), 3);
                None
            }
            CellOrCost::Dear(cells) => Some((*column, *cells)),
        })
        .collect();
    assert_eq!(dear.iter().map(|(column, _)| *column).collect::<Vec<_>>(), [2, 3], "the sum and what reads it");
    assert!(dear.iter().all(|(_, cells)| (6_000_000_000..30_000_000_000).contains(cells)), "{dear:?}");
    // A fold knows before it begins how many cells it is about.
    assert!(look.work() < 10_000, "{}", look.work());
}

#[test]
fn a_fold_over_billions_of_rows_is_explained_by_its_cost_and_its_first_children() {
    let look = BudgetedEngine::new(far());
    let total = explained(&look, "sensors", 1, "total");
    assert_eq!(total.value, None);
    assert!(total.cost.is_some_and(|cells| cells > 1_000_000_000), "{total:?}");
    let children = total.children.as_ref().expect("it folds");
    assert!(children.count >= 2_000_000_000 && children.start.is_some(), "{children:?}");
    assert!(total.reads.len() == 10 && total.reads.iter().all(|read| read.value.is_some()), "{total}");
    assert!(!total.is_complete() && total.to_string().contains("= left out: costs about 3"), "{total}");
    assert!(look.work() < 10_000, "{}", look.work());
}

#[test]
fn a_row_far_away_is_explained_without_counting_the_rows_before() {
    let look = BudgetedEngine::new(far());
    let total = explained(&look, "orders", 100_000_000_003, "total");
    assert!(total.value.is_some() && total.cost.is_none(), "{total}");
    let children = total.children.as_ref().expect("it folds");
    assert!((1..=3).contains(&children.count), "{children:?}");
    assert_eq!((children.start, total.reads.len()), (None, 0));
    assert!(children.cost.is_some_and(|counted| (90_000_000_000..110_000_000_000).contains(&counted)), "{children:?}");
    assert!(look.work() < 100_000, "{}", look.work());
    let near = BudgetedEngine::new(far());
    let total = explained(&near, "orders", 3, "total");
    assert!(total.is_complete() && !total.reads.is_empty(), "{total}");
}

#[test]
fn a_row_behind_too_many_groups_is_not_searched_for() {
    let look = BudgetedEngine::new(far());
    let lines = table(look.engine().plan(), "lines");
    let counted = match look.rows_up_to(lines, 200_000_000_000) {
        Ok(CellOrCost::Dear(counted)) => counted,
        other => panic!("{other:?}"),
    };
    assert!((90_000_000_000..110_000_000_000).contains(&counted), "{counted}");
    assert_eq!(look.work(), 0);
    assert_eq!(look.rows_up_to(lines, 100_000), Ok(CellOrCost::Made(100_000)));
}

#[test]
fn no_look_does_more_work_than_its_budget() {
    // A group's chain fits before its end, so each of its cells follows from all billions of gaps.
    let spec = "reseed: 1\ndataset: d\nas_of: 2026-01-01T00:00:00Z\ntables:\n  a:\n    rows: 1_000_000_000\n    columns:\n      \
                id: serial\n      at: { after: [2020-01-01, previous], gap: { exponential: 1s }, until: as_of }\n";
    const WORK: u64 = BUDGET_WORK / 128;
    let look = BudgetedEngine::with_work(plan(spec, "acme"), WORK);
    let columns = look.columns(0, 5..15).expect("no cell is bad");
    assert!(matches!(columns[..], [(0, CellOrCost::Made(_)), (1, CellOrCost::Dear(_))]), "{columns:?}");
    assert!((WORK / 4..=WORK).contains(&look.work()), "{}", look.work());
}

#[test]
fn wrong_data_is_an_error_even_next_to_an_expensive_column() {
    let spec = FAR.replacen("    rows: 3\n", "    rows: 3\n    check: { late: \"id >= 2\" }\n", 1);
    let error = BudgetedEngine::new(plan(&spec, "acme")).columns(0, 0..3).expect_err("the first row breaks the check");
    assert!(error.message.contains("check \"late\" does not hold"), "{error}");
}

#[test]
fn preview_names_the_columns_that_it_left_out_and_their_cost() {
    let workspace = Workspace::new();
    std::fs::write(workspace.path("far.yaml"), FAR).expect("the folder is ours");
    let stdout = |arguments: &[&str]| String::from_utf8(workspace.expect(0, arguments).stdout).expect("text");
    let shown = stdout(&["preview", "sensors", "--spec", "far.yaml"]);
    assert!(shown.contains("left out: total (about ") && shown.ends_with("; --full generates them\n"), "{shown}");
    let json: serde_json::Value =
        serde_json::from_str(&stdout(&["preview", "sensors", "--spec", "far.yaml", "--json"])).expect("JSON");
    assert_eq!(json["not_made"][0]["column"], "total");
    assert!(json["rows"][0].get("total").is_none() && json["rows"][0]["events"].is_u64(), "{json}");
    let shown = stdout(&["explain", "sensors", "0", "total", "--spec", "far.yaml"]);
    assert!(shown.ends_with("--full generates what was left out\n"), "{shown}");
    let refused =
        workspace.expect(2, &["preview", "lines", "--spec", "far.yaml", "--rows", "200_000_000_000..200_000_000_001"]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("to find row 200,000,000,000, about 1") && said.contains("--full"), "{said}");
}

#[test]
fn a_preview_of_rows_that_break_a_check_names_the_first_and_shows_none() {
    let workspace = Workspace::new();
    let spec = "reseed: 1\ndataset: shop\nas_of: 2026-01-01T00:00:00Z\ntables:\n  lines:\n    rows: 9\n    check: { few: \
                \"id < 6 OR id = 8\" }\n    columns:\n      id: serial\n      word: { words: 1 }\n";
    std::fs::write(workspace.path("generators/shop/spec.yaml"), spec).expect("the folder is ours");
    let preview = |code: i32, rows: &str, more: &[&str]| {
        let output = workspace.expect(code, &[&["preview", "lines", "--spec", "shop", "--rows", rows], more].concat());
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (text(&output.stdout), text(&output.stderr))
    };
    for more in [&[][..], &["--full"], &["--json"]] {
        let (shown, said) = preview(3, "3..8", more);
        assert!(!shown.contains("word") && shown.is_empty() != more.contains(&"--json"), "{more:?}: {shown}");
        assert!(
            said.contains("table \"lines\", row 5: check \"few\" does not hold: id < 6 OR id = 8"),
            "{more:?}: {said}"
        );
        assert!(said.contains("Change the columns that it reads so that it holds"), "{said}");
        assert!(!said.contains("row 6"), "the first is enough: {said}");
        for good in ["0..5", "7..8"] {
            let (shown, said) = preview(0, good, more);
            assert!(!shown.is_empty() && said.is_empty(), "{good}: {said}");
        }
    }
}
