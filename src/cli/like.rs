//! Tenants without their own file: created from another tenant's inputs, and later from what the store recorded.
//!
//! Must never invent an input: each comes from a file, from a record or from the command line.

use super::CliError;
use super::dataset::{InputArgs, TenantPlan, TenantsArgs, all_or_faults};
use super::number::whole;
use super::tenants::StoreArgs;
use crate::cli::folders::Folders;
use crate::spec::fault::{SourceFaults, did_you_mean};
use crate::spec::literal::Duration;
use crate::spec::model::Spanned;
use crate::spec::source::{Source, Span};
use crate::spec::tenant::{TenantFile, parse_lifetime};
use crate::store::TenantName;
use crate::store::records::TenantState;

/// Whose inputs the named tenants get, and what differs.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Tenants without a file")]
pub struct LikeArgs {
    /// Create the tenants from this one's file, or from its record in the store: same seed, "now" and parameters
    #[arg(long, value_name = "TENANT", requires = "tenants")]
    like: Option<String>,
    /// Override a parameter; may be given several times
    #[arg(long, value_name = "NAME=VALUE", requires = "like")]
    set: Vec<String>,
    /// Another seed: the number that values are generated from
    #[arg(long, value_name = "NUMBER", requires = "like", value_parser = whole(0..=u64::MAX))]
    seed: Option<u64>,
    /// The tenants' time to live, like 2h; default: the other tenant's
    #[arg(long, value_name = "DURATION", requires = "like", value_parser = lifetime)]
    expires: Option<i64>,
    /// In tables of an application: the value of the tenant column in the tenant's rows
    #[arg(long, value_name = "VALUE", requires = "like")]
    tenant_value: Option<String>,
}

fn lifetime(text: &str) -> Result<i64, String> {
    parse_lifetime(text).map(|duration| duration.0).map_err(|fault| fault.message)
}

impl LikeArgs {
    /// What the tenants are to hold. Without `--like` it comes from their files; for a named tenant without a file, from the
    /// record in the store.
    ///
    /// # Errors
    /// When a tenant has neither, or anything has faults.
    pub fn tenant_plans(&self, tenants: &TenantsArgs, store: &StoreArgs) -> Result<Vec<TenantPlan>, CliError> {
        let folders = &tenants.folders;
        let Some(like) = &self.like else {
            return match tenants.named().iter().all(|tenant| folders.has_tenant(tenant)) {
                true => tenants.tenant_plans(),
                false => all_or_faults(tenants.named().iter().map(|tenant| filed_or_recorded(folders, store, tenant))),
            };
        };
        tenants.named().iter().try_for_each(|tenant| check_fileless(folders, tenant, like))?;
        let mut basis = basis(folders, store, like)?;
        if let Some(lifetime_us) = self.expires {
            basis.expires = Some(Spanned::new(Span::default(), Duration(lifetime_us)));
        }
        if let Some(value) = &self.tenant_value {
            self.give_value(&mut basis, value)?;
        }
        let inputs = InputArgs { tenant: None, set: self.set.clone(), seed: self.seed };
        all_or_faults(tenants.named().iter().map(|tenant| folders.tenant_plan_from(&basis, tenant.parse()?, &inputs)))
    }
}

impl LikeArgs {
    /// Gives the rows of the tenants to create another value of the tenant column.
    fn give_value(&self, basis: &mut TenantFile, value: &str) -> Result<(), CliError> {
        let like = self.like.as_deref().unwrap_or_default();
        let tables = basis.adopt.as_mut().filter(|tables| tables.tenant_column.is_some()).ok_or_else(|| {
            CliError::usage(format!(
                "--tenant-value does not apply: the file of tenant {like:?} names no tenant column"
            ))
            .help("Its \"adopt:\" has to name \"tenant_column\" and \"tenant_value\".")
        })?;
        tables.tenant_value = Some(value.to_owned());
        Ok(())
    }
}

/// What a tenant's file asks for; without a file, its record.
fn filed_or_recorded(folders: &Folders, store: &StoreArgs, tenant: &str) -> Result<TenantPlan, CliError> {
    folders.tenant_plan_from(&basis(folders, store, tenant)?, tenant.parse()?, &InputArgs::default())
}

/// A tenant's file, or what the store recorded of the tenant in the form of one.
fn basis(folders: &Folders, store: &StoreArgs, tenant: &str) -> Result<TenantFile, CliError> {
    if folders.has_tenant(tenant) {
        return folders.tenant(tenant);
    }
    match store.recorded(&tenant.parse()?)?.map(|state| file_of(&state)).transpose()?.flatten() {
        Some(file) => folders.as_of_today(file),
        None => Err(unknown(folders, tenant)),
    }
}

fn unknown(folders: &Folders, tenant: &str) -> CliError {
    let (tenants, seeds) = (folders.tenants(), folders.seeds().display().to_string());
    let help = did_you_mean(tenant, tenants.iter().map(String::as_str)).unwrap_or_else(|| {
        let path = folders.tenant_path(tenant);
        format!("Write {}, or create it from another tenant: \"reseed up {tenant} --like NAME\".", path.display())
    });
    CliError::usage(format!("no tenant {tenant:?} in {seeds:?}, and none in the store")).help(help)
}

/// Refuses a tenant that has a file, or that would be like itself.
fn check_fileless(folders: &Folders, tenant: &str, like: &str) -> Result<(), CliError> {
    tenant.parse::<TenantName>()?;
    if tenant == like {
        let error = CliError::usage(format!("tenant {tenant:?} cannot be created from itself"));
        return Err(error.help(format!("\"reseed up {tenant}\" updates it to its inputs.")));
    }
    if !folders.has_tenant(tenant) {
        return Ok(());
    }
    let path = folders.tenant_path(tenant);
    let error = CliError::usage(format!("tenant {tenant:?} has a file, so --like does not apply"));
    Err(error.help(format!("Leave --like out, or remove {}.", path.display())))
}

/// The recorded inputs of a tenant in the form of a tenant file; none of a tenant that has no seed snapshot.
fn file_of(state: &TenantState) -> Result<Option<TenantFile>, SourceFaults> {
    let Some(seed) = state.seed() else { return Ok(None) };
    let (tenant, inputs) = (&state.tenant.name, &seed.inputs);
    // Instants of files and specs have whole seconds.
    let as_of = inputs.as_of.replace(".000000Z", "Z");
    let mut text = format!("tenant: {tenant}\ndataset: {}\nseed: {}\nas_of: {as_of}\n", inputs.dataset, inputs.seed);
    if !inputs.params.is_empty() {
        text += "set:\n";
        text += &inputs.params.iter().map(|(name, value)| format!("  {name}: {value}\n")).collect::<String>();
    }
    let mut file = TenantFile::parse(&Source::new(format!("record of tenant {tenant}"), text))?;
    file.expires = state.tenant.lifetime_us.map(|lifetime_us| Spanned::new(Span::default(), Duration(lifetime_us)));
    Ok(Some(file))
}
