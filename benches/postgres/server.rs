//! A throw-away server, and tenants on it.

use std::ops::Range;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use reseed::generate::{Engine, Shard, StreamRequest, stream};
use reseed::plan::Plan;
use reseed::plan::resolve::{Inputs, resolve};
use reseed::reset::{Operations, Policy};
use reseed::spec::parse::parse;
use reseed::spec::source::Source;
use reseed::store::postgres::{Layout, PostgresStore, Wanted};
use reseed::store::{BatchConsumer, BatchSource, StoreError};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};
use tokio::runtime::Runtime;

use super::throwaway;

/// A server that stops when this is dropped.
pub struct Server {
    pub address: String,
    pub runtime: Runtime,
    _server: throwaway::Server,
}

impl Server {
    pub fn start(version: u16) -> Server {
        let settings = ["shared_buffers = 1GB", "max_wal_size = 8GB", "maintenance_work_mem = 256MB"];
        let server = throwaway::Server::start(version, &settings);
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        Server { address: server.address.clone(), runtime: runtime.expect("a runtime"), _server: server }
    }

    pub fn store(&self, layout: Layout) -> PostgresStore {
        let wanted = Wanted { layout: Some(layout), ..Wanted::default() };
        self.runtime.block_on(PostgresStore::create(&self.address, wanted)).expect("the store opens")
    }

    /// Creates a tenant of shop.yaml with this many customers; gives the seconds that took.
    pub fn up(&self, store: &PostgresStore, tenant: &str, customers: u64) -> f64 {
        let plan = plan(include_str!("shop.yaml"), tenant, &[("customers", customers)]);
        self.up_plan(store, plan).0
    }

    /// Creates a tenant of a plan; gives the seconds that took, and those of them in which rows were made and taken.
    pub fn up_plan(&self, store: &PostgresStore, plan: Plan) -> (f64, f64) {
        let rows = Rows { engine: Engine::new(Arc::new(plan)), taken_s: Mutex::new(0.0) };
        let watch = Instant::now();
        let operations = Operations::new(store, policy());
        let done = self.runtime.block_on(operations.up(rows.engine.plan(), &rows, None, None));
        done.expect("the tenant is created");
        (watch.elapsed().as_secs_f64(), *rows.taken_s.lock().expect("no thread panics with it"))
    }

    /// Where the server's files and its socket are.
    pub fn folder(&self) -> &str {
        self.address.split_once("host=").expect("a socket's folder").1
    }

    /// A connection of the superuser, who may read and write files.
    pub fn superuser(&self) -> Session<'_> {
        let address = self.address.replace("//reseed@", "//postgres@");
        let connection = self.runtime.block_on(PgConnection::connect(&address)).expect("the server answers");
        Session { runtime: &self.runtime, connection }
    }

    /// A plain connection.
    pub fn connect(&self) -> Session<'_> {
        let connection = self.runtime.block_on(PgConnection::connect(&self.address)).expect("the server answers");
        Session { runtime: &self.runtime, connection }
    }
}

/// Waits for as long as it takes.
pub fn policy() -> Policy {
    Policy { wait: Duration::from_secs(60), ..Policy::default() }
}

/// A connection as an application has it.
pub struct Session<'s> {
    runtime: &'s Runtime,
    pub connection: PgConnection,
}

impl Session<'_> {
    pub fn exec(&mut self, sql: &str) {
        let query = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        let done = self.runtime.block_on(query.execute(&mut self.connection));
        done.unwrap_or_else(|error| panic!("{error}: {sql}"));
    }

    pub fn integer(&mut self, sql: &str) -> i64 {
        let query = sqlx::query_scalar(AssertSqlSafe(sql.to_owned()));
        let found = self.runtime.block_on(query.fetch_one(&mut self.connection));
        found.unwrap_or_else(|error| panic!("{error}: {sql}"))
    }

    /// The rows of one column of text.
    pub fn lines(&mut self, sql: &str) -> Vec<String> {
        let query = sqlx::query_scalar(AssertSqlSafe(sql.to_owned()));
        let found = self.runtime.block_on(query.fetch_all(&mut self.connection));
        found.unwrap_or_else(|error| panic!("{error}: {sql}"))
    }

    /// Milliseconds of a statement.
    pub fn time(&mut self, sql: &str) -> f64 {
        let watch = Instant::now();
        self.exec(sql);
        watch.elapsed().as_secs_f64() * 1000.0
    }
}

pub fn plan(spec: &str, tenant: &str, set: &[(&str, u64)]) -> Plan {
    let text = set.iter().fold(spec.to_owned(), |text, (name, value)| {
        let line = text.lines().find(|line| line.trim_start().starts_with(&format!("{name}: "))).map(str::to_owned);
        text.replacen(&line.expect("the parameter"), &format!("  {name}: {value}"), 1)
    });
    let parsed = parse(&Source::new("spec.yaml", text)).unwrap_or_else(|rejected| panic!("{rejected}"));
    resolve(&parsed, &Inputs::new(tenant.parse().expect("a tenant name")))
        .unwrap_or_else(|rejected| panic!("{rejected}"))
}

struct Rows {
    engine: Engine,
    taken_s: Mutex<f64>,
}

impl BatchSource for Rows {
    fn for_each(&self, tables: Range<usize>, consume: &mut BatchConsumer<'_>) -> Result<(), StoreError> {
        let watch = Instant::now();
        let request = StreamRequest { tables: tables.collect(), shard: Shard::WHOLE, threads: None, block_rows: None };
        let streamed = stream(&self.engine, &request, |_, batch| Ok(batch), consume);
        // The store takes a batch when it has room, so the last ones are on their way when all are taken.
        *self.taken_s.lock().expect("no thread panics with it") += watch.elapsed().as_secs_f64();
        streamed.map_err(|error: reseed::generate::StreamError<StoreError>| StoreError::data(format!("{error:?}")))
    }
}
