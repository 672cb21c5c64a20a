//! Snapshots and standbys: copies that are complete and proven before anybody relies on them.

use std::sync::Arc;

use futures_util::StreamExt;
use sqlx::Acquire;
use sqlx::postgres::PgConnection;

use super::connection::{self, Address, failed, run};
use super::control::{check_token, signed, snapshot_of, used};
use super::copies::{self, Copy, NewCopy, Purpose};
use super::home::Home;
use super::{READ, ddl, load, read};
use crate::plan::Table;
use crate::store::crash::crash_point;
use crate::store::quote::quoted_list;
use crate::store::records::{Place, Snapshot};
use crate::store::{Built, Dataset, Lease, Stop, StoreError, TenantName, dataset_digest, proof, restore};

/// What makes copies.
pub struct Work<'a> {
    /// Where more connections come from.
    pub address: &'a Address,
    /// Whose tenant's they are.
    pub lease: &'a Lease,
    /// When to give up.
    pub stop: &'a Stop,
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
    if built.is_err() {
        // The error says more than a failure to clean up after it, which the next operation does.
        let _ = copies::drop_copy(connection, work.lease, copy.id).await;
    }
    built
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
    let stored = read::prove_all(connection, dataset.tables, &names, work.stop).await?;
    proof::compare(&sent, &stored)?;
    crash_point("load.hashed");
    let sealing = Sealing { copy: copy.id, place: Place::Snapshot(number), staged: None, fingerprint: None };
    let bytes = seal(connection, work.lease, &names, sealing).await?;
    crash_point("load.sealed");
    Ok(Built { seal: dataset_digest(&stored).to_string(), tables: stored, bytes })
}

/// Keeps the live state as it is at one moment as a sealed snapshot.
pub async fn save(
    work: &Work<'_>,
    connection: &mut PgConnection,
    number: u32,
    tables: &[Table],
) -> Result<Built, StoreError> {
    let tenant = &work.lease.tenant;
    let live = copies::find(connection, tenant, Place::Live).await?;
    let live = live.ok_or_else(|| {
        StoreError::not_found(format!("tenant \"{tenant}\": its live tables are missing"))
            .hint("Run `reset` to put the seed back.")
    })?;
    let home = Home::find(connection, tenant, &live.dataset, tables).await?;
    let purpose = Purpose { dataset: &live.dataset, snapshot: number, number, layout: home.layout() };
    let copy = copies::begin(connection, work.lease, &purpose).await?;
    let saved = save_copy(work, connection, (&copy, number), (&live, &home), tables).await;
    if saved.is_err() {
        let _ = copies::drop_copy(connection, work.lease, copy.id).await;
    }
    saved
}

async fn save_copy(
    work: &Work<'_>,
    connection: &mut PgConnection,
    (copy, number): (&NewCopy, u32),
    (live, home): (&Copy, &Home),
    tables: &[Table],
) -> Result<Built, StoreError> {
    let mut reading = work.address.connect().await?;
    run(&mut reading, READ.to_owned()).await.map_err(used)?;
    let mut names = Vec::with_capacity(tables.len());
    for (index, table) in tables.iter().enumerate() {
        let source = live.table(index)?;
        let mut tx = connection.begin().await.map_err(used)?;
        check_token(&mut tx, work.lease).await?;
        // Like the live table, whatever the application's migrations have made of it.
        let create = |name: &str| Ok(ddl::create_like(source, name));
        let name = copies::create_table(&mut tx, work.lease, (copy, home), (index, table), create).await?;
        pipe(work, &mut reading, &mut tx, (table, source, &name)).await?;
        check_token(&mut tx, work.lease).await?;
        tx.commit().await.map_err(used)?;
        names.push(name);
    }
    connection::close(reading).await;
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let stored = read::prove_all(connection, tables, &names, work.stop).await?;
    let sealing = Sealing { copy: copy.id, place: Place::Snapshot(number), staged: None, fingerprint: None };
    let bytes = seal(connection, work.lease, &names, sealing).await?;
    Ok(Built { seal: dataset_digest(&stored).to_string(), tables: stored, bytes })
}

/// Fills a new table from another: the server's own stream, handed from one connection to another. Columns that only
/// one of them has are left out.
async fn pipe(
    work: &Work<'_>,
    reading: &mut PgConnection,
    tx: &mut PgConnection,
    (table, source, name): (&Table, &str, &str),
) -> Result<(), StoreError> {
    let doing = format!("copy table {:?}", table.name);
    let there = read::stored_columns(reading, source).await?;
    let wanted = read::stored_columns(tx, name).await?;
    let both = wanted.iter().filter(|column| there.iter().any(|other| other.name == column.name));
    let columns = quoted_list(both.map(|column| column.name.as_str()));
    let out = format!("COPY (SELECT {columns} FROM ONLY {source}) TO STDOUT (FORMAT binary)");
    let mut rows = reading.copy_out_raw(&out).await.map_err(failed(&doing))?;
    let into = format!("COPY {name} ({columns}) FROM STDIN (FORMAT binary, FREEZE)");
    let mut filling = tx.copy_in_raw(&into).await.map_err(failed(&doing))?;
    let mut buffer = Vec::new();
    while let Some(bytes) = rows.next().await {
        work.stop.check()?;
        buffer.extend_from_slice(&bytes.map_err(failed(&doing))?);
        if buffer.len() >= load::SEND_BYTES {
            filling.send(buffer.as_slice()).await.map_err(failed(&doing))?;
            buffer.clear();
        }
    }
    filling.send(buffer.as_slice()).await.map_err(failed(&doing))?;
    filling.finish().await.map_err(failed(&doing)).map(drop)
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
    let mut tx = connection.begin().await.map_err(used)?;
    check_token(&mut tx, lease).await?;
    let seals: String = names.iter().map(|name| copies::seal(name)).collect();
    run(&mut tx, seals).await.map_err(failed("seal the copy"))?;
    let (word, _) = copies::recorded(sealing.place);
    let update =
        "UPDATE reseed.copies SET place = $3, staged = $4, fingerprint = $5, seal = reseed.identity(tenant, id)
        WHERE tenant = $1 AND id = $2";
    let update = sqlx::query(update).bind(lease.tenant.as_str()).bind(sealing.copy).bind(word);
    let update = update.bind(sealing.staged.map(signed)).bind(sealing.fingerprint).execute(&mut *tx).await;
    update.map_err(used)?;
    let bytes = copies::bytes(&mut tx, &lease.tenant, sealing.copy).await?;
    tx.commit().await.map_err(used)?;
    Ok(bytes)
}

/// Makes the standby of `epoch` from a snapshot whose rows must have the digest `seal`; or says that a retired copy is
/// about to become that epoch.
pub async fn stage(
    work: &Work<'_>,
    connection: &mut PgConnection,
    (from, seal): (Place, &str),
    epoch: u32,
) -> Result<(), StoreError> {
    let tenant = &work.lease.tenant;
    let source = copies::find(connection, tenant, from)
        .await?
        .ok_or_else(|| StoreError::copy_gone(tenant, from, "is missing"))?;
    if let Place::Snapshot(number) = from {
        let snapshot = snapshot(connection, tenant, number).await?;
        let standby = Standby { work, source, tables: restore(&snapshot.schema)?, epoch };
        return standby.make(connection, &snapshot, seal).await;
    }
    if copies::identity(connection, tenant, source.id).await? != seal {
        return Err(StoreError::copy_gone(tenant, from, "is not what was put away"));
    }
    let update = "UPDATE reseed.copies SET staged = $3 WHERE tenant = $1 AND id = $2";
    let update = sqlx::query(update).bind(tenant.as_str()).bind(source.id).bind(signed(epoch));
    update.execute(connection).await.map(drop).map_err(used)
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
    let Some(copy) = copies::find(connection, tenant, place).await? else { return Ok(false) };
    if matches!(place, Place::Retired(_)) {
        return Ok(copies::identity(connection, tenant, copy.id).await? == seal);
    }
    let tables = tables(connection, tenant, copy.snapshot).await?;
    let stored = read::prove_all(connection, &tables, &copy.names(), work.stop).await?;
    Ok(dataset_digest(&stored).to_string() == seal)
}

/// A snapshot's record.
pub async fn snapshot(connection: &mut PgConnection, tenant: &TenantName, number: u32) -> Result<Snapshot, StoreError> {
    let sql = "SELECT * FROM reseed.snapshots WHERE tenant = $1 AND number = $2";
    let row = sqlx::query(sql).bind(tenant.as_str()).bind(signed(number)).fetch_optional(connection).await;
    snapshot_of(
        &row.map_err(used)?.ok_or_else(|| StoreError::copy_gone(tenant, Place::Snapshot(number), "is not recorded"))?,
    )
}

/// The tables of a snapshot, also of one whose rows are gone.
pub async fn tables(connection: &mut PgConnection, tenant: &TenantName, number: u32) -> Result<Vec<Table>, StoreError> {
    restore(&snapshot(connection, tenant, number).await?.schema)
}

/// A standby that is being made.
struct Standby<'a> {
    work: &'a Work<'a>,
    source: Copy,
    tables: Vec<Table>,
    epoch: u32,
}

impl Standby<'_> {
    async fn make(&self, connection: &mut PgConnection, snapshot: &Snapshot, seal: &str) -> Result<(), StoreError> {
        let (tenant, dataset) = (&self.work.lease.tenant, self.source.dataset.as_str());
        let home = Home::find(connection, tenant, dataset, &self.tables).await?;
        home.ensure_nodes(connection, self.work.lease, &self.tables).await?;
        let purpose = Purpose { dataset, snapshot: self.source.snapshot, number: self.epoch, layout: home.layout() };
        let copy = copies::begin(connection, self.work.lease, &purpose).await?;
        let made = self.fill(connection, (&copy, &home), snapshot, seal).await;
        if made.is_err() {
            let _ = copies::drop_copy(connection, self.work.lease, copy.id).await;
        }
        made
    }

    async fn fill(
        &self,
        connection: &mut PgConnection,
        (copy, home): (&NewCopy, &Home),
        snapshot: &Snapshot,
        wanted: &str,
    ) -> Result<(), StoreError> {
        // Taken before the tables are made: a root that changes meanwhile is noticed at the swap.
        let fingerprint = home.fingerprint(connection).await?;
        let mut reading = self.work.address.connect().await?;
        let mut names = Vec::with_capacity(self.tables.len());
        for (index, table) in self.tables.iter().enumerate() {
            names.push(self.fill_table(connection, &mut reading, (copy, home), (index, table)).await?);
        }
        connection::close(reading).await;
        crash_point("stage.copied");
        self.complete(connection, home, &names).await?;
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let stored = read::prove_all(connection, &self.tables, &names, self.work.stop).await?;
        if stored != snapshot.tables || dataset_digest(&stored).to_string() != wanted {
            return Err(StoreError::copy_gone(
                &self.work.lease.tenant,
                Place::Snapshot(snapshot.number),
                "is not what was sealed",
            ));
        }
        let place = Place::Standby(self.epoch);
        let sealing = Sealing { copy: copy.id, place, staged: Some(self.epoch), fingerprint: fingerprint.as_deref() };
        seal(connection, self.work.lease, &names, sealing).await.map(drop)
    }

    /// Makes one table and fills it from the snapshot's.
    async fn fill_table(
        &self,
        connection: &mut PgConnection,
        reading: &mut PgConnection,
        (copy, home): (&NewCopy, &Home),
        (index, table): (usize, &Table),
    ) -> Result<String, StoreError> {
        let mut tx = connection.begin().await.map_err(used)?;
        check_token(&mut tx, self.work.lease).await?;
        let create = |name: &str| home.create(&self.work.lease.tenant, (index, table), name);
        let name = copies::create_table(&mut tx, self.work.lease, (copy, home), (index, table), create).await?;
        pipe(self.work, reading, &mut tx, (table, self.source.table(index)?, &name)).await?;
        let made = home.complete(&mut tx, self.work.lease, (index, table), (copy.id, &name)).await?;
        run(&mut tx, made).await.map_err(failed(&format!("make the indexes of table {:?}", table.name)))?;
        check_token(&mut tx, self.work.lease).await?;
        tx.commit().await.map_err(used)?;
        Ok(name)
    }

    /// Foreign keys, when all the tables are there, and statistics.
    async fn complete(&self, connection: &mut PgConnection, home: &Home, names: &[String]) -> Result<(), StoreError> {
        let mut tx = connection.begin().await.map_err(used)?;
        check_token(&mut tx, self.work.lease).await?;
        for (table, name) in self.tables.iter().zip(names) {
            let keys = home.layout().foreign_keys(table, &self.tables, name, |target| names[target].clone());
            run(&mut tx, keys).await.map_err(failed(&format!("make the foreign keys of table {:?}", table.name)))?;
        }
        let analyze = format!("ANALYZE {}", names.join(", "));
        run(&mut tx, analyze).await.map_err(failed("gather the copy's statistics"))?;
        tx.commit().await.map_err(used)
    }
}
