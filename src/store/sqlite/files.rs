//! Where a tenant's files are, and what is done to files as such.
//!
//! Every file of a tenant other than the live one is named `<tenant>.<what>`; tenant names have no dot, so the names of
//! two tenants never meet. Must never open a live database file other than through SQLite: closing any descriptor of a
//! file drops all of this process's POSIX locks on it.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::Xxh3Default;

use crate::store::records::Place;
use crate::store::{Caller, StoreError, TenantName};

/// What SQLite keeps beside a database file.
const SIDECARS: [&str; 3] = ["-journal", "-wal", "-shm"];

/// The file of the control database.
const CONTROL: &str = "control.db";

/// Bytes per read when a file is copied or hashed.
const CHUNK_BYTES: usize = 1 << 20;

/// The folders of a store.
#[derive(Clone, Debug)]
pub struct Layout {
    root: PathBuf,
}

impl Layout {
    /// Whether a folder is a store.
    pub fn is_there(root: &Path) -> bool {
        root.join(CONTROL).is_file()
    }

    /// Makes the folders that are missing, for their owner only.
    pub fn create(root: &Path) -> Result<Layout, StoreError> {
        let mut builder = DirBuilder::new();
        builder.recursive(true).mode(0o700);
        for folder in ["", "tenants", "snapshots", "retired"] {
            let path = root.join(folder);
            builder.create(&path).map_err(|error| {
                StoreError::file("make the folder", &path, error)
                    .hint("--store or RESEED_STORE says where the store is.")
            })?;
        }
        let root = fs::canonicalize(root).map_err(|error| StoreError::file("find", root, error))?;
        Ok(Layout { root })
    }

    /// The control database.
    pub fn control(&self) -> PathBuf {
        self.root.join(CONTROL)
    }

    /// The file whose lock is the tenant's lease.
    pub fn lock(&self, tenant: &TenantName) -> PathBuf {
        self.root.join("tenants").join(format!("{tenant}.lock"))
    }

    /// The live file.
    pub fn live(&self, tenant: &TenantName) -> PathBuf {
        self.root.join("tenants").join(format!("{tenant}.db"))
    }

    /// The file of a copy.
    pub fn place(&self, tenant: &TenantName, place: Place) -> PathBuf {
        match place {
            Place::Live => self.live(tenant),
            Place::Snapshot(number) => self.root.join("snapshots").join(format!("{tenant}.s{number}.db")),
            Place::Standby(number) => self.root.join("snapshots").join(format!("{tenant}.e{number}.standby.db")),
            Place::Retired(number) => self.root.join("retired").join(format!("{tenant}.e{number}.db")),
        }
    }

    /// The file of a snapshot that is not complete.
    pub fn building(&self, tenant: &TenantName, number: u32) -> PathBuf {
        self.root.join("snapshots").join(format!("{tenant}.s{number}.building.db"))
    }

    /// The file of a retired epoch that is not complete.
    pub fn saving(&self, tenant: &TenantName, number: u32) -> PathBuf {
        self.root.join("retired").join(format!("{tenant}.e{number}.part.db"))
    }

    /// The file of a retired epoch that is no database.
    pub fn damaged(&self, tenant: &TenantName, number: u32) -> PathBuf {
        self.root.join("retired").join(format!("{tenant}.e{number}.damaged.db"))
    }

    /// All files of a tenant besides the live one and the lock, by path.
    pub fn copies(&self, tenant: &TenantName) -> Result<Vec<PathBuf>, StoreError> {
        let prefix = format!("{tenant}.");
        let mut found = Vec::new();
        for folder in ["snapshots", "retired"].map(|name| self.root.join(name)) {
            let entries = fs::read_dir(&folder).map_err(|error| StoreError::file("list", &folder, error))?;
            for entry in entries {
                let entry = entry.map_err(|error| StoreError::file("list", &folder, error))?;
                if entry.file_name().to_string_lossy().starts_with(&prefix) {
                    found.push(entry.path());
                }
            }
        }
        found.sort();
        Ok(found)
    }
}

/// Whether a tenant's live file is there.
///
/// # Errors
/// `Refused` when something that is not a file has its name.
pub fn has_live(live: &Path) -> Result<bool, StoreError> {
    let what = match fs::metadata(live) {
        Ok(found) if found.is_file() => return Ok(true),
        Ok(found) if found.is_dir() => "a folder",
        Ok(_) => "not a regular file",
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(StoreError::file("look at the live file", live, error)),
    };
    Err(StoreError::refused(format!("the live file {:?} is {what}", live.display().to_string()))
        .hint("Move it away, then run the command again; \"reseed reset\" puts the seed back. Nothing has changed."))
}

/// Makes sure that a tenant's live file is there.
///
/// # Errors
/// `NotFound` when it is not, `Refused` when something that is not a file has its name.
pub fn need_live(live: &Path, tenant: &TenantName) -> Result<(), StoreError> {
    if has_live(live)? { Ok(()) } else { Err(StoreError::no_live(tenant, "file is missing")) }
}

/// The paths of what SQLite may keep beside the database `path`.
pub fn sidecars(path: &Path) -> [PathBuf; 3] {
    SIDECARS.map(|suffix| {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name)
    })
}

/// Removes a file; that it does not exist is no error. Gives whether it did.
pub fn remove(path: &Path) -> Result<bool, StoreError> {
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(StoreError::file("remove", path, error)),
    }
}

/// Removes what SQLite keeps beside a database, then the database: a journal must never outlive its file.
pub fn remove_database(path: &Path) -> Result<(), StoreError> {
    sidecars(path).iter().try_for_each(|sidecar| remove(sidecar).map(drop))?;
    remove(path).map(drop)
}

/// Bytes of a file; 0 if it does not exist.
pub fn bytes(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |metadata| metadata.len())
}

/// Gives a complete file its final name, durably.
pub fn publish(from: &Path, to: &Path) -> Result<(), StoreError> {
    sync(from)?;
    fs::rename(from, to).map_err(|error| StoreError::file("rename", from, error))?;
    sync_folder(to)
}

/// Gives a complete file a second name that nothing has yet, durably.
pub fn link(from: &Path, to: &Path) -> Result<(), StoreError> {
    sync(from)?;
    fs::hard_link(from, to).map_err(|error| StoreError::file("make", to, error))?;
    sync_folder(to)
}

/// Puts a file, and what is beside it, under another name too, in place of what was there. Missing ones are left out.
pub fn link_database(from: &Path, to: &Path) -> Result<(), StoreError> {
    let (mut sources, mut targets) = (sidecars(from).to_vec(), sidecars(to).to_vec());
    sources.push(from.to_owned());
    targets.push(to.to_owned());
    for (source, target) in sources.iter().zip(&targets).filter(|(source, _)| source.exists()) {
        remove(target)?;
        std::fs::hard_link(source, target).map_err(|error| StoreError::file("keep", source, error))?;
    }
    sync_folder(to)
}

/// Takes the right to write from everybody.
pub fn seal(path: &Path) -> Result<(), StoreError> {
    fs::set_permissions(path, Permissions::from_mode(0o444)).map_err(|error| StoreError::file("seal", path, error))
}

/// Makes the names in a file's folder durable.
pub fn sync_folder(path: &Path) -> Result<(), StoreError> {
    sync(path.parent().unwrap_or(Path::new(".")))
}

fn sync(path: &Path) -> Result<(), StoreError> {
    let synced = File::open(path).and_then(|file| file.sync_all());
    synced.map_err(|error| StoreError::file("sync", path, error))
}

/// Hash of a file's bytes: xxh3-128, hex. Costs one sequential read.
pub fn hash(path: &Path) -> Result<String, StoreError> {
    each_chunk(path, |_| Ok(()))
}

/// A private copy of a file, and the hash of the bytes copied.
pub fn copy(from: &Path, to: &Path, caller: &Caller) -> Result<String, StoreError> {
    remove(to)?;
    let mut target = create(to)?;
    each_chunk(from, |chunk| {
        caller.check()?;
        target.write_all(chunk).map_err(|error| StoreError::file("write", to, error))
    })
}

/// A new file that only its owner can read and write.
pub fn create(path: &Path) -> Result<File, StoreError> {
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    made.map_err(|error| StoreError::file("make", path, error))
}

fn each_chunk(path: &Path, mut consume: impl FnMut(&[u8]) -> Result<(), StoreError>) -> Result<String, StoreError> {
    let mut file = File::open(path).map_err(|error| StoreError::file("open", path, error))?;
    let (mut hasher, mut buffer) = (Xxh3Default::new(), vec![0; CHUNK_BYTES]);
    loop {
        let count = file.read(&mut buffer).map_err(|error| StoreError::file("read", path, error))?;
        if count == 0 {
            return Ok(format!("{:032x}", hasher.digest128()));
        }
        hasher.update(&buffer[..count]);
        consume(&buffer[..count])?;
    }
}
