//! What `reset --detach` leaves behind: a process that makes standbys when its command is done, and that no user waits for.
//!
//! Two of them run per store at once, the others wait for their turn without a connection. Each standby has its own time;
//! one that takes longer is abandoned, and the next one is made.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::interrupt::Interrupt;
use super::progress::Progress;
use super::tenants::{SwapArgs, TenantCommand};
use super::{CliError, Exit};
use crate::reset::Operations;
use crate::store::{Store, TenantName};

/// How long a turn is waited for.
const TURN_WAIT: Duration = Duration::from_secs(3600);
/// How long to wait before asking for a turn again: from the first to the second.
const PAUSES: (Duration, Duration) = (Duration::from_millis(250), Duration::from_secs(5));
/// How often the flag is checked meanwhile.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// Makes the standbys of these tenants once the standard input ends, each in at most `limit_s` seconds.
///
/// # Errors
/// When it was asked to stop.
pub fn run(swap: &SwapArgs, named: &[TenantName], limit_s: u32, interrupt: &Interrupt) -> Result<Exit, CliError> {
    // The other end closes it, or dies; nothing is ever written to it.
    let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
    let mut exit = Exit::Done;
    for tenant in named {
        match in_turn(swap, tenant, Duration::from_secs(limit_s.into()), interrupt) {
            Err(error) if error.exit() == Exit::Interrupted => return Err(error),
            // The next reset makes its own then, and reports what is wrong.
            Err(_) => exit = Exit::Failed,
            Ok(()) => {}
        }
    }
    Ok(exit)
}

/// Makes the tenant's standby as soon as it is its turn.
fn in_turn(swap: &SwapArgs, tenant: &TenantName, limit: Duration, interrupt: &Interrupt) -> Result<(), CliError> {
    let (start, mut pause) = (Instant::now(), PAUSES.0);
    loop {
        let is_over = Arc::new(AtomicBool::new(false));
        let result = swap.change(Progress::new(true), async |store, policy| {
            let turn = store.maker_turn().await?;
            if turn.is_none() && store.keeps_standbys() {
                return Ok(None);
            }
            let limit = limit * policy.standbys.max(1) as u32;
            let _alarm = Alarm::after(limit, [interrupt.flag(), Arc::clone(&is_over)]);
            Ok(Some(Operations::new(&store, policy).warm(tenant).await))
        });
        if is_over.load(Ordering::Relaxed) {
            // Only this standby was to end.
            interrupt.flag().store(false, Ordering::Relaxed);
            if let Ok(Some(Ok(_))) = result {
                return Ok(());
            }
            return fail_with_note(swap, tenant, format!("it took longer than {} s", limit.as_secs()));
        }
        match result {
            Ok(Some(result)) => return Ok(result.map(drop)?),
            Err(error) if error.exit() != Exit::Busy => return Err(error),
            // Others have all turns, or all connections of the server.
            Ok(None) | Err(_) => {}
        }
        if start.elapsed() >= TURN_WAIT {
            let minutes = TURN_WAIT.as_secs() / 60;
            return fail_with_note(
                swap,
                tenant,
                format!("gave up after {minutes} min: other processes made standbys, two at a time"),
            );
        }
        wait(pause, interrupt)?;
        pause = (pause * 2).min(PAUSES.1);
    }
}

/// Notes why there is no standby, and fails with that.
fn fail_with_note(swap: &SwapArgs, tenant: &TenantName, why: String) -> Result<(), CliError> {
    swap.change(Progress::new(true), async |store, policy| {
        Operations::new(&store, policy).note_standby_failure(tenant, &why).await;
        Ok(())
    })?;
    Err(CliError::failed(format!("no standby of \"{tenant}\" was made: {why}")))
}

fn wait(pause: Duration, interrupt: &Interrupt) -> Result<(), CliError> {
    let start = Instant::now();
    while start.elapsed() < pause {
        interrupt.check()?;
        thread::sleep(LOOK_EVERY);
    }
    Ok(())
}

/// Sets flags after a time, unless it is dropped before.
struct Alarm {
    off: Option<Sender<()>>,
    clock: Option<JoinHandle<()>>,
}

impl Alarm {
    fn after(limit: Duration, flags: [Arc<AtomicBool>; 2]) -> Alarm {
        let (off, is_off) = mpsc::channel::<()>();
        let clock = thread::spawn(move || {
            if is_off.recv_timeout(limit) == Err(RecvTimeoutError::Timeout) {
                flags.iter().for_each(|flag| flag.store(true, Ordering::Relaxed));
            }
        });
        Alarm { off: Some(off), clock: Some(clock) }
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        drop(self.off.take());
        // Whether it has rung is known from here on.
        let _ = self.clock.take().map(JoinHandle::join);
    }
}
