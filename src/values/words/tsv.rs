//! The reviewed reference files: lines of columns separated by tabs, comments after `#`.
//!
//! They are part of the program, so a wrong one is a defect that a test finds, not a fault to report.

/// The rows of an embedded file, each with exactly `N` columns.
pub(super) fn rows<const N: usize>(text: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| {
        let columns: Vec<&'static str> = line.split('\t').collect();
        columns.try_into().unwrap_or_else(|_| panic!("embedded file: expected {N} columns, got {line:?}"))
    })
}
