//! A way over TCP to a server that listens on a Unix socket: some drivers know no other.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener};
use std::os::unix::net::UnixStream;
use std::thread;

/// Forwards connections to the server whose socket is in `folder` until the process ends; the port to connect to.
pub fn forward(folder: &str) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("it is bound").port();
    let socket = format!("{folder}/.s.PGSQL.5432");
    thread::spawn(move || {
        for client in listener.incoming().map_while(Result::ok) {
            let Ok(server) = UnixStream::connect(&socket) else { break };
            let (Ok(client_too), Ok(server_too)) = (client.try_clone(), server.try_clone()) else { break };
            thread::spawn(move || {
                let _ = copy(&client, &server);
                let _ = server.shutdown(Shutdown::Both);
            });
            thread::spawn(move || {
                let _ = copy(&server_too, &client_too);
                let _ = client_too.shutdown(Shutdown::Both);
            });
        }
    });
    port
}

/// Copies bytes as they come, each piece at once.
fn copy(mut from: impl Read, mut to: impl Write) -> io::Result<()> {
    let mut buffer = [0; 16 << 10];
    loop {
        match from.read(&mut buffer)? {
            0 => return Ok(()),
            byte_count => to.write_all(&buffer[..byte_count])?,
        }
    }
}
