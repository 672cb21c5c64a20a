//! The ways in which a state becomes live.

use serde::{Deserialize, Serialize};

use super::StoreError;

/// The way in which a state became live, or would.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Tables that were made ready took the place of the live ones: nothing was copied.
    #[default]
    Move,
    /// The live tables stayed, and their rows became those of a sealed copy.
    Rows,
    /// A sealed file's pages were copied into the live one.
    Pages,
    /// The rows that were written to since the seed were reverted where they are, by the log of their keys.
    Delta,
    /// All rows were compared with the seed's, and those that differ reverted where they are.
    Full,
}

impl Way {
    /// The word that stands for it in receipts.
    pub fn word(self) -> &'static str {
        match self {
            Way::Move => "move",
            Way::Rows => "rows",
            Way::Pages => "pages",
            Way::Delta => "delta",
            Way::Full => "full",
        }
    }
}

/// Which way a caller wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preference {
    /// The cheapest that carries everything.
    #[default]
    Fitting,
    /// By rows, so that logical subscribers follow.
    Replicate,
    /// By a move: what was added to the live tables goes with them.
    DiscardChanges,
}

/// What would become of a reset.
#[derive(Debug)]
pub struct ResetForecast {
    /// The way in which the state would become live.
    pub by: Way,
    /// Why not by a move, where there is a choice.
    pub why: Option<String>,
    /// What was removed from the live tables and would be back.
    pub brings_back: Vec<String>,
    /// Why it would be refused.
    pub obstacle: Option<StoreError>,
    /// The publications that send changes of the tenant's tables to subscribers, in words.
    pub publications: Vec<String>,
}

impl ResetForecast {
    /// One that goes that way, for no particular reason.
    pub fn plain(by: Way) -> ResetForecast {
        ResetForecast { by, why: None, brings_back: Vec::new(), obstacle: None, publications: Vec::new() }
    }
}
