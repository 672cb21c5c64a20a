//! Logical replication: every publication of a tenant's tables is named, and subscribers follow a restore by rows.

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};

use super::server::{self, Server};
use super::*;
use reseed::reset::Receipt;
use reseed::store::{ErrorKind, Preference, Way};

/// How long a change may take to arrive, and how long to wait between two looks.
const ARRIVES_IN: Duration = Duration::from_secs(60);

/// A database of another server that subscribes to a sandbox's tables.
struct Subscriber<'s> {
    sandbox: &'s Sandbox,
    connection: PgConnection,
    /// The tables, with their schemas, as both sides have them.
    tables: Vec<String>,
}

impl<'s> Subscriber<'s> {
    /// Subscribes to the publication "feed", once every table is there and has its rows.
    fn new(sandbox: &'s Sandbox, server: &Server, schemas: &[&str]) -> Subscriber<'s> {
        let url = server::database_at(&server.address).replace("//reseed@", "//postgres@");
        let connection = sandbox.runtime.block_on(PgConnection::connect(&url)).expect("the server answers");
        let mut subscriber = Subscriber { sandbox, connection, tables: Vec::new() };
        for schema in schemas {
            let made: Vec<(String, String)> = sandbox.runtime.block_on(async {
                let mut app = PgConnection::connect(&sandbox.url).await.expect("the server answers");
                let made = sqlx::query_as(TABLES).bind(schema).fetch_all(&mut app).await;
                made.expect("its tables")
            });
            subscriber.exec(&format!("CREATE SCHEMA {schema}"));
            for (table, create) in made {
                subscriber.exec(&create);
                subscriber.tables.push(table);
            }
        }
        let (_, address) = sandbox.url.rsplit_once("localhost/").expect("an address of a test's server");
        let (database, folder) = address.split_once("?host=").expect("a socket's folder");
        subscriber.exec(&format!(
            "CREATE SUBSCRIPTION {database} CONNECTION 'host={folder} dbname={database} user=postgres' PUBLICATION feed"
        ));
        subscriber.until("SELECT count(*) = 0 FROM pg_subscription_rel WHERE srsubstate <> 'r'", "the first rows");
        subscriber
    }

    fn exec(&mut self, sql: &str) {
        let done =
            self.sandbox.runtime.block_on(sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut self.connection));
        done.unwrap_or_else(|error| panic!("the subscriber: {error}: {sql}"));
    }

    fn is(&mut self, sql: &str) -> bool {
        let query = sqlx::query_scalar(AssertSqlSafe(sql.to_owned()));
        self.sandbox.runtime.block_on(query.fetch_one(&mut self.connection)).expect("the subscriber's query runs")
    }

    /// Waits until the answer is true.
    fn until(&mut self, sql: &str, what: &str) {
        let start = std::time::Instant::now();
        while !self.is(sql) {
            assert!(start.elapsed() < ARRIVES_IN, "{what} did not arrive");
            self.exec("SELECT pg_sleep(0.02)");
        }
    }

    /// All rows of all tables, here and at the sandbox.
    fn both(&mut self) -> [String; 2] {
        let parts: Vec<String> = self
            .tables
            .iter()
            .map(|table| {
                format!(
                    "coalesce((SELECT string_agg(t::text, ' ' ORDER BY t::text COLLATE \"C\") FROM {table} AS t), '')"
                )
            })
            .collect();
        let sql = format!("SELECT md5({})", parts.join(" || "));
        let read = async |connection: &mut PgConnection| {
            let sql = format!("SET search_path = pg_catalog; SET timezone = 'UTC'; {sql}");
            let rows = sqlx::raw_sql(AssertSqlSafe(sql)).fetch_all(connection).await.expect("all rows");
            sqlx::Row::get::<String, _>(&rows[0], 0)
        };
        self.sandbox.runtime.block_on(async {
            let here = read(&mut self.connection).await;
            let mut there = PgConnection::connect(&self.sandbox.url).await.expect("the server answers");
            [here, read(&mut there).await]
        })
    }

    /// Waits until it has the rows that the sandbox has; gives their hash.
    fn follows(&mut self, what: &str) -> String {
        let start = std::time::Instant::now();
        loop {
            let [here, there] = self.both();
            if here == there {
                return there;
            }
            assert!(start.elapsed() < ARRIVES_IN, "{what} did not arrive");
            self.exec("SELECT pg_sleep(0.02)");
        }
    }
}

/// The tables that applications use in a schema, as plain ones with the same columns and keys.
const TABLES: &str = "SELECT c.oid::regclass::text, format('CREATE TABLE %s (%s, %s)', c.oid::regclass,
      (SELECT string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' ORDER BY attnum) FROM pg_attribute
        WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped),
      (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = c.oid AND contype = 'p'))
    FROM pg_class AS c WHERE c.relnamespace = $1::regnamespace AND c.relkind IN ('r', 'p') ORDER BY c.relname";

const INSERT: &str = "INSERT INTO customers (:tenant_column code) VALUES (:tenant_value gen_random_uuid())";

/// Acme and Globex at a publisher of their own, and what subscribes to them.
fn published(ground: Ground, test: impl Fn(Sandbox, Subscriber<'_>)) {
    let publisher = Server::start(ground.version, &["wal_level = logical"]);
    let server = Server::start(ground.version, &[]);
    let sandbox = Sandbox::at(server::database_at(&publisher.address), ground.layout);
    ["acme", "globex"].into_iter().for_each(|tenant| sandbox.up(tenant, 0));
    let (schemas, feed): (&[&str], _) = match ground.layout {
        Layout::Shared => (
            &["shop"],
            "CREATE PUBLICATION feed FOR TABLE shop.customers, shop.\"Order \"\"Details\"\"\", shop.lines WITH (publish_via_partition_root)",
        ),
        Layout::Schema => (&["acme", "globex"], "CREATE PUBLICATION feed FOR TABLES IN SCHEMA acme, globex"),
    };
    sandbox.app_as("postgres", "acme").exec(feed);
    let other = Sandbox::at(sandbox.url.clone(), ground.layout);
    test(sandbox, Subscriber::new(&other, &server, schemas));
}

fn way(receipt: &Receipt) -> Way {
    receipt.swap.as_ref().expect("it was swapped").by
}

everywhere!(subscribers_follow_a_reset_an_undo_and_a_restore_with_replicate, |ground| {
    published(ground, |mut sandbox, mut subscriber| {
        let seed = subscriber.follows("the seed");
        sandbox.save("seed");
        sandbox.make_a_mess("acme");
        let mess = subscriber.follows("the mess");
        assert_ne!(mess, seed);
        sandbox.policy.preference = Preference::Replicate;
        let receipt = sandbox.reset();
        assert_eq!(way(&receipt), Way::Rows);
        assert_eq!(receipt.swap.map(|swap| swap.publications.len()), Some(1));
        assert_eq!(subscriber.follows("the reset"), seed);
        // The next inserts arrive, the neighbour's too.
        for tenant in ["acme", "globex"] {
            sandbox.app_of(tenant).exec(INSERT);
        }
        let after = subscriber.follows("the next inserts");
        let undone = sandbox.undo();
        assert_eq!(way(&undone), Way::Rows);
        assert_ne!(subscriber.follows("the undo"), after);
        let restored = sandbox.restore("seed");
        assert_eq!(way(&restored), Way::Rows);
        sandbox.app_of("globex").exec("DELETE FROM customers WHERE :mine AND id = 41");
        assert_eq!(subscriber.follows("the restore"), seed);
        assert!(sandbox.equals_seed("acme"));
    });
});

everywhere!(subscribers_do_not_see_a_move_and_stop_at_an_id_that_they_have, |ground| {
    published(ground, |sandbox, mut subscriber| {
        let schema = |tenant: &'static str| if ground.layout == Layout::Shared { "shop" } else { tenant };
        sandbox.make_a_mess("acme");
        subscriber.follows("the mess");
        let foreseen = sandbox.dry_run(0);
        let receipt = sandbox.reset();
        assert_eq!(way(&receipt), Way::Move);
        assert_eq!(receipt.swap.expect("it was swapped").publications, foreseen.publications);
        sandbox.app_of("globex").exec("UPDATE customers SET name = 'later' WHERE :mine AND id = 1");
        let has =
            |tenant, name| format!("SELECT EXISTS (SELECT FROM {}.customers WHERE name = '{name}')", schema(tenant));
        subscriber.until(&has("globex", "later"), "a neighbour's update");
        assert!(subscriber.is(&has("acme", "changed")), "it has the mess still");
        // The id that the mess took is the next one again.
        sandbox.app().exec(INSERT);
        subscriber.until("SELECT apply_error_count > 0 FROM pg_stat_subscription_stats", "a conflict");
    });
});

everywhere!(every_publication_of_a_tenants_tables_is_named, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme", "globex"]);
    let (schema, mut admin) =
        (if ground.layout == Layout::Shared { "shop" } else { "acme" }, sandbox.app_as("postgres", "acme"));
    let named = || sandbox.dry_run(0).publications;
    assert!(named().is_empty());
    admin.exec(&format!(
        "SET client_min_messages = error; CREATE PUBLICATION a_all FOR ALL TABLES; CREATE PUBLICATION b_schema FOR TABLES IN SCHEMA {schema};
         CREATE PUBLICATION c_table FOR TABLE {schema}.lines WITH (publish_via_partition_root);
         CREATE TABLE public.other (id int PRIMARY KEY); CREATE PUBLICATION other FOR TABLE public.other"
    ));
    let wanted = [
        "\"a_all\" (FOR ALL TABLES)".to_owned(),
        format!("\"b_schema\" (FOR TABLES IN SCHEMA {schema})"),
        "\"c_table\" (FOR TABLE, publish_via_partition_root)".to_owned(),
    ];
    assert_eq!(named(), wanted);
    let receipt = sandbox.reset();
    assert_eq!(receipt.swap.expect("it was swapped").publications, wanted);
    let findings = sandbox.runtime.block_on(sandbox.store().examine()).expect("findings");
    let found =
        findings.iter().find(|finding| finding.about == "publications that reach tenants").expect("it is looked at");
    let both = if ground.layout == Layout::Shared { "acme, globex" } else { "acme" };
    let told = format!("{}: acme, globex; {}: {both}; {}: {both}", wanted[0], wanted[1], wanted[2]);
    assert_eq!(found.found, told);
});

in_own_schemas!(a_published_table_that_has_no_replica_identity_is_refused_by_name_until_it_has_one, |ground| {
    let mut sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.app().exec(
        "ALTER TABLE lines DROP CONSTRAINT lines_pkey; CREATE UNIQUE INDEX lines_key ON lines (order_id, line_no)",
    );
    sandbox
        .app_as("postgres", "acme")
        .exec("SET client_min_messages = error; CREATE PUBLICATION feed FOR TABLES IN SCHEMA acme");
    sandbox.policy.preference = Preference::Replicate;
    let foreseen = sandbox.dry_run(0);
    let error = sandbox.try_reset().expect_err("its changes cannot be sent");
    assert_eq!((error.kind(), foreseen.obstacle), (ErrorKind::Refused, Some(error.to_string())));
    let told = "publication \"feed\" sends changes of table \"acme.lines\", which has no replica identity";
    assert!(error.to_string().contains(told), "{error}");
    assert!(error.help().is_some_and(|help| help.contains("REPLICA IDENTITY")), "{:?}", error.help());
    sandbox.app().exec("DELETE FROM customers WHERE false; ALTER TABLE lines REPLICA IDENTITY USING INDEX lines_key");
    sandbox.app().exec("DELETE FROM lines WHERE order_id = 3");
    let receipt = sandbox.reset();
    assert_eq!(way(&receipt), Way::Rows);
});
