//! The server processes of this process's sessions: those that may be cancelled.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

/// The server processes of this process's sessions.
#[derive(Clone, Default)]
pub struct Sessions(Arc<Mutex<BTreeSet<i32>>>);

/// One of them, until it is dropped.
pub struct RegisteredSession {
    sessions: Sessions,
    pid: i32,
}

impl Sessions {
    /// Notes a session.
    pub fn note(&self, pid: i32) -> RegisteredSession {
        self.locked().insert(pid);
        RegisteredSession { sessions: self.clone(), pid }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.locked().is_empty()
    }

    /// Their numbers now.
    pub fn pids(&self) -> Vec<i32> {
        self.locked().iter().copied().collect()
    }

    /// The same sessions, as long as their owner keeps them.
    pub fn downgrade(&self) -> WeakSessions {
        WeakSessions(Arc::downgrade(&self.0))
    }

    fn locked(&self) -> MutexGuard<'_, BTreeSet<i32>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for RegisteredSession {
    fn drop(&mut self) {
        self.sessions.locked().remove(&self.pid);
    }
}

/// Sessions whose owner may be gone.
pub struct WeakSessions(Weak<Mutex<BTreeSet<i32>>>);

impl WeakSessions {
    /// The sessions, unless their owner is gone.
    pub fn upgrade(&self) -> Option<Sessions> {
        self.0.upgrade().map(Sessions)
    }
}
