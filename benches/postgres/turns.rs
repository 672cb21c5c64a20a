//! Swaps without copying: a reset swaps in a standby that was made ahead; here two copies take turns, so that a
//! gigabyte need not be copied a hundred times. The swap is the same statement on the same tables.

use reseed::store::Place;
use reseed::store::postgres::PostgresStore;
use reseed::store::{Lease, Preference, Store, Swap};

use super::server::{Server, policy};

/// A tenant whose copies take turns.
pub struct Turns<'s> {
    server: &'s Server,
    store: &'s PostgresStore,
    lease: Lease,
    from: (Place, String),
    live: u32,
    next: u32,
}

impl<'s> Turns<'s> {
    pub fn new(server: &'s Server, store: &'s PostgresStore, tenant: &str) -> Turns<'s> {
        let tenant = tenant.parse().expect("a name");
        server.runtime.block_on(async {
            let lease = store.lease(&tenant, policy().wait).await.expect("the lease");
            let state = store.state(&tenant).await.expect("the records").expect("a tenant");
            let seed = state.seed().expect("a seed");
            let from = (Place::Snapshot(seed.number), seed.seal.clone());
            Turns { server, store, lease, from, live: state.tenant.live.expect("a live epoch"), next: 1_000 }
        })
    }

    /// The other copy becomes live; gives the milliseconds of the message that does it.
    pub fn swap(&mut self) -> f64 {
        self.server.runtime.block_on(async {
            let (epoch, live, preference) = (self.next, self.live, Preference::Fitting);
            self.store.stage(&self.lease, self.from.0, &self.from.1, epoch, preference).await.expect("a standby");
            let swap = Swap { epoch, retire: Some(live), patience: policy().patience(), prove: None, preference };
            let swapped = self.store.swap(&self.lease, &swap).await.expect("the swap");
            let retired = self.store.retired(&self.lease, live).await.expect("it is kept");
            self.from = (Place::Retired(live), retired.seal.expect("a seal"));
            (self.live, self.next) = (epoch, epoch + 1);
            swapped.swap_ms
        })
    }
}
