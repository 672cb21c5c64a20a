//! Operations on real PostgreSQL servers, and what applications do meanwhile.

mod crash;
mod reset;
mod server;

use std::time::Duration;

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Executor};
use tokio::runtime::Runtime;

use crate::reset::Policy;
use crate::store::TenantName;
use crate::store::postgres::PostgresStore;
use crate::store::postgres::tests::fixture::{batches, plan};

use super::run;

/// A store in a database of its own.
pub struct Sandbox {
    pub url: String,
    pub policy: Policy,
    pub runtime: Runtime,
}

impl Sandbox {
    pub fn new(version: u16) -> Sandbox {
        Sandbox::at(server::database(version))
    }

    /// The store at an address.
    pub fn at(url: String) -> Sandbox {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let policy = Policy { wait: Duration::from_millis(800), ..Policy::default() };
        Sandbox { url, policy, runtime: runtime.expect("a runtime") }
    }

    /// A sandbox with these tenants on the seed.
    pub fn with_tenants(version: u16, tenants: &[&str]) -> Sandbox {
        let sandbox = Sandbox::new(version);
        tenants.iter().for_each(|tenant| sandbox.up(tenant, 0));
        sandbox
    }

    pub fn up(&self, tenant: &str, variant: i64) {
        let mut plan = plan();
        plan.tenant = tenant.to_owned();
        plan.params.insert("variant".to_owned(), variant.to_string());
        run!(self, up(&plan, &batches(&plan, variant), None, None)).expect("the tenant is created");
    }

    pub fn store(&self) -> PostgresStore {
        self.runtime.block_on(PostgresStore::create(&self.url, None)).expect("the store opens")
    }

    /// A connection as an application has it.
    pub fn app(&self) -> App<'_> {
        let mut connection = self.runtime.block_on(PgConnection::connect(&self.url)).expect("the server answers");
        self.runtime.block_on(connection.execute("SET search_path = shop")).expect("the schema is chosen");
        App { runtime: &self.runtime, connection }
    }

    /// What an application may do to a tenant's rows.
    pub fn make_a_mess(&self, tenant: &str) {
        self.app().exec(&format!(
            "INSERT INTO customers (tenant_id, code) VALUES ('{tenant}', '00000000-0000-0000-0000-000000000000');
             UPDATE customers SET balance = 1.5, name = 'changed' WHERE tenant_id = '{tenant}' AND id = 7;
             DELETE FROM lines WHERE tenant_id = '{tenant}' AND order_id = 3;"
        ));
    }

    /// Digest of the tenant's rows as they are now, and the names of everything that differs in the schema.
    pub fn fingerprint(&self, tenant: &str) -> (String, Vec<String>) {
        let found = run!(self, verify(&name(tenant))).expect("the live data can be read");
        (found.live.digest.to_string(), found.schema.into_iter().map(|difference| difference.name).collect())
    }

    pub fn equals_seed(&self, tenant: &str) -> bool {
        run!(self, verify(&name(tenant))).expect("the live data can be read").equals_seed
    }
}

/// A connection of an application.
pub struct App<'s> {
    runtime: &'s Runtime,
    pub connection: PgConnection,
}

impl App<'_> {
    pub fn exec(&mut self, sql: &str) {
        self.try_exec(sql).expect("the application's statement runs");
    }

    pub fn try_exec(&mut self, sql: &str) -> Result<(), sqlx::Error> {
        let query = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        self.runtime.block_on(query.execute(&mut self.connection)).map(drop)
    }

    pub fn integer(&mut self, sql: &str) -> i64 {
        let query = sqlx::query_scalar(AssertSqlSafe(sql.to_owned()));
        self.runtime.block_on(query.fetch_one(&mut self.connection)).expect("the application's query runs")
    }
}

pub fn name(tenant: &str) -> TenantName {
    tenant.parse().expect("is a tenant name")
}

/// Runs a test on every version.
pub fn on_every_version(test: impl Fn(u16)) {
    server::VERSIONS.into_iter().for_each(test);
}
