//! A few threads for one long piece of work in the middle of a cell: counting groups, folding a huge family.
//!
//! They are not the rayon pool's, because a pool's worker that waits takes up another block meanwhile, and so may wait
//! for what it holds itself. A helper thread does nothing but its work, so who waits for whom follows the plan's graph,
//! which has no cycle. All helper threads of an engine together are as many as the threads of the pool that asks.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The helper threads of an engine.
#[derive(Default)]
pub(super) struct HelperThreads {
    busy: AtomicUsize,
}

impl HelperThreads {
    /// `work` of every item, in the items' order; this thread takes part.
    pub fn map<I: Sync, R: Send>(&self, items: &[I], work: impl Fn(&I) -> R + Sync) -> Vec<R> {
        let threads = self.hire(items.len().saturating_sub(1));
        if threads == 0 {
            return items.iter().map(work).collect();
        }
        let next = AtomicUsize::new(0);
        let run = || {
            let mut done = Vec::new();
            while let at = next.fetch_add(1, Ordering::Relaxed)
                && let Some(item) = items.get(at)
            {
                done.push((at, work(item)));
            }
            done
        };
        let mut done = std::thread::scope(|scope| {
            let others: Vec<_> = (0..threads).map(|_| scope.spawn(run)).collect();
            let mut done = run();
            others.into_iter().for_each(|other| done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic))));
            done
        });
        self.busy.fetch_sub(threads, Ordering::Relaxed);
        done.sort_unstable_by_key(|(at, _)| *at);
        done.into_iter().map(|(_, result)| result).collect()
    }

    /// Takes up to `wanted` threads of those that are left.
    fn hire(&self, wanted: usize) -> usize {
        if wanted == 0 {
            return 0;
        }
        let most = rayon::current_num_threads() - 1;
        let hired = |busy: usize| most.saturating_sub(busy).min(wanted);
        let before = self.busy.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |busy| Some(busy + hired(busy)));
        before.map_or(0, hired)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_items_order_and_threads_are_given_back() {
        let helper_threads = HelperThreads::default();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(4).build().expect("a pool");
        let items: Vec<u64> = (0..1_000).collect();
        for _ in 0..3 {
            let squares = pool.install(|| helper_threads.map(&items, |item| item * item));
            assert_eq!(squares, items.iter().map(|item| item * item).collect::<Vec<_>>());
            assert_eq!(helper_threads.busy.load(Ordering::Relaxed), 0);
        }
    }

    #[test]
    fn helpers_of_helpers_are_no_more_threads_than_the_pool() {
        let helper_threads = HelperThreads::default();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(3).build().expect("a pool");
        let most = AtomicUsize::new(0);
        pool.install(|| {
            helper_threads.map(&[0; 8], |_| {
                helper_threads
                    .map(&[0; 8], |_| most.fetch_max(helper_threads.busy.load(Ordering::Relaxed), Ordering::Relaxed))
            })
        });
        assert_eq!(most.into_inner(), 2);
    }
}
