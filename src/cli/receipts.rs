//! Receipts of operations as people read them.

use super::out;
use super::progress::Progress;
use super::table::AlignedTable;
use crate::digest::DatasetInputs;
use crate::reset::{NextStandby, Proof, Receipt, UNCHANGED};
use crate::store::records::Origin;
use crate::store::{SwapReport, Way};

/// How a change is recorded and shown.
#[derive(Debug, Clone, clap::Args)]
pub struct ReceiptArgs {
    /// Idempotency key: the same key has its effect once and gives the same receipt again
    #[arg(long, value_name = "KEY")]
    pub key: Option<String>,
    /// No progress, and one line
    #[arg(long, short)]
    pub quiet: bool,
    /// Print the receipt as one JSON document
    #[arg(long, conflicts_with = "quiet")]
    pub json: bool,
}

impl ReceiptArgs {
    /// Where progress is shown.
    pub fn progress(&self) -> Progress {
        Progress::new(self.quiet || self.json)
    }

    /// The receipt for people.
    pub fn text(&self, receipt: &Receipt) -> String {
        if self.quiet { line(receipt) } else { text(receipt) }
    }
}

/// What was done, table by table, and how it is known.
pub fn text(receipt: &Receipt) -> String {
    let made = &receipt.made;
    let DatasetInputs { tenant, dataset, .. } = &made.inputs;
    if receipt.replayed {
        return replayed_text(receipt);
    }
    if !receipt.changed && receipt.swap.is_some() {
        return unchanged_line(receipt);
    }
    if !receipt.changed {
        let end =
            receipt.expires.iter().map(|at| format!("  {:<8} {}\n", expiry_word(receipt.has_expired), minutes(at)));
        let reset = format!("  reset    \"reseed reset {tenant}\" restores the seed\n");
        let notes =
            receipt.notes.iter().filter(|note| *note != UNCHANGED).map(|note| format!("  {:<8} {note}\n", "note"));
        return unchanged_line(receipt) + &end.chain(notes).collect::<String>() + &reset;
    }
    let total_ms = made.durations_ms.get("total").copied().unwrap_or_default();
    let mut text = format!("{} {tenant}: dataset {dataset}, {}\n", made.operation, milliseconds(total_ms as u64));
    if !made.tables.is_empty() {
        let mut sheet = AlignedTable::new(["  table", "rows", "digest"]);
        for table in &made.tables {
            sheet.row([format!("  {}", table.name), out::thousands(table.rows), table.digest.to_string()]);
        }
        text += &sheet.render();
    }
    for (name, value) in facts(receipt) {
        text += &format!("  {name:<8} {value}\n");
    }
    text
}

/// What was done, on one line.
pub fn line(receipt: &Receipt) -> String {
    let made = &receipt.made;
    if receipt.replayed {
        return replayed_line(receipt);
    }
    if !receipt.changed {
        return unchanged_line(receipt);
    }
    let rows = made.tables.iter().map(|table| table.rows).sum();
    let rows = if made.tables.is_empty() { String::new() } else { format!(": {}", out::count(rows, "row")) };
    format!("{} {}{rows}\n", made.operation, made.inputs.tenant)
}

/// Of an `up` that had nothing to do: whether the live data is still the seed was not checked.
pub fn unchanged_line(receipt: &Receipt) -> String {
    let made = &receipt.made;
    let tenant = &made.inputs.tenant;
    match receipt.swap.as_ref().map(|swap| swap.by) {
        Some(Way::Delta | Way::Full) => format!("{} {tenant}: nothing was written since the seed\n", made.operation),
        _ => format!("{} {tenant}: inputs unchanged, live data left as it is\n", made.operation),
    }
}

/// Of a request that was done before under its key: only what was done then.
fn replayed_text(receipt: &Receipt) -> String {
    let made = &receipt.made;
    let digest = (!made.tables.is_empty()).then(|| format!("  then     digest {}\n", made.digest));
    let now = "  again    use another --key, or none\n";
    replayed_line(receipt) + &digest.unwrap_or_default() + now
}

fn replayed_line(receipt: &Receipt) -> String {
    let (made, at) = (&receipt.made, minutes(&receipt.ended));
    let tenant = &made.inputs.tenant;
    format!("{} {tenant}: nothing changed; this was done at {at} under key {:?}\n", made.operation, receipt.key)
}

fn facts(receipt: &Receipt) -> Vec<(&'static str, String)> {
    let digest = (!receipt.made.tables.is_empty()).then(|| ("digest", receipt.made.digest.to_string()));
    let way = receipt.swap.as_ref().map_or(Way::Move, |swap| swap.by);
    let proof = receipt.proof.map(|proof| match (proof, &receipt.swap) {
        (Proof::ReadBack, None) => "every row was read from the tables",
        _ => proof_words(proof, receipt.origin, way),
    });
    let proof = proof.map(|words| ("proof", words.to_owned()));
    let why = receipt.swap.as_ref().and_then(|swap| swap.why.as_ref());
    let by = why.map(|why| match way {
        Way::Delta => ("by", format!("delta: {why}")),
        _ => ("by", format!("{}, because {why}", way.word())),
    });
    let back = receipt.swap.iter().flat_map(|swap| &swap.brought_back);
    let back = back.map(|what| ("back", format!("{what}, which had been dropped from the live tables")));
    let swap = receipt.swap.as_ref().map(|swap| ("swap", swap_words(swap)));
    let time = receipt.swap.as_ref().and_then(|_| time_words(receipt)).map(|words| ("time", words));
    let next = receipt.standby.as_ref().and_then(next_words).map(|words| ("standby", words));
    let undo = receipt.undo_until.as_ref().map(|until| {
        let epoch = receipt.retired.map(|epoch| format!("epoch {epoch} ")).unwrap_or_default();
        ("undo", format!("{epoch}can be restored until {}", minutes(until)))
    });
    let expires = receipt.expires.iter().map(|at| (expiry_word(receipt.has_expired), minutes(at)));
    let removed = receipt.removed.iter().map(|gone| ("removed", format!("epoch {}: {}", gone.epoch, gone.why)));
    let notes = receipt.notes.iter().map(|note| ("note", note.clone()));
    let operation = format!("this {}", receipt.made.operation);
    let publications = receipt.swap.iter().flat_map(|swap| &swap.publications);
    let publications = publications.map(|publication| ("note", publication_words(publication, way, &operation)));
    digest
        .into_iter()
        .chain(proof)
        .chain(by)
        .chain(back)
        .chain(swap)
        .chain(time)
        .chain(undo)
        .chain(expires)
        .chain(removed)
        .chain(publications)
        .chain(next)
        .chain(notes)
        .collect()
}

/// What subscribers get of an operation that goes this way.
pub fn publication_words(publication: &str, way: Way, operation: &str) -> String {
    let reaches = format!("publication {publication} reaches its tables");
    match way {
        Way::Rows | Way::Delta | Way::Full => format!("{reaches}: its subscribers receive {operation} as row changes"),
        Way::Move | Way::Pages => format!(
            "{reaches}: its subscribers do not receive {operation} and may stop at the next insert; --replicate reaches them"
        ),
    }
}

/// The word for a tenant's expiry.
pub fn expiry_word(has_expired: bool) -> &'static str {
    if has_expired { "expired" } else { "expires" }
}

fn proof_words(proof: Proof, origin: Option<Origin>, way: Way) -> &'static str {
    match (proof, origin) {
        (Proof::Log, _) => {
            "every row that was written to since the seed was compared with its seed row before the commit"
        }
        (Proof::SealedBytes, _) if way == Way::Rows => "every row was compared with the sealed row before the commit",
        (Proof::SealedBytes, Some(Origin::Epoch(_))) => "live data is the retired copy, sealed when it was replaced",
        (Proof::SealedBytes, _) => "live data is the sealed copy; its rows were verified when it was sealed",
        (Proof::ReadBack, _) => "every row was read as of the swap and equals the sealed copy",
    }
}

/// How long the tenant's statements had to wait, and why for longer than usual.
fn swap_words(swap: &SwapReport) -> String {
    let mut words = format!("{:.1} ms", swap.swap_ms);
    if swap.tries > 1 {
        words += &format!(", on attempt {} after {}", swap.tries, milliseconds(swap.before_ms as u64));
    }
    if !swap.ended.is_empty() {
        words += &format!("; ended {}", swap.ended.join(", "));
    }
    words
}

/// Where the caller's time went.
fn time_words(receipt: &Receipt) -> Option<String> {
    let stage = |name: &str| {
        let ms = receipt.made.durations_ms.get(name)?;
        Some(format!("{name} {}", milliseconds(*ms as u64)))
    };
    let stages: Option<Vec<String>> = ["connect", "wait", "standby", "swap"].into_iter().map(stage).collect();
    stages.map(|stages| stages.join(", "))
}

/// Who makes the next standby, if it is not the command.
fn next_words(next: &NextStandby) -> Option<String> {
    match next {
        NextStandby::Command => None,
        NextStandby::Process { process, limit_s } => {
            Some(format!("process {process} makes the next one, within {} min once it is its turn", limit_s / 60))
        }
        NextStandby::Reconcile { holder } => Some(format!("{holder} makes the next one")),
    }
}

fn milliseconds(duration_ms: u64) -> String {
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
