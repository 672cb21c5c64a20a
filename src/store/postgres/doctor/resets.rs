//! The doctor's check of resets: which ones would be refused now, in the words of the refusal, and who would not see one.
//!
//! Rows are read only where a migration has added what they may violate.

use sqlx::postgres::PgConnection;

use crate::store::postgres::control::rows::{control_failed, recorded_snapshot};
use crate::store::postgres::layout::publications;
use crate::store::postgres::swap::way;
use crate::store::{Caller, ErrorKind, Finding, Level, Preference, StoreError, TenantName};

/// How many tenants are named one by one.
const NAMED_MAX: usize = 5;

/// The tenants whose reset would be refused, with the reason; those with the same reason together.
pub async fn refused(connection: &mut PgConnection, caller: &Caller) -> Result<Finding, StoreError> {
    let sql = "SELECT name, seed FROM reseed.tenants WHERE seed IS NOT NULL ORDER BY name";
    let tenants = sqlx::query_as(sql).fetch_all(&mut *connection).await.map_err(control_failed)?;
    let tenants: Vec<(String, i32)> = tenants;
    let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
    let mut helps: Vec<String> = Vec::new();
    for (name, seed) in tenants {
        caller.check()?;
        let Some(error) = obstacle(connection, &name.parse()?, seed.unsigned_abs()).await? else { continue };
        let (message, help) = (error.to_string(), error.to_do().unwrap_or_default().to_owned());
        match reasons.iter_mut().find(|(known, _)| *known == message) {
            Some((_, names)) => names.push(name),
            None => reasons.push((message, vec![name])),
        }
        if !helps.contains(&help) {
            helps.push(help);
        }
    }
    let text = |(message, names): &(String, Vec<String>)| match message.starts_with("tenant \"") {
        true => message.clone(),
        false => format!("{}: {message}", listed(names)),
    };
    let texts: Vec<String> = reasons.iter().map(text).collect();
    let found = (!texts.is_empty()).then(|| texts.join("; "));
    Ok(Finding::of_names(Level::Fault, "resets that would be refused", found, &helps.join(" ")))
}

/// Why a reset of this tenant would be refused.
async fn obstacle(
    connection: &mut PgConnection,
    tenant: &TenantName,
    seed: u32,
) -> Result<Option<StoreError>, StoreError> {
    let foreseen = match recorded_snapshot(connection, tenant, seed).await {
        Ok(snapshot) => way::foresee(connection, tenant, &snapshot, Preference::Fitting).await,
        Err(error) => Err(error),
    };
    match foreseen {
        Ok(foreseen) => Ok(foreseen.obstacle),
        Err(error) if error.kind() == ErrorKind::Damaged => Ok(Some(error)),
        Err(error) => Err(error),
    }
}

/// The publications that reach tenants' tables.
pub async fn published(connection: &mut PgConnection) -> Result<Finding, StoreError> {
    let found = publications::find(connection, None).await?;
    let texts: Vec<String> =
        found.iter().map(|reach| format!("{}: {}", reach.message, listed(&reach.tenants))).collect();
    let found = (!texts.is_empty()).then(|| texts.join("; "));
    let help = "Subscribers receive nothing of a reset that moves tables, and may stop at the next insert of any tenant. Use \
                  --replicate with reset, undo and snapshot restore. FOR ALL TABLES also sends the rows of every standby: \
                  publish chosen tables, and shared ones with publish_via_partition_root.";
    Ok(Finding::of_names(Level::Warning, "publications that reach tenants", found, help))
}

/// The names, or how many more there are.
fn listed(names: &[String]) -> String {
    let more = names.len().saturating_sub(NAMED_MAX);
    let named = names[..names.len() - more].join(", ");
    if more > 0 { format!("{named} and {more} more") } else { named }
}
