//! What a transaction that makes a state live checks under its locks, a statement for each. Each raises an SQLSTATE of its own,
//! and its text is constant but for its values (`0025_checks.sql`, `0027_sealing.sql`).

use crate::store::Lease;
use crate::store::quote::literal;

/// Another lease has the tenant's token.
pub const LOST_LEASE: &str = "RS001";
/// The copies are not those that the records have.
pub const OTHER_COPIES: &str = "RS002";
/// The roots have changed since the standby was made.
pub const OTHER_ROOTS: &str = "RS003";
/// Something was added to the live tables that a move would not carry.
pub const ADDED_TO: &str = "RS004";
/// The copy is not what was sealed.
pub const BROKEN_SEAL: &str = "RS005";
/// The live tables were altered since they were looked at.
pub const ALTERED: &str = "RS006";

/// The lease is still the tenant's.
pub fn has_lease(lease: &Lease) -> String {
    check("check_lease", &[literal(lease.tenant.as_str()), lease.token.to_string()])
}

/// The live copy and the one that is staged for `epoch` are the recorded ones.
pub fn has_copies(lease: &Lease, live: Option<i32>, staged: i32, epoch: u32) -> String {
    let live = live.map_or("NULL".to_owned(), |live| live.to_string());
    check("check_copies", &[literal(lease.tenant.as_str()), live, staged.to_string(), epoch.to_string()])
}

/// The copy is what was sealed.
pub fn is_sealed(lease: &Lease, copy: i32) -> String {
    check("check_seal", &[literal(lease.tenant.as_str()), copy.to_string()])
}

/// The copy is no stale standby: it is what was sealed, and the shared tables are what it was made to fit.
pub fn is_not_stale(lease: &Lease, copy: i32) -> String {
    check("check_standby", &[literal(lease.tenant.as_str()), copy.to_string()])
}

/// Nothing stands on the live tables that `incoming` would not bring; or, if it `loses_additions`, nothing but what is
/// part of them. It brings back what is `lost`, as far as that is known.
pub fn can_be_moved(lease: &Lease, incoming: i32, loses_additions: bool, lost: Option<&[String]>) -> String {
    let lost = lost.map_or("NULL".to_owned(), |lost| {
        let lines: Vec<String> = lost.iter().map(|line| literal(line)).collect();
        format!("ARRAY[{}]::text[]", lines.join(", "))
    });
    let tenant = literal(lease.tenant.as_str());
    check("check_move", &[tenant, incoming.to_string(), loses_additions.to_string(), lost])
}

/// The live copy's tables are what they were when they were looked at.
pub fn is_as_seen(lease: &Lease, live: i32, properties: &str) -> String {
    check("check_properties", &[literal(lease.tenant.as_str()), live.to_string(), literal(properties)])
}

fn check(function: &str, arguments: &[String]) -> String {
    format!("SELECT reseed.{function}({});\n", arguments.join(", "))
}
