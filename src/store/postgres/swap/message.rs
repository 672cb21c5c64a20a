//! The message to the server: one text, one transaction, in two halves. After the first all locks are held and all checks
//! done, and nothing has changed yet; the second moves the tables and records it.

use std::time::Duration;

use crate::store::postgres::control::checks;
use crate::store::postgres::control::rows::signed;
use crate::store::postgres::copies::{self, Copy, sealing};
use crate::store::postgres::layout::ddl;
use crate::store::postgres::layout::placement::TenantSchema;
use crate::store::quote::{literal, quoted};
use crate::store::{Lease, Preference, StoreError, Swap};

/// How long each statement may take once the locks are held: all of them change the catalog only.
pub const STATEMENT_WAIT: Duration = Duration::from_secs(5);
/// All locks together may take this many times the wait for one.
const LOCKS_WAIT: u32 = 3;
/// How long a rehearsal waits for each lock.
const REHEARSAL_LOCK_WAIT_MS: u32 = 10;
/// How long the halves may be apart.
const BETWEEN_MS: u32 = 2_000;

/// The parts of the message.
pub struct SwapMessage<'a> {
    pub lease: &'a Lease,
    pub swap: &'a Swap,
    pub live: Option<Copy>,
    pub staged: Copy,
    /// Shared layout: which leaf is on which of the tenant's nodes now.
    pub attached: Vec<(String, String)>,
    /// Schema layout: the schema that the tenant works in.
    pub own_schema: Option<TenantSchema>,
    /// What was removed from the live tables and comes back, where that was looked up.
    pub brought_back: Option<Vec<String>>,
}

impl SwapMessage<'_> {
    /// Makes a session know the tables and the checks: a new one would read much of the catalog while it holds the locks.
    /// Changes nothing, and blocks no session.
    pub fn rehearsal(&self) -> Result<String, StoreError> {
        let looks = self.locked()?.into_iter().map(|name| format!("SELECT FROM {name} LIMIT 0;\n"));
        Ok(format!(
            "SET LOCAL lock_timeout = {REHEARSAL_LOCK_WAIT_MS};\n{}{}",
            looks.collect::<String>(),
            // What a move would not carry was looked for a moment ago.
            self.checks_of_copies().concat()
        ))
    }

    /// Takes all locks, waiting `lock_wait_ms` for each, and checks; gives the milliseconds that the locks took.
    pub fn locks(&self, lock_wait_ms: u32) -> Result<String, StoreError> {
        let names = self.locked()?.join(", ");
        Ok(format!(
            "SET LOCAL lock_timeout = {lock_wait_ms}; SET LOCAL statement_timeout = {};
             SET LOCAL idle_in_transaction_session_timeout = {BETWEEN_MS};
             SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
             LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE;
             SELECT (extract(epoch FROM clock_timestamp() - statement_timestamp()) * 1000)::float8;
             SET LOCAL statement_timeout = {};
             {}",
            lock_wait_ms * LOCKS_WAIT,
            STATEMENT_WAIT.as_millis(),
            self.checks().concat()
        ))
    }

    /// Moves the tables and records it.
    pub fn moves(&self) -> Result<String, StoreError> {
        let moves = match &self.own_schema {
            Some(own_schema) => self.moves_between_schemas(own_schema),
            None => self.moves_of_leaves()?,
        };
        Ok(moves + &self.records())
    }

    /// Every table that the swap touches, so that the locks come in one order: shared layout, the nodes (which take
    /// their leaves along) and the standby's tables; schema layout, what is live and the standby's tables.
    pub fn locked(&self) -> Result<Vec<&str>, StoreError> {
        let mut names: Vec<&str> = match self.own_schema {
            Some(_) => self.live_names().collect(),
            None => self.nodes()?.into_iter().chain(self.attached.iter().map(|(_, node)| node.as_str())).collect(),
        };
        names.sort_unstable();
        names.dedup();
        names.extend(self.staged.names());
        Ok(names)
    }

    fn live_names(&self) -> impl Iterator<Item = &str> {
        let relations = self.live.iter().flat_map(|live| &live.relations);
        relations.filter(|relation| relation.exists).map(|relation| relation.name.as_str())
    }

    fn nodes(&self) -> Result<Vec<&str>, StoreError> {
        self.staged.relations.iter().map(copies::Relation::node).collect()
    }

    fn moves_of_leaves(&self) -> Result<String, StoreError> {
        let off =
            self.attached.iter().rev().map(|(leaf, node)| format!("ALTER TABLE {node} DETACH PARTITION {leaf};\n"));
        let tenant = literal(self.lease.tenant.as_str());
        let on = self.staged.relations.iter().zip(self.nodes()?).map(|(relation, node)| {
            let unseal = sealing::drop_trigger(&relation.name);
            format!("{unseal}ALTER TABLE {node} ATTACH PARTITION {} FOR VALUES IN ({tenant});\n", relation.name)
        });
        Ok(off.chain(on).collect())
    }

    /// The live tables go to the schema of their copy, the standby's come, with exactly the rights of the live ones.
    fn moves_between_schemas(&self, own_schema: &TenantSchema) -> String {
        let tenant = literal(self.lease.tenant.as_str());
        let aside = self.live.as_ref().and_then(|live| live.schema.as_deref()).map(quoted);
        let out = self.live_names().zip(aside.iter().cycle());
        let out: String = out.map(|(name, aside)| format!("ALTER TABLE {name} SET SCHEMA {aside};\n")).collect();
        let names = self.staged.names();
        let put = |name: &&str| {
            format!("{}ALTER TABLE {name} SET SCHEMA {};\n", sealing::drop_trigger(name), quoted(&own_schema.name))
        };
        let put: String = names.iter().map(put).collect();
        // For tables that have no live counterpart: a role may have been tied to the tenant after the copy was made.
        let rights: String = own_schema.roles.iter().map(|role| ddl::grant_rows(&names.join(", "), role)).collect();
        rights + &copies::with_rights(&tenant, self.staged.id) + &out + &put
    }

    fn checks(&self) -> Vec<String> {
        let mut parts = self.checks_of_copies();
        // Of live tables that are all gone everything comes back, and nothing stands on them.
        if self.own_schema.is_some() && self.live_names().next().is_some() {
            let loses_additions = self.swap.preference == Preference::DiscardChanges;
            let lost = self.brought_back.as_deref();
            parts.push(checks::can_be_moved(self.lease, self.staged.id, loses_additions, lost));
        }
        parts
    }

    /// The same without what depends on the live tables.
    fn checks_of_copies(&self) -> Vec<String> {
        let (lease, staged) = (self.lease, self.staged.id);
        let live = self.live.as_ref().map(|live| live.id);
        vec![
            checks::has_lease(lease),
            checks::has_copies(lease, live, staged, self.swap.epoch),
            checks::is_not_stale(lease, staged),
        ]
    }

    fn records(&self) -> String {
        let tenant = literal(self.lease.tenant.as_str());
        let retired = self.live.as_ref().zip(self.swap.retire).map(|(live, number)| {
            // Whatever was done to the roots has been done to what was live, too; what is done to them from now on is not.
            let fingerprint = self.staged.fingerprint.as_deref().map_or("NULL".to_owned(), literal);
            format!(
                "UPDATE reseed.copies SET place = 'retired', number = {}, fingerprint = {fingerprint}
                 WHERE tenant = {tenant} AND id = {};\n",
                signed(number),
                live.id
            )
        });
        retired.unwrap_or_default()
            + &format!(
                "UPDATE reseed.copies SET place = 'live', number = {}, staged = NULL, content = NULL WHERE tenant = {tenant} AND id = {};\n",
                self.swap.epoch, self.staged.id
            )
    }
}
