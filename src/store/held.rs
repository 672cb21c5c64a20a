//! Rights that last as long as something is held: a connection, a file's lock.

use std::any::Any;
use std::sync::Arc;

use super::TenantName;

/// The right to change one tenant, until it and all that share it are dropped or its process dies.
pub struct Lease {
    /// Whose.
    pub tenant: TenantName,
    /// The token that [`Store::record`](super::Store::record) compares.
    pub token: i64,
    guard: Arc<dyn Any + Send + Sync>,
}

impl Lease {
    /// A lease that lasts as long as `guard`.
    pub fn new(tenant: TenantName, token: i64, guard: Arc<dyn Any + Send + Sync>) -> Self {
        Lease { tenant, token, guard }
    }

    /// The same lease once more.
    pub fn share(&self) -> Self {
        Lease { tenant: self.tenant.clone(), token: self.token, guard: Arc::clone(&self.guard) }
    }

    /// What the store that gave the lease keeps in it.
    pub(crate) fn guard<T: Any>(&self) -> Option<&T> {
        self.guard.downcast_ref()
    }
}

/// Keeps a tenant's applications from writing to its live data, until it is dropped.
#[derive(Default)]
pub struct WriteHold {
    _guard: Option<Box<dyn Any>>,
}

impl WriteHold {
    /// A hold that lasts as long as `guard`.
    pub fn new(guard: impl Any) -> Self {
        WriteHold { _guard: Some(Box::new(guard)) }
    }
}

/// Shows others that this process makes standbys, of all tenants or in its turn, until it is dropped.
pub struct Announcement {
    guard: Box<dyn Any + Send + Sync>,
}

impl Announcement {
    /// An announcement that lasts as long as `guard`.
    pub fn new(guard: impl Any + Send + Sync) -> Self {
        Announcement { guard: Box::new(guard) }
    }

    /// What the store that made it keeps in it.
    pub(crate) fn guard<T: Any>(&mut self) -> Option<&mut T> {
        self.guard.downcast_mut()
    }
}
