//! Lock files: writing what must come out for a tenant, and comparing with it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use serde_json::{Value, json};

use super::progress::Progress;
use super::{CliError, making, out};
use crate::cli::folders::Folders;
use crate::digest::{DatasetReceipt, Lock, LockDifference};
use crate::plan::Plan;

/// The most differences that are reported of one tenant.
const DIFFERENCES_MAX: usize = 40;

/// How a tenant's data compares with its lock file.
pub struct Verdict {
    tenant: String,
    path: PathBuf,
    /// Nothing where there is no lock file.
    differences: Option<Vec<LockDifference>>,
}

/// Makes the tenant's data and compares it with its lock file.
///
/// # Errors
/// When the lock file is unreadable or damaged, or the data cannot be made.
pub fn compare(folders: &Folders, tenant: &str, plan: &Plan, progress: &Progress) -> Result<Verdict, CliError> {
    let path = folders.lock_path(tenant);
    let tenant = tenant.to_owned();
    let Some(locked) = read(&path)? else { return Ok(Verdict { tenant, path, differences: None }) };
    let now = Lock::of(&making::receipt("check", Arc::new(plan.clone()), progress)?);
    Ok(Verdict { tenant, path, differences: Some(locked.differences(&now)) })
}

/// The lock in a file; nothing when there is no file.
fn read(path: &Path) -> Result<Option<Lock>, CliError> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(CliError::file("read", path, &error)),
    };
    let lock = text.parse::<Lock>().map_err(|error| {
        let help = "\"reseed lock\" rewrites it from the current data; the right one may be in its history.";
        CliError::usage(format!("{}: {error}", path.display())).help(help)
    })?;
    Ok(Some(lock))
}

/// Writes the lock that `receipt` satisfies, whole or not at all. Gives whether the file's text has changed.
///
/// # Errors
/// When it cannot be written.
pub fn write(path: &Path, receipt: &DatasetReceipt) -> Result<bool, CliError> {
    let text = Lock::of(receipt).to_string();
    if fs::read_to_string(path).is_ok_and(|before| before == text) {
        return Ok(false);
    }
    let part = path.with_extension("lock.part");
    let written = fs::write(&part, text).and_then(|()| fs::rename(&part, path));
    written.map_err(|error| CliError::file("write", path, &error))?;
    Ok(true)
}

impl Verdict {
    /// Whether the data matches the lock.
    pub fn holds(&self) -> bool {
        self.differences.as_ref().is_some_and(|all| !all.iter().any(LockDifference::is_data))
    }

    /// It in one word or two.
    pub fn word(&self) -> String {
        match &self.differences {
            None => "no lock".to_owned(),
            Some(_) if self.holds() => "as locked".to_owned(),
            Some(_) => "differs".to_owned(),
        }
    }

    /// What differs, a line each; nothing when the lock holds.
    pub fn details(&self) -> String {
        if self.holds() {
            return String::new();
        }
        let Some(differences) = &self.differences else {
            let path = self.path.display();
            return format!("\n{path} is missing\nhelp: Run \"reseed lock {}\" and commit the file.\n", self.tenant);
        };
        let shown = differences.iter().take(DIFFERENCES_MAX).map(|difference| format!("  {difference}\n"));
        let more = differences.len().saturating_sub(DIFFERENCES_MAX);
        let more =
            if more > 0 { format!("  and {}\n", out::count(more as u64, "more difference")) } else { String::new() };
        format!(
            "\ntenant {:?} would get different data:\n{}{more}help: If that is intended, run \"reseed lock {}\" and commit it.\n",
            self.tenant,
            shown.collect::<String>(),
            self.tenant
        )
    }

    /// It for machines.
    pub fn json(&self) -> Value {
        let differences = self.differences.iter().flatten().map(LockDifference::to_string).collect::<Vec<_>>();
        json!({ "holds": self.holds(), "path": self.path, "differences": differences })
    }
}
