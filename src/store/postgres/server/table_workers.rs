//! Several tables of a copy at a time, each by a worker with connections of its own.
//!
//! How many workers there are depends on how much there is to do and on what the server has free: one is enough, so a
//! worker that gets no connection is done without. An error of one ends the others after the table they are at.

use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::task::JoinSet;

use crate::store::{ErrorKind, StoreError};

/// Workers at most: more would keep a small server from its other work.
const WORKERS_MAX: usize = 4;
/// Rows that are worth a worker: a connection costs as much time as some ten thousand of them.
const WORKER_ROWS: u64 = 50_000;

/// What does one table after another.
pub trait Worker: Sized + Send + 'static {
    /// What comes of a table.
    type Made: Send + 'static;

    /// Does the table with this index.
    fn work(&mut self, table_index: usize) -> impl Future<Output = Result<Self::Made, StoreError>> + Send;

    /// Gives back what it holds, for others to use.
    fn give_back(self) -> impl Future<Output = ()> + Send;

    /// Closes what it holds, whatever state a failure has left it in.
    fn close(self) -> impl Future<Output = ()> + Send;
}

/// How many workers tables with these rows are worth.
pub fn workers_for(table_rows: &[u64]) -> usize {
    let rows: u64 = table_rows.iter().sum();
    let worth = usize::try_from(rows / WORKER_ROWS).unwrap_or(usize::MAX);
    // Half of the work is the server's, which may be on this machine.
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    worth.min(cores).min(WORKERS_MAX).min(table_rows.len()).max(1)
}

/// Has every table done once, the largest first, by `first` and as many more as are worth it and `open` gives; gives what
/// came of them, in the tables' order.
///
/// # Errors
/// The first of a worker; that of `open` only if it is another than `Busy`.
pub async fn run<W, O, F>(table_rows: &[u64], first: W, open: O) -> Result<Vec<W::Made>, StoreError>
where
    W: Worker,
    O: Fn() -> F,
    F: Future<Output = Result<W, StoreError>> + Send + 'static,
{
    let mut order: Vec<usize> = (0..table_rows.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(table_rows[index]));
    let queue = Arc::new(Queue { order, next: AtomicUsize::new(0) });
    let mut workers = JoinSet::new();
    workers.spawn(Arc::clone(&queue).serve(first));
    for _ in 1..workers_for(table_rows) {
        let (queue, opening) = (Arc::clone(&queue), open());
        workers.spawn(async move {
            match opening.await {
                Ok(worker) => queue.serve(worker).await,
                Err(error) if error.kind() == ErrorKind::Busy => Ok(Vec::new()),
                Err(error) => queue.given_up(error),
            }
        });
    }
    let mut done = Vec::with_capacity(table_rows.len());
    let mut failed = None;
    while let Some(worker) = workers.join_next().await {
        match worker.map_err(|error| StoreError::machine(format!("a worker failed: {error}"))).flatten() {
            Ok(some) => done.extend(some),
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    done.sort_by_key(|(index, _)| *index);
    failed.map_or_else(|| Ok(done.into_iter().map(|(_, done)| done).collect()), Err)
}

/// The tables that no worker has begun.
struct Queue {
    order: Vec<usize>,
    next: AtomicUsize,
}

impl Queue {
    async fn serve<W: Worker>(self: Arc<Self>, mut worker: W) -> Result<Vec<(usize, W::Made)>, StoreError> {
        let mut done = Vec::new();
        while let Some(&index) = self.order.get(self.next.fetch_add(1, Ordering::Relaxed)) {
            match worker.work(index).await {
                Ok(one) => done.push((index, one)),
                Err(error) => {
                    worker.close().await;
                    return self.given_up(error);
                }
            }
        }
        worker.give_back().await;
        Ok(done)
    }

    /// No worker begins another table.
    fn given_up<T>(&self, error: StoreError) -> Result<T, StoreError> {
        self.next.store(self.order.len(), Ordering::Relaxed);
        Err(error)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    /// Notes the tables it did; fails at one of them.
    struct Notes {
        fails_at: Option<usize>,
        ended: Arc<Mutex<Vec<&'static str>>>,
    }

    impl Worker for Notes {
        type Made = usize;

        async fn work(&mut self, table_index: usize) -> Result<usize, StoreError> {
            tokio::task::yield_now().await;
            if self.fails_at == Some(table_index) { Err(StoreError::machine("no")) } else { Ok(table_index * 10) }
        }

        async fn give_back(self) {
            self.ended.lock().expect("the words").push("given back");
        }

        async fn close(self) {
            self.ended.lock().expect("the words").push("closed");
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn every_table_is_done_once_and_every_worker_ended_also_after_an_error() {
        let rows = [5, WORKER_ROWS * 9, 0, WORKER_ROWS, 7];
        for fails_at in [None, Some(3)] {
            let ended = Arc::new(Mutex::new(Vec::new()));
            let worker = || Notes { fails_at, ended: Arc::clone(&ended) };
            let done = run(&rows, worker(), || std::future::ready(Ok(worker()))).await;
            let ended = ended.lock().expect("the words");
            assert_eq!(ended.len(), workers_for(&rows));
            match fails_at {
                None => assert_eq!(done.expect("all done"), [0, 10, 20, 30, 40]),
                Some(_) => assert!(done.is_err()),
            }
            assert_eq!(ended.contains(&"closed"), fails_at.is_some(), "{ended:?}");
        }
    }

    #[tokio::test]
    async fn a_server_without_free_connections_has_one_worker_do_it_all() {
        let ended = Arc::new(Mutex::new(Vec::new()));
        let first = Notes { fails_at: None, ended: Arc::clone(&ended) };
        let done = run(&[WORKER_ROWS * 9; 4], first, || std::future::ready(Err(StoreError::busy("full"))));
        assert_eq!(done.await.expect("all done").len(), 4);
        assert_eq!(*ended.lock().expect("the words"), ["given back"]);
    }
}
