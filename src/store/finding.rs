//! What was found when a store was examined.

use serde::Serialize;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Nothing to do.
    Ok,
    /// Worth knowing.
    Note,
    /// It may hold up or slow down a reset, or applications.
    Warning,
    /// A reset would fail.
    Fault,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// How much it matters.
    pub level: Level,
    /// What was looked at.
    pub about: &'static str,
    /// What was found.
    pub found: String,
    /// Why it matters and what to do; empty where there is nothing to do.
    #[serde(rename = "advice")]
    pub help: String,
}

impl Finding {
    /// There is nothing to do.
    pub fn ok(about: &'static str, found: impl Into<String>) -> Finding {
        Finding { level: Level::Ok, about, found: found.into(), help: String::new() }
    }

    /// It is not, or is worth knowing.
    pub fn new(level: Level, about: &'static str, found: impl Into<String>, help: &str) -> Finding {
        Finding { level, about, found: found.into(), help: help.to_owned() }
    }

    /// Fine when nothing was found, else a list of it.
    pub fn of_names(level: Level, about: &'static str, names: Option<String>, help: &str) -> Finding {
        match names {
            None => Finding::ok(about, "none"),
            Some(names) => Finding::new(level, about, names, help),
        }
    }
}
