//! Ctrl-C and a polite request to end: a flag that long work looks at, so that it can clean up.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::{CliError, Exit};
use crate::store::Caller;

/// How often the flag is looked at by what waits for it.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// The one flag of the process: a signal between two pieces of work ends the second one.
static LISTENING: OnceLock<Interrupt> = OnceLock::new();

/// Whether the user wants the command to stop.
#[derive(Clone, Debug)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Listens from now on. The first signal sets the flag, a second one ends the process at once.
    ///
    /// # Errors
    /// When the system refuses the handlers.
    pub fn listen() -> Result<Interrupt, CliError> {
        if let Some(listening) = LISTENING.get() {
            return Ok(listening.clone());
        }
        let stop = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM] {
            flag::register_conditional_shutdown(signal, Exit::Interrupted as i32, Arc::clone(&stop))
                .and_then(|_| flag::register(signal, Arc::clone(&stop)))
                .map_err(|error| CliError::failed(format!("could not listen for signals: {error}")))?;
        }
        Ok(LISTENING.get_or_init(|| Interrupt(stop)).clone())
    }

    /// Nothing, or the error that ends the command once it was asked to stop.
    ///
    /// # Errors
    /// [`CliError::interrupted`].
    pub fn check(&self) -> Result<(), CliError> {
        if self.0.load(Ordering::Relaxed) { Err(CliError::interrupted()) } else { Ok(()) }
    }

    /// Ends so long after the user wanted the command to stop.
    pub async fn after(&self, grace: Duration) {
        while self.check().is_ok() {
            tokio::time::sleep(LOOK_EVERY).await;
        }
        tokio::time::sleep(grace).await;
    }

    /// The flag as the engine takes it.
    pub fn flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.0)
    }

    /// Who called, as stores take it.
    pub fn caller(&self) -> Caller {
        Caller::stopped_by(self.flag())
    }
}
