//! Which way a sealed state becomes live: by moving tables, or by rows; or why by neither.
//!
//! One preflight for everything that brings a state back, and for everything that foretells it.

use sqlx::postgres::{PgConnection, PgRow};

use super::ask::{Literal, ask};
use super::control::{control_failed, get};
use super::copies::{self, Copy};
use super::ddl::Layout;
use super::home::{self, OwnSchema};
use super::{read, roots, rows, stage};
use crate::plan::Table;
use crate::store::records::{Place, Snapshot};
use crate::store::{ErrorKind, Foreseen, Preference, StoreError, TenantName, Way, tables_of};

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

/// How it becomes live.
pub enum Decision {
    /// Its tables take the place of the live ones.
    Move,
    /// The live tables get its rows.
    Rows(Box<rows::Order>),
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
        Some(live) => home::own_schema(connection, tenant, &live.dataset).await?,
        None => None,
    };
    decide_for(connection, tenant, incoming, (live.as_ref(), own.as_ref()), preference).await
}

/// The same, knowing what is live and the tenant's own schema.
pub async fn decide_for(
    connection: &mut PgConnection,
    tenant: &TenantName,
    incoming: &Incoming<'_>,
    (live, own): (Option<&Copy>, Option<&OwnSchema>),
    preference: Preference,
) -> Result<Decision, StoreError> {
    let is_there = |live: &&Copy| live.relations.iter().any(|relation| relation.exists);
    let Some(live) = live.filter(is_there).cloned() else { return into_nothing(tenant, incoming) };
    let tables = tables_of(&incoming.snapshot.schema)?;
    let reasons = Reasons::find(connection, tenant, incoming, (own, &tables)).await?;
    if preference == Preference::DiscardChanges && own.is_none() {
        return Err(StoreError::usage(format!("tenant \"{tenant}\" works in tables that it shares with others"))
            .hint(
                "Leave --discard-changes out: what was added to shared tables belongs to all. Nothing has changed.",
            ));
    }
    let why = match preference {
        Preference::Fitting if reasons.is_none() => return Ok(Decision::Move),
        Preference::Fitting => reasons.all(),
        Preference::Replicate => vec!["subscribers are to follow (--replicate)".to_owned()],
        Preference::DiscardChanges if !incoming.can_move && !incoming.rows.is_retired => {
            return Err(rows_only(format!("tenant \"{tenant}\": the standby has rows only")));
        }
        Preference::DiscardChanges if reasons.stay.is_empty() => return Ok(Decision::Move),
        Preference::DiscardChanges => return Err(reasons.refusal(tenant, &[])),
    };
    let sql = "SELECT md5(reseed.properties($1, $2)::text)";
    let properties = sqlx::query_scalar(sql).bind(tenant.as_str()).bind(live.id).fetch_one(&mut *connection).await;
    let properties = properties.map_err(control_failed)?;
    let made_from = stage::snapshot(connection, tenant, live.snapshot).await?;
    let live_tables = tables_of(&made_from.schema)?;
    let mut arranged = live.clone();
    let others = arranged.arrange(&live_tables, &tables);
    let others = others.into_iter().map(|other| format!("the state to come back lacks table \"{}\"", other.name));
    let home = own.map(|own| own.name.as_str());
    let (pairs, found) = rows::obstacles(connection, &tables, (&arranged, incoming.rows), home).await?;
    let obstacles: Vec<String> = others.chain(found).collect();
    if !obstacles.is_empty() {
        return Err(reasons.refusal(tenant, &obstacles));
    }
    let (source, why) = (incoming.rows.clone(), named(&why));
    Ok(Decision::Rows(Box::new(rows::Order { live, live_tables, source, tables, pairs, properties, why })))
}

/// Where there are no live tables, some have to be brought.
fn into_nothing(tenant: &TenantName, incoming: &Incoming<'_>) -> Result<Decision, StoreError> {
    match (incoming.can_move, incoming.rows.is_retired) {
        (true, _) => Ok(Decision::Move),
        (false, true) => Err(StoreError::refused(format!(
            "tenant \"{tenant}\": its live tables are gone, and the state to come back is kept as rows"
        ))
        .hint(format!("Run `reseed reset {tenant}` first, which brings tables. Nothing has changed."))),
        (false, false) => {
            Err(rows_only(format!("tenant \"{tenant}\": its live tables are gone, and the standby has rows only")))
        }
    }
}

/// A standby whose tables are needed and that has none.
fn rows_only(said: String) -> StoreError {
    StoreError::new(ErrorKind::Stale, said).hint("Run the command again; it makes a new standby. Nothing has changed.")
}

/// Which way a snapshot of the tenant would become live now.
pub async fn foresee(
    connection: &mut PgConnection,
    tenant: &TenantName,
    snapshot: &Snapshot,
    preference: Preference,
) -> Result<Foreseen, StoreError> {
    let Some(sealed) = copies::find(connection, tenant, Place::Snapshot(snapshot.number)).await? else {
        return Ok(Foreseen::plain(Way::Move));
    };
    let incoming = Incoming { rows: &sealed, tables: &sealed, snapshot, can_move: true };
    let decision = match decide(connection, tenant, &incoming, preference).await {
        Ok(Decision::Move) => fits_roots(connection, &sealed.dataset, snapshot).await.map(|()| Decision::Move),
        decision => decision,
    };
    match decision {
        Ok(Decision::Move) => Ok(Foreseen::plain(Way::Move)),
        Ok(Decision::Rows(order)) => Ok(Foreseen { by: Way::Rows, why: Some(order.why), obstacle: None }),
        Err(error) if error.kind() == ErrorKind::Refused => {
            Ok(Foreseen { obstacle: Some(error), ..Foreseen::plain(Way::Move) })
        }
        Err(error) => Err(error),
    }
}

/// Whether tables of the snapshot can go below the shared ones of its dataset, if it has any.
async fn fits_roots(connection: &mut PgConnection, dataset: &str, snapshot: &Snapshot) -> Result<(), StoreError> {
    let shared = sqlx::query_scalar("SELECT layout = 'shared' FROM reseed.datasets WHERE name = $1").bind(dataset);
    if !shared.fetch_one(&mut *connection).await.map_err(control_failed)? {
        return Ok(());
    }
    let tables = tables_of(&snapshot.schema)?;
    match roots::find(connection, dataset, &tables).await {
        Ok(roots) => roots::still_fit(connection, &tables, &roots).await,
        // What is gone is made again.
        Err(error) if error.kind() == ErrorKind::Damaged => Ok(()),
        Err(error) => Err(error),
    }
}

/// Why tables cannot be moved.
struct Reasons {
    /// What would stay with the old tables, whatever the caller gives up.
    stay: Vec<String>,
    /// What would go with them.
    go: Vec<String>,
}

impl Reasons {
    async fn find(
        connection: &mut PgConnection,
        tenant: &TenantName,
        incoming: &Incoming<'_>,
        (own, tables): (Option<&OwnSchema>, &[Table]),
    ) -> Result<Reasons, StoreError> {
        let mut reasons = Reasons { stay: Vec::new(), go: Vec::new() };
        if own.is_some() {
            reasons.of_own_tables(connection, tenant, incoming, tables).await?;
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
        tables: &[Table],
    ) -> Result<(), StoreError> {
        let could_be_made = !incoming.tables.has_tables || incoming.tables.id == incoming.rows.id;
        if could_be_made && !incoming.rows.is_retired {
            self.stay.extend(other_columns(connection, incoming.rows, tables).await?);
        }
        let sql = format!(
            "SELECT reseed.dependents(reseed.live_tables({tenant})) AS said;
             SELECT reseed.additions({tenant}, {}) AS said",
            incoming.tables.id,
            tenant = tenant.sql(),
        );
        let mut answers = ask(connection, sql).await.map_err(control_failed)?;
        let said = |rows: Vec<PgRow>| rows.iter().map(|row| get(row, "said")).collect::<Result<Vec<String>, _>>();
        self.stay.extend(said(answers.rows())?);
        self.go = said(answers.rows())?;
        Ok(())
    }

    fn is_none(&self) -> bool {
        self.stay.is_empty() && self.go.is_empty()
    }

    fn all(&self) -> Vec<String> {
        self.stay.iter().chain(&self.go).cloned().collect()
    }

    /// What a caller hears when rows do not help either, because of `obstacles`.
    fn refusal(&self, tenant: &TenantName, obstacles: &[String]) -> StoreError {
        let whose = format!("tenant \"{tenant}\": its tables cannot be replaced");
        let why = match self.is_none() {
            true => String::new(),
            false => format!(" ({})", named(&self.all())),
        };
        let said = match obstacles {
            [] => format!("{whose}{why}"),
            obstacles => format!("{whose}{why}, nor their rows restored: {}", named(obstacles)),
        };
        let discard = match self.stay.is_empty() {
            true => " `--discard-changes` gives the tables the seed's shape back and keeps the state before for undo.",
            false => " What depends on the tables can be dropped before and created again afterwards.",
        };
        StoreError::refused(said).hint(format!(
            "Take back what was done to the tables, or bring the spec to it and run `reseed up`.{discard} Nothing has changed."
        ))
    }
}

/// Columns of a sealed copy that tables made from its snapshot's spec do not have: they would be lost on the way.
async fn other_columns(
    connection: &mut PgConnection,
    sealed: &Copy,
    tables: &[Table],
) -> Result<Vec<String>, StoreError> {
    let mut found = Vec::new();
    for (index, table) in tables.iter().enumerate() {
        let there = read::stored_columns(connection, sealed.table(index)?).await?;
        let declared = Layout::Schema.declared(table);
        let is_there = |(name, ty, _): &(String, String, bool)| {
            there.iter().any(|column| column.name == *name && (column.ty == *ty || column.is_enum))
        };
        let lacking = declared.iter().filter(|column| !is_there(column)).map(|(name, ..)| name);
        let is_known = |name: &str| declared.iter().any(|(known, ..)| known == name);
        let extra = there.iter().map(|column| &column.name).filter(|name| !is_known(name));
        let said =
            |name: &String| format!("column \"{}.{name}\" of the state is not as the spec has it", table.stored_name);
        found.extend(lacking.chain(extra).map(said));
        // Of a state that was saved after the application had done away with a NOT NULL.
        let required = declared.iter().filter(|(.., nullable)| !nullable).map(|(name, ..)| name);
        for name in required.filter(|name| there.iter().any(|column| column.name == **name && column.nullable)) {
            if rows::has_nulls(connection, sealed.table(index)?, name).await? {
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
