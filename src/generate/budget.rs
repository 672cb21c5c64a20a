//! A budget: how much work an engine may do to show a few cells without a long wait.
//!
//! Counts work, never time, so that a question has the same answer on every machine. Invariant: work is counted before it
//! is done, so no more of it is done than is allowed.

use std::sync::atomic::{AtomicU64, Ordering};

/// The work of a cell; that of a row that is only counted, or whose key is made, is 1.
pub const CELL_WORK: u64 = 8;

/// What an engine has done, and what it may do.
pub(super) struct WorkBudget {
    done: AtomicU64,
    /// `u64::MAX`: no limit, and nothing is counted.
    most: AtomicU64,
}

impl WorkBudget {
    /// No limit.
    pub fn unlimited() -> WorkBudget {
        WorkBudget { done: AtomicU64::new(0), most: AtomicU64::new(u64::MAX) }
    }

    /// Allows this much more work than has been done.
    pub fn allow(&self, work: u64) {
        self.most.store(self.done().saturating_add(work).min(u64::MAX - 1), Ordering::Relaxed);
    }

    /// The work that has been done.
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// Counts some work; gives whether it may be done.
    pub fn spend(&self, work: u64) -> bool {
        let most = self.most.load(Ordering::Relaxed);
        if most == u64::MAX {
            return true;
        }
        let more = |done: u64| done.checked_add(work).filter(|done| *done <= most);
        self.done.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_done_than_is_allowed() {
        let budget = WorkBudget::unlimited();
        assert!(budget.spend(u64::MAX) && budget.done() == 0);
        budget.allow(10);
        assert!(budget.spend(7) && !budget.spend(4) && budget.spend(3));
        assert_eq!(budget.done(), 10);
        budget.allow(5);
        assert!(!budget.spend(6) && !budget.spend(u64::MAX) && budget.spend(5));
        assert_eq!(budget.done(), 15);
    }
}
