//! Prints the receipt of a change as soon as there is one: what comes after it is for the next reset.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::detached::DetachedProcess;
use super::{CliError, out};
use crate::cli::receipts::ReceiptArgs;
use crate::reset::{Audience, NextStandby, Receipt};

/// Prints the receipts of one command.
pub struct Printer<'a> {
    args: &'a ReceiptArgs,
    how: PrintTime,
    /// What makes the next standbys, where the command is not to do so itself.
    detached: Option<&'a DetachedProcess>,
    last: Mutex<PrintedOperation>,
}

/// What is printed when a receipt comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintTime {
    /// The receipt.
    AtOnce,
    /// Nothing: it goes into a list.
    Later,
}

/// What was printed of the operation that runs.
#[derive(Default)]
struct PrintedOperation {
    /// How many notes its receipt had, if it was printed.
    notes: Option<usize>,
    failure: Option<CliError>,
}

impl<'a> Printer<'a> {
    /// Prints receipts as the caller wants them.
    pub fn new(args: &'a ReceiptArgs, how: PrintTime, detached: Option<&'a DetachedProcess>) -> Printer<'a> {
        Printer { args, how, detached, last: Mutex::default() }
    }

    /// Prints what has not been printed of the receipt that the operation ended with.
    ///
    /// # Errors
    /// When something could not be printed.
    pub fn finish(&self, receipt: &Receipt) -> Result<(), CliError> {
        let PrintedOperation { notes, failure } = std::mem::take(&mut *self.last());
        failure.map_or(Ok(()), Err)?;
        match notes {
            Some(notes) => receipt.notes[notes..].iter().for_each(|note| out::note(&format!("note: {note}"))),
            None => self.print(receipt)?,
        }
        Ok(())
    }

    fn print(&self, receipt: &Receipt) -> Result<(), CliError> {
        match self.how {
            PrintTime::AtOnce => out::print_result(self.args.json, receipt, || self.args.text(receipt)),
            PrintTime::Later => Ok(()),
        }
    }

    fn last(&self) -> MutexGuard<'_, PrintedOperation> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Audience for Printer<'_> {
    fn next_standby(&self) -> NextStandby {
        self.detached.map_or(NextStandby::Command, DetachedProcess::start)
    }

    fn recorded(&self, receipt: &Receipt) {
        let failure = self.print(receipt).err();
        *self.last() = PrintedOperation { notes: Some(receipt.notes.len()), failure };
    }
}
