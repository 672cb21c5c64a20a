//! Which way a sealed state becomes live: by moving tables, or by rows; or why by neither.
//!
//! One preflight for everything that brings a state back, and for everything that foretells it.

use sqlx::postgres::PgConnection;

use super::restore::{self, CopyPair};
use super::trial::{self, Tried};
use crate::plan::Table;
use crate::store::postgres::adopted::AdoptedTenant;
use crate::store::postgres::control::rows::{control_failed, get, recorded_snapshot, signed};
use crate::store::postgres::copies::{self, Copy};
use crate::store::postgres::layout::columns::stored_columns;
use crate::store::postgres::layout::ddl::Layout;
use crate::store::postgres::layout::placement::{self, TenantSchema};
use crate::store::postgres::layout::roots::{self, Roots};
use crate::store::postgres::layout::{agreed, publications};
use crate::store::postgres::server::ask::{SqlLiteral, ask};
use crate::store::records::Snapshot;
use crate::store::{ErrorKind, Place, Preference, ResetForecast, StoreError, TenantName, Way, tables_of};

/// What is to become live.
pub struct Incoming<'a> {
    /// The sealed copy that has its rows.
    pub rows: &'a Copy,
    /// The copy whose tables could be moved, where it has been made; else the one with the rows.
    pub tables: &'a Copy,
    /// The snapshot that the rows' tables are those of.
    pub snapshot: &'a Snapshot,
    /// Whether there are tables to move, or some can be made.
    pub can_move: bool,
}

impl Incoming<'_> {
    /// Whether tables would be made for it, with the columns of the sealed ones.
    fn could_be_made(&self) -> bool {
        (!self.tables.has_tables || self.tables.id == self.rows.id) && !self.rows.is_retired
    }
}

/// How it becomes live.
pub enum Decision {
    /// Its tables take the place of the live ones. These things were removed from the live ones, and come back with them.
    Move(Vec<String>),
    /// The live tables get its rows.
    Rows(Box<restore::Order>),
}

/// How many reasons a message names.
const NAMED_MAX: usize = 5;

/// Finds the way.
///
/// # Errors
/// `Refused` when there is none, with everything that is in the way.
pub async fn decide(
    connection: &mut PgConnection,
    tenant: &TenantName,
    incoming: &Incoming<'_>,
    preference: Preference,
) -> Result<Decision, StoreError> {
    let live = copies::find(connection, tenant, Place::Live).await?;
    let own = match &live {
        Some(live) => placement::own_schema(connection, tenant, &live.dataset).await?,
        None => None,
    };
    let known = LiveFacts { live: live.as_ref(), own: own.as_ref(), is_as_made: false };
    decide_for(connection, tenant, incoming, known, preference).await
}

/// What is known of what is live.
pub struct LiveFacts<'a> {
    /// The live copy.
    pub live: Option<&'a Copy>,
    /// The tenant's own schema, in the schema layout.
    pub own: Option<&'a TenantSchema>,
    /// That the tables there are as reseed made them, and that nothing depends on them.
    pub is_as_made: bool,
}

/// The same, knowing what is live.
pub async fn decide_for(
    connection: &mut PgConnection,
    tenant: &TenantName,
    incoming: &Incoming<'_>,
    LiveFacts { live, own, is_as_made }: LiveFacts<'_>,
    preference: Preference,
) -> Result<Decision, StoreError> {
    let is_there = |live: &&Copy| live.relations.iter().any(|relation| relation.exists);
    let Some(live) = live.filter(is_there).cloned() else { return into_nothing(tenant, incoming) };
    if let Some(own) = own.filter(|own| own.is_missing()) {
        placement::is_not_renamed(connection, tenant, &own.name).await?;
    }
    let is_known_to_move = is_as_made && incoming.can_move && !incoming.could_be_made();
    if is_known_to_move && preference == Preference::Fitting {
        return Ok(Decision::Move(Vec::new()));
    }
    let tables = tables_of(&incoming.snapshot.schema)?;
    let reasons = Reasons::find(connection, tenant, incoming, own, &tables).await?;
    if preference == Preference::DiscardChanges && own.is_none() {
        return Err(StoreError::usage(format!("tenant \"{tenant}\" is in shared tables"))
            .with_help("Omit --discard-changes: additions to shared tables belong to all tenants."));
    }
    let why = match preference {
        Preference::Fitting if reasons.is_none() => return Ok(Decision::Move(reasons.back)),
        Preference::Fitting => reasons.all(),
        Preference::Replicate => vec!["subscribers are to follow (--replicate)".to_owned()],
        Preference::DiscardChanges if !incoming.can_move && !incoming.rows.is_retired => {
            return Err(rows_only(format!("tenant \"{tenant}\": the standby has rows only")));
        }
        // The caller asks for it.
        Preference::DiscardChanges if reasons.stay.is_empty() => return Ok(Decision::Move(Vec::new())),
        Preference::DiscardChanges => return Err(reasons.refusal(tenant, &[])),
    };
    if own.is_none() {
        // A key that refers to a shared table sees rows of a leaf go.
        roots::have_no_foreign_keys(connection, &live.roots()).await?;
    }
    let sql = "SELECT md5(reseed.properties($1, $2)::text)";
    let properties = sqlx::query_scalar(sql).bind(tenant.as_str()).bind(live.id).fetch_one(&mut *connection).await;
    let properties = properties.map_err(control_failed)?;
    let made_from = recorded_snapshot(connection, tenant, live.snapshot).await?;
    let live_tables = tables_of(&made_from.schema)?;
    let mut arranged = live.clone();
    let others = arranged.arrange(&live_tables, &tables);
    let others = others.into_iter().map(|other| format!("the state to restore lacks table \"{}\"", other.name));
    let schema_name = own.map(|own| own.name.as_str());
    let copies = CopyPair { live: &arranged, sealed: incoming.rows };
    let (pairs, found) = restore::obstacles(connection, &tables, copies, schema_name).await?;
    let mut obstacles: Vec<String> = others.chain(found).collect();
    if obstacles.is_empty() && schema_name.is_some() && !incoming.rows.is_retired {
        obstacles = restore::differences(connection, &live_tables, &tables, &pairs).await?;
    }
    if !obstacles.is_empty() {
        return Err(reasons.refusal(tenant, &obstacles));
    }
    let (source, why, is_risky) = (incoming.rows.clone(), named(&why), reasons.are_risky());
    Ok(Decision::Rows(Box::new(restore::Order { live, live_tables, source, tables, pairs, properties, why, is_risky })))
}

/// Notes that the live tables are as reseed made them, if they are, so that a swap need not look for what was added to them.
pub async fn note_as_made(connection: &mut PgConnection, tenant: &TenantName) -> Result<(), StoreError> {
    let noted = ask(connection, format!("SELECT reseed.note_as_made({})", tenant.sql())).await;
    noted.map(drop).map_err(control_failed)
}

/// Whether reseed may take the tenant's tables off their places in the shared ones.
pub async fn are_ours(connection: &mut PgConnection, tenant: &TenantName) -> Result<(), StoreError> {
    let sql = "SELECT format('tenant \"%s\": its table \"%s\" belongs to role \"%s\"', $1, oid::regclass, relowner::regrole),
          relowner::regrole::text
        FROM pg_class WHERE (oid = ANY (reseed.live_tables($1)) OR oid IN (SELECT node FROM reseed.nodes WHERE tenant = $1))
          AND NOT pg_has_role(relowner, 'USAGE') ORDER BY oid LIMIT 1";
    let found = sqlx::query_as(sql).bind(tenant.as_str()).fetch_optional(connection).await.map_err(control_failed)?;
    let found: Option<(String, String)> = found;
    found.map_or(Ok(()), |(message, owner)| Err(roots::foreign(&message, &owner)))
}

/// Where there are no live tables, some have to be brought.
fn into_nothing(tenant: &TenantName, incoming: &Incoming<'_>) -> Result<Decision, StoreError> {
    match (incoming.can_move, incoming.rows.is_retired) {
        (true, _) => Ok(Decision::Move(Vec::new())),
        (false, true) => Err(StoreError::refused(format!(
            "tenant \"{tenant}\": its live tables are gone, and the state to restore has rows only"
        ))
        .with_help(format!("Run \"reseed reset {tenant}\" first, which recreates the tables."))),
        (false, false) => {
            Err(rows_only(format!("tenant \"{tenant}\": its live tables are gone, and the standby has rows only")))
        }
    }
}

/// A standby whose tables are needed and that has none.
fn rows_only(message: String) -> StoreError {
    StoreError::new(ErrorKind::Stale, message).with_help("Run the command again; it makes a new standby.")
}

/// Which way a snapshot of the tenant would become live now.
pub async fn foresee(
    connection: &mut PgConnection,
    tenant: &TenantName,
    snapshot: &Snapshot,
    preference: Preference,
) -> Result<ResetForecast, StoreError> {
    if AdoptedTenant::find(connection, tenant).await?.is_some() {
        return Ok(ResetForecast::plain(Way::Delta));
    }
    let publications = publications::of_tenant(connection, tenant).await?;
    let plain = ResetForecast { publications, ..ResetForecast::plain(Way::Move) };
    match find(connection, tenant, snapshot, preference).await {
        Ok(Decision::Move(brings_back)) => Ok(ResetForecast { brings_back, ..plain }),
        Ok(Decision::Rows(order)) => Ok(ResetForecast { by: Way::Rows, why: Some(order.why), ..plain }),
        Err(error) if error.kind() == ErrorKind::Refused => Ok(ResetForecast { obstacle: Some(error), ..plain }),
        Err(error) => Err(error),
    }
}

/// The way that is open, once what the rows would meet on it has been looked at too.
async fn find(
    connection: &mut PgConnection,
    tenant: &TenantName,
    snapshot: &Snapshot,
    preference: Preference,
) -> Result<Decision, StoreError> {
    let sealed = copies::find(connection, tenant, Place::Snapshot(snapshot.number)).await?;
    let Some(sealed) = sealed.filter(Copy::is_whole) else { return Ok(Decision::Move(Vec::new())) };
    let ready = copies::find_ready(connection, tenant, snapshot.number).await?;
    let tables = ready.as_ref().unwrap_or(&sealed);
    let incoming = Incoming { rows: &sealed, tables, snapshot, can_move: tables.has_tables };
    let decision = match decide(connection, tenant, &incoming, preference).await {
        Err(error) if error.kind() == ErrorKind::Stale => {
            // A new standby would be made.
            let incoming = Incoming { rows: &sealed, tables: &sealed, snapshot, can_move: true };
            decide(connection, tenant, &incoming, preference).await?
        }
        decided => decided?,
    };
    match &decision {
        Decision::Move(_) => fits_roots(connection, tenant, &sealed, snapshot).await?,
        Decision::Rows(order) => restore::foresee(connection, tenant, order).await?,
    }
    Ok(decision)
}

/// Whether tables of the snapshot can go below the shared ones of its dataset, if it has any.
async fn fits_roots(
    connection: &mut PgConnection,
    tenant: &TenantName,
    sealed: &Copy,
    snapshot: &Snapshot,
) -> Result<(), StoreError> {
    let shared =
        sqlx::query_scalar("SELECT layout = 'shared' FROM reseed.datasets WHERE name = $1").bind(&sealed.dataset);
    if !shared.fetch_one(&mut *connection).await.map_err(control_failed)? {
        return Ok(());
    }
    let tables = tables_of(&snapshot.schema)?;
    let roots = match roots::find(connection, &sealed.dataset, &tables).await {
        Ok(roots) => roots,
        // What is gone is recreated.
        Err(error) if error.kind() == ErrorKind::Damaged => return Ok(()),
        Err(error) => return Err(error),
    };
    let fingerprint = roots.fingerprint(connection).await?;
    let sql = "SELECT coalesce(bool_or(place = 'standby' AND fingerprint = $3), false), coalesce(bool_or(made_for = $3), false)
        FROM reseed.copies WHERE tenant = $1 AND snapshot = $2 AND form = 'tables'";
    let copies = sqlx::query_as(sql).bind(tenant.as_str()).bind(signed(snapshot.number)).bind(fingerprint);
    let (is_ready, is_proven): (bool, bool) = copies.fetch_one(&mut *connection).await.map_err(control_failed)?;
    are_ours(connection, tenant).await?;
    if is_ready {
        return roots::have_no_foreign_keys(connection, &roots).await;
    }
    roots::still_fit(connection, &tables, &roots).await?;
    if is_proven {
        return Ok(());
    }
    fit_rows(connection, tenant, &tables, &roots, sealed).await
}

/// Whether the rows of a sealed copy fit the shared tables as these are now. Costs as much as copying them.
pub async fn fit_rows(
    connection: &mut PgConnection,
    tenant: &TenantName,
    tables: &[Table],
    roots: &Roots,
    sealed: &Copy,
) -> Result<(), StoreError> {
    let names = sealed.names();
    let tables = tables.iter().zip(&roots.0).zip(&names);
    let tried: Vec<Tried<'_>> = tables.map(|((table, root), sealed)| Tried::like_root(table, root, sealed)).collect();
    match trial::faults(connection, &tried).await?.as_slice() {
        [] => Ok(()),
        faults => Err(trial::refusal(tenant, faults)),
    }
}

/// Why tables cannot be moved.
struct Reasons {
    /// What would stay with the old tables, whatever the caller gives up.
    stay: Vec<String>,
    /// What would go with them, or come back although it was removed from them.
    go: Vec<String>,
    /// What comes back in any case, since nothing carries its removal.
    back: Vec<String>,
}

impl Reasons {
    async fn find(
        connection: &mut PgConnection,
        tenant: &TenantName,
        incoming: &Incoming<'_>,
        own: Option<&TenantSchema>,
        tables: &[Table],
    ) -> Result<Reasons, StoreError> {
        let mut reasons = Reasons { stay: Vec::new(), go: Vec::new(), back: Vec::new() };
        if let Some(own) = own {
            reasons.of_own_tables(connection, tenant, incoming, own, tables).await?;
        }
        match (incoming.can_move, incoming.rows.is_retired) {
            (false, true) => reasons.stay.push("the state is kept as rows".to_owned()),
            // What kept the tables from being moved has gone since.
            (false, false) if reasons.is_none() => reasons.stay.push("the standby was prepared for it".to_owned()),
            _ => {}
        }
        Ok(reasons)
    }

    async fn of_own_tables(
        &mut self,
        connection: &mut PgConnection,
        tenant: &TenantName,
        incoming: &Incoming<'_>,
        own: &TenantSchema,
        tables: &[Table],
    ) -> Result<(), StoreError> {
        if incoming.could_be_made() {
            self.stay.extend(other_columns(connection, incoming.rows, tables).await?);
        }
        let sql = format!(
            "SELECT reseed.dependents(reseed.live_tables({tenant})) AS said;
             SELECT line AS said, is_lost FROM reseed.alterations({tenant}, {})",
            incoming.tables.id,
            tenant = tenant.sql(),
        );
        let mut answers = ask(connection, sql).await.map_err(control_failed)?;
        for row in answers.rows() {
            self.stay.push(get(&row, "said")?);
        }
        for row in answers.rows() {
            let list = if get(&row, "is_lost")? { &mut self.back } else { &mut self.go };
            list.push(get(&row, "said")?);
        }
        if incoming.could_be_made() && !self.go.is_empty() {
            agreed::leave_out(&mut self.go, connection, tenant, &own.name, tables).await?;
        }
        Ok(())
    }

    /// Whether something was added that rows may violate.
    fn are_risky(&self) -> bool {
        const RISKS: [&str; 6] =
            ["column ", "constraint ", "index ", "NOT NULL of column ", "default of column ", "expression of column "];
        let mut added = self.go.iter().filter(|line| !line.ends_with("(removed)"));
        added.any(|line| RISKS.iter().any(|risk| line.starts_with(risk)))
    }

    fn is_none(&self) -> bool {
        self.stay.is_empty() && self.go.is_empty()
    }

    fn all(&self) -> Vec<String> {
        self.stay.iter().chain(&self.go).cloned().collect()
    }

    /// The refusal where rows cannot be restored either, because of `obstacles`.
    fn refusal(&self, tenant: &TenantName, obstacles: &[String]) -> StoreError {
        let whose = format!("tenant \"{tenant}\": its tables cannot be replaced");
        let why = match self.is_none() {
            true => String::new(),
            false => format!(" ({})", named(&self.all())),
        };
        let message = match obstacles {
            [] => format!("{whose}{why}"),
            obstacles => format!("{whose}{why}, nor their rows restored: {}", named(obstacles)),
        };
        let discard = match self.stay.is_empty() {
            true => " --discard-changes gives the tables the seed's shape and keeps the previous state for undo.",
            false => " Or drop what depends on the tables, run the command, then recreate it.",
        };
        let owner = match obstacles.iter().any(|line| line.contains(" belongs to role ")) {
            true => {
                " Make reseed's role the owner of all tables with ALTER TABLE … OWNER TO, or GRANT their owners to it."
            }
            false => "",
        };
        let identity = match obstacles.iter().any(|line| line.ends_with(" no replica identity")) {
            true => {
                " ALTER TABLE … REPLICA IDENTITY USING INDEX, or FULL, allows changes of a table without a primary key to be published."
            }
            false => "",
        };
        StoreError::refused(message).with_help(format!(
            "Revert what was done to the tables, or adapt the spec and run \"reseed up\".{owner}{identity}{discard} "
        ))
    }
}

/// Columns of a sealed copy that tables made from its snapshot's spec do not have: they would be lost.
async fn other_columns(
    connection: &mut PgConnection,
    sealed: &Copy,
    tables: &[Table],
) -> Result<Vec<String>, StoreError> {
    let mut found = Vec::new();
    for (index, table) in tables.iter().enumerate() {
        let stored = stored_columns(connection, sealed.table(index)?).await?;
        let declared = Layout::Schema.declared(table);
        let is_there = |(name, ty, _): &(String, String, bool)| {
            stored.iter().any(|column| column.name == *name && (column.ty == *ty || column.is_enum))
        };
        let lacking = declared.iter().filter(|column| !is_there(column)).map(|(name, ..)| name);
        let is_known = |name: &str| declared.iter().any(|(known, ..)| known == name);
        let extra = stored.iter().map(|column| &column.name).filter(|name| !is_known(name));
        let line =
            |name: &String| format!("column \"{}.{name}\" of the state is not as the spec has it", table.stored_name);
        found.extend(lacking.chain(extra).map(line));
        // Of a state that was saved after the application had done away with a NOT NULL.
        let required = declared.iter().filter(|(.., nullable)| !nullable).map(|(name, ..)| name);
        for name in required.filter(|name| stored.iter().any(|column| column.name == **name && column.nullable)) {
            if restore::has_nulls(connection, sealed.table(index)?, name).await? {
                found.push(format!(
                    "column \"{}.{name}\" of the state has nulls, which the spec does not allow",
                    table.stored_name
                ));
            }
        }
    }
    Ok(found)
}

/// The first of these, and how many more there are.
fn named(reasons: &[String]) -> String {
    let mut named = reasons[..reasons.len().min(NAMED_MAX)].to_vec();
    if reasons.len() > NAMED_MAX {
        named.push(format!("{} more", reasons.len() - NAMED_MAX));
    }
    named.join("; ")
}
