//! The caller's wish that work ends: long work looks at it between pieces, and undoes what it has begun.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::StoreError;

/// A flag that asks work to end; by default one that nobody ever sets.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Work ends once `flag` is set.
    pub fn when(flag: Arc<AtomicBool>) -> Stop {
        Stop(flag)
    }

    /// Whether the work is to end.
    pub fn is_wanted(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Nothing, or the error that ends the work.
    ///
    /// # Errors
    /// `Interrupted` once the flag is set.
    pub fn check(&self) -> Result<(), StoreError> {
        if self.is_wanted() { Err(StoreError::interrupted()) } else { Ok(()) }
    }
}
