//! Where a tenant's files are, and what is done to files as such.
//!
//! Every file of a tenant other than the live one is named `<tenant>.<what>`; tenant names have no dot, so the names of
//! two tenants never meet. Must never open a live database file other than through SQLite: closing any descriptor of a
//! file drops all of this process's POSIX locks on it.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags};
use rustix::io::Errno;
use xxhash_rust::xxh3::Xxh3Default;

use crate::store::{Caller, Place, StoreError, TenantName};

/// What SQLite keeps next to a database file.
const SIDECARS: [&str; 3] = ["-journal", "-wal", "-shm"];

/// The folders of a store: itself, with the control database, and those of the tenants' files.
const FOLDERS: [&str; 4] = ["", "tenants", "snapshots", "retired"];

/// The file of the control database.
const CONTROL: &str = "control.db";

/// Bytes per read when a file is copied or hashed.
const CHUNK_BYTES: usize = 1 << 20;

/// The folders of a store.
#[derive(Clone, Debug)]
pub struct StoreFolders {
    root: PathBuf,
}

impl StoreFolders {
    /// Whether a folder is a store.
    pub fn is_there(root: &Path) -> bool {
        root.join(CONTROL).is_file()
    }

    /// Makes the folders that are missing, for their owner only.
    pub fn create(root: &Path) -> Result<StoreFolders, StoreError> {
        let mut builder = DirBuilder::new();
        builder.recursive(true).mode(0o700);
        for folder in FOLDERS {
            let path = root.join(folder);
            builder.create(&path).map_err(|error| {
                StoreError::file("create the folder", &path, error)
                    .with_help("--store or RESEED_STORE sets where the store is.")
            })?;
        }
        let root = fs::canonicalize(root).map_err(|error| StoreError::file("find", root, error))?;
        Ok(StoreFolders { root })
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

    /// The file of rows on their way into an application's tables.
    pub fn loading(&self, tenant: &TenantName) -> PathBuf {
        self.root.join("snapshots").join(format!("{tenant}.loading.db"))
    }

    /// The file of a retired epoch that is not complete.
    pub fn saving(&self, tenant: &TenantName, number: u32) -> PathBuf {
        self.root.join("retired").join(format!("{tenant}.e{number}.part.db"))
    }

    /// The file of a retired epoch that is no database.
    pub fn damaged(&self, tenant: &TenantName, number: u32) -> PathBuf {
        self.root.join("retired").join(format!("{tenant}.e{number}.damaged.db"))
    }

    /// The file of the live pages while they are compared with a copy.
    pub fn comparing(&self, tenant: &TenantName) -> PathBuf {
        self.root.join("snapshots").join(format!("{tenant}.comparing.db"))
    }

    /// All files of a tenant besides the live one and the lock, by path.
    pub fn copies(&self, tenant: &TenantName) -> Result<Vec<PathBuf>, StoreError> {
        let prefix = format!("{tenant}.");
        let mut found = list(&self.root.join("snapshots"))?;
        found.extend(list(&self.root.join("retired"))?);
        found.retain(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&prefix)));
        found.sort();
        Ok(found)
    }

    /// All files of the store.
    pub fn all_files(&self) -> Result<Vec<PathBuf>, StoreError> {
        let folders = FOLDERS.map(|name| list(&self.root.join(name)));
        folders.into_iter().try_fold(Vec::new(), |found, listed| Ok([found, listed?].concat()))
    }
}

fn list(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let failed = |error| StoreError::file("list", folder, error);
    fs::read_dir(folder).map_err(failed)?.map(|entry| entry.map(|entry| entry.path()).map_err(failed)).collect()
}

/// The paths of what SQLite may keep next to the database `path`.
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

/// Removes what SQLite keeps next to a database, then the database: a journal must never outlive its file.
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

/// Gives a complete file a name that nothing has yet, durably.
///
/// # Errors
/// `Busy` when something has it by now.
pub fn publish_new(from: &Path, to: &Path) -> Result<(), StoreError> {
    sync(from)?;
    let renamed = match rustix::fs::renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        // A file system that cannot rename so: then another process may still come in between.
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) if fs::symlink_metadata(to).is_err() => fs::rename(from, to),
        renamed => renamed.map_err(Into::into),
    };
    match renamed {
        Ok(()) => sync_folder(to),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Err(StoreError::busy(format!("{:?} was just created", to.display().to_string()))
                .with_help("Run the command again.")
                .unchanged())
        }
        Err(error) => Err(StoreError::file("rename", from, error)),
    }
}

/// Removes the owner's permission to write; no other user has any.
pub fn seal(path: &Path) -> Result<(), StoreError> {
    fs::set_permissions(path, Permissions::from_mode(0o400)).map_err(|error| StoreError::file("seal", path, error))
}

/// Makes sure that a database that lasts is there, and that users outside its owner and group cannot read it: older
/// versions left that to the umask. The journals that SQLite puts next to it have the same permissions.
pub fn keep_private(path: &Path) -> Result<(), StoreError> {
    let failed = |error| StoreError::file("make", path, error);
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let mode = fs::metadata(path).map_err(failed)?.permissions().mode();
            if mode & 0o007 == 0 {
                return Ok(());
            }
            fs::set_permissions(path, Permissions::from_mode(mode & 0o770)).map_err(failed)
        }
        Err(error) => Err(failed(error)),
    }
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
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    file.map_err(|error| StoreError::file("make", path, error))
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
