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

#[test]
fn fifty_million_order_lines_stay_under_300_mib() {
    let workspace = Workspace::new();
    let arguments = ["generate", "shop", "--set", CUSTOMERS, "--out", "out", "--format", "csv", "--json"];
    let mut child = workspace.command(&arguments).stdout(Stdio::piped()).spawn().expect("the command starts");
    let mut peak = 0;
    while child.try_wait().expect("the child is ours").is_none() {
        peak = peak.max(peak_kib(child.id()).unwrap_or(0));
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let output = child.wait_with_output().expect("the child is ours");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let receipt: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one document");
    let tables = receipt["tables"].as_array().expect("tables");
    let lines = tables.iter().find(|table| table["name"] == "order_lines").expect("the table")["rows"].as_u64();
    assert!(lines >= Some(50_000_000), "only {lines:?} order lines");
    assert!(peak > 0 && peak < PEAK_KIB_MAX, "the peak was {peak} KiB");
}
