//! What `up` asks of a store for tenants that are new to it.

use super::CliError;
use crate::store::postgres::{ChoiceType, Layout, Wanted, names_differ};
use crate::store::sqlite::{Times, Uuids, WantedForms};

/// Where PostgreSQL puts datasets and tenants that are new to the store.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "New in a PostgreSQL store")]
pub struct NewArgs {
    /// How tenants are separated: in shared tables, or in a schema each [default: shared]
    #[arg(long, value_enum, value_name = "LAYOUT")]
    layout: Option<LayoutArg>,
    /// How columns with a closed set of values are typed: as text with a check, or as an enum [default: text]
    #[arg(long, value_enum, value_name = "TYPE")]
    choices: Option<ChoicesArg>,
    /// The schema of the shared tables [default: the dataset's name], or of the one tenant [default: its name]
    #[arg(long, value_name = "NAME")]
    schema: Option<String>,
    /// The role that applications log in as; it is granted row access only
    #[arg(long, value_name = "ROLE")]
    app_role: Option<String>,
    /// The role that the tenant itself logs in as; it reads and writes that tenant's rows only. "{tenant}" stands for
    /// the tenant's name
    #[arg(long, value_name = "ROLE")]
    tenant_role: Option<String>,
    /// How times are written: as SQLite and Django write them, with six digits of a fraction as SQLAlchemy does, or as
    /// older stores have them [default: short]
    #[arg(long, value_enum, value_name = "FORM", help_heading = "New in a SQLite store")]
    times: Option<TimesArg>,
    /// How UUIDs are written: with dashes, as 32 hex digits like Django and SQLAlchemy, or as 16 bytes [default: text]
    #[arg(long, value_enum, value_name = "FORM", help_heading = "New in a SQLite store")]
    uuids: Option<UuidsArg>,
}

/// How times are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum TimesArg {
    /// 2026-01-01 09:30:00, with a fraction where there is one
    Short,
    /// 2026-01-01 09:30:00.000000
    Full,
    /// 2026-01-01T09:30:00.000000Z
    Iso,
}

/// How UUIDs are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum UuidsArg {
    /// With dashes
    Text,
    /// 32 hex digits
    Hex,
    /// 16 bytes
    Blob,
}

/// How tenants are separated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum LayoutArg {
    /// All tenants in the same tables, partitioned by tenant
    Shared,
    /// Each tenant in its own schema, in plain tables
    Schema,
}

/// How columns with a closed set of values are typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum ChoicesArg {
    /// As text with a check
    Text,
    /// As a native enum, in the spec's order; columns of foreign keys stay text
    Enum,
}

impl NewArgs {
    /// What a store is asked for.
    pub fn layout_request(&self) -> Wanted {
        let layout = self.layout.map(|layout| match layout {
            LayoutArg::Shared => Layout::Shared,
            LayoutArg::Schema => Layout::Schema,
        });
        let choices = self.choices.map(|choices| match choices {
            ChoicesArg::Text => ChoiceType::Text,
            ChoicesArg::Enum => ChoiceType::Enum,
        });
        let (schema, app_role, tenant_role) = (self.schema.clone(), self.app_role.clone(), self.tenant_role.clone());
        Wanted { layout, choices, schema, app_role, tenant_role }
    }

    /// How a store on SQLite is asked to write what it has no type for.
    pub fn wanted_forms(&self) -> WantedForms {
        let times = self.times.map(|times| match times {
            TimesArg::Short => Times::Short,
            TimesArg::Full => Times::Full,
            TimesArg::Iso => Times::Iso,
        });
        let uuids = self.uuids.map(|uuids| match uuids {
            UuidsArg::Text => Uuids::Text,
            UuidsArg::Hex => Uuids::Hex,
            UuidsArg::Blob => Uuids::Blob,
        });
        WantedForms { times, uuids }
    }

    /// Whether anything was asked for.
    pub fn is_given(&self) -> bool {
        let texts = [&self.schema, &self.app_role, &self.tenant_role];
        let places = self.layout.is_some() || self.choices.is_some() || texts.iter().any(|text| text.is_some());
        places || self.times.is_some() || self.uuids.is_some()
    }

    /// Refuses options that cannot apply to this number of tenants.
    pub fn check(&self, tenants: usize) -> Result<(), CliError> {
        match &self.tenant_role {
            Some(role) if tenants > 1 && !names_differ(role) => {
                let error = CliError::usage(format!("--tenant-role {role:?} would be the role of {tenants} tenants"));
                Err(error.help("Each tenant needs its own role: use {tenant} as the placeholder for its name."))
            }
            _ => Ok(()),
        }
    }
}
