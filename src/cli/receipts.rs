//! Receipts of operations as people read them.

use super::out;
use super::table::Sheet;
use crate::reset::{Proof, Receipt};
use crate::store::records::OperationKind;

/// What was done, table by table, and how it is known.
pub fn text(receipt: &Receipt) -> String {
    let Receipt { kind, tenant, dataset, .. } = receipt;
    if !receipt.changed {
        return format!("{kind} {tenant}: nothing to do, it is as wanted\n");
    }
    let mut text = format!("{kind} {tenant}: dataset {dataset}, {}\n", milliseconds(receipt.duration_ms));
    if !receipt.tables.is_empty() {
        let mut sheet = Sheet::new(["  table", "rows", "digest"]);
        for proof in &receipt.tables {
            let table = &proof.table;
            sheet.row([format!("  {}", table.name), out::thousands(table.rows), table.digest.to_string()]);
        }
        text += &sheet.render();
    }
    for (name, value) in facts(receipt) {
        text += &format!("  {name:<8} {value}\n");
    }
    text
}

fn facts(receipt: &Receipt) -> Vec<(&'static str, String)> {
    let digest = receipt.digest.map(|digest| ("digest", digest.to_string()));
    let proof = receipt.proof.map(|proof| ("proof", proof_words(proof, receipt.kind).to_owned()));
    let undo = receipt.undo_until.as_ref().map(|until| {
        let epoch = receipt.retired.map(|epoch| format!("epoch {epoch} ")).unwrap_or_default();
        ("undo", format!("{epoch}can be brought back until {}", minutes(until)))
    });
    let removed = receipt.removed.iter().map(|gone| ("removed", format!("epoch {}: {}", gone.epoch, gone.why)));
    let notes = receipt.notes.iter().map(|note| ("note", note.clone()));
    digest.into_iter().chain(proof).chain(undo).chain(removed).chain(notes).collect()
}

fn proof_words(proof: Proof, kind: OperationKind) -> &'static str {
    match (proof, kind) {
        (Proof::SealedBytes, OperationKind::Undo) => "the live bytes are those sealed when this state was put away",
        (Proof::SealedBytes, _) => "the live bytes are those sealed when every row had been read back",
        (Proof::ReadBack, _) => "every live row was read back and equals the seed",
    }
}

fn milliseconds(duration_ms: i64) -> String {
    match duration_ms {
        ..1_000 => format!("{duration_ms} ms"),
        _ => format!("{}.{} s", duration_ms / 1_000, duration_ms % 1_000 / 100),
    }
}

/// An RFC 3339 instant without its seconds.
pub fn minutes(instant: &str) -> String {
    let minute = instant.get(..16).unwrap_or(instant).replace('T', " ");
    if instant.ends_with('Z') { format!("{minute} UTC") } else { minute }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_and_instants_are_short() {
        assert_eq!([0, 999, 1_000, 61_250].map(milliseconds), ["0 ms", "999 ms", "1.0 s", "61.2 s"]);
        assert_eq!(minutes("2026-01-01T10:20:30.123Z"), "2026-01-01 10:20 UTC");
        assert_eq!(minutes("?"), "?");
    }
}
