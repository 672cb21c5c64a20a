//! Snapshots and standbys: copies that are complete and proven before they are used.

use std::sync::Arc;

use sqlx::Acquire;
use sqlx::postgres::PgConnection;

use super::connection::{Address, failed, run};
use super::control::{check_token, control_failed, signed, snapshot_of};
use super::copies::{self, Copy, Dependents, NewCopy, Purpose};
use super::ddl::Layout;
use super::fill::{Filling, Form};
use super::home::Home;
use super::way::{self, Decision, Incoming};
use super::{agreed, load, read, recycle, refit, rows};
use crate::plan::Table;
use crate::store::crash::crash_point;
use crate::store::quote::literal;
use crate::store::records::{Place, Snapshot};
use crate::store::{
    Built, Caller, Dataset, ErrorKind, Lease, Preference, StoreError, TableProof, TenantName, dataset_digest, proof,
    tables_of,
};

/// What makes copies.
pub struct Work<'a> {
    /// Where more connections come from.
    pub address: &'a Address,
    /// Whose tenant's they are.
    pub lease: &'a Lease,
    /// Whom to ask whether to continue.
    pub caller: &'a Caller,
}

impl Work<'_> {
    /// The proofs of tables that are not written to, stored under these names and about as large as `like`.
    pub async fn read_back(
        &self,
        connection: &mut PgConnection,
        (tables, names): (&[Table], &[&str]),
        like: &[TableProof],
    ) -> Result<Vec<TableProof>, StoreError> {
        let stored = read::Stored::new(tables, names, like);
        stored.prove((self.address, connection), read::Moment::Any, self.caller).await
    }

    /// What has been made of a copy, which is dropped if that failed.
    async fn whole<T>(
        &self,
        connection: &mut PgConnection,
        copy: &NewCopy,
        made: Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if made.is_err() {
            // The error is more useful than a failure to clean up after it, which the next operation does.
            let _ = copies::drop_copy(connection, self.lease, copy.id, Dependents::Stay).await;
        }
        made
    }
}

/// Loads a snapshot, reads it back, compares, seals it.
pub async fn build(
    work: &Work<'_>,
    connection: &mut PgConnection,
    number: u32,
    dataset: Dataset<'_>,
    home: &Arc<Home>,
) -> Result<Built, StoreError> {
    let purpose = Purpose { dataset: dataset.name, snapshot: number, number, layout: home.layout() };
    let copy = copies::begin(connection, work.lease, &purpose).await?;
    let built = build_copy(work, connection, (&copy, number), dataset, home).await;
    work.whole(connection, &copy, built).await
}

async fn build_copy(
    work: &Work<'_>,
    connection: &mut PgConnection,
    (copy, number): (&NewCopy, u32),
    dataset: Dataset<'_>,
    home: &Arc<Home>,
) -> Result<Built, StoreError> {
    let sent = load::load(work.address, work.lease, (copy, home), dataset).await?;
    crash_point("load.loaded");
    let names = copies::names(connection, &work.lease.tenant, copy.id).await?;
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let stored = work.read_back(connection, (dataset.tables, &names), &sent).await?;
    proof::compare(&sent, &stored)?;
    crash_point("load.hashed");
    let built = seal_snapshot(work, connection, (copy, number), &names, stored).await;
    crash_point("load.sealed");
    built
}

/// Keeps the live state as it is at one moment as a sealed snapshot of tables like those of `like`.
pub async fn save(
    work: &Work<'_>,
    connection: &mut PgConnection,
    number: u32,
    like: &Snapshot,
) -> Result<Built, StoreError> {
    let tables = tables_of(&like.schema)?;
    let live = copies::live(connection, &work.lease.tenant).await?;
    if !live.is_whole() {
        return Err(StoreError::no_live(&work.lease.tenant, "tables are not all there"));
    }
    let home = Home::find(connection, &work.lease.tenant, &live.dataset, &tables).await?;
    let mut reading = work.address.connect().await?;
    read::begin(&mut reading, None).await?;
    let moment = read::moment(&mut reading).await?;
    let purpose = Purpose { dataset: &live.dataset, snapshot: number, number, layout: home.layout() };
    let copy = copies::begin(connection, work.lease, &purpose).await?;
    let filling = Filling {
        address: work.address.clone(),
        lease: work.lease.share(),
        caller: work.caller.clone(),
        home,
        copy: copy.clone(),
        form: Form::Source,
        source: live,
        tables,
        moment: Some(moment),
    };
    let saved = save_copy(work, connection, number, Arc::new(filling), &like.tables).await;
    reading.give_back().await;
    work.whole(connection, &copy, saved).await
}

async fn save_copy(
    work: &Work<'_>,
    connection: &mut PgConnection,
    number: u32,
    filling: Arc<Filling>,
    like: &[TableProof],
) -> Result<Built, StoreError> {
    let names = Arc::clone(&filling).fill(like).await?;
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let stored = work.read_back(connection, (&filling.tables, &names), like).await?;
    seal_snapshot(work, connection, (&filling.copy, number), &names, stored).await
}

async fn seal_snapshot(
    work: &Work<'_>,
    connection: &mut PgConnection,
    (copy, number): (&NewCopy, u32),
    names: &[&str],
    stored: Vec<TableProof>,
) -> Result<Built, StoreError> {
    let sealing = Sealing { copy: copy.id, place: Place::Snapshot(number), staged: None, fingerprint: None };
    let bytes = seal(connection, work.lease, names, sealing).await?;
    Ok(Built { seal: dataset_digest(&stored).to_string(), tables: stored, bytes })
}

/// What a copy becomes when it is sealed.
struct Sealing<'a> {
    copy: i32,
    place: Place,
    staged: Option<u32>,
    fingerprint: Option<&'a str>,
}

/// Refuses writes to a copy's tables from now on, and records what it is. Gives its bytes on disk.
async fn seal(
    connection: &mut PgConnection,
    lease: &Lease,
    names: &[&str],
    sealing: Sealing<'_>,
) -> Result<u64, StoreError> {
    let mut tx = connection.begin().await.map_err(control_failed)?;
    check_token(&mut tx, lease).await?;
    let seals: String = names.iter().map(|name| copies::seal(name)).collect();
    run(&mut tx, seals).await.map_err(failed("seal the copy"))?;
    let (word, _) = copies::recorded(sealing.place);
    let update = "UPDATE reseed.copies SET place = $3, staged = $4, fingerprint = $5, made_for = $5,
          shape = reseed.shape(tenant, id),
          structure = CASE WHEN schema IS NOT NULL THEN reseed.structure(tenant, id) END,
          properties = CASE WHEN schema IS NOT NULL AND $3 = 'standby' THEN reseed.properties(tenant, id) END,
          seal = reseed.identity(tenant, id), labels = reseed.labels(tenant, id) WHERE tenant = $1 AND id = $2";
    let update = sqlx::query(update).bind(lease.tenant.as_str()).bind(sealing.copy).bind(word);
    let update = update.bind(sealing.staged.map(signed)).bind(sealing.fingerprint).execute(&mut *tx).await;
    update.map_err(control_failed)?;
    let bytes = copies::bytes(&mut tx, &lease.tenant, sealing.copy).await?;
    tx.commit().await.map_err(control_failed)?;
    Ok(bytes)
}

/// Makes the standby of `epoch` from a snapshot whose rows must have the digest `seal`; or records that a retired copy is
/// about to become that epoch. Where rows will be restored, a standby only stands for its snapshot.
pub async fn stage(
    work: &Work<'_>,
    connection: &mut PgConnection,
    (from, seal): (Place, &str),
    (epoch, preference): (u32, Preference),
) -> Result<(), StoreError> {
    let tenant = &work.lease.tenant;
    let source = copies::find_whole(connection, tenant, from).await?;
    if !copies::has_labels(connection, tenant, source.id).await? {
        let said = StoreError::copy_gone(tenant, from, "was changed: an enum of its columns was altered");
        return Err(said.with_help("Restore the enum's label, or rebuild the seed with \"reseed up\"."));
    }
    if source.is_retired && copies::identity(connection, tenant, source.id).await? != seal {
        return Err(StoreError::copy_gone(tenant, from, "differs from what was retired"));
    }
    let snapshot = snapshot(connection, tenant, source.snapshot).await?;
    if let Some(content) = &source.content {
        let stored =
            work.read_back(connection, (&tables_of(&snapshot.schema)?, &source.names()), &snapshot.tables).await?;
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
        Decision::Rows(_) => rows::stage(work, connection, (&source, &snapshot), (seal, epoch)).await,
    }
}

/// Whether a copy is there and is what was sealed: a snapshot's seal is the digest of its rows, a retired copy's is
/// which files it is.
pub async fn is_sealed(
    work: &Work<'_>,
    connection: &mut PgConnection,
    place: Place,
    seal: &str,
) -> Result<bool, StoreError> {
    let tenant = &work.lease.tenant;
    let Some(copy) = copies::find(connection, tenant, place).await?.filter(Copy::is_whole) else { return Ok(false) };
    if !copies::has_labels(connection, tenant, copy.id).await? {
        return Ok(false);
    }
    if matches!(place, Place::Retired(_)) {
        return Ok(copies::identity(connection, tenant, copy.id).await? == seal);
    }
    let snapshot = snapshot(connection, tenant, copy.snapshot).await?;
    let tables = tables_of(&snapshot.schema)?;
    let stored = work.read_back(connection, (&tables, &copy.names()), &snapshot.tables).await?;
    Ok(dataset_digest(&stored).to_string() == seal)
}

/// A snapshot's record.
pub async fn snapshot(connection: &mut PgConnection, tenant: &TenantName, number: u32) -> Result<Snapshot, StoreError> {
    let sql = "SELECT * FROM reseed.snapshots WHERE tenant = $1 AND number = $2";
    let row = sqlx::query(sql).bind(tenant.as_str()).bind(signed(number)).fetch_optional(connection).await;
    snapshot_of(
        &row.map_err(control_failed)?
            .ok_or_else(|| StoreError::copy_gone(tenant, Place::Snapshot(number), "is not recorded"))?,
    )
}

/// A standby that is being made.
struct Standby<'a> {
    work: &'a Work<'a>,
    snapshot: Snapshot,
    epoch: u32,
}

impl Standby<'_> {
    async fn make(self, connection: &mut PgConnection, source: Copy, seal: &str) -> Result<(), StoreError> {
        let (lease, tables) = (self.work.lease, tables_of(&self.snapshot.schema)?);
        let home = Home::mend(connection, lease, &source.dataset, &tables).await?;
        home.still_fits(connection, &tables).await?;
        home.ensure_nodes(connection, lease, &tables).await?;
        // Taken before the tables are made: a root that changes meanwhile is noticed at the swap.
        let fingerprint = home.fingerprint(connection).await?;
        if recycle::reuse(connection, lease, (source.snapshot, self.epoch), fingerprint.as_deref()).await? {
            return Ok(());
        }
        let (dataset, snapshot) = (&source.dataset, source.snapshot);
        let purpose = Purpose { dataset, snapshot, number: self.epoch, layout: home.layout() };
        let (copy, form) = match recycle::adopt(connection, lease, &purpose, fingerprint.as_deref()).await? {
            Some(spare) => {
                let names = copies::names(connection, &lease.tenant, spare.id).await?;
                (spare, Form::Recycled(names))
            }
            None => (copies::begin(connection, lease, &purpose).await?, Form::Live),
        };
        let filling = Filling {
            address: self.work.address.clone(),
            lease: lease.share(),
            caller: self.work.caller.clone(),
            home,
            copy: copy.clone(),
            form,
            source,
            tables,
            moment: None,
        };
        let filling = Arc::new(filling);
        let made = self.fill(connection, Arc::clone(&filling), (fingerprint.as_deref(), seal)).await;
        let made = self.work.whole(connection, &copy, made).await;
        if let (Err(error), Home::Shared(roots)) = (&made, &filling.home)
            && error.kind() == ErrorKind::Data
        {
            // In the words of those who ask beforehand, if they would have refused it too.
            let said = way::fit_rows(connection, &lease.tenant, (&filling.tables, roots), &filling.source).await;
            if let Err(said) = said
                && said.kind() == ErrorKind::Refused
            {
                return Err(said);
            }
        }
        made
    }

    async fn fill(
        &self,
        connection: &mut PgConnection,
        filling: Arc<Filling>,
        (fingerprint, wanted): (Option<&str>, &str),
    ) -> Result<(), StoreError> {
        let names = Arc::clone(&filling).fill(&self.snapshot.tables).await?;
        crash_point("stage.copied");
        self.complete(connection, &filling, &names).await?;
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let stored = self.work.read_back(connection, (&filling.tables, &names), &self.snapshot.tables).await?;
        if stored != self.snapshot.tables || dataset_digest(&stored).to_string() != wanted {
            let place = Place::Snapshot(self.snapshot.number);
            return Err(StoreError::copy_gone(&self.work.lease.tenant, place, "differs from what was sealed"));
        }
        let (place, staged) = (Place::Standby(self.epoch), Some(self.epoch));
        let sealing = Sealing { copy: filling.copy.id, place, staged, fingerprint };
        seal(connection, self.work.lease, &names, sealing).await.map(drop)
    }

    /// Foreign keys, when all the tables are there, and statistics.
    async fn complete(
        &self,
        connection: &mut PgConnection,
        filling: &Filling,
        names: &[String],
    ) -> Result<(), StoreError> {
        let (layout, tables) = (filling.home.layout(), &filling.tables);
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
