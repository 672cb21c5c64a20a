//! What a transaction that makes a state live checks under its locks, as parts of a `DO` block. Each raises an SQLSTATE of
//! its own.

use crate::store::Lease;
use crate::store::postgres::ddl;
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

/// A `DO` block of these parts.
pub fn block(parts: &[String]) -> String {
    ddl::block(&format!("BEGIN\n{}END", parts.concat()))
}

/// The lease is still the tenant's.
pub fn has_lease(lease: &Lease) -> String {
    let held = format!("name = {} AND token = {}", literal(lease.tenant.as_str()), lease.token);
    format!("  PERFORM 1 FROM reseed.tenants WHERE {held} FOR SHARE;\n")
        + &raise("NOT FOUND", LOST_LEASE, literal("the lease is lost"))
}

/// The live copy and the one that is staged for `epoch` are the recorded ones.
pub fn has_copies(lease: &Lease, live: Option<i32>, (staged, epoch): (i32, u32)) -> String {
    let tenant = literal(lease.tenant.as_str());
    let live = live.map_or("NULL".to_owned(), |live| live.to_string());
    let is_other = format!(
        "(SELECT max(id) FROM reseed.copies WHERE tenant = {tenant} AND place = 'live') IS DISTINCT FROM {live}
     OR NOT EXISTS (SELECT 1 FROM reseed.copies WHERE tenant = {tenant} AND id = {staged} AND staged = {epoch})"
    );
    raise(&is_other, OTHER_COPIES, literal("the copies have changed"))
}

/// The copy is what was sealed.
pub fn is_sealed(lease: &Lease, copy: i32) -> String {
    let tenant = literal(lease.tenant.as_str());
    raise(&format!("NOT reseed.is_sealed({tenant}, {copy})"), BROKEN_SEAL, literal("the seal is broken"))
}

/// The shared tables, an array of `oid`, are what they were.
pub fn has_roots(roots: &str, fingerprint: &str) -> String {
    let is_other = format!("reseed.fingerprint({roots}) <> {}", literal(fingerprint));
    raise(&is_other, OTHER_ROOTS, literal("the roots have changed"))
}

/// Nothing stands on the live tables that `incoming` would not bring; `keeps_only_dependents` lets everything else go.
pub fn can_be_moved(lease: &Lease, incoming: i32, loses_additions: bool) -> String {
    let tenant = literal(lease.tenant.as_str());
    let first = match loses_additions {
        true => format!("(SELECT d FROM reseed.dependents(reseed.live_tables({tenant})) AS d LIMIT 1)"),
        false => format!("reseed.left_behind({tenant}, {incoming})"),
    };
    raise(&format!("{first} IS NOT NULL"), ADDED_TO, first)
}

/// The live copy's tables are what they were when they were looked at.
pub fn is_as_seen(lease: &Lease, live: i32, properties: &str) -> String {
    let tenant = literal(lease.tenant.as_str());
    let is_other = format!("md5(reseed.properties({tenant}, {live})::text) <> {}", literal(properties));
    raise(&is_other, ALTERED, literal("the tables were altered"))
}

fn raise(condition: &str, code: &str, message: String) -> String {
    format!("  IF {condition} THEN RAISE EXCEPTION USING ERRCODE = '{code}', MESSAGE = {message}; END IF;\n")
}
