//! What stops a command, and the code it exits with: the one place that maps the errors of all folders to exit codes.
//!
//! Must never carry rows or connection strings with logins.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use serde_json::json;

use super::{secret, terminal};
use crate::generate::{DataError, StreamError};
use crate::sink::SinkError;
use crate::spec::fault::{Fault, RenderStyle, SourceFaults, printable};
use crate::spec::source::SourceError;
use crate::spec::tenant_name::TenantNameError;
use crate::store::{ErrorKind, StoreError};

/// How a command ended; the numbers are part of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// 0: done.
    Done = 0,
    /// 1: check failed: data or a lock file differs.
    Differs = 1,
    /// 2: the command line, a spec or a tenant file is wrong; nothing was started.
    Usage = 2,
    /// 3: runtime failure or internal error; nothing was published.
    Failed = 3,
    /// 4: the tenant is busy; the same request may work later.
    Busy = 4,
    /// 5: refused by the state of the database or store; nothing has changed.
    Refused = 5,
    /// 130: interrupted; work in progress was rolled back.
    Interrupted = 130,
}

impl Exit {
    /// The first that is not [`Exit::Done`].
    pub fn or(self, next: Exit) -> Exit {
        if self == Exit::Done { next } else { self }
    }
}

impl From<ErrorKind> for Exit {
    fn from(kind: ErrorKind) -> Exit {
        match kind {
            ErrorKind::Busy | ErrorKind::Stale => Exit::Busy,
            ErrorKind::NotFound | ErrorKind::Usage => Exit::Usage,
            ErrorKind::Refused => Exit::Refused,
            ErrorKind::Damaged => Exit::Differs,
            ErrorKind::Data | ErrorKind::Machine => Exit::Failed,
            ErrorKind::Interrupted => Exit::Interrupted,
        }
    }
}

impl From<&SinkError> for Exit {
    fn from(error: &SinkError) -> Exit {
        match error {
            SinkError::Busy(_) => Exit::Busy,
            SinkError::Exists(_) | SinkError::NotADirectory(_) | SinkError::Name { .. } => Exit::Usage,
            SinkError::Damaged { .. } | SinkError::Differs { .. } => Exit::Differs,
            SinkError::Io { .. } | SinkError::Batch { .. } | SinkError::Incomplete(_) | SinkError::Shards { .. } => {
                Exit::Failed
            }
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// What stopped a command.
#[derive(Debug)]
pub enum CliError {
    /// Faults of specs and tenant files, one entry per file.
    Rejected(Vec<SourceFaults>),
    /// Anything else.
    Said {
        /// What it means for the caller.
        exit: Exit,
        /// What failed: lower case, one line, no full stop.
        message: String,
        /// Help, in full sentences.
        help: Option<String>,
    },
    /// The message of a panic, which has been reported on stderr already.
    Bug(String),
    /// The reader of the output has closed it (`| head`): not reported as an error.
    ReaderGone,
}

impl CliError {
    /// The request itself is wrong.
    pub fn usage(message: impl Into<String>) -> CliError {
        CliError::Said { exit: Exit::Usage, message: message.into(), help: None }
    }

    /// It failed while it ran.
    pub fn failed(message: impl Into<String>) -> CliError {
        CliError::Said { exit: Exit::Failed, message: message.into(), help: None }
    }

    /// The user pressed Ctrl-C, or the system asked the process to end.
    pub fn interrupted() -> CliError {
        let message = "interrupted: nothing was published, partial files are removed".to_owned();
        CliError::Said { exit: Exit::Interrupted, message, help: None }
    }

    /// A file operation that the system refused.
    pub fn file(doing: &str, path: &Path, error: &io::Error) -> CliError {
        CliError::failed(format!("could not {doing} {:?}: {error}", path.display().to_string()))
    }

    /// The same error with help.
    pub fn help(mut self, sentence: impl Into<String>) -> CliError {
        if let CliError::Said { help, .. } = &mut self {
            *help = Some(sentence.into());
        }
        self
    }

    /// The same error with help, if there is any.
    pub fn maybe_help(self, sentence: Option<String>) -> CliError {
        match sentence {
            Some(sentence) => self.help(sentence),
            None => self,
        }
    }

    /// The help, if there is any to show separately.
    pub fn help_text(&self) -> Option<&str> {
        match self {
            CliError::Said { help, .. } => help.as_deref(),
            _ => None,
        }
    }

    /// The code to exit with.
    pub fn exit(&self) -> Exit {
        match self {
            CliError::Rejected(_) => Exit::Usage,
            CliError::Said { exit, .. } => *exit,
            CliError::Bug(_) => Exit::Failed,
            CliError::ReaderGone => Exit::Done,
        }
    }

    /// Prints it for people on stderr and, where a machine asked, as one JSON document on stdout.
    pub fn print(&self, json: bool) {
        if matches!(self, CliError::ReaderGone) {
            return;
        }
        // When neither stream takes the message, the exit code is all that is left.
        let _ = io::stderr().lock().write_all(secret::hidden(&self.text()).as_bytes());
        if json {
            let json = terminal::json_escaped(&format!("{:#}", self.json()));
            let _ = writeln!(io::stdout().lock(), "{json}");
        }
    }

    fn text(&self) -> String {
        match self {
            CliError::Rejected(all) => {
                let style =
                    if terminal::colors(io::stderr().is_terminal()) { RenderStyle::Color } else { RenderStyle::Plain };
                all.iter().map(|rejected| rejected.render(style, terminal::width())).collect::<Vec<_>>().join("\n")
            }
            CliError::Said { message, help, .. } => {
                let help = help.as_ref().map(|help| format!("help: {}\n", printable(help))).unwrap_or_default();
                format!("error: {}\n{help}", printable(message))
            }
            CliError::Bug(_) | CliError::ReaderGone => String::new(),
        }
    }

    fn json(&self) -> serde_json::Value {
        match self {
            CliError::Rejected(all) => json!({ "faults": faults_json(all) }),
            CliError::Said { message, help, .. } => {
                let (message, help) = (secret::hidden(message), help.as_deref().map(secret::hidden));
                json!({ "error": { "message": message, "help": help } })
            }
            CliError::Bug(message) => {
                json!({ "error": { "message": secret::hidden(message), "help": bug_help() } })
            }
            CliError::ReaderGone => serde_json::Value::Null,
        }
    }
}

/// What to do about a panic.
pub fn bug_help() -> String {
    let address = env!("CARGO_PKG_REPOSITORY");
    let place = if address.is_empty() { String::new() } else { format!(" at {address}") };
    format!(
        "This is a bug of reseed. Report it{place} with this message and the command, without passwords; \
         RUST_BACKTRACE=1 adds a backtrace."
    )
}

/// Every fault of every file, with its place.
fn faults_json(all: &[SourceFaults]) -> Vec<serde_json::Value> {
    let one = |rejected: &SourceFaults, fault: &Fault| {
        let (line, column) = rejected.source.line_column(fault.span.start);
        json!({
            "file": rejected.source.name, "line": line, "column": column,
            "message": fault.message, "help": fault.help,
        })
    };
    all.iter().flat_map(|rejected| rejected.faults.iter().map(move |fault| one(rejected, fault))).collect()
}

impl fmt::Display for CliError {
    /// The first line that [`CliError::print`] writes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CliError::Rejected(all) => all.iter().try_for_each(|rejected| rejected.fmt(f)),
            CliError::Said { message, .. } | CliError::Bug(message) => f.write_str(message),
            CliError::ReaderGone => f.write_str("the reader of the output has closed it"),
        }
    }
}

impl From<SourceFaults> for CliError {
    fn from(rejected: SourceFaults) -> CliError {
        CliError::Rejected(vec![rejected])
    }
}

impl From<SourceError> for CliError {
    fn from(error: SourceError) -> CliError {
        SourceFaults::from(error).into()
    }
}

impl From<TenantNameError> for CliError {
    fn from(error: TenantNameError) -> CliError {
        CliError::usage(error.to_string()).help(TenantNameError::HELP)
    }
}

impl From<DataError> for CliError {
    fn from(error: DataError) -> CliError {
        CliError::failed(error.to_string()).maybe_help(error.help)
    }
}

impl From<StreamError<CliError>> for CliError {
    fn from(error: StreamError<CliError>) -> CliError {
        match error {
            StreamError::Other(error) => error,
            StreamError::Stopped => CliError::interrupted(),
            error => CliError::failed(error.to_string()).maybe_help(error.help()),
        }
    }
}

impl From<SinkError> for CliError {
    fn from(error: SinkError) -> CliError {
        let exit = Exit::from(&error);
        CliError::Said { exit, message: error.to_string(), help: error.help().map(str::to_owned) }
    }
}

impl From<StoreError> for CliError {
    fn from(error: StoreError) -> CliError {
        let exit = Exit::from(error.kind());
        CliError::Said { exit, message: error.to_string(), help: error.help().map(Cow::into_owned) }
    }
}
