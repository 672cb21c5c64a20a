//! Connection poolers between reseed and the server, known before anything is set, or by their errors.
//!
//! What a session sets stays on the server's connection, which such a pooler gives to an application next. So the startup
//! message sets a parameter that nothing else has, and the first statement of a connection reads it: a pooler refuses that
//! parameter or leaves it out.
//!
//! One that gives every transaction another server connection loses what a session keeps: settings, prepared statements,
//! temporary tables. Its first error comes from whatever is missed first, and seldom says that a pooler is there.

use super::connection::sqlstate;

/// What to do about it.
pub const HINT: &str = "A connection pooler answers at this address. Give the address of the server itself (--store, \
    RESEED_STORE). Applications may go on using the pooler.";

/// What the startup message sets.
pub const PARAMETER: &str = "reseed.session";

/// The first statement of every connection: it fails where the startup message has not come through, and then the server
/// does nothing of what follows in the same text.
pub const CHECK: &str = "SELECT current_setting('reseed.session')";

/// Beginnings of what poolers say themselves, with a protocol error's or no SQLSTATE of the server's: PgBouncer, Odyssey,
/// Supavisor, pgcat.
const SAYINGS: [&str; 9] = [
    "unsupported startup parameter",
    "unsupported pkt type",
    "unsupported packet type",
    "unsupported frontend protocol feature",
    "prepared statements not supported",
    "server conn crashed",
    "query_wait_timeout",
    "pgbouncer ",
    "odyssey: ",
];

/// Whether this error of a connection can only come from a pooler, or through one.
pub fn is_behind(error: &sqlx::Error) -> bool {
    let Some(said) = error.as_database_error().map(|error| error.message().to_ascii_lowercase()) else { return false };
    match sqlstate(error) {
        Some("42704") => said.contains(PARAMETER),
        // reseed's driver prepares each statement once under a name of its own, and closes none but its own.
        Some("26000" | "42P05") => said.contains("prepared statement"),
        // Another client's statement stood under that name.
        Some("08P01") if said.starts_with("bind message supplies") => true,
        _ => SAYINGS.iter().any(|saying| said.starts_with(saying)),
    }
}
