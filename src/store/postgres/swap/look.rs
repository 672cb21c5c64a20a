//! What a swap has to know before it begins, seen at one moment: one message, for a reset is over in a few of them.

use sqlx::postgres::{PgConnection, PgRow};

use crate::store::postgres::control::rows::{control_failed, get, signed, snapshot_of};
use crate::store::postgres::copies::{self, Copy};
use crate::store::postgres::layout::placement::{self, TenantSchema};
use crate::store::postgres::layout::roots;
use crate::store::postgres::server::ask::{ONE_MOMENT, SqlLiteral, ask};
use crate::store::records::Snapshot;
use crate::store::{StoreError, TenantName};

/// What there is.
pub struct SwapState {
    /// The live copy.
    pub live: Option<Copy>,
    /// The copy that is to become live.
    pub staged: Option<Copy>,
    /// The sealed copy of the snapshot that its tables are those of.
    pub sealed: Option<Copy>,
    /// That snapshot's record.
    pub snapshot: Option<Snapshot>,
    /// The tenant's own schema, in the schema layout.
    pub own_schema: Option<TenantSchema>,
    /// Whether the live tables are known to be as reseed made them, with nothing that depends on them: schema layout only.
    pub is_as_made: bool,
    /// Which leaf is on which of the tenant's nodes.
    pub attached: Vec<(String, String)>,
    /// The stamp that the copy has until it is written to.
    pub stamp: Option<String>,
    /// Foreign keys of the shared tables; see [`roots::lack_foreign_keys`].
    pub foreign_keys: Option<PgRow>,
}

impl SwapState {
    /// Looks, for the copy that was staged for an epoch.
    ///
    /// Detaching and attaching read all of `pg_constraint`, several times, while everything is locked. This does so before,
    /// for a session that sees the pages for the first time takes twice as long.
    pub async fn at(connection: &mut PgConnection, tenant: &TenantName, epoch: u32) -> Result<SwapState, StoreError> {
        let name = tenant.sql();
        let staged = format!("FROM reseed.copies WHERE tenant = {name} AND staged = {}", signed(epoch));
        let roots = format!("SELECT root FROM reseed.relations WHERE tenant = {name} AND copy = (SELECT id {staged})");
        let condition = format!(
            "(place = 'live' OR staged = {} OR place = 'snapshot' AND number = (SELECT snapshot {staged}))",
            signed(epoch)
        );
        let sql = [
            ONE_MOMENT.to_owned(),
            copies::look(tenant, &condition),
            format!("SELECT * FROM reseed.snapshots WHERE tenant = {name} AND number = (SELECT snapshot {staged});\n"),
            format!(
                "SELECT o.*, reseed.is_as_made({name}) AS is_as_made FROM ({}) AS o;\n",
                placement::find_own_schema(tenant, &format!("(SELECT dataset {staged})"))
            ),
            find_attached(tenant),
            copies::stamp_of(tenant, &format!("k.staged = {}", signed(epoch))),
            roots::foreign_keys(&roots),
        ];
        let mut answers = ask(connection, sql.concat()).await.map_err(control_failed)?;
        let copies = copies::seen(answers.skip())?;
        let snapshot = answers.row().as_ref().map(snapshot_of).transpose()?;
        let own = answers.row();
        let own_schema = own.as_ref().map(|row| placement::own_schema_of(tenant, row)).transpose()?;
        let is_as_made = own.map_or(Ok(false), |row| get(&row, "is_as_made"))?;
        let attached = attached_of(&answers.rows())?;
        let stamp = answers.row().map(|row| get(&row, "stamp")).transpose()?.flatten();
        let foreign_keys = answers.row();
        let (live, staged, sealed) = (None, None, None);
        let mut look =
            SwapState { live, staged, sealed, snapshot, own_schema, is_as_made, attached, stamp, foreign_keys };
        for copy in copies {
            match copy.staged {
                Some(_) => look.staged = Some(copy),
                None if copy.is_live => look.live = Some(copy),
                None => look.sealed = Some(copy),
            }
        }
        Ok(look)
    }
}

/// Every leaf that is attached to a node of the tenant, with the node.
pub async fn attached(connection: &mut PgConnection, tenant: &TenantName) -> Result<Vec<(String, String)>, StoreError> {
    let mut answers = ask(connection, find_attached(tenant)).await.map_err(control_failed)?;
    attached_of(&answers.rows())
}

fn find_attached(tenant: &TenantName) -> String {
    format!(
        "SELECT i.inhrelid::regclass::text AS leaf, n.node::text AS node FROM reseed.nodes AS n
         JOIN pg_inherits AS i ON i.inhparent = n.node WHERE n.tenant = {} ORDER BY n.node::oid;\n",
        tenant.sql()
    )
}

fn attached_of(rows: &[PgRow]) -> Result<Vec<(String, String)>, StoreError> {
    rows.iter().map(|row| Ok((get(row, "leaf")?, get(row, "node")?))).collect()
}
