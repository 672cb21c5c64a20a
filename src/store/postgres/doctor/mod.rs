//! What a server's state means for resets: settings, headroom, and things that would hold one up or make it fail.
//!
//! Reads the catalog, rows only where [`resets`] has to, and changes nothing. A prediction states what it was computed from.

mod resets;

use std::time::Instant;

use sqlx::postgres::{PgConnection, PgRow};

use super::control::rows::{control_failed, get};
use super::names::CONTROL;
use crate::store::{Caller, ErrorKind, Finding, Level, StoreError};

/// The oldest server that resets are tested on.
const VERSION_MIN: i32 = 150_000;
/// A swap takes about this many locks per table: root, node, leaves, and their indexes.
const LOCKS_PER_TABLE: i64 = 9;
/// Milliseconds of a swap per table without the scans of pg_constraint, before PostgreSQL 18 and from it on (idle, in a
/// session that is not new; benches/README.md).
const SWAP_TABLE_MS: [f64; 2] = [1.2, 1.6];
/// How often attaching and detaching a table reads all of pg_constraint.
const CONSTRAINT_SCANS_PER_TABLE: f64 = 3.0;
/// The share of a query's time that one such reading costs, the query reading the whole table once; by version as above.
const SCAN_SHARE: [f64; 2] = [0.3, 0.45];
/// A swap that is predicted to take longer is worth a second database, milliseconds.
const SWAP_MS_MAX: f64 = 25.0;
/// Transactions that have been open for longer are named, seconds.
const OPEN_MAX_S: f64 = 60.0;

/// Looks at everything. What others' locks hide is a finding of its own, and the rest is looked at all the same.
pub async fn examine(connection: &mut PgConnection, caller: &Caller) -> Result<Vec<Finding>, StoreError> {
    let mut found = vec![version(connection).await?];
    found.extend(or_unknown("plan_cache_mode", plans(connection).await.map(|one| vec![one]), caller)?);
    found.extend(or_unknown("search_path", search_path(connection).await.map(|one| vec![one]), caller)?);
    found.extend(or_unknown("lock table and swap time", headroom(connection).await, caller)?);
    found.extend(or_unknown(
        "resets that would be refused",
        resets::refused(connection, caller).await.map(|one| vec![one]),
        caller,
    )?);
    found.extend(or_unknown(
        "publications that reach tenants",
        resets::published(connection).await.map(|one| vec![one]),
        caller,
    )?);
    found.extend(or_unknown("missing rights", rights(connection).await.map(|one| vec![one]), caller)?);
    for DoctorCheck { level, about, names_sql, help } in CHECKS {
        let names = sqlx::query_scalar(*names_sql).fetch_one(&mut *connection).await.map_err(control_failed);
        let one = names.map(|names| vec![Finding::of_names(*level, about, names, help)]);
        found.extend(or_unknown(about, one, caller)?);
    }
    found.extend(or_unknown(OPEN, open_transactions(connection).await.map(|one| vec![one]), caller)?);
    Ok(found)
}

/// What was found about something, or that it is unknown because others hold locks.
fn or_unknown(
    about: &'static str,
    found: Result<Vec<Finding>, StoreError>,
    caller: &Caller,
) -> Result<Vec<Finding>, StoreError> {
    caller.check()?;
    match found {
        Err(error) if error.kind() == ErrorKind::Busy => {
            let help = "Another session holds a lock on a table that this check reads. Run the command again later.";
            Ok(vec![Finding::new(Level::Warning, about, format!("unknown: {error}"), help)])
        }
        found => found,
    }
}

async fn version(connection: &mut PgConnection) -> Result<Finding, StoreError> {
    let sql =
        "SELECT current_setting('server_version_num')::integer AS number, current_setting('server_version') AS version";
    let row = sqlx::query(sql).fetch_one(connection).await.map_err(control_failed)?;
    let (number, version): (i32, String) = (get(&row, "number")?, get(&row, "version")?);
    Ok(match number {
        VERSION_MIN.. => Finding::ok("server version", version),
        _ => Finding::new(Level::Warning, "server version", version, "Resets are tested on PostgreSQL 15 and later."),
    })
}

/// How sessions plan that see all tenants' rows of shared tables: those of the roles for applications, and of reseed's own
/// where a tenant has no other. A tenant's own role reads its partitions only, whatever the plan. What a role has been given
/// for this database counts before what it has been given for all, before the database's and the server's.
async fn plans(connection: &mut PgConnection) -> Result<Finding, StoreError> {
    let sql = "WITH named AS (
          SELECT DISTINCT coalesce(d.app_role, session_user::text) AS role
          FROM reseed.datasets AS d JOIN reseed.copies AS c ON c.dataset = d.name AND c.place = 'live'
          JOIN reseed.tenants AS t ON t.name = c.tenant
          WHERE d.layout = 'shared' AND (d.app_role IS NOT NULL OR t.role IS NULL)
        ), roles AS (
          SELECT oid, rolname FROM pg_roles WHERE rolname IN (SELECT role FROM named)
        ), given AS (
          SELECT setrole, setdatabase, split_part(line, '=', 2) AS mode FROM pg_db_role_setting, unnest(setconfig) AS line
          WHERE line LIKE 'plan_cache_mode=%'
            AND setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
        ), servers AS (
          -- This session has its own setting, and goes back to the server's unless its login has been given one.
          SELECT reset_val AS mode FROM pg_settings WHERE name = 'plan_cache_mode'
            AND NOT EXISTS (SELECT FROM given WHERE setrole IN (0, (SELECT oid FROM pg_roles WHERE rolname = session_user)))
        ), modes AS (
          SELECT rolname, coalesce((SELECT mode FROM given WHERE setrole IN (0, roles.oid)
            ORDER BY setrole = 0, setdatabase = 0 LIMIT 1), (SELECT mode FROM servers), 'auto') AS mode FROM roles
        )
        SELECT string_agg(format('%1$s for role %2$I (ALTER ROLE %2$I IN DATABASE %3$I SET plan_cache_mode = force_custom_plan)',
          mode, rolname, current_database()), ', ' ORDER BY rolname) FROM modes WHERE mode <> 'force_custom_plan'";
    let found = sqlx::query_scalar(sql).fetch_one(connection).await.map_err(control_failed)?;
    let help = "From its sixth execution on, a prepared statement locks the partitions of all tenants in a shared table, and \
                  resets wait for it. The addresses that \"reseed url\" prints prevent this. Where applications connect in \
                  another way, run the statement as a role that may alter theirs.";
    Ok(Finding::of_names(Level::Warning, "plan_cache_mode", found, help))
}

/// Where tables go that are created without a schema by sessions of this role, which applications may share.
async fn search_path(connection: &mut PgConnection) -> Result<Finding, StoreError> {
    let sql = "SELECT reset_val, session_user::text = $1 FROM pg_settings WHERE name = 'search_path'";
    let found = sqlx::query_as(sql).bind(CONTROL).fetch_one(connection).await.map_err(control_failed)?;
    let (path, is_namesake): (String, bool) = found;
    Ok(match is_namesake && path.contains("$user") {
        false => Finding::ok("search_path", path),
        true => Finding::new(
            Level::Note,
            "search_path",
            format!("{path}, and the role is \"{CONTROL}\""),
            "Sessions of this role create tables among the control tables unless they name a schema. Let applications log in \
             with another role, or connect with \"reseed url\", which sets the search path; or run ALTER ROLE … SET search_path \
             = public.",
        ),
    })
}

/// Locks, constraints, and how long a swap takes.
async fn headroom(connection: &mut PgConnection) -> Result<Vec<Finding>, StoreError> {
    let sql = "SELECT current_setting('max_locks_per_transaction')::bigint
            * (current_setting('max_connections')::bigint + current_setting('max_prepared_transactions')::bigint) AS slots,
          (SELECT coalesce(max(tables), 0) FROM (SELECT count(*) AS tables FROM reseed.relations GROUP BY tenant, copy) AS t)
            AS tables,
          (SELECT count(*) FROM reseed.nodes) AS nodes,
          (SELECT count(*) FROM reseed.tenants) AS tenants,
          (SELECT count(*) FROM pg_constraint) AS constraints,
          current_setting('server_version_num')::bigint AS version,
          (SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p', 'i', 'I')) AS relations";
    let row = sqlx::query(sql).fetch_one(&mut *connection).await.map_err(control_failed)?;
    let number = |column: &str| get::<i64>(&row, column);
    let (slots, tables) = (number("slots")?, number("tables")?);
    let (nodes, tenants) = (number("nodes")?, number("tenants")?);
    let per_swap = tables * LOCKS_PER_TABLE + 4;
    let at_once = slots / 4 / per_swap.max(1);
    let locks = format!("{slots} slots; a swap of {tables} tables takes about {per_swap}, so {at_once} at once");
    let locks = match at_once {
        4.. => Finding::ok("lock table", locks),
        _ => Finding::new(
            Level::Warning,
            "lock table",
            locks,
            "Raise max_locks_per_transaction. When the lock table is full, every statement that needs another lock fails.",
        ),
    };
    let scan_ms = constraint_scan_ms(connection).await?;
    let by_version = usize::from(number("version")? >= 180_000);
    let shared = if nodes > 0 { CONSTRAINT_SCANS_PER_TABLE * SCAN_SHARE[by_version] * scan_ms } else { 0.0 };
    let swap_ms = tables as f64 * (SWAP_TABLE_MS[by_version] + shared);
    let size = format!("{tenants} tenants, {} relations, {} constraints", number("relations")?, number("constraints")?);
    let predicted =
        format!("about {swap_ms:.1} ms for {tables} tables ({size}; one scan of pg_constraint {scan_ms:.2} ms)");
    let swap = if swap_ms <= SWAP_MS_MAX {
        Finding::ok("predicted swap time", predicted)
    } else {
        Finding::new(
            Level::Warning,
            "predicted swap time",
            predicted,
            "Attaching a partition reads all of pg_constraint. Put new tenants into another database, or use --layout schema, \
             whose swaps do not depend on it.",
        )
    };
    Ok(vec![locks, swap])
}

/// The fastest of three.
async fn constraint_scan_ms(connection: &mut PgConnection) -> Result<f64, StoreError> {
    let mut fastest = f64::INFINITY;
    for _ in 0..3 {
        let watch = Instant::now();
        // No index has this column, so every row is looked at.
        let sql = "SELECT count(*) FROM pg_constraint WHERE connoinherit AND conislocal AND NOT convalidated";
        let _: i64 = sqlx::query_scalar(sql).fetch_one(&mut *connection).await.map_err(control_failed)?;
        fastest = fastest.min(watch.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(fastest)
}

async fn rights(connection: &mut PgConnection) -> Result<Finding, StoreError> {
    let sql = "SELECT string_agg(line, '; ') FROM (
          SELECT 'no CREATE on the database' AS line WHERE NOT has_database_privilege(current_database(), 'CREATE')
          UNION ALL SELECT format('not the owner of table %s', c.oid::regclass) FROM pg_class AS c
            WHERE c.oid IN (SELECT relation FROM reseed.roots UNION SELECT relation FROM reseed.relations)
              AND NOT pg_has_role(c.relowner, 'USAGE')
          UNION ALL SELECT format('not a member of role %s, so its sessions can be neither seen nor ended', r.role)
            FROM (SELECT app_role AS role FROM reseed.datasets UNION SELECT role FROM reseed.tenants) AS r
            WHERE role IS NOT NULL AND NOT EXISTS (SELECT FROM pg_roles WHERE rolname = r.role AND pg_has_role(oid, 'USAGE'))
        ) AS lines";
    let lacking = sqlx::query_scalar(sql).fetch_one(connection).await.map_err(control_failed)?;
    let help = "GRANT CREATE ON DATABASE, make this role the owner, or GRANT the application's role to it.";
    Ok(Finding::of_names(Level::Warning, "missing rights", lacking, help))
}

/// What is fine when there is none of it.
struct DoctorCheck {
    level: Level,
    about: &'static str,
    /// A query that gives the names of what there is as one text, or null.
    names_sql: &'static str,
    help: &'static str,
}

const CHECKS: &[DoctorCheck] = &[
    DoctorCheck {
        level: Level::Fault,
        about: "tenants whose seed lacks tables",
        names_sql: "SELECT string_agg(c.tenant, ', ' ORDER BY c.tenant) FROM reseed.copies AS c
         JOIN reseed.tenants AS t ON t.name = c.tenant AND t.seed = c.number
         WHERE c.place = 'snapshot' AND reseed.table_count(c.tenant, c.snapshot) > (SELECT count(*) FROM reseed.relations AS r
           JOIN pg_class AS p ON p.oid = r.relation WHERE r.tenant = c.tenant AND r.copy = c.id)",
        help: "A dump was restored in part, or the tables were dropped. \"reseed up\" recreates them from the spec; \"reseed down\" \
         removes the tenants.",
    },
    DoctorCheck {
        level: Level::Warning,
        about: "the server",
        names_sql: "SELECT nullif(concat_ws(', ', CASE WHEN pg_is_in_recovery() THEN 'a hot standby' END,
           CASE WHEN current_setting('server_encoding') <> 'UTF8' THEN format('encoding %s', current_setting('server_encoding')) END), '')",
        help: "A hot standby accepts no writes: resets need the primary's address. A database with another encoding than UTF8 cannot \
         store every character of generated texts: use one that was created with ENCODING 'UTF8'.",
    },
    DoctorCheck {
        level: Level::Fault,
        about: "schemas that were renamed",
        names_sql: "WITH wanted AS (
           SELECT t.home AS name, r.relation FROM reseed.tenants AS t JOIN reseed.copies AS c ON c.tenant = t.name AND c.place = 'live'
             JOIN reseed.relations AS r ON r.tenant = c.tenant AND r.copy = c.id WHERE c.schema IS NOT NULL
           UNION ALL SELECT d.root_schema, r.relation FROM reseed.datasets AS d JOIN reseed.roots AS r ON r.dataset = d.name
           UNION ALL SELECT 'reseed_data', node FROM reseed.nodes
         )
         SELECT string_agg(DISTINCT format('%s (ALTER SCHEMA %I RENAME TO %I)', w.name, n.nspname, w.name), '; ')
         FROM wanted AS w JOIN pg_class AS c ON c.oid = w.relation JOIN pg_namespace AS n ON n.oid = c.relnamespace
         WHERE n.nspname <> w.name AND to_regnamespace(quote_ident(w.name)) IS NULL",
        help: "Applications expect their tables in a schema of the old name, and reseed would create new tables there. The statements \
         restore the old names.",
    },
    DoctorCheck {
        level: Level::Fault,
        about: "foreign keys that refer to shared tables",
        names_sql: "WITH ours AS (
           SELECT relation AS oid FROM reseed.roots UNION SELECT node FROM reseed.nodes
           UNION SELECT r.relation FROM reseed.relations AS r JOIN reseed.copies AS c ON c.tenant = r.tenant AND c.id = r.copy
             WHERE c.place = 'live' AND c.schema IS NULL
         ), known AS (SELECT oid FROM ours UNION SELECT relation FROM reseed.relations)
         SELECT string_agg(format('%s on %s', conname, conrelid::regclass), ', ' ORDER BY conname) FROM pg_constraint
         WHERE contype = 'f' AND conparentid = 0 AND confrelid IN (SELECT oid FROM ours) AND conrelid NOT IN (SELECT oid FROM known)",
        help: "A reset cannot replace the rows of a shared table that a foreign key refers to. Drop the foreign key: reseed creates \
         the spec's own inside each copy.",
    },
    DoctorCheck {
        level: Level::Fault,
        about: "foreign keys of shared tables",
        names_sql: "SELECT string_agg(format('%s on %s', conname, conrelid::regclass), ', ' ORDER BY conname) FROM pg_constraint
         WHERE contype = 'f' AND conparentid = 0 AND conrelid IN (SELECT relation FROM reseed.roots UNION SELECT node FROM reseed.nodes)",
        help: "Each reset would check all rows of the tenant against it while all other tenants wait, so resets are refused. Drop it: \
         reseed creates the spec's own inside each copy.",
    },
    DoctorCheck {
        level: Level::Warning,
        about: "views on tenants' leaves",
        names_sql: "SELECT string_agg(DISTINCT format('%s', w.ev_class::regclass), ', ')
         FROM pg_depend AS d JOIN pg_rewrite AS w ON w.oid = d.objid
         JOIN reseed.relations AS r ON r.relation = d.refobjid
         WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND r.root IS NOT NULL",
        help: "After a reset they still show the old rows. Create them on the shared tables instead.",
    },
    DoctorCheck {
        level: Level::Warning,
        about: "grants on tenants' leaves",
        names_sql: "SELECT string_agg(DISTINCT c.oid::regclass::text, ', ')
         FROM pg_class AS c, aclexplode(c.relacl) AS a WHERE a.grantee <> c.relowner AND c.oid IN (
           SELECT relation FROM reseed.relations WHERE root IS NOT NULL UNION SELECT node FROM reseed.nodes)",
        help: "A reset does not carry them over, and they bypass the rights and policies of the shared tables. Grant on the shared \
         tables, and check the default privileges.",
    },
    DoctorCheck {
        level: Level::Warning,
        about: "tenants' roles",
        names_sql: "WITH tied AS (SELECT t.name, t.role, t.home, c.dataset FROM reseed.tenants AS t
             JOIN reseed.copies AS c ON c.tenant = t.name AND c.place = 'live' WHERE t.role IS NOT NULL),
           there AS (SELECT tied.*, r.oid FROM tied JOIN pg_roles AS r ON r.rolname = tied.role)
         SELECT string_agg(line, '; ' ORDER BY line) FROM (
           SELECT format('role %s of tenant %s is gone', role, name) AS line FROM tied
             WHERE NOT EXISTS (SELECT FROM there WHERE there.role = tied.role)
           UNION ALL SELECT format('role %s of tenant %s sees more than its rows: %s', role, name, reseed.loose_role(role, name))
             FROM there WHERE reseed.loose_role(role, name) IS NOT NULL
           UNION ALL SELECT format('role %s of tenant %s may use schema %s', role, name, s.nspname)
             FROM there JOIN pg_namespace AS s ON s.nspname = 'reseed' OR s.nspname LIKE 'reseed\\_data%'
             WHERE has_schema_privilege(there.oid, s.oid, 'USAGE')
           UNION ALL SELECT format('role %s of tenant %s lacks rights on %s', role, name, o.relation)
             FROM there, LATERAL (
               SELECT relation FROM reseed.roots AS r WHERE r.dataset = there.dataset AND there.home IS NULL
               UNION SELECT r.relation FROM reseed.relations AS r JOIN reseed.copies AS c ON c.tenant = r.tenant AND c.id = r.copy
                 WHERE r.tenant = there.name AND c.place = 'live' AND r.root IS NULL) AS o
               JOIN pg_class AS c ON c.oid = o.relation
             WHERE NOT (has_table_privilege(there.oid, c.oid, 'SELECT') AND has_schema_privilege(there.oid, c.relnamespace, 'USAGE'))
           UNION ALL SELECT format('role %s of tenant %s may truncate table %s', there.role, there.name, c.oid::regclass)
             FROM there JOIN reseed.roots AS r ON r.dataset = there.dataset JOIN pg_class AS c ON c.oid = r.relation
             WHERE has_table_privilege(there.oid, c.oid, 'TRUNCATE')
           UNION ALL SELECT format('table %s shows all rows to tenants', c.oid::regclass)
             FROM reseed.roots AS r JOIN reseed.datasets AS d ON d.name = r.dataset JOIN pg_class AS c ON c.oid = r.relation
             WHERE d.row_security AND NOT (c.relrowsecurity
               AND EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid AND polname = 'reseed_tenant'))
         ) AS lines",
        help: "Tenants are not isolated as intended. \"reseed up\" with --tenant-role restores missing rights and policies; remove \
         excess rights with REVOKE or ALTER ROLE.",
    },
    DoctorCheck {
        level: Level::Warning,
        about: "indexes of shared tables without tenant_id in front",
        names_sql: "SELECT string_agg(format('%1$s (CREATE %2$sINDEX ON %3$s (%4$s); DROP INDEX %1$s)', i.indexrelid::regclass,
             CASE WHEN i.indisunique THEN 'UNIQUE ' END, i.indrelid::regclass,
             (SELECT concat_ws(', ', 'tenant_id', string_agg(part, ', ' ORDER BY place) FILTER (WHERE part <> 'tenant_id'))
               FROM generate_series(1, i.indnkeyatts) AS place, pg_get_indexdef(i.indexrelid, place, true) AS part)),
             ', ' ORDER BY i.indexrelid::regclass::text)
         FROM pg_index AS i JOIN reseed.roots AS r ON r.relation = i.indrelid JOIN reseed.datasets AS d ON d.name = r.dataset
         WHERE d.row_security AND NOT EXISTS (SELECT FROM pg_attribute AS a
           WHERE a.attrelid = i.indrelid AND a.attnum = i.indkey[0] AND a.attname = 'tenant_id')",
        help: "Tenants have their own roles here. With an index that does not lead with tenant_id, the row counts in their query plans \
         reveal how many rows of other tenants have a value. Create the replacement when writers can wait, then drop the index.",
    },
    DoctorCheck {
        level: Level::Warning,
        about: "constraints of older versions",
        names_sql: "SELECT string_agg(format('ALTER TABLE %s DROP CONSTRAINT %I', relation, name), '; '
           ORDER BY relation::text, name) FROM reseed.outdated_checks()",
        help: "Older versions limited columns to the values that they are drawn from, so applications cannot write others. These \
         statements drop the constraints; the next reset creates tables without them.",
    },
    DoctorCheck {
        level: Level::Note,
        about: "UUID keys without a default",
        names_sql: "SELECT string_agg(format('ALTER TABLE ONLY %s ALTER COLUMN %I SET DEFAULT gen_random_uuid()', r.relation, a.attname),
             '; ' ORDER BY r.relation::text, a.attnum)
         FROM reseed.roots AS r JOIN pg_class AS c ON c.oid = r.relation JOIN pg_index AS i ON i.indrelid = c.oid AND i.indisprimary
         JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey) AND a.atttypid = 'uuid'::regtype
         -- Only the tables of tenants show what refers to other tables.
         WHERE NOT a.atthasdef AND EXISTS (SELECT FROM reseed.relations AS l JOIN reseed.copies AS k
             ON k.tenant = l.tenant AND k.id = l.copy WHERE l.root = r.relation AND k.place = 'live')
         AND NOT EXISTS (
           SELECT FROM reseed.relations AS l JOIN pg_constraint AS f ON f.conrelid = l.relation AND f.contype = 'f'
           JOIN pg_attribute AS o ON o.attrelid = f.conrelid AND o.attnum = ANY (f.conkey)
           WHERE l.root = r.relation AND o.attname = a.attname)",
        help: "Shared tables that older versions created have none, so inserts must give these ids. The statements add the default; \
         standbys are rebuilt after that.",
    },
    DoctorCheck {
        level: Level::Note,
        about: "partitions of removed tenants",
        names_sql: "SELECT string_agg(format('%s (%s)', tenant, number), ', ' ORDER BY tenant) FROM (
           SELECT tenant, count(*) AS number FROM reseed.nodes AS n
           WHERE NOT EXISTS (SELECT FROM reseed.tenants WHERE name = n.tenant) GROUP BY tenant) AS gone",
        help: "Each of these empty partitions of the shared tables makes swaps slower. \"reseed reconcile\" removes them without \
         blocking other tenants.",
    },
    DoctorCheck {
        level: Level::Warning,
        about: "other tables in the control schema",
        names_sql: "SELECT string_agg(c.oid::regclass::text, ', ' ORDER BY c.relname) FROM pg_class AS c
         WHERE c.relnamespace = 'reseed'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relname NOT IN (
           'datasets', 'tenants', 'snapshots', 'epochs', 'operations', 'copies', 'relations', 'nodes', 'roots', 'enums',
           'leases', 'origin', 'standby_failures', 'counted_columns', '_sqlx_migrations') AND c.relname NOT LIKE 'adopted%'",
        help: "Schema \"reseed\" is for the control tables only. A role of the same name creates tables there unless it names a schema. \
         Move them with ALTER TABLE … SET SCHEMA.",
    },
    DoctorCheck {
        level: Level::Warning,
        about: "tables of applications that were altered",
        names_sql: "SELECT string_agg(tenant, ', ' ORDER BY tenant) FROM reseed.adopted_tenants WHERE structure <> reseed.adopted_structure(set_id)",
        help: "The next reset of these tenants is refused. \"reseed adopt\" takes the rows that are there as the new seed.",
    },
    DoctorCheck {
        level: Level::Note,
        about: "logs that may have missed writes",
        names_sql: "SELECT string_agg(tenant, ', ' ORDER BY tenant) FROM reseed.adopted_tenants
           WHERE structure = reseed.adopted_structure(set_id) AND evidence <> reseed.adopted_evidence(set_id)",
        help: "Tables or triggers of these tenants were altered, truncated or replaced. The next reset compares all rows.",
    },
    DoctorCheck {
        level: Level::Note,
        about: "stale standbys",
        names_sql: "SELECT string_agg(DISTINCT tenant, ', ') FROM reseed.unfit_standbys(NULL)",
        help: "The shared tables were altered, or a seal was broken, after these standbys were made. The next reset rebuilds the \
         standby first; \"reseed reconcile\" rebuilds it now.",
    },
    DoctorCheck {
        level: Level::Note,
        about: "tenants without a standby",
        names_sql: "SELECT string_agg(t.name, ', ') FROM reseed.tenants AS t WHERE t.seed IS NOT NULL AND NOT t.is_adopted
           AND NOT EXISTS (SELECT FROM reseed.copies AS c WHERE c.tenant = t.name AND c.place = 'standby')",
        help: "Their next reset copies the seed first. \"reseed reconcile\" creates the missing standbys.",
    },
    DoctorCheck {
        level: Level::Warning,
        about: "unfinished work",
        names_sql: "SELECT string_agg(DISTINCT tenant, ', ') FROM (
           SELECT c.tenant, t.id FROM reseed.copies AS c JOIN reseed.tenants AS t ON t.name = c.tenant WHERE c.place = 'building'
           UNION SELECT o.tenant, t.id FROM reseed.operations AS o JOIN reseed.tenants AS t ON t.name = o.tenant
             WHERE o.state IN ('running', 'recorded')
         ) AS u WHERE NOT EXISTS (SELECT FROM reseed.leases AS l WHERE l.name = u.tenant AND reseed.is_held(l))
           AND reseed.older_holder(u.tenant, u.id) IS NULL",
        help: "A process ended in the middle of an operation. The next command on the tenant completes the operation or undoes it; \
         \"reseed reconcile\" does so now.",
    },
    DoctorCheck {
        level: Level::Note,
        about: "expired tenants",
        names_sql: "SELECT string_agg(name, ', ') FROM reseed.tenants WHERE expires_us < extract(epoch FROM now()) * 1000000",
        help: "\"reseed reconcile\" or \"reseed down --expired\" removes them.",
    },
    DoctorCheck {
        level: Level::Warning,
        about: "prepared transactions",
        names_sql: "SELECT string_agg(format('%L since %s', gid, date_trunc('second', prepared)), ', ') FROM pg_prepared_xacts
         WHERE database = current_database()",
        help: "They hold their locks until they are committed or rolled back, even after a restart of the server.",
    },
];

/// What [`open_transactions`] is about.
const OPEN: &str = "sessions idle in transaction";

async fn open_transactions(connection: &mut PgConnection) -> Result<Finding, StoreError> {
    let sql = "SELECT DISTINCT a.pid, a.application_name, a.state, extract(epoch FROM now() - a.xact_start)::float8 AS lasts_s
        FROM pg_stat_activity AS a JOIN pg_locks AS l ON l.pid = a.pid AND l.locktype = 'relation'
        WHERE a.datname = current_database() AND a.state LIKE 'idle in transaction%' AND a.pid <> pg_backend_pid()
          AND l.relation IN (SELECT node FROM reseed.nodes UNION SELECT relation FROM reseed.relations)
          AND now() - a.xact_start > make_interval(secs => $1) ORDER BY a.pid";
    let rows = sqlx::query(sql).bind(OPEN_MAX_S).fetch_all(connection).await.map_err(control_failed)?;
    let line = |row: &PgRow| {
        let (pid, lasts_s): (i32, f64) = (get(row, "pid")?, get(row, "lasts_s")?);
        Ok(format!("session {pid} ({:?}) for {lasts_s:.0} s", get::<String>(row, "application_name")?))
    };
    let named = rows.iter().map(line).collect::<Result<Vec<_>, StoreError>>()?;
    let help = "They block resets of the tenants whose tables they use. Set idle_in_transaction_session_timeout for the \
                  applications' roles, or reset with --blockers terminate.";
    let named = (!named.is_empty()).then(|| named.join(", "));
    Ok(Finding::of_names(Level::Warning, OPEN, named, help))
}
