//! Connection poolers between reseed and the server, known before anything is set, or by their errors.
//!
//! What a session sets stays on the server's connection, which such a pooler gives to an application next. So the startup
//! message sets a parameter that nothing else has, and the first statement of a connection reads it: a pooler refuses that
//! parameter or leaves it out.
//!
//! One that gives every transaction another server connection loses what a session keeps: settings, prepared statements,
//! temporary tables. Its first error comes from whatever is missed first, and seldom shows that a pooler is there.

/// What to do about it.
pub const HELP: &str = "A connection pooler answers at this address. Give the address of the server itself (--store, \
    RESEED_STORE). Applications may continue to use the pooler.";

/// What the startup message sets.
pub const PARAMETER: &str = "reseed.session";

/// The first statement of every connection: it fails where the startup message has not come through, and then the server
/// does nothing of what follows in the same text.
pub const CHECK: &str = "SELECT current_setting('reseed.session')";

/// Beginnings of poolers' own messages, with a protocol error's or no SQLSTATE of the server's: PgBouncer, Odyssey,
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

/// Whether a server's error with this SQLSTATE and message can only come from a pooler, or through one.
pub fn is_behind(sqlstate: Option<&str>, message: &str) -> bool {
    let message = message.to_ascii_lowercase();
    match sqlstate {
        Some("42704") => message.contains(PARAMETER),
        // reseed's driver prepares each statement once under a name of its own, and closes none but its own.
        Some("26000" | "42P05") => message.contains("prepared statement"),
        // Another client's statement stood under that name.
        Some("08P01") if message.starts_with("bind message supplies") => true,
        _ => SAYINGS.iter().any(|saying| message.starts_with(saying)),
    }
}
