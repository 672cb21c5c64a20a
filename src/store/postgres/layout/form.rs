//! The form in which a store keeps a dataset: its layout, the schema of its shared tables, and whether closed sets of
//! values are enums. The first `up` of a dataset chooses it.

use sqlx::postgres::PgConnection;

use super::ddl::Layout;
use super::enums::ChoiceType;
use super::requested::{Wanted, is_reserved};
use crate::store::postgres::control::rows::{control_failed, get};
use crate::store::{StoreError, TenantName};

/// How a dataset is kept in this store.
pub struct DatasetForm {
    /// Of the shared layout: where the shared tables are.
    pub root_schema: Option<String>,
    /// How closed sets of values are typed.
    pub choices: ChoiceType,
    /// Whether the caller names that form of choices: then enums whose sets the spec leaves open are no longer kept.
    pub names_choices: bool,
}

impl DatasetForm {
    /// Records what is wanted of a new dataset, or compares it with what is recorded. The record stays locked: one
    /// process at a time makes the shared tables of one dataset.
    ///
    /// # Errors
    /// `Refused` when the dataset has another form, and only its removal could change that.
    pub async fn ensure(
        tx: &mut PgConnection,
        tenant: &TenantName,
        dataset: &str,
        wanted: &Wanted,
    ) -> Result<DatasetForm, StoreError> {
        let (layout, kept, root_schema) = recorded(tx, tenant, dataset, wanted).await?;
        let refused =
            |what: String, help: &str| StoreError::refused(format!("dataset \"{dataset}\" has {what}")).with_help(help);
        if let Some(other) = wanted.layout.filter(|other| *other != layout) {
            return Err(refused(
                format!("the layout {} in this store, not {}", layout.word(), other.word()),
                "A dataset has one layout in a database. Leave --layout out, or use another database.",
            ));
        }
        if (kept, wanted.choices) == (ChoiceType::Text, Some(ChoiceType::Enum)) {
            return Err(refused(
                "its choices as text in this store, not as enum".to_owned(),
                "Columns become enums only when a dataset is new to a database. Leave --choices out, or use another \
                 database.",
            ));
        }
        if let (Some(schema), Some(other)) = (&root_schema, &wanted.schema)
            && schema != other
        {
            return Err(refused(
                format!("its tables in schema {schema:?}, not {other:?}"),
                "All tenants of a dataset share its tables. Leave --schema out.",
            ));
        }
        if let Some(schema) = root_schema.as_deref().filter(|schema| is_reserved(schema)) {
            return Err(StoreError::usage(format!(
                "dataset \"{dataset}\": {schema:?} cannot be the name of the schema of its tables"
            ))
            .with_help("Choose another one with --schema."));
        }
        has_no_other_layout(tx, tenant, dataset, layout).await?;
        let choices = wanted.choices.unwrap_or(kept);
        if choices != kept {
            let sql = "UPDATE reseed.datasets SET choices = $2 WHERE name = $1";
            let update = sqlx::query(sql).bind(dataset).bind(choices.word()).execute(tx).await;
            update.map_err(control_failed)?;
        }
        Ok(DatasetForm { root_schema, choices, names_choices: wanted.choices.is_some() })
    }
}

/// The dataset's record: layout, choices and schema; made from what is wanted where no tenant has the dataset, nor is
/// about to have it.
async fn recorded(
    tx: &mut PgConnection,
    tenant: &TenantName,
    dataset: &str,
    wanted: &Wanted,
) -> Result<(Layout, ChoiceType, Option<String>), StoreError> {
    let layout = wanted.layout.unwrap_or(Layout::Shared);
    let root_schema = (layout == Layout::Shared).then(|| wanted.schema.as_deref().unwrap_or(dataset));
    let insert = "INSERT INTO reseed.datasets AS d (name, layout, root_schema, choices) VALUES ($1, $2, $3, $4)
        ON CONFLICT (name) DO UPDATE SET (layout, root_schema, choices) = (
          SELECT n.layout, n.root_schema, n.choices
          FROM (SELECT EXISTS (SELECT FROM reseed.copies AS c WHERE c.dataset = d.name)
              OR EXISTS (SELECT FROM reseed.tenants AS t WHERE t.name <> $6
                AND NOT EXISTS (SELECT FROM reseed.copies AS c WHERE c.tenant = t.name)) AS is_used) AS u,
            LATERAL (SELECT d.layout, d.root_schema, d.choices WHERE is_used OR NOT $5
              UNION ALL SELECT excluded.layout, excluded.root_schema, excluded.choices WHERE NOT is_used AND $5) AS n)
        RETURNING layout, root_schema, choices";
    let insert = sqlx::query(insert).bind(dataset).bind(layout.word()).bind(root_schema);
    let names_a_form = wanted.layout.is_some() || wanted.schema.is_some() || wanted.choices.is_some();
    let insert =
        insert.bind(wanted.choices.unwrap_or(ChoiceType::Text).word()).bind(names_a_form).bind(tenant.as_str());
    let kept = insert.fetch_one(&mut *tx).await.map_err(control_failed)?;
    Ok((get::<&str>(&kept, "layout")?.parse()?, get::<&str>(&kept, "choices")?.parse()?, get(&kept, "root_schema")?))
}

/// Refuses while the tenant has copies of a dataset with the other layout: a swap takes tables away and brings others
/// in one layout only, so the old ones would stay where applications find them.
async fn has_no_other_layout(
    tx: &mut PgConnection,
    tenant: &TenantName,
    dataset: &str,
    layout: Layout,
) -> Result<(), StoreError> {
    let sql = "SELECT d.name, d.layout FROM reseed.copies AS c JOIN reseed.datasets AS d ON d.name = c.dataset
        WHERE c.tenant = $1 AND d.layout <> $2 ORDER BY c.id DESC LIMIT 1";
    let other = sqlx::query_as(sql).bind(tenant.as_str()).bind(layout.word()).fetch_optional(tx).await;
    let other: Option<(String, String)> = other.map_err(control_failed)?;
    let Some((old, old_layout)) = other else { return Ok(()) };
    let message = format!(
        "tenant \"{tenant}\" has dataset \"{old}\" in the layout {old_layout}, and \"{dataset}\" has the layout {}",
        layout.word()
    );
    let help = format!(
        "A tenant does not move between layouts. Remove it with \"reseed down {tenant}\", which removes its snapshots too, \
         then run \"reseed up\" again."
    );
    Err(StoreError::refused(message).with_help(help))
}
