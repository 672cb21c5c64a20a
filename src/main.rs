//! The command's entry: reads the arguments, runs the command, prints what went wrong and returns the exit code.
//!
//! No other code ends the process, except the handler of a second Ctrl-C (`cli/interrupt.rs`) and, in debug builds, a crash
//! point that a test has asked for (`store/crash.rs`).

use std::process::ExitCode;

use reseed::cli::{caught, parsed};

fn main() -> ExitCode {
    keep_freed_memory();
    let cli = match parsed() {
        Ok(cli) => cli,
        Err(exit) => return exit.into(),
    };
    let json = cli.json();
    match caught(|| cli.run()) {
        Ok(exit) => exit.into(),
        Err(error) => {
            error.print(json);
            error.exit().into()
        }
    }
}

/// Blocks of rows come and go, each of some megabytes. Left alone, glibc gives their memory back to the system and
/// takes it again, and a fresh page costs more than filling it: up to a third of all time was spent there.
fn keep_freed_memory() {
    #[cfg(target_env = "gnu")]
    {
        const KEPT_BYTES_MAX: libc::c_int = 64 * 1024 * 1024;
        // SAFETY: mallopt only sets parameters of the allocator, and no other thread runs yet.
        unsafe {
            libc::mallopt(libc::M_MMAP_THRESHOLD, KEPT_BYTES_MAX / 2);
            libc::mallopt(libc::M_TRIM_THRESHOLD, KEPT_BYTES_MAX);
        }
    }
}
