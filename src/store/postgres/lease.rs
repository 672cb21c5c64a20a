//! A tenant's lease: an advisory lock on the very connection that does the swap, so both die together.
//!
//! The lock alone is no fence (a pooler may grant it twice, any role may take the key): every helper transaction also
//! compares the token in the tenant's row. Needs a direct connection, not one through a transaction pooler.

use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::PgConnection;
use tokio::runtime::Handle;
use tokio::sync::{Mutex, MutexGuard};

use super::connection::{self, Address, failed, sqlstate};
use super::control;
use super::free::Session;
use crate::store::{Lease, StoreError, TenantName};

/// The first half of the locks' keys; the second is the tenant's number. ("rsed" in ASCII.)
pub const LOCK_CLASS: i32 = 0x7273_6564;

/// What a lease of this store holds.
pub struct Held {
    /// The tenant's number.
    pub tenant_id: i32,
    session: Mutex<Option<Session>>,
}

/// The connection that holds a lease's lock.
pub struct LeaseConnection<'l>(MutexGuard<'l, Option<Session>>);

impl Held {
    /// What this store keeps in a lease.
    ///
    /// # Errors
    /// When another store gave the lease: a fault of the caller.
    pub fn of(lease: &Lease) -> Result<&Held, StoreError> {
        lease.guard().ok_or_else(|| StoreError::machine("the lease is another store's"))
    }

    /// The connection, for one use at a time.
    pub async fn connection(&self) -> LeaseConnection<'_> {
        LeaseConnection(self.session.lock().await)
    }
}

impl LeaseConnection<'_> {
    /// The connection.
    ///
    /// # Errors
    /// When an earlier failure has closed it: the lease is gone.
    pub fn get(&mut self) -> Result<&mut PgConnection, StoreError> {
        let session = self.0.as_deref_mut();
        session.ok_or_else(|| StoreError::machine("the connection that held the tenant's lease is gone"))
    }

    /// Whether the server still answers on it. A connection that broke is given up.
    pub async fn answers(&mut self) -> bool {
        let Some(session) = self.0.as_deref_mut() else { return false };
        let answers = connection::answers(session).await;
        if !answers {
            *self.0 = None;
        }
        answers
    }
}

impl Drop for Held {
    /// Frees the lock at once; without a runtime the socket's end does it.
    fn drop(&mut self) {
        if let (Some(session), Ok(runtime)) = (self.session.get_mut().take(), Handle::try_current()) {
            runtime.spawn(session.give_back());
        }
    }
}

/// Waits for the tenant's lock, at most `wait`, and takes the next token.
pub async fn take(address: &Address, tenant: &TenantName, wait: Duration) -> Result<Lease, StoreError> {
    let mut session = address.connect().await?;
    // The number is needed for the lock; the token is taken only under it.
    let number = sqlx::query_scalar("SELECT id FROM reseed.tenants WHERE name = $1").bind(tenant.as_str());
    let number = number.fetch_optional(&mut *session).await.map_err(control::control_failed)?;
    let tenant_id = number.ok_or_else(|| StoreError::just_removed(tenant))?;
    lock(&mut session, tenant, tenant_id, wait).await?;
    let token = control::next_token(&mut session, tenant_id).await?;
    let token = token.ok_or_else(|| StoreError::just_removed(tenant))?;
    let held = Held { tenant_id, session: Mutex::new(Some(session)) };
    Ok(Lease::new(tenant.clone(), token, Arc::new(held)))
}

fn held(tenant: &TenantName, wait: Duration) -> StoreError {
    StoreError::held(tenant, wait).hint(
        "Wait for it to end, or give a longer --wait. It may be making the next standby, which `--standbys 0` leaves to \
         `reseed reconcile`. Nothing has changed.",
    )
}

async fn lock(
    connection: &mut PgConnection,
    tenant: &TenantName,
    tenant_id: i32,
    wait: Duration,
) -> Result<(), StoreError> {
    let got: bool = sqlx::query_scalar("SELECT pg_try_advisory_lock($1, $2)")
        .bind(LOCK_CLASS)
        .bind(tenant_id)
        .fetch_one(&mut *connection)
        .await
        .map_err(control::control_failed)?;
    if got {
        return Ok(());
    }
    if wait.is_zero() {
        return Err(held(tenant, wait));
    }
    let waits = format!("SET lock_timeout = {}", wait.as_millis().clamp(1, i32::MAX as u128));
    connection::run(connection, waits).await.map_err(control::control_failed)?;
    let locked = sqlx::query("SELECT pg_advisory_lock($1, $2)").bind(LOCK_CLASS).bind(tenant_id);
    let locked = locked.execute(&mut *connection).await;
    match locked {
        Err(error) if sqlstate(&error) == Some("55P03") => return Err(held(tenant, wait)),
        other => other.map_err(failed("take the tenant's lease"))?,
    };
    connection::run(connection, "SET lock_timeout = 0".to_owned()).await.map_err(control::control_failed)
}
