//! Dropping a tenant's live tables.

use sqlx::Acquire;
use sqlx::postgres::PgConnection;

use super::attempt::{Attempt, AttemptFailure, Locks, Target};
use super::look::attached;
use super::retry;
use crate::store::crash::crash_point;
use crate::store::postgres::control::rows::check_token;
use crate::store::postgres::copies::{self, Copy, Dependents};
use crate::store::postgres::layout::roots;
use crate::store::postgres::server::ask::run;
use crate::store::quote::quoted;
use crate::store::{Caller, Lease, Patience, Place, StoreError};

/// Takes the live tables away and drops them. Empty nodes stay. What is left once they are away is removed by the next
/// call.
pub async fn drop_live(
    connection: &mut PgConnection,
    lease: &Lease,
    patience: Patience,
    caller: &Caller,
) -> Result<(), StoreError> {
    let Some(live) = copies::find(connection, &lease.tenant, Place::Live).await? else { return Ok(()) };
    roots::have_no_foreign_keys(connection, &live.roots()).await?;
    let attached = attached(connection, &lease.tenant).await?;
    let mut removal = Removal { lease, live: &live, attached };
    let (tenant, names) = (&lease.tenant, removal.locked());
    let target = Target { tenant, doing: "remove the tenant's tables", names, locks: Locks::All, patience };
    retry::until_done(connection, &target, &mut removal, caller).await?;
    crash_point("down.3.removing");
    copies::drop_copy(connection, lease, live.id, Dependents::Go).await
}

/// Takes the live tables off their places, in one transaction.
struct Removal<'a> {
    lease: &'a Lease,
    live: &'a Copy,
    /// Shared layout: which leaf is on which of the tenant's nodes.
    attached: Vec<(String, String)>,
}

impl Removal<'_> {
    /// The tables that are locked: the nodes, which take their leaves along, or the tenant's own tables.
    fn locked(&self) -> Vec<String> {
        match self.live.schema {
            Some(_) => self.own_tables().map(str::to_owned).collect(),
            None => self.attached.iter().map(|(_, node)| node.clone()).collect(),
        }
    }

    fn own_tables(&self) -> impl Iterator<Item = &str> {
        self.live.relations.iter().filter(|relation| relation.exists).map(|relation| relation.name.as_str())
    }

    fn moves(&self) -> String {
        let off =
            self.attached.iter().rev().map(|(leaf, node)| format!("ALTER TABLE {node} DETACH PARTITION {leaf};\n"));
        let own = self.live.schema.iter().flat_map(|aside| {
            self.own_tables().map(|name| format!("ALTER TABLE {name} SET SCHEMA {};\n", quoted(aside)))
        });
        off.chain(own).collect()
    }
}

impl Attempt for Removal<'_> {
    async fn once(&mut self, connection: &mut PgConnection, lock_wait_ms: u32) -> Result<f64, AttemptFailure> {
        let mut tx = connection.begin().await?;
        check_token(&mut tx, self.lease).await?;
        let names = self.locked();
        let lock = if names.is_empty() { String::new() } else { format!("LOCK TABLE {};\n", names.join(", ")) };
        run(&mut tx, format!("SET LOCAL lock_timeout = {lock_wait_ms};\n{lock}{}", self.moves())).await?;
        let detach = "UPDATE reseed.copies SET place = 'building' WHERE tenant = $1 AND id = $2";
        let detach = sqlx::query(detach).bind(self.lease.tenant.as_str()).bind(self.live.id);
        detach.execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(0.0)
    }
}
