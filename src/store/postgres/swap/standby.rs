//! Standbys: copies that are complete and proven before a swap needs them.

use std::sync::Arc;

use sqlx::Acquire;
use sqlx::postgres::PgConnection;

use super::restore;
use super::way::{self, Decision, Incoming};
use crate::store::crash::crash_point;
use crate::store::postgres::control::rows::{check_token, control_failed, recorded_snapshot, signed};
use crate::store::postgres::copies::fill::{CopyFill, CopyForm};
use crate::store::postgres::copies::sealing::{self, SealedAs, seal};
use crate::store::postgres::copies::work::CopyWork;
use crate::store::postgres::copies::{self, Copy, CopyPurpose, recycle, refit};
use crate::store::postgres::layout::agreed;
use crate::store::postgres::layout::ddl::Layout;
use crate::store::postgres::layout::placement::Placement;
use crate::store::postgres::server::ask::run;
use crate::store::postgres::server::errors::failed;
use crate::store::quote::literal;
use crate::store::records::Snapshot;
use crate::store::{ErrorKind, Place, Preference, StoreError, dataset_digest, tables_of};

/// Makes the standby of `epoch` from a snapshot whose rows must have the digest `seal`; or records that a retired copy is
/// about to become that epoch. Where rows will be restored, a standby only stands for its snapshot.
pub async fn stage(
    work: &CopyWork<'_>,
    connection: &mut PgConnection,
    from: Place,
    seal: &str,
    epoch: u32,
    preference: Preference,
) -> Result<(), StoreError> {
    let tenant = &work.lease.tenant;
    let source = copies::find_whole(connection, tenant, from).await?;
    if !sealing::has_labels(connection, tenant, source.id).await? {
        let error = StoreError::copy_gone(tenant, from, "was changed: an enum of its columns was altered");
        return Err(error.with_help("Restore the enum's label, or rebuild the seed with \"reseed up\"."));
    }
    if source.is_retired && sealing::identity(connection, tenant, source.id).await? != seal {
        return Err(StoreError::copy_gone(tenant, from, "differs from what was retired"));
    }
    let snapshot = recorded_snapshot(connection, tenant, source.snapshot).await?;
    if let Some(content) = &source.content {
        let stored =
            work.read_back(connection, &tables_of(&snapshot.schema)?, &source.names(), &snapshot.tables).await?;
        if dataset_digest(&stored).to_string() != *content {
            return Err(StoreError::copy_gone(tenant, from, "differs from what was backed up"));
        }
    }
    let can_move = source.has_tables;
    let incoming = Incoming { rows: &source, tables: &source, snapshot: &snapshot, can_move };
    let decision = way::decide(connection, tenant, &incoming, preference).await?;
    if source.is_retired {
        refit::refit(connection, work.lease, &source).await?;
        let update = "UPDATE reseed.copies SET staged = $3 WHERE tenant = $1 AND id = $2";
        let update = sqlx::query(update).bind(tenant.as_str()).bind(source.id).bind(signed(epoch));
        return update.execute(connection).await.map(drop).map_err(control_failed);
    }
    match decision {
        Decision::Move(_) => {
            Standby { work, snapshot, epoch }.make(connection, source, seal).await?;
            // Without that note a swap looks for itself.
            let _ = way::note_as_made(connection, tenant).await;
            Ok(())
        }
        Decision::Rows(_) => restore::stage(work, connection, &source, &snapshot, seal, epoch).await,
    }
}

/// A standby that is being made.
struct Standby<'a> {
    work: &'a CopyWork<'a>,
    snapshot: Snapshot,
    epoch: u32,
}

impl Standby<'_> {
    async fn make(self, connection: &mut PgConnection, source: Copy, seal: &str) -> Result<(), StoreError> {
        let (lease, tables) = (self.work.lease, tables_of(&self.snapshot.schema)?);
        let placement = Placement::mend(connection, lease, &source.dataset, &tables).await?;
        placement.still_fits(connection, &tables).await?;
        placement.ensure_nodes(connection, lease, &tables).await?;
        // Taken before the tables are made: a root that changes meanwhile is noticed at the swap.
        let fingerprint = placement.fingerprint(connection).await?;
        if recycle::reuse(connection, lease, source.snapshot, self.epoch, fingerprint.as_deref()).await? {
            return Ok(());
        }
        let (dataset, snapshot) = (&source.dataset, source.snapshot);
        let purpose = CopyPurpose { dataset, snapshot, number: self.epoch, layout: placement.layout() };
        let (copy, form) = match recycle::adopt(connection, lease, &purpose, fingerprint.as_deref()).await? {
            Some(spare) => {
                let names = copies::names(connection, &lease.tenant, spare.id).await?;
                (spare, CopyForm::Recycled(names))
            }
            None => (copies::begin(connection, lease, &purpose).await?, CopyForm::Live),
        };
        let filling = CopyFill {
            database: self.work.database.clone(),
            lease: lease.share(),
            caller: self.work.caller.clone(),
            placement,
            copy: copy.clone(),
            form,
            source,
            tables,
            moment: None,
        };
        let filling = Arc::new(filling);
        let result = self.fill(connection, Arc::clone(&filling), fingerprint.as_deref(), seal).await;
        let result = self.work.whole(connection, &copy, result).await;
        if let (Err(error), Placement::Shared(roots)) = (&result, &filling.placement)
            && error.kind() == ErrorKind::Data
        {
            // In the words of those who ask beforehand, if they would have refused it too.
            let fit = way::fit_rows(connection, &lease.tenant, &filling.tables, roots, &filling.source).await;
            if let Err(refusal) = fit
                && refusal.kind() == ErrorKind::Refused
            {
                return Err(refusal);
            }
        }
        result
    }

    async fn fill(
        &self,
        connection: &mut PgConnection,
        filling: Arc<CopyFill>,
        fingerprint: Option<&str>,
        digest: &str,
    ) -> Result<(), StoreError> {
        let names = Arc::clone(&filling).fill(&self.snapshot.tables).await?;
        crash_point("stage.copied");
        self.complete(connection, &filling, &names).await?;
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let stored = self.work.read_back(connection, &filling.tables, &names, &self.snapshot.tables).await?;
        if stored != self.snapshot.tables || dataset_digest(&stored).to_string() != digest {
            let place = Place::Snapshot(self.snapshot.number);
            return Err(StoreError::copy_gone(&self.work.lease.tenant, place, "differs from what was sealed"));
        }
        let (place, staged) = (Place::Standby(self.epoch), Some(self.epoch));
        let sealing = SealedAs { copy: filling.copy.id, place, staged, fingerprint };
        seal(connection, self.work.lease, &names, sealing).await.map(drop)
    }

    /// Foreign keys, when all the tables are there, and statistics.
    async fn complete(
        &self,
        connection: &mut PgConnection,
        filling: &CopyFill,
        names: &[String],
    ) -> Result<(), StoreError> {
        let (layout, tables) = (filling.placement.layout(), &filling.tables);
        let mut tx = connection.begin().await.map_err(control_failed)?;
        check_token(&mut tx, self.work.lease).await?;
        for (table, name) in tables.iter().zip(names) {
            let keys = layout.foreign_keys(table, tables, name, |target| names[target].clone());
            run(&mut tx, keys).await.map_err(failed(&format!("create the foreign keys of table {:?}", table.name)))?;
        }
        if layout == Layout::Schema {
            agreed::take_names(&mut tx, &self.work.lease.tenant, filling.copy.id).await?;
            let rights = copies::with_rights(&literal(self.work.lease.tenant.as_str()), filling.copy.id);
            run(&mut tx, rights).await.map_err(failed("give the copy the rights of the live tables"))?;
        }
        let analyze = format!("ANALYZE {}", names.join(", "));
        run(&mut tx, analyze).await.map_err(failed("gather the copy's statistics"))?;
        tx.commit().await.map_err(control_failed)
    }
}
