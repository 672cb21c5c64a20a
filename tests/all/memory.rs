//! Memory is bounded by chunks in flight, not by rows.

use std::process::Stdio;

use crate::workspace::Workspace;

/// Customers of a shop with more than 50 million order lines.
const CUSTOMERS: &str = "customers=2_200_000";
const PEAK_KIB_MAX: u64 = 300 * 1024;

/// The most memory that a running process has had, in KiB.
fn peak_kib(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

/// The peak memory of a run, and its receipt.
fn run(workspace: &Workspace, arguments: &[&str]) -> (u64, serde_json::Value) {
    let mut child = workspace.command(arguments).stdout(Stdio::piped()).spawn().expect("the command starts");
    let mut peak = 0;
    while child.try_wait().expect("the child is ours").is_none() {
        peak = peak.max(peak_kib(child.id()).unwrap_or(0));
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let output = child.wait_with_output().expect("the child is ours");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    (peak, serde_json::from_slice(&output.stdout).expect("one document"))
}

fn rows(receipt: &serde_json::Value, table: &str) -> u64 {
    let tables = receipt["tables"].as_array().expect("tables");
    let rows = tables.iter().find(|known| known["name"] == table).expect("the table")["rows"].as_u64();
    rows.expect("a number of rows")
}

#[test]
fn fifty_million_order_lines_stay_under_300_mib() {
    let arguments = ["generate", "shop", "--set", CUSTOMERS, "--out", "out", "--format", "csv", "--json"];
    let (peak, receipt) = run(&Workspace::new(), &arguments);
    assert!(rows(&receipt, "order_lines") >= 50_000_000, "only {} order lines", rows(&receipt, "order_lines"));
    assert!(peak > 0 && peak < PEAK_KIB_MAX, "the peak was {peak} KiB");
}

/// One customer with everything, and one sensor with all events.
const SKEWED: &str = r#"
reseed: 1
dataset: skewed
as_of: 2026-01-01T00:00:00Z
tables:
  customers:
    rows: 1
    columns:
      id: serial
      spent: { sum: orders.total }
  orders:
    each: customers
    count: 600_000
    columns:
      id: serial
      placed_at: { after: [2020-01-01, previous], gap: { exponential: 1h }, until: as_of }
      total: { sum: order_lines.amount }
  order_lines:
    each: orders
    count: 3
    columns:
      id: serial
      amount: { decimal: { uniform: [0, 100] }, scale: 2 }
  ticks:
    rows: 2_000_000
    columns:
      id: serial
      at: { after: [2020-01-01, previous], gap: { exponential: 1h }, until: as_of }
"#;

#[test]
fn a_huge_family_and_a_huge_chain_stay_under_100_mib() {
    let workspace = Workspace::new();
    std::fs::write(workspace.path("skewed.yaml"), SKEWED).expect("the spec is written");
    let (peak, receipt) = run(&workspace, &["generate", "skewed.yaml", "--out", "out", "--format", "csv", "--json"]);
    assert_eq!((rows(&receipt, "order_lines"), rows(&receipt, "ticks")), (1_800_000, 2_000_000));
    assert!(peak > 0 && peak < PEAK_KIB_MAX / 3, "the peak was {peak} KiB");
}
