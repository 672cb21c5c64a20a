//! A way to the server that can be cut.

use std::io::{Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// The socket's name in its folder.
const SOCKET: &str = ".s.PGSQL.5432";

/// What becomes of a connection on which a client says a certain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// The server gets the text, and the client's connection is gone without an answer.
    Answer,
    /// Nothing comes through any more, either way, and neither side notices.
    Cable,
}

/// Hands bytes from clients to a server and back, until a client says a certain text.
pub struct Relay {
    folder: tempfile::TempDir,
    armed: Arc<AtomicBool>,
}

impl Relay {
    /// A way to the server whose sockets are in `folder`.
    pub fn new(folder: &str, needle: &'static str, cut: Cut) -> Relay {
        let armed = Arc::new(AtomicBool::new(false));
        let relay = Relay { folder: tempfile::tempdir().expect("a folder"), armed: Arc::clone(&armed) };
        let listener = UnixListener::bind(relay.folder.path().join(SOCKET)).expect("a socket");
        let server = format!("{folder}/{SOCKET}");
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let Ok(server) = UnixStream::connect(&server) else { break };
                let armed = Arc::clone(&armed);
                thread::spawn(move || hand_over(client, server, (needle, cut), &armed));
            }
        });
        relay
    }

    /// The folder that an address names as its host.
    pub fn host(&self) -> &str {
        self.folder.path().to_str().expect("a path in UTF-8")
    }

    /// Cuts the next connection that says the text; only that one.
    pub fn arm(&self) {
        self.armed.store(true, Ordering::SeqCst);
    }

    /// Whether it has cut a connection since it was armed.
    pub fn has_cut(&self) -> bool {
        !self.armed.load(Ordering::SeqCst)
    }
}

fn hand_over(mut client: UnixStream, mut server: UnixStream, (needle, how): (&str, Cut), armed: &AtomicBool) {
    let silent = Arc::new(AtomicBool::new(false));
    let is_silent = Arc::clone(&silent);
    let (mut answers, mut back) = (server.try_clone().expect("a handle"), client.try_clone().expect("a handle"));
    thread::spawn(move || {
        let mut buffer = vec![0; 1 << 16];
        while let Ok(bytes @ 1..) = answers.read(&mut buffer) {
            if !is_silent.load(Ordering::SeqCst) && back.write_all(&buffer[..bytes]).is_err() {
                break;
            }
        }
        if !is_silent.load(Ordering::SeqCst) {
            let _ = back.shutdown(std::net::Shutdown::Both);
        }
    });
    let mut buffer = vec![0; 1 << 20];
    while let Ok(bytes @ 1..) = client.read(&mut buffer) {
        let said = &buffer[..bytes];
        let found = said.windows(needle.len()).any(|window| window == needle.as_bytes());
        let cut = found && armed.swap(false, Ordering::SeqCst);
        if cut && how == Cut::Cable {
            silent.store(true, Ordering::SeqCst);
            // Until the client gives up.
            while matches!(client.read(&mut buffer), Ok(1..)) {}
            thread::sleep(Duration::from_secs(5));
            break;
        }
        if cut {
            let _ = client.shutdown(std::net::Shutdown::Both);
        }
        if server.write_all(said).is_err() {
            break;
        }
        if cut {
            // A cut cable: the server hears nothing, for a while not even that the client is gone.
            thread::sleep(Duration::from_millis(300));
            break;
        }
    }
    let _ = server.shutdown(std::net::Shutdown::Both);
}
