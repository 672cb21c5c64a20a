//! Servers and databases that are not as reseed would like them: what works there, and the errors about the rest.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use sqlx::Connection;
use sqlx::postgres::PgConnection;

use reseed::on_every_version;

use crate::old_stores::{digest, reseed, stores};
use crate::restores::{TENANTS, said, store, succeed, tool};
use crate::server::{self, Server};

/// What a message of the protocol begins with that asks for encryption.
const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 4, 210, 22, 47];
/// The message of a client that disconnects.
const TERMINATE: [u8; 5] = [b'X', 0, 0, 0, 4];

fn psql(version: u16, store: &str, statement: &str) {
    succeed(&tool(version, &["psql", "-q", "-v", "ON_ERROR_STOP=1", store, "-c", statement]));
}

/// A pooler that drops what it does not know of a startup message, and keeps the server's connection when its client goes;
/// the port, and for each connection what an application finds there next as its search path.
fn pooler(folder: &str) -> (u16, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("it is bound").port();
    let socket = format!("{folder}/.s.PGSQL.5432");
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for client in listener.incoming().map_while(Result::ok) {
            let (server, sender) = (UnixStream::connect(&socket).expect("the server listens"), sender.clone());
            thread::spawn(move || serve(client, server, &sender));
        }
    });
    (port, receiver)
}

fn serve(mut client: TcpStream, mut server: UnixStream, next: &Sender<String>) {
    let mut head = [0; 8];
    client.read_exact(&mut head).expect("a startup message");
    if head == SSL_REQUEST {
        client.write_all(b"N").expect("the client listens");
        client.read_exact(&mut head).expect("a startup message");
    }
    let length = u32::from_be_bytes(head[..4].try_into().expect("four bytes")) as usize;
    let mut rest = vec![0; length - 8];
    client.read_exact(&mut rest).expect("the message");
    server.write_all(&startup(&head, &rest)).expect("the server listens");
    let heard = Arc::new(Mutex::new(Vec::new()));
    let (mut answers, mut back) = (server.try_clone().expect("a handle"), client.try_clone().expect("a handle"));
    let hearing = Arc::clone(&heard);
    thread::spawn(move || {
        let mut buffer = vec![0; 1 << 16];
        while let Ok(bytes @ 1..) = answers.read(&mut buffer) {
            hearing.lock().expect("no thread panics with it").extend(&buffer[..bytes]);
            let _ = back.write_all(&buffer[..bytes]);
        }
    });
    let mut buffer = vec![0; 1 << 16];
    while let Ok(bytes @ 1..) = client.read(&mut buffer) {
        let said = buffer[..bytes].strip_suffix(&TERMINATE).unwrap_or(&buffer[..bytes]);
        server.write_all(said).expect("the server listens");
    }
    heard.lock().expect("no thread panics with it").clear();
    let query = b"SHOW search_path\0";
    let length = (query.len() as u32 + 4).to_be_bytes();
    server.write_all(&[b"Q", &length[..], query].concat()).expect("the server listens");
    loop {
        let heard = String::from_utf8_lossy(&heard.lock().expect("no thread panics with it")).into_owned();
        if heard.contains("SHOW\0") {
            let _ = next.send(heard);
            return;
        }
        thread::yield_now();
    }
}

/// The startup message without options.
fn startup(head: &[u8], rest: &[u8]) -> Vec<u8> {
    let words: Vec<&[u8]> = rest.split(|byte| *byte == 0).collect();
    let pairs = words.chunks(2).filter(|pair| pair.len() == 2 && !pair[0].is_empty() && pair[0] != b"options");
    let mut body: Vec<u8> = pairs.flat_map(|pair| [pair[0], b"\0", pair[1], b"\0"].concat()).collect();
    body.push(0);
    [&(body.len() as u32 + 8).to_be_bytes()[..], &head[4..], &body].concat()
}

on_every_version!(a_pooler_is_named_before_anything_is_set_on_its_connection, |version| {
    let store = server::database(version);
    let (before, folder) = store.split_once("?host=").expect("a socket's folder");
    let (_, database) = before.rsplit_once('/').expect("a database's name");
    let (port, next) = pooler(folder);
    let behind = format!("postgres://reseed@127.0.0.1:{port}/{database}");
    let told = said(&reseed(&behind, 5, &["up", "acme"]));
    assert!(told.contains("A connection pooler answers at this address"), "{told}");
    let found = next.recv().expect("the server answers");
    assert!(found.contains("\"$user\", public"), "{found}");
});

on_every_version!(on_a_hot_standby_tenants_can_be_looked_at_and_what_would_write_is_refused, |version| {
    let mut server = Server::start(version, &[]);
    let store = server::database_at(&server.address);
    psql(version, &store.replace("//reseed@", "//postgres@"), "CREATE ROLE ci_own LOGIN; GRANT ci_own TO reseed");
    reseed(&store, 0, &["up", "acme", "--quiet"]);
    reseed(&store, 0, &["up", "ci", "--quiet", "--layout", "schema", "--tenant-role", "{tenant}_own"]);
    server.turn("standby");
    for tenant in ["acme", "ci"] {
        for command in ["status", "verify", "url", "diff"] {
            reseed(&store, 0, &[command, tenant]);
        }
        reseed(&store, 0, &["reset", tenant, "--dry-run"]);
        for command in [&["reset", tenant][..], &["undo", tenant], &["up", tenant], &["down", tenant, "--yes"]] {
            let told = said(&reseed(&store, 5, command));
            assert!(told.contains("the server is a hot standby, which accepts no writes"), "{command:?}: {told}");
            assert!(told.contains("primary's address"), "{command:?}: {told}");
        }
    }
    let told = said(&reseed(&store, 5, &["sql", "ci", "SELECT 1"]));
    assert!(told.contains("the function that keeps SQL in role \"ci_own\""), "{told}");
    assert!(told.contains("psql \"$(reseed url ci)\""), "{told}");
    let doctor = reseed(&store, 1, &["doctor"]);
    let doctor = String::from_utf8_lossy(&doctor.stdout).into_owned();
    assert!(doctor.contains("the server: a hot standby"), "{doctor}");
});

on_every_version!(a_database_that_is_not_in_utf8_is_named, |version| {
    let (utf8, name) = (store(version), format!("latin_{version}"));
    let create = "ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0";
    psql(version, &utf8, &format!("CREATE DATABASE {name} {create}"));
    let (before, after) = utf8.split_once('?').expect("a socket's folder");
    let latin = format!("{}/{name}?{after}", before.rsplit_once('/').expect("a database").0);
    let told = said(&reseed(&latin, 5, &["up", "acme"]));
    assert!(told.contains("the database has the encoding LATIN1, not UTF8"), "{told}");
    // A store that came there.
    let folder = tempfile::tempdir().expect("a temporary folder");
    let dump = folder.path().join("dump");
    let dump = dump.to_str().expect("a path");
    succeed(&tool(version, &["pg_dump", &utf8, "-f", dump]));
    tool(version, &["psql", "-q", &latin, "-f", dump]);
    let doctor = reseed(&latin, 1, &["doctor"]);
    let doctor = String::from_utf8_lossy(&doctor.stdout).into_owned();
    assert!(doctor.contains("the server: encoding LATIN1"), "{doctor}");
});

on_every_version!(a_database_that_quotes_all_identifiers_is_like_any_other, |version| {
    let store = store(version);
    let (before, _) = store.split_once('?').expect("a socket's folder");
    let (_, database) = before.rsplit_once('/').expect("a database");
    psql(version, &store, &format!("ALTER DATABASE {database} SET quote_all_identifiers = on"));
    for (tenant, change) in TENANTS {
        let seed = digest(&store, &["reset", tenant]);
        reseed(&store, 0, &["verify", tenant]);
        reseed(&store, 0, &["sql", tenant, change]);
        reseed(&store, 0, &["reset", tenant, "--prove"]);
        assert_ne!(digest(&store, &["undo", tenant]), seed);
        assert_eq!(digest(&store, &["snapshot", "restore", tenant, "whole"]), seed);
    }
    reseed(&store, 0, &["reconcile"]);
    for tenant in ["acme", "globex", "ci"] {
        reseed(&store, 0, &["down", tenant, "--yes"]);
    }
    reseed(&store, 0, &["up", "acme", "--quiet"]);
});

on_every_version!(a_schema_that_was_renamed_is_named, |version| {
    let store = store(version);
    psql(version, &store, "ALTER SCHEMA ci RENAME TO other");
    for command in [&["reset", "ci"][..], &["undo", "ci"], &["up", "ci"], &["snapshot", "restore", "ci", "whole"]] {
        let told = said(&reseed(&store, 5, command)).replace("\n      ", " ");
        assert!(told.contains("its schema \"ci\" is called \"other\" now"), "{command:?}: {told}");
        assert!(told.contains("ALTER SCHEMA \"other\" RENAME TO \"ci\""), "{command:?}: {told}");
    }
    let doctor = String::from_utf8_lossy(&reseed(&store, 1, &["doctor"]).stdout).into_owned();
    assert!(doctor.contains("schemas that were renamed: ci (ALTER SCHEMA other RENAME TO ci)"), "{doctor}");
    psql(version, &store, "ALTER SCHEMA other RENAME TO ci");
    reseed(&store, 0, &["reset", "ci"]);
    psql(version, &store, "ALTER SCHEMA goods RENAME TO wares");
    let doctor = String::from_utf8_lossy(&reseed(&store, 1, &["doctor"]).stdout).into_owned();
    assert!(doctor.contains("goods (ALTER SCHEMA wares RENAME TO goods)"), "{doctor}");
    let told = said(&reseed(&store, 5, &["up", "fresh", "--like", "acme"]));
    assert!(told.contains("is called wares."), "{told}");
    psql(version, &store, "ALTER SCHEMA wares RENAME TO goods");
    reseed(&store, 0, &["reset", "acme"]);
});

#[test]
fn another_schema_than_the_one_that_a_tenant_has_is_refused() {
    let store = store(server::VERSIONS[1]);
    let told = said(&reseed(&store, 5, &["up", "ci", "--schema", "other"]));
    assert!(told.contains("tenant \"ci\" is in schema \"ci\", not \"other\""), "{told}");
    let told = said(&reseed(&store, 5, &["up", "acme", "--schema", "other"]));
    assert!(told.contains("has its tables in schema \"goods\", not \"other\""), "{told}");
    reseed(&store, 0, &["up", "ci", "--schema", "ci", "--quiet"]);
}

#[test]
fn a_server_without_a_free_connection_is_waited_for() {
    let server = Server::start(server::VERSIONS[1], &["max_connections = 12"]);
    let store = server::database_at(&server.address);
    reseed(&store, 0, &["up", "acme", "--quiet"]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let mut others = Vec::new();
    while let Ok(other) = runtime.block_on(PgConnection::connect(&store)) {
        others.push(other);
    }
    let told = said(&reseed(&store, 4, &["reset", "acme", "--wait", "0"]));
    assert!(told.contains("use a longer --wait"), "{told}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_reseed"));
    command.current_dir(stores().join("workspace")).env("RESEED_STORE", &store).stdin(Stdio::null());
    let mut reset = command.args(["reset", "acme", "--wait", "60", "--quiet"]).spawn().expect("the command starts");
    let start = Instant::now();
    while start.elapsed() < Duration::from_millis(1_500) {
        assert!(reset.try_wait().expect("its state").is_none(), "it gave up");
        thread::yield_now();
    }
    drop(others);
    assert!(reset.wait().expect("it ends").success());
}

on_every_version!(names_may_hold_quotes_and_any_mark_of_dollar_quoting, |version| {
    let (store, schema) = (server::database(version), r#"a"b'c$reseed$ $$ $1\d"#);
    reseed(&store, 0, &["up", "ci", "--quiet", "--layout", "schema", "--schema", schema]);
    let shared = format!("{schema}!");
    reseed(&store, 0, &["up", "acme", "--quiet", "--schema", &shared]);
    for (tenant, change) in TENANTS {
        let seed = digest(&store, &["reset", tenant, "--prove"]);
        reseed(&store, 0, &["sql", tenant, change]);
        reseed(&store, 0, &["reset", tenant]);
        assert_ne!(digest(&store, &["undo", tenant]), seed);
        reseed(&store, 0, &["url", tenant]);
        reseed(&store, 0, &["down", tenant, "--yes"]);
    }
});

on_every_version!(public_may_not_call_the_functions_of_a_store, |version| {
    let store = store(version);
    // Policies of shared tables call these two.
    let sql = "SELECT string_agg(oid::regprocedure::text, ', ') FROM pg_proc
        WHERE pronamespace = 'reseed'::regnamespace AND proname NOT IN ('own_tenant', 'tenant_of')
          AND has_function_privilege('public', oid, 'EXECUTE')";
    let output = tool(version, &["psql", "-qAt", &store, "-c", sql]);
    succeed(&output);
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "");
});
