//! Addresses: `postgresql://…` as it is given, and as applications use it.
//!
//! Every part of an address is honoured or refused, never ignored. An error names the part at fault and never repeats the
//! address.

use std::str::FromStr;

use sqlx::ConnectOptions;
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use url::Url;

use crate::spec::fault::did_you_mean;
use crate::store::StoreError;
use crate::store::postgres::names::is_plain;
use crate::store::quote::quoted;

/// The parameters that are honoured, by libpq's names; `options[…]` too.
const PARAMETERS: [&str; 12] = [
    "application_name",
    "dbname",
    "host",
    "hostaddr",
    "options",
    "password",
    "port",
    "sslcert",
    "sslkey",
    "sslmode",
    "sslrootcert",
    "user",
];

/// What an application of a tenant connects with.
#[derive(Debug, Default)]
pub struct Application {
    /// The role that it logs in with, if reseed knows it.
    pub role: Option<String>,
    /// The schema that its tables are in.
    pub schema: Option<String>,
    /// Whether these are all tenants' tables.
    pub shares_tables: bool,
}

/// Reads an address.
///
/// # Errors
/// `Usage` when it is no address, or has a part that would not be honoured.
pub fn parse(text: &str) -> Result<PgConnectOptions, StoreError> {
    if names_several_hosts(text) {
        return Err(several_hosts());
    }
    let whole = as_read(text);
    let text = whole.as_str();
    let url = Url::parse(text).map_err(|error| unreadable(&error.to_string()))?;
    if url.fragment().is_some() {
        return Err(unreadable("it has a #").with_help("Write %23 where a # belongs to a name or a password."));
    }
    for (key, _) in url.query_pairs() {
        check_parameter(&key)?;
    }
    let options = PgConnectOptions::from_str(text).map_err(|_| unreadable(&fault_of(&url)))?;
    if options.get_host().contains(',') {
        return Err(several_hosts());
    }
    names_one_place(&url, &options)?;
    let names_host = url.has_host() || url.query_pairs().any(|(key, _)| matches!(&*key, "host" | "hostaddr"));
    if !names_host && std::env::var_os("PGSERVICE").is_some() {
        return Err(no_service("PGSERVICE is set, and the address of the store names no host"));
    }
    Ok(options)
}

/// The address as the server's client programs read it, without its password, and the password: lists of processes show
/// what programs are given.
pub fn without_password(text: &str) -> (String, Option<String>) {
    let (scheme, rest) = text.split_once("://").unwrap_or(("postgresql", text));
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = place.find('/').map_or((place, ""), |at| place.split_at(at));
    let (login, host) = authority.rsplit_once('@').map_or(("", authority), |(login, host)| (login, host));
    let (user, mut password) = login.split_once(':').map_or((login, None), |(user, word)| (user, Some(decoded(word))));
    let (mut kept, mut options) = (Vec::new(), Vec::new());
    for (key, value) in parameters(query) {
        match key.strip_prefix("options[").and_then(|key| key.strip_suffix(']')) {
            Some(setting) => {
                let value = decoded(value).replace('\\', "\\\\").replace(' ', "\\ ");
                options.push(percent_encoded(&format!("-c {setting}={value}")));
            }
            None if key == "options" => options.push(value.to_owned()),
            None if key == "password" => password = Some(decoded(value)),
            None => kept.push(format!("{}={value}", percent_encoded(&key))),
        }
    }
    kept.extend((!options.is_empty()).then(|| format!("options={}", options.join("%20"))));
    let at = if user.is_empty() { "" } else { "@" };
    let question = if kept.is_empty() { "" } else { "?" };
    (format!("{scheme}://{user}{at}{host}{path}{question}{}", kept.join("&")), password)
}

/// The parameters of an address, by name; their values as they stand there.
fn parameters(query: &str) -> impl Iterator<Item = (String, &str)> {
    let parameters = query.split('&').filter(|parameter| !parameter.is_empty());
    parameters
        .map(|parameter| parameter.split_once('=').unwrap_or((parameter, "")))
        .map(|(key, value)| (decoded(key), value))
}

/// A name or a value as libpq reads it: a plus is no space.
fn decoded(text: &str) -> String {
    let pair = format!("p={}", text.replace('+', "%2B"));
    url::form_urlencoded::parse(pair.as_bytes()).map(|(_, value)| value.into_owned()).next().unwrap_or_default()
}

/// The address of the server's database, without a login.
pub fn public(options: &PgConnectOptions) -> String {
    let (host, parameters) = place(options);
    address(&host, options, parameters)
}

/// The address that an application uses: it never has a password.
pub fn of_application(options: &PgConnectOptions, application: &Application) -> String {
    let login = percent_encoded(application.role.as_deref().unwrap_or_else(|| options.get_username()));
    let (mut host, mut parameters) = place(options);
    if host.is_empty() {
        // Before an empty host no user may stand, and with a parameter for the socket's folder some drivers take any
        // host that does for the server. All drivers read the user from a parameter.
        parameters.push(format!("user={login}"));
    } else {
        host = format!("{login}@{host}");
        parameters.extend(root_certificate(options).map(|path| format!("sslrootcert={path}")));
    }
    parameters.extend(startup_options(application));
    address(&host, options, parameters)
}

/// The file that the server's certificate is checked with, for a client in any folder of this machine. A client's own
/// certificate is its login's, as a password is.
fn root_certificate(options: &PgConnectOptions) -> Option<String> {
    let checks = [PgSslMode::Require, PgSslMode::VerifyCa, PgSslMode::VerifyFull];
    if !checks.iter().any(|mode| ssl_mode(*mode) == ssl_mode(options.get_ssl_mode())) {
        return None;
    }
    // The driver gives it in no other form. Its host and user may be none that it could write.
    let url = options.clone().host("localhost").username("any").to_url_lossy();
    let (_, file) = url.query_pairs().find(|(key, _)| key == "sslrootcert")?;
    let path = std::path::absolute(file.strip_prefix("file: ")?).ok()?;
    Some(percent_encoded(path.to_str()?).replace("%2F", "/"))
}

/// The settings that its sessions start with. From its sixth execution on the server also makes a plan of a prepared
/// statement for all values of its parameters, whether or not it is used, and in shared tables that locks every tenant's
/// partitions until the transaction ends.
fn startup_options(application: &Application) -> Option<String> {
    let path = application.schema.as_deref().map(|schema| format!("-csearch_path%3D{}", in_path(schema)));
    let plans = application.shares_tables.then(|| "-cplan_cache_mode%3Dforce_custom_plan".to_owned());
    let options: Vec<String> = path.into_iter().chain(plans).collect();
    (!options.is_empty()).then(|| format!("options={}", options.join("%20")))
}

fn address(host: &str, options: &PgConnectOptions, parameters: Vec<String>) -> String {
    let database = percent_encoded(options.get_database().unwrap_or_else(|| options.get_username()));
    let question = if parameters.is_empty() { "" } else { "?" };
    format!("postgresql://{host}/{database}{question}{}", parameters.join("&"))
}

/// Host and port, and the other parameters of where and how the server is reached. No host stands where there is a socket.
fn place(options: &PgConnectOptions) -> (String, Vec<String>) {
    let (host, port) = (options.get_host(), options.get_port());
    let mut parameters = Vec::new();
    // Without any host it is the folder where Debian's servers have their socket.
    let folder = options.get_socket().map(|folder| folder.display().to_string());
    let host = match folder.or_else(|| host.starts_with('/').then(|| host.to_owned())) {
        Some(folder) => {
            parameters.push(format!("host={}", percent_encoded(&folder).replace("%2F", "/")));
            parameters.extend((port != DEFAULT_PORT).then(|| format!("port={port}")));
            String::new()
        }
        None if host.contains(':') && !host.starts_with('[') => format!("[{host}]:{port}"),
        None => format!("{host}:{port}"),
    };
    parameters.extend(ssl_mode(options.get_ssl_mode()).map(|mode| format!("sslmode={mode}")));
    (host, parameters)
}

/// The port that clients use when none is given.
const DEFAULT_PORT: u16 = 5432;

/// How libpq writes a mode that is not the default.
fn ssl_mode(mode: PgSslMode) -> Option<&'static str> {
    match mode {
        PgSslMode::Prefer => None,
        PgSslMode::Disable => Some("disable"),
        PgSslMode::Allow => Some("allow"),
        PgSslMode::Require => Some("require"),
        PgSslMode::VerifyCa => Some("verify-ca"),
        PgSslMode::VerifyFull => Some("verify-full"),
    }
}

/// The address in the form that the driver reads as libpq does: with a host behind its login where a parameter names the one
/// that counts, `hostaddr` after `host`, and a plus that is no space.
fn as_read(text: &str) -> String {
    let (place, query) = text.split_once('?').unwrap_or((text, ""));
    let (addresses, others): (Vec<_>, Vec<_>) = parameters(query).partition(|(key, _)| key == "hostaddr");
    let names_host = !addresses.is_empty() || others.iter().any(|(key, _)| key == "host");
    let parameter = |(key, value): (String, &str)| format!("{}={}", percent_encoded(&key), value.replace('+', "%2B"));
    let query: Vec<String> = others.into_iter().chain(addresses).map(parameter).collect();
    let question = if query.is_empty() { "" } else { "?" };
    let start = place.find("://").map_or(0, |at| at + 3);
    let end = place[start..].find('/').map_or(place.len(), |at| start + at);
    let host = if names_host && place[start..end].ends_with('@') { "localhost" } else { "" };
    format!("{}{host}{}{question}{}", &place[..end], &place[end..], query.join("&"))
}

/// Refuses a `hostaddr` together with what the driver would connect with or check instead.
fn names_one_place(url: &Url, options: &PgConnectOptions) -> Result<(), StoreError> {
    if !url.query_pairs().any(|(key, _)| key == "hostaddr") {
        return Ok(());
    }
    if options.get_socket().is_some() {
        return Err(StoreError::usage("the address of the store has both the folder of a socket and a \"hostaddr\"")
            .with_help("Leave one of them out."));
    }
    let by_parameter = url.query_pairs().filter(|(key, _)| key == "host").last().map(|(_, host)| host.into_owned());
    let name = by_parameter.or_else(|| url.host_str().map(str::to_owned));
    let is_other = name.is_some_and(|name| name.trim_matches(['[', ']']) != options.get_host());
    if is_other && matches!(options.get_ssl_mode(), PgSslMode::VerifyFull) {
        return Err(StoreError::usage(
            "the address of the store has a \"hostaddr\", and sslmode=verify-full would compare the certificate with that",
        )
        .with_help("Omit hostaddr, so that the host's name leads to the server; or use sslmode=verify-ca."));
    }
    Ok(())
}

/// Whether there is a comma where hosts and ports are.
fn names_several_hosts(text: &str) -> bool {
    let authority = text.split_once("://").map_or(text, |(_, rest)| rest);
    let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
    authority.rsplit_once('@').map_or(authority, |(_, hosts)| hosts).contains(',')
}

fn several_hosts() -> StoreError {
    StoreError::usage("the address of the store names several hosts")
        .with_help("Name one, the primary: reseed uses no other.")
}

fn no_service(found: &str) -> StoreError {
    StoreError::usage(format!("{found}: service files are not read"))
        .with_help("Copy the parameters of the service's entry into the address.")
}

fn check_parameter(key: &str) -> Result<(), StoreError> {
    if PARAMETERS.contains(&key) || (key.starts_with("options[") && key.ends_with(']')) {
        return Ok(());
    }
    if matches!(key, "service" | "servicefile") {
        return Err(no_service(&format!("the address of the store has the parameter {key:?}")));
    }
    let known = format!("Omit it. The parameters are {}.", PARAMETERS.join(", "));
    let help = did_you_mean(key, PARAMETERS).unwrap_or(known);
    Err(StoreError::usage(format!("the address of the store has an unknown parameter {key:?}")).with_help(help))
}

/// Which part of an address has a value that cannot be read.
fn fault_of(url: &Url) -> String {
    let alone = |key: &str, value: &str| {
        let mut one = url.clone();
        one.query_pairs_mut().clear().append_pair(key, value);
        PgConnectOptions::from_str(one.as_str()).is_err()
    };
    let pair = url.query_pairs().find(|(key, value)| alone(key, value));
    pair.map_or("a name or a password is not valid UTF-8".to_owned(), |(key, _)| {
        format!("the value of its parameter {key:?} is not one")
    })
}

fn unreadable(why: &str) -> StoreError {
    StoreError::usage(format!("cannot read the address of the store: {why}")).with_help(
        "Write postgresql://USER@HOST:PORT/DATABASE, with %XX for every character of a name that is no letter, digit or -._; the password may \
         come from PGPASSWORD or ~/.pgpass.",
    )
}

/// A schema's name as `search_path` in an address: quoted where it has to be.
fn in_path(schema: &str) -> String {
    match is_plain(schema) {
        true => schema.to_owned(),
        false => percent_encoded(&quoted(schema).replace('\\', "\\\\").replace(' ', "\\ ")),
    }
}

fn percent_encoded(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' | b'.' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(encode).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(address: &str) -> String {
        let Err(error) = parse(address) else { panic!("{address} is read") };
        let said = format!("{error}; {}", error.help().unwrap_or_default());
        assert!(!said.contains("secret") && !said.contains("joe"), "{said}");
        said
    }

    #[test]
    fn an_application_gets_a_user_and_no_password_and_what_needs_it_encoded() {
        let of = |address: &str, application: &Application| {
            of_application(&parse(address).expect("an address"), application)
        };
        let nothing = Application::default();
        let address = "postgres://joe:secret@db.example.com:5433/my%20shop?sslmode=verify-full";
        assert_eq!(of(address, &nothing), "postgresql://joe@db.example.com:5433/my%20shop?sslmode=verify-full");
        let application =
            Application { role: Some("a@b".to_owned()), schema: Some("my-shop".to_owned()), shares_tables: false };
        let with_path = "postgresql://a%40b@[::1]:5432/shop?options=-csearch_path%3D%22my-shop%22";
        assert_eq!(of("postgresql://joe@[::1]/shop", &application), with_path);
        let application = Application { shares_tables: true, ..application };
        let with_plans = format!("{with_path}%20-cplan_cache_mode%3Dforce_custom_plan");
        assert_eq!(of("postgresql://joe@[::1]/shop", &application), with_plans);
        let by_socket = "postgresql:///joe?host=/run/my%20pg&user=joe";
        assert_eq!(of("postgres://joe@x/?host=/run/my%20pg", &nothing), by_socket);
        assert_eq!(of("postgres://joe:secret@/joe?host=/run/my%20pg", &nothing), by_socket);
        let by_port = "postgresql:///joe?host=/run&port=6432&user=joe";
        assert_eq!(of("postgres://joe@x:6432/?host=/run", &nothing), by_port);
        let by_default = PgConnectOptions::new().host("/run/pg").port(5432).username("joe").database("shop");
        let by_default = of_application(&by_default.ssl_mode(PgSslMode::Prefer), &nothing);
        assert_eq!(by_default, "postgresql:///shop?host=/run/pg&user=joe");
        let certified =
            of("postgres://joe@db/shop?sslrootcert=my%20ca.pem&sslmode=verify-full&sslcert=a&sslkey=b", &nothing);
        let folder =
            percent_encoded(&std::env::current_dir().expect("a folder").display().to_string()).replace("%2F", "/");
        let expected = format!("postgresql://joe@db:5432/shop?sslmode=verify-full&sslrootcert={folder}/my%20ca.pem");
        assert_eq!(certified, expected, "for a client in another folder, which has no login of reseed's");
        let by_socket = of("postgres://joe@/shop?host=/run&sslmode=require&sslrootcert=/ca", &nothing);
        assert_eq!(by_socket, "postgresql:///shop?host=/run&sslmode=require&user=joe");
        for address in
            ["hostaddr=10.0.0.1", "hostaddr=10.0.0.1&host=db", "host=db&host%61ddr=10.0.0.1&sslmode=verify-ca"]
        {
            let printed = of(&format!("postgres://joe@db/shop?{address}"), &nothing);
            assert_eq!(printed.split('?').next(), Some("postgresql://joe@10.0.0.1:5432/shop"), "{address}");
        }
        let public = public(&parse("postgres://joe:secret@db:5433/shop").expect("an address"));
        assert_eq!(public, "postgresql://db:5433/shop");
    }

    #[test]
    fn client_programs_get_the_address_and_the_password_apart() {
        let plain = "postgres://joe@db:5433/shop?sslmode=require";
        assert_eq!(without_password(plain), (plain.to_owned(), None));
        let both = without_password("postgres://joe:s%2Fe+c@db/shop?options=-cgeqo%3Doff&options[work_mem]=8MB");
        let address = "postgres://joe@db/shop?options=-cgeqo%3Doff%20-c%20work_mem%3D8MB".to_owned();
        assert_eq!(both, (address, Some("s/e+c".to_owned())));
        let encoded =
            without_password("postgres://joe@db/shop?ssl%6Dode=require&p%61ssword=s+e&options%5Bwork_mem%5D=8%20MB");
        let address = "postgres://joe@db/shop?sslmode=require&options=-c%20work_mem%3D8%5C%20MB".to_owned();
        assert_eq!(encoded, (address, Some("s+e".to_owned())));
        let by_parameter = without_password("postgresql:///shop?host=/run&password=a%26b");
        assert_eq!(by_parameter, ("postgresql:///shop?host=/run".to_owned(), Some("a&b".to_owned())));
    }

    #[test]
    fn every_part_of_an_address_is_honoured_or_refused_by_name() {
        assert!(refused("postgres://joe:secret@db/x?service=shop").contains("service files are not read"));
        assert!(refused("postgres://joe:secret@db/x?connect_timeout=5").contains("\"connect_timeout\""));
        assert!(refused("postgres://joe:secret@db/x?sslmod=require").contains("Did you mean \"sslmode\"?"));
        assert!(refused("postgres://joe:secret@db/x?sslmode=maybe").contains("\"sslmode\""));
        assert!(refused("postgres://joe:secret@db/x?port=secret").contains("\"port\""));
        assert!(refused("postgres://joe:secret@db/x#y").contains("it has a #"));
        assert!(refused("postgres://joe:secret@[::1/x").contains("cannot read the address"));
        for several in ["postgres://joe:secret@a,b/x", "postgres://joe:secret@a:1,b:2/x", "postgres://joe@/x?host=a,b"]
        {
            assert!(refused(several).contains("several hosts"), "{several}");
        }
        assert!(refused("postgres://joe@/x?host=/run&hostaddr=10.0.0.1").contains("both the folder of a socket"));
        let verified = "postgres://joe@db/x?hostaddr=10.0.0.1&sslmode=verify-full";
        assert!(refused(verified).contains("verify-full would compare"));
        parse(&verified.replace("@db", "@10.0.0.1")).expect("one place");
        assert!(refused("postgres://joe@db/x?hostaddr=db").contains("\"hostaddr\""));
        parse("postgres://joe@db/x?application_name=a@b,c").expect("a comma in a parameter is no list of hosts");
        let both = parse("postgres://joe@db/x?options=-cwork_mem%3D8MB&options[geqo]=off").expect("an address");
        assert_eq!(both.get_options(), Some("-cwork_mem=8MB -c geqo=off"));
        let encoded =
            "postgres://joe@/x?h%6Fst=/run&%61pplication_name=a+b&options%5Bwork_mem%5D=8%20MB&ssl%6Dode=require";
        let encoded = parse(encoded).expect("an address");
        assert_eq!(encoded.get_socket().map(|folder| folder.display().to_string()).as_deref(), Some("/run"));
        assert_eq!((encoded.get_application_name(), encoded.get_options()), (Some("a+b"), Some("-c work_mem=8\\ MB")));
    }
}
