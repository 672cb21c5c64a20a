//! Which of a tenant's copies is meant, without saying how a store keeps it.

/// A physical copy of a tenant's tables, named without saying how the store keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// What the tenant works on.
    Live,
    /// A snapshot, by number.
    Snapshot(u32),
    /// The epoch that is about to become live.
    Standby(u32),
    /// An epoch that was live.
    Retired(u32),
}
