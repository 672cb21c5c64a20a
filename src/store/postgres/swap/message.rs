//! What the server is told: one text, one transaction, in two halves. After the first all locks are held and all checks
//! done, and nothing has changed yet; the second moves the tables and records it.

use std::time::Duration;

use super::{BROKEN_SEAL, HANGS_ON, LOST_LEASE, OTHER_COPIES, OTHER_ROOTS};
use crate::store::postgres::control::signed;
use crate::store::postgres::copies::{self, Copy};
use crate::store::postgres::ddl;
use crate::store::postgres::home::OwnSchema;
use crate::store::quote::{literal, quoted};
use crate::store::{Lease, StoreError, Swap};

/// How long each statement may take once the locks are held: all of them change the catalog only.
pub const STATEMENT_WAIT: Duration = Duration::from_secs(5);
/// All locks together may take this many times the wait for one.
const LOCKS_WAIT: u32 = 3;
/// How long a rehearsal waits for each lock.
const REHEARSAL_LOCK_WAIT_MS: u32 = 10;
/// How long the halves may be apart.
const BETWEEN_MS: u32 = 2_000;

/// The parts of the message.
pub struct Message<'a> {
    pub lease: &'a Lease,
    pub swap: &'a Swap,
    pub live: Option<Copy>,
    pub staged: Copy,
    /// Shared layout: which leaf is on which of the tenant's nodes now.
    pub attached: Vec<(String, String)>,
    /// Schema layout: the schema that the tenant works in.
    pub home: Option<OwnSchema>,
}

impl Message<'_> {
    /// Makes a session know the tables and the checks: a new one would read much of the catalog while it holds the locks.
    /// Changes nothing, and locks nobody out.
    pub fn rehearsal(&self) -> Result<String, StoreError> {
        let looks = self.locked()?.into_iter().map(|name| format!("SELECT FROM {name} LIMIT 0;\n"));
        Ok(format!(
            "SET LOCAL lock_timeout = {REHEARSAL_LOCK_WAIT_MS};\n{}{}",
            looks.collect::<String>(),
            self.checks()
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
            self.checks()
        ))
    }

    /// Moves the tables and records it.
    pub fn moves(&self) -> Result<String, StoreError> {
        let moves = match &self.home {
            Some(home) => self.moves_between_schemas(home),
            None => self.moves_of_leaves()?,
        };
        Ok(moves + &self.records())
    }

    /// Every table that the swap touches, so that the locks come in one order: shared layout, the nodes (which take
    /// their leaves along) and the standby's tables; schema layout, what is live and the standby's tables.
    pub fn locked(&self) -> Result<Vec<&str>, StoreError> {
        let mut names: Vec<&str> = match self.home {
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
            let unseal = copies::unseal(&relation.name);
            format!("{unseal}ALTER TABLE {node} ATTACH PARTITION {} FOR VALUES IN ({tenant});\n", relation.name)
        });
        Ok(off.chain(on).collect())
    }

    /// What hangs on the live tables and is not reseed's: grants and views are put on the new ones, everything else is
    /// refused, because it would silently stay with the old ones.
    fn moves_between_schemas(&self, home: &OwnSchema) -> String {
        let live: Vec<String> = self.live_names().map(|name| format!("{}::regclass::oid", literal(name))).collect();
        let aside = self.live.as_ref().and_then(|live| live.schema.as_deref()).map(quoted);
        let out = self.live_names().zip(aside.iter().cycle());
        let out: String = out.map(|(name, aside)| format!("  ALTER TABLE {name} SET SCHEMA {aside};\n")).collect();
        let put = |name: &str| {
            // A role may have been tied to the tenant after the copy was made.
            let rights: String = home.roles.iter().map(|role| ddl::grant_rows(name, role)).collect();
            format!("  {}  {rights}  ALTER TABLE {name} SET SCHEMA {};\n", copies::unseal(name), quoted(&home.name))
        };
        let put: String = self.staged.names().into_iter().map(put).collect();
        ddl::block(&format!(
            "DECLARE
  live oid[] := ARRAY[{live}]::oid[];
  hanging text := reseed.hanging_on(live);
  again text[] := reseed.made_again(live);
  statement text;
BEGIN
  IF hanging IS NOT NULL THEN RAISE EXCEPTION USING ERRCODE = '{HANGS_ON}', MESSAGE = hanging; END IF;
{out}{put}  FOREACH statement IN ARRAY again LOOP
    BEGIN EXECUTE statement;
    EXCEPTION WHEN undefined_column OR undefined_table OR invalid_table_definition THEN
      RAISE EXCEPTION USING ERRCODE = '{HANGS_ON}', MESSAGE = format('%s cannot be put on the other tables: %s',
        split_part(statement, ' AS ', 1), SQLERRM);
    END;
  END LOOP;
END",
            live = live.join(", ")
        ))
    }

    fn checks(&self) -> String {
        let (tenant, token) = (literal(self.lease.tenant.as_str()), self.lease.token);
        let live = self.live.as_ref().map_or("NULL".to_owned(), |live| live.id.to_string());
        let fingerprint = self.staged.fingerprint.as_ref().map(|fingerprint| {
            format!(
                "IF reseed.fingerprint({}) <> {} THEN
    RAISE EXCEPTION USING ERRCODE = '{OTHER_ROOTS}', MESSAGE = 'the roots have changed'; END IF;",
                self.staged.roots().oids(),
                literal(fingerprint)
            )
        });
        ddl::block(&format!(
            "BEGIN
  PERFORM 1 FROM reseed.tenants WHERE name = {tenant} AND token = {token} FOR SHARE;
  IF NOT FOUND THEN RAISE EXCEPTION USING ERRCODE = '{LOST_LEASE}', MESSAGE = 'the lease is lost'; END IF;
  IF (SELECT max(id) FROM reseed.copies WHERE tenant = {tenant} AND place = 'live') IS DISTINCT FROM {live}
     OR NOT EXISTS (SELECT 1 FROM reseed.copies WHERE tenant = {tenant} AND id = {staged} AND staged = {epoch})
  THEN RAISE EXCEPTION USING ERRCODE = '{OTHER_COPIES}', MESSAGE = 'the copies have changed'; END IF;
  IF NOT reseed.is_sealed({tenant}, {staged})
  THEN RAISE EXCEPTION USING ERRCODE = '{BROKEN_SEAL}', MESSAGE = 'the seal is broken'; END IF;
  {fingerprint}
END",
            staged = self.staged.id,
            epoch = self.swap.epoch,
            fingerprint = fingerprint.unwrap_or_default(),
        ))
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
                "UPDATE reseed.copies SET place = 'live', number = {}, staged = NULL WHERE tenant = {tenant} AND id = {};\n",
                self.swap.epoch, self.staged.id
            )
    }
}
