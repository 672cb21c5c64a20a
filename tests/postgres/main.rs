//! Operations on real PostgreSQL servers, and what applications do meanwhile.

/// A test for every version with the tenant `acme` in a schema of its own.
macro_rules! on_own_tables {
    ($name:ident, $test:expr $(,)?) => {
        in_own_schemas!($name, |ground| {
            let test: fn($crate::Sandbox) = $test;
            test($crate::Sandbox::with_tenants(ground, &["acme"]));
        });
    };
}

mod acting;
mod adopted;
mod alterations;
mod blockers;
mod breakages;
mod choices;
mod clocks;
mod crash;
mod datasets;
mod evidence;
mod faults;
mod fills;
mod ids;
mod indexes;
mod init;
mod leases;
mod loads;
mod nodes;
mod owners;
mod plans;
mod preflight;
mod relay;
mod removals;
mod replication;
mod reset;
mod roles;
mod rows;
mod rows_faults;
mod status;
mod traffic;
mod trips;
mod waits;
mod writes;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};
use tokio::runtime::Runtime;

use reseed::plan::Plan;
use reseed::reset::{Operations, Policy, Receipt};
use reseed::store::TenantName;
use reseed::store::postgres::{ChoiceType, Layout, PostgresStore, Wanted};
use reseed::store::sqlite::SqliteStore;
use reseed::testkit::commands::Verbs;
use reseed::testkit::ground::Ground;
use reseed::testkit::server::{self, Temporary};
use reseed::testkit::without_nul::{batches, plan};
use reseed::{everywhere, grounds, in_own_schemas, in_shared_tables};

/// A store in a database of its own.
struct Sandbox {
    url: String,
    layout: Layout,
    choices: Option<ChoiceType>,
    policy: Policy,
    runtime: Runtime,
    /// Dropped after the runtime, and with it the connections.
    _database: Option<Temporary>,
}

impl Sandbox {
    fn new(ground: Ground) -> Sandbox {
        Sandbox::on(server::temporary(ground.version), ground.layout)
    }

    fn on(database: Temporary, layout: Layout) -> Sandbox {
        let sandbox = Sandbox::at(database.address.clone(), layout);
        Sandbox { _database: Some(database), ..sandbox }
    }

    /// The store at an address.
    fn at(url: String, layout: Layout) -> Sandbox {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let policy = Policy { wait: Duration::from_millis(800), ..Policy::default() };
        Sandbox { url, layout, choices: None, policy, runtime: runtime.expect("a runtime"), _database: None }
    }

    /// A sandbox with these tenants on the seed.
    fn with_tenants(ground: Ground, tenants: &[&str]) -> Sandbox {
        Sandbox::made(ground, &tenants.join(" "), |sandbox| tenants.iter().for_each(|tenant| sandbox.up(tenant, 0)))
    }

    /// A sandbox with what `make` makes in a new one. It does so once for each name; tests get copies.
    fn made(ground: Ground, name: &str, make: impl FnOnce(&Sandbox)) -> Sandbox {
        let name = format!("{} {name}", ground.layout.word());
        let make = |url: &str| make(&Sandbox::at(url.to_owned(), ground.layout));
        Sandbox::on(server::temporary_with(ground.version, &name, make), ground.layout)
    }

    fn up(&self, tenant: &str, variant: i64) {
        let mut plan = plan();
        plan.tenant = tenant.parse().expect("a tenant name");
        plan.params.insert("variant".to_owned(), variant.to_string());
        self.up_plan(&plan, &batches(&plan, variant));
    }

    fn store(&self) -> PostgresStore {
        let wanted = Wanted { layout: Some(self.layout), choices: self.choices, ..Wanted::default() };
        self.runtime.block_on(PostgresStore::create(&self.url, wanted)).expect("the store opens")
    }

    /// A connection as an application of `acme` has it.
    fn app(&self) -> App<'_> {
        self.app_of("acme")
    }

    /// A connection as an application of a tenant has it.
    fn app_of(&self, tenant: &str) -> App<'_> {
        self.app_as("reseed", tenant)
    }

    /// The same, logged in with a role.
    fn app_as(&self, role: &str, tenant: &str) -> App<'_> {
        let url = self.url.replace("//reseed@", &format!("//{role}@"));
        let connection = self.runtime.block_on(PgConnection::connect(&url)).expect("the server answers");
        let mut app = App { runtime: &self.runtime, connection, layout: self.layout, tenant: tenant.to_owned() };
        let schema = if self.layout == Layout::Shared { "shop" } else { tenant };
        app.exec(&format!("SET search_path = \"{schema}\""));
        app
    }

    /// What an application may do to a tenant's rows.
    fn make_a_mess(&self, tenant: &str) {
        self.app_of(tenant).exec(
            "INSERT INTO customers (:tenant_column code) VALUES (:tenant_value '00000000-0000-0000-0000-000000000000');
             UPDATE customers SET balance = 1.5, name = 'changed' WHERE :mine AND id = 7;
             DELETE FROM lines WHERE :mine AND order_id = 3;",
        );
    }

    /// Waits until the server's answer is more than 0.
    fn until(&self, sql: &str) {
        let mut app = self.app();
        while app.integer(sql) == 0 {
            app.exec("SELECT pg_sleep(0.02)");
        }
    }

    /// Digest of the tenant's rows as they are now, and the names of everything that differs in the schema.
    fn fingerprint(&self, tenant: &str) -> (String, Vec<String>) {
        let found = self.tenant(tenant).verify();
        (found.live.digest.to_string(), found.schema.into_iter().map(|difference| difference.name).collect())
    }

    fn equals_seed(&self, tenant: &str) -> bool {
        self.tenant(tenant).verify().equals_seed
    }
}

impl Verbs for Sandbox {
    type Store = PostgresStore;

    fn open(&self) -> PostgresStore {
        self.store()
    }

    fn policy(&self) -> Policy {
        self.policy
    }

    fn runtime(&self) -> &Runtime {
        &self.runtime
    }
}

/// A connection of an application. Its statements say `:mine` where shared tables need the tenant's condition, and
/// `:tenant_column`, `:tenant_value` where an insert needs its column.
struct App<'s> {
    runtime: &'s Runtime,
    connection: PgConnection,
    layout: Layout,
    tenant: String,
}

impl App<'_> {
    fn of_layout(&self, sql: &str) -> AssertSqlSafe<String> {
        let tenant = &self.tenant;
        let (mine, column, value) = match self.layout {
            Layout::Shared => (format!("tenant_id = '{tenant}'"), "tenant_id,", format!("'{tenant}',")),
            Layout::Schema => ("true".to_owned(), "", String::new()),
        };
        let sql = sql.replace(":mine", &mine).replace(":tenant_column", column).replace(":tenant_value", &value);
        AssertSqlSafe(sql)
    }

    fn exec(&mut self, sql: &str) {
        self.try_exec(sql).unwrap_or_else(|error| panic!("the application's statement runs: {error}: {sql}"));
    }

    fn try_exec(&mut self, sql: &str) -> Result<(), sqlx::Error> {
        let query = sqlx::raw_sql(self.of_layout(sql));
        self.runtime.block_on(query.execute(&mut self.connection)).map(drop)
    }

    fn integer(&mut self, sql: &str) -> i64 {
        let query = sqlx::query_scalar(self.of_layout(sql));
        self.runtime.block_on(query.fetch_one(&mut self.connection)).expect("the application's query runs")
    }
}

/// Whether the other sessions of a test are to end: once this is dropped, however the test ends.
struct Done<'f>(&'f AtomicBool);

impl Drop for Done<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// What the embedded store records of the dataset's first rows.
fn in_embedded_store(plan: &Plan) -> Receipt {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let store = SqliteStore::create(folder.path(), Default::default()).await.expect("the store opens");
        let operations = Operations::new(&store, Policy::default());
        operations.up(plan, &batches(plan, 0), None, None).await.expect("the tenant is created")
    })
}

fn name(tenant: &str) -> TenantName {
    tenant.parse().expect("is a tenant name")
}
