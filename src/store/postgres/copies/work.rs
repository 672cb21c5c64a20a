//! What every piece of work on copies needs: connections, the tenant's lease, and the caller to ask whether to continue.

use sqlx::postgres::PgConnection;

use super::{Dependents, NewCopy};
use crate::plan::Table;
use crate::store::postgres::copies;
use crate::store::postgres::rows::read;
use crate::store::postgres::server::database::Database;
use crate::store::{Caller, Lease, StoreError, TableProof};

/// What makes copies.
pub struct CopyWork<'a> {
    /// Where more connections come from.
    pub database: &'a Database,
    /// Whose tenant's they are.
    pub lease: &'a Lease,
    /// Whom to ask whether to continue.
    pub caller: &'a Caller,
}

impl CopyWork<'_> {
    /// The proofs of tables that are not written to, stored under these names and about as large as `like`.
    pub async fn read_back(
        &self,
        connection: &mut PgConnection,
        tables: &[Table],
        names: &[&str],
        like: &[TableProof],
    ) -> Result<Vec<TableProof>, StoreError> {
        let stored = read::Stored::new(tables, names, like);
        stored.prove(self.database, connection, read::Moment::Any, self.caller).await
    }

    /// What has been made of a copy, which is dropped if that failed.
    pub async fn whole<T>(
        &self,
        connection: &mut PgConnection,
        copy: &NewCopy,
        result: Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if result.is_err() {
            // The error is more useful than a failure to drop it, which the next operation does.
            let _ = copies::drop_copy(connection, self.lease, copy.id, Dependents::Stay).await;
        }
        result
    }
}
