//! Where a tenant's live tables hang, in either layout, and what a copy has to be like to hang there.
//!
//! A dataset has one layout in a store, chosen by its first `up`, and so have all copies of a tenant, whatever their
//! datasets. In the schema layout each tenant has a schema of its own, recorded with the tenant.

use sqlx::Acquire;
use sqlx::postgres::{PgConnection, PgRow};

use super::ddl::{self, Layout};
use super::enums::{self, ChoiceType, Enums, Types};
use super::form::DatasetForm;
use super::requested::{Wanted, is_reserved};
use super::roles::{self, RoleContext};
use super::roots::{self, Roots};
use crate::plan::Table;
use crate::store::keys::counted;
use crate::store::postgres::control::lease::Held;
use crate::store::postgres::control::rows::{check_token, control_failed, get};
use crate::store::postgres::names::{self, DATA, qualified};
use crate::store::postgres::server::ask::{SqlLiteral, ask, run};
use crate::store::postgres::server::errors::{failed, sqlstate};
use crate::store::quote::quoted;
use crate::store::{ErrorKind, Lease, StoreError, TenantName};

/// Where a tenant's live tables hang.
pub enum Placement {
    /// On the tenant's nodes below these tables, which all tenants share.
    Shared(Roots),
    /// In a schema of the tenant's own.
    Schema {
        /// The roles that work with its tables: the applications' and the tenant's, as far as they were named.
        roles: Vec<String>,
        /// The types of columns with a closed set of values.
        enums: Enums,
    },
}

impl Placement {
    /// Makes what is missing of the dataset's shared tables or of the tenant's schema, in one transaction.
    ///
    /// # Errors
    /// `Refused` when what is there is not reseed's, does not fit the spec, or has another layout; nothing has changed
    /// then.
    pub async fn ensure(
        connection: &mut PgConnection,
        lease: &Lease,
        dataset: &str,
        tables: &[Table],
        wanted: &Wanted,
    ) -> Result<Placement, StoreError> {
        let mut tx = connection.begin().await.map_err(control_failed)?;
        check_token(&mut tx, lease).await?;
        let form = DatasetForm::ensure(&mut tx, &lease.tenant, dataset, wanted).await?;
        let (roots, enums) = match form.root_schema {
            Some(schema) => {
                let (roots, enums) = roots::ensure(&mut tx, dataset, &schema, tables, form.choices).await?;
                (Some(roots), enums)
            }
            None => {
                let name = ensure_schema(&mut tx, &lease.tenant, tables, wanted.schema.as_deref()).await?;
                if form.names_choices {
                    enums::revert_to_text(&mut tx, &lease.tenant, form.choices, &name, tables).await?;
                }
                let enums = Enums::find(&mut tx, form.choices, &name, tables).await?;
                enums.create(&mut tx, Some(&lease.tenant)).await?;
                (None, enums)
            }
        };
        roles::check(&mut tx, &lease.tenant, dataset, wanted).await?;
        let placement = match roots {
            Some(roots) => Placement::Shared(roots),
            None => Placement::find(&mut tx, &lease.tenant, dataset, tables).await?,
        };
        tx.commit().await.map_err(control_failed)?;
        enums.widen(connection).await?;
        Ok(placement)
    }

    /// The placement of a tenant that has this dataset.
    ///
    /// # Errors
    /// `Damaged` when it, or a part of it, is gone.
    pub async fn find(
        connection: &mut PgConnection,
        tenant: &TenantName,
        dataset: &str,
        tables: &[Table],
    ) -> Result<Placement, StoreError> {
        match own_schema(connection, tenant, dataset).await? {
            Some(TenantSchema { name, roles, choices, .. }) => {
                Ok(Placement::Schema { roles, enums: Enums::find(connection, choices, &name, tables).await? })
            }
            None => roots::find(connection, dataset, tables).await.map(Placement::Shared),
        }
    }

    /// The same; a shared table that was dropped is recreated, with the rights of all roles, in one transaction.
    pub async fn mend(
        connection: &mut PgConnection,
        lease: &Lease,
        dataset: &str,
        tables: &[Table],
    ) -> Result<Placement, StoreError> {
        match Placement::find(connection, &lease.tenant, dataset, tables).await {
            Err(error) if error.kind() == ErrorKind::Damaged => {}
            found => return found,
        }
        let mut tx = connection.begin().await.map_err(control_failed)?;
        check_token(&mut tx, lease).await?;
        let form = DatasetForm::ensure(&mut tx, &lease.tenant, dataset, &Wanted::default()).await?;
        let Some(schema) = form.root_schema else {
            return Placement::find(&mut tx, &lease.tenant, dataset, tables).await;
        };
        let (roots, enums) = roots::ensure(&mut tx, dataset, &schema, tables, form.choices).await?;
        roles::apply_all(&mut tx, dataset, &schema, &roots).await?;
        tx.commit().await.map_err(control_failed)?;
        enums.widen(connection).await?;
        Ok(Placement::Shared(roots))
    }

    /// How tenants are kept apart in it.
    pub fn layout(&self) -> Layout {
        match self {
            Placement::Shared(_) => Layout::Shared,
            Placement::Schema { .. } => Layout::Schema,
        }
    }

    /// The shared table that the table with this index is attached to.
    pub fn root(&self, index: usize) -> Option<&str> {
        match self {
            Placement::Shared(roots) => roots.0.get(index).map(String::as_str),
            Placement::Schema { .. } => None,
        }
    }

    /// The types of the columns of the table with this index that are no plain ones, in a schema of the tenant's own.
    fn types(&self, index: usize) -> Types {
        match self {
            Placement::Shared(_) => Types::new(),
            Placement::Schema { enums, .. } => enums.types(index).clone(),
        }
    }

    /// What a copy has to fit, apart from the plan; see `reseed.fingerprint`.
    pub async fn fingerprint(&self, connection: &mut PgConnection) -> Result<Option<String>, StoreError> {
        match self {
            Placement::Shared(roots) => roots.fingerprint(connection).await.map(Some),
            Placement::Schema { .. } => Ok(None),
        }
    }

    /// `CREATE TABLE` of a copy that no application uses.
    pub fn create_bare(&self, table_index: usize, table: &Table, name: &str) -> String {
        match self.root(table_index) {
            Some(root) => ddl::create_like_planned(table, root, name),
            None => ddl::create_bare(table, &self.types(table_index), name),
        }
    }

    /// `CREATE TABLE` of a copy that is to become live, without keys and indexes.
    ///
    /// # Errors
    /// `Data` when a rule cannot be written in SQL.
    pub fn create(
        &self,
        tenant: &TenantName,
        table_index: usize,
        table: &Table,
        name: &str,
    ) -> Result<String, StoreError> {
        match self.root(table_index) {
            Some(root) => ddl::create_leaf(table, root, name, tenant.as_str()),
            None => ddl::create_own(table, &self.types(table_index), name),
        }
    }

    /// What such a table needs once it is full: keys, indexes and counters, as statements.
    pub async fn complete(
        &self,
        connection: &mut PgConnection,
        lease: &Lease,
        copy: i32,
        table_index: usize,
        table: &Table,
        name: &str,
    ) -> Result<String, StoreError> {
        let share = ddl::share_counters(name);
        let Some(root) = self.root(table_index) else {
            let counters = counted(table).into_iter().map(|(_, column)| ddl::identity(name, column));
            return Ok(ddl::own_keys(table, name) + &counters.collect::<String>() + &self.rights(name) + &share);
        };
        let mut statements = roots::index_statements(connection, root, name).await?.join(";\n");
        statements.push_str(";\n");
        let tenant_id = Held::of(lease)?.tenant_id;
        for (column_index, column) in counted(table) {
            let sequence = names::sequence(tenant_id, copy, table_index, column_index, &table.stored_name);
            statements += &ddl::counter(name, &qualified(DATA, &sequence), column_index, column);
        }
        Ok(statements + &share)
    }

    /// Checks that a copy of these tables can still hang here; see [`roots::still_fit`].
    pub async fn still_fits(&self, connection: &mut PgConnection, tables: &[Table]) -> Result<(), StoreError> {
        match self {
            Placement::Shared(roots) => roots::still_fit(connection, tables, roots).await,
            Placement::Schema { .. } => Ok(()),
        }
    }

    /// Makes the tenant's own places below the shared tables where they are missing.
    pub async fn ensure_nodes(
        &self,
        connection: &mut PgConnection,
        lease: &Lease,
        tables: &[Table],
    ) -> Result<(), StoreError> {
        match self {
            Placement::Shared(roots) => roots::ensure_nodes(connection, lease, tables, roots).await,
            Placement::Schema { .. } => Ok(()),
        }
    }

    /// `GRANT` of what roles may do with a table of the tenant's own.
    fn rights(&self, table: &str) -> String {
        match self {
            Placement::Schema { roles, .. } => roles.iter().map(|role| ddl::grant_rows(table, role)).collect(),
            Placement::Shared(_) => String::new(),
        }
    }
}

/// Compares a tenant that is up with what is wanted, and gives the roles of its dataset and its own their rights. Gives
/// what a reader should know.
///
/// # Errors
/// See [`roles::apply`] and [`roots::admit_choices`].
pub async fn admit(
    connection: &mut PgConnection,
    tenant: &TenantName,
    dataset: &str,
    tables: &[Table],
    wanted: &Wanted,
) -> Result<Vec<String>, StoreError> {
    let mut tx = connection.begin().await.map_err(control_failed)?;
    let form = DatasetForm::ensure(&mut tx, tenant, dataset, wanted).await?;
    let (roots, schema, note) = match (&form.root_schema, own_schema(&mut tx, tenant, dataset).await?) {
        (Some(schema), _) => {
            let roots = roots::find(&mut tx, dataset, tables).await?;
            let note = roots::admit_choices(&mut tx, &roots, tables, form.choices).await?;
            (Some(roots), schema.clone(), note)
        }
        (None, Some(own)) => {
            stays(tenant, &own.name, wanted.schema.as_deref())?;
            let note = admit_choices(&mut tx, tenant, &form, &own.name, tables).await?;
            (None, own.name, note)
        }
        // It has gone meanwhile.
        (None, None) => return Ok(Vec::new()),
    };
    let scene = RoleContext { tenant, dataset, schema: &schema, roots: roots.as_ref() };
    roles::apply(&mut tx, &scene, wanted).await?;
    tx.commit().await.map_err(control_failed)?;
    Ok(note.into_iter().collect())
}

/// Releases enums of a tenant's own where the caller names a form of choices; reports which columns lose theirs, or which
/// ones have one although the spec leaves their sets open.
async fn admit_choices(
    tx: &mut PgConnection,
    tenant: &TenantName,
    form: &DatasetForm,
    schema: &str,
    tables: &[Table],
) -> Result<Option<String>, StoreError> {
    if form.names_choices {
        let lost = enums::revert_to_text(tx, tenant, form.choices, schema, tables).await?;
        let note = || format!("{} become text with the next reset, and take any value then", lost.join(", "));
        return Ok((!lost.is_empty()).then(note));
    }
    let enums = Enums::find(tx, form.choices, schema, tables).await?;
    let open = enums.open();
    let note = || {
        format!(
            "{} stay enums, although the spec does not close their choices; --choices enum makes them text, --choices text \
             all columns",
            open.join(", ")
        )
    };
    Ok((!open.is_empty()).then(note))
}

/// The schema that a tenant works in, in the schema layout.
pub struct TenantSchema {
    /// Its name.
    pub name: String,
    /// The roles that work there: the applications' and the tenant's own, as far as they were named and exist.
    pub roles: Vec<String>,
    /// How columns with a closed set of values are typed there.
    choices: ChoiceType,
    /// Whether it is there.
    is_there: bool,
}

impl TenantSchema {
    /// Whether there is no schema of that name.
    pub fn is_missing(&self) -> bool {
        !self.is_there
    }
}

/// The tenant's own schema; none in the shared layout.
pub async fn own_schema(
    connection: &mut PgConnection,
    tenant: &TenantName,
    dataset: &str,
) -> Result<Option<TenantSchema>, StoreError> {
    let mut answers = ask(connection, find_own_schema(tenant, &dataset.sql())).await.map_err(control_failed)?;
    answers.row().map(|row| own_schema_of(tenant, &row)).transpose()
}

/// The query that reads it; `dataset` is an expression.
pub fn find_own_schema(tenant: &TenantName, dataset: &str) -> String {
    format!(
        "SELECT t.home, to_regnamespace(quote_ident(t.home)) IS NOT NULL AS is_there, d.choices, ARRAY(SELECT rolname::text FROM pg_roles WHERE rolname IN (d.app_role, t.role)) AS roles
         FROM reseed.tenants AS t, reseed.datasets AS d
         WHERE t.name = {} AND d.name = {dataset} AND d.layout = 'schema'",
        tenant.sql()
    )
}

/// What that query found.
pub fn own_schema_of(tenant: &TenantName, row: &PgRow) -> Result<TenantSchema, StoreError> {
    let name: Option<String> = get(row, "home")?;
    let name = name.ok_or_else(|| {
        StoreError::damaged(format!("tenant \"{tenant}\": its schema is not recorded"))
            .with_help("Run \"reseed up\" to recreate it.")
    })?;
    let choices = get::<&str>(row, "choices")?.parse()?;
    Ok(TenantSchema { name, roles: get(row, "roles")?, choices, is_there: get(row, "is_there")? })
}

/// Refuses while all live tables are in another schema, and the tenant's own is not there: it would be recreated, and
/// applications would continue with the tables that were moved away.
pub async fn is_not_renamed(
    connection: &mut PgConnection,
    tenant: &TenantName,
    schema: &str,
) -> Result<(), StoreError> {
    let sql = "SELECT min(n.nspname::text) FROM reseed.copies AS k JOIN reseed.relations AS r ON r.tenant = k.tenant AND r.copy = k.id
        JOIN pg_class AS c ON c.oid = r.relation JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE k.tenant = $1 AND k.place = 'live' AND to_regnamespace(quote_ident($2)) IS NULL
        HAVING count(DISTINCT n.oid) = 1";
    let renamed = sqlx::query_scalar(sql).bind(tenant.as_str()).bind(schema).fetch_optional(connection).await;
    let renamed: Option<String> = renamed.map_err(control_failed)?;
    renamed.map_or(Ok(()), |renamed| {
        let message = format!("tenant \"{tenant}\": its schema {schema:?} is called {renamed:?} now");
        let statement = format!("ALTER SCHEMA {} RENAME TO {}", quoted(&renamed), quoted(schema));
        Err(StoreError::refused(message).with_help(format!("Run {statement}, then the command again.")))
    })
}

/// Recreates the schema if it was dropped.
pub async fn mend_schema(connection: &mut PgConnection, own: &TenantSchema) -> Result<(), StoreError> {
    if own.is_there {
        return Ok(());
    }
    let rights: String = own.roles.iter().map(|role| ddl::grant_usage(&own.name, role)).collect();
    run(connection, ddl::create_schema(&own.name) + &rights).await.map_err(failed("create the tenant's schema"))
}

/// Makes the tenant's schema if it has none yet, and gives its name.
async fn ensure_schema(
    tx: &mut PgConnection,
    tenant: &TenantName,
    tables: &[Table],
    requested: Option<&str>,
) -> Result<String, StoreError> {
    let schema = sqlx::query_scalar("SELECT home FROM reseed.tenants WHERE name = $1").bind(tenant.as_str());
    let schema: Option<String> = schema.fetch_one(&mut *tx).await.map_err(control_failed)?;
    if let Some(schema) = schema {
        stays(tenant, &schema, requested)?;
        is_not_renamed(tx, tenant, &schema).await?;
        run(tx, ddl::create_schema(&schema)).await.map_err(failed("create the tenant's schema"))?;
        return Ok(schema);
    }
    let name = requested.unwrap_or(tenant.as_str()).to_owned();
    if is_reserved(&name) {
        return Err(StoreError::usage(format!("tenant \"{tenant}\": {name:?} cannot be the name of its schema"))
            .with_help("Choose another one with --schema."));
    }
    let found = "SELECT string_agg(quote_ident(relname), ', ') FROM pg_class
        WHERE relnamespace = to_regnamespace(quote_ident($1)) AND relname = ANY ($2)";
    let stored: Vec<&str> = tables.iter().map(|table| table.stored_name.as_str()).collect();
    let found = sqlx::query_scalar(found).bind(&name).bind(stored).fetch_one(&mut *tx).await;
    let found: Option<String> = found.map_err(control_failed)?;
    if let Some(found) = found {
        return Err(StoreError::refused(format!("schema {name:?} has tables that reseed did not create: {found}"))
            .with_help("Choose another schema with --schema, or rename the tables."));
    }
    run(tx, ddl::create_schema(&name)).await.map_err(failed("create the tenant's schema"))?;
    let record = sqlx::query("UPDATE reseed.tenants SET home = $2 WHERE name = $1").bind(tenant.as_str()).bind(&name);
    match record.execute(tx).await {
        Err(error) if sqlstate(&error) == Some("23505") => {
            Err(StoreError::refused(format!("schema {name:?} belongs to another tenant"))
                .with_help("Choose another one with --schema."))
        }
        recorded => recorded.map(drop).map_err(control_failed).map(|()| name),
    }
}

/// Refuses another schema than the tenant's own.
fn stays(tenant: &TenantName, schema: &str, requested: Option<&str>) -> Result<(), StoreError> {
    match requested.filter(|requested| *requested != schema) {
        None => Ok(()),
        Some(other) => {
            Err(StoreError::refused(format!("tenant \"{tenant}\" is in schema {schema:?}, not {other:?}")).with_help(
                "A tenant does not move between schemas. Omit --schema, or remove the tenant with \"reseed down\" first.",
            ))
        }
    }
}

/// Drops the tenant's schema and its types, unless they are used elsewhere.
pub async fn drop_own_schema(connection: &mut PgConnection, tenant: &TenantName) -> Result<(), StoreError> {
    let schema = sqlx::query_scalar("SELECT home FROM reseed.tenants WHERE name = $1").bind(tenant.as_str());
    let schema: Option<Option<String>> = schema.fetch_optional(&mut *connection).await.map_err(control_failed)?;
    let Some(schema) = schema.flatten() else { return Ok(()) };
    enums::drop_unused(connection, tenant).await?;
    if schema != PUBLIC {
        // One that still has objects is in use; the server refuses to drop it.
        let _ = run(connection, format!("DROP SCHEMA IF EXISTS {}", quoted(&schema))).await;
    }
    Ok(())
}

/// The schema that every database has from the start.
const PUBLIC: &str = "public";
