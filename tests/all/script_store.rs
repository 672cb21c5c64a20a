//! Stores with tenants for the scripts of `tests/clients/` and `tests/hostile/`, which work as applications do.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Executor};

use reseed::store::postgres::Layout;
use reseed::testkit::ground::Ground;

use crate::{server, tcp};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// No script takes this long; one that hangs is ended.
const SCRIPT_SECONDS_MAX: &str = "150";
/// The datasets; every script has a tenant of each.
const DATASETS: [&str; 2] = ["shop", "types"];

/// A store and a folder with the specs and the tenants' files.
pub struct ScriptStore {
    workspace: tempfile::TempDir,
    environment: Vec<(&'static str, String)>,
    /// How the names end of tenants whose statements must name the tenant: in shared tables their role sees all.
    says_tenant: Option<&'static str>,
    /// The store's address over TCP, where it has one: pgjdbc cannot use Unix sockets.
    tcp: Option<String>,
}

/// How a PostgreSQL store is made.
#[derive(Clone, Copy)]
pub struct Postgres {
    pub ground: Ground,
    /// How the names end of tenants that the applications' role serves. The others have a role each.
    pub served_by_app: &'static str,
    /// Whether the store's role is a member of the tenants' roles, so that it may end their sessions.
    pub may_end_sessions: bool,
}

impl Postgres {
    /// Both datasets meet both kinds of role, on every version and in both layouts.
    pub fn on(ground: Ground) -> Postgres {
        let is_shop = (ground.version == 15) == (ground.layout == Layout::Shared);
        Postgres { ground, served_by_app: if is_shop { "shop" } else { "types" }, may_end_sessions: false }
    }
}

impl ScriptStore {
    /// A database of its own with tenants for these scripts.
    pub fn postgres(of: Postgres, scripts: &[&str]) -> ScriptStore {
        let store = server::database(of.ground.version);
        let (before, folder) = store.split_once("?host=").expect("a socket's folder");
        let (_, database) = before.rsplit_once('/').expect("a database's name");
        let tcp = format!("postgres://reseed@127.0.0.1:{}/{database}", tcp::forward(folder));
        let says_tenant = (of.ground.layout == Layout::Shared).then_some(of.served_by_app);
        let environment = vec![
            ("RESEED_STORE", store.clone()),
            ("CLIENT_LAYOUT", of.ground.layout.word().to_owned()),
            ("CLIENT_CHOICES", "text".to_owned()),
        ];
        let made = ScriptStore { workspace: workspace(scripts), environment, says_tenant, tcp: Some(tcp) };
        let tenants = scripts.iter().flat_map(|script| DATASETS.map(|dataset| tenant(script, dataset)));
        let (served, own): (Vec<String>, Vec<String>) = tenants.partition(|name| name.ends_with(of.served_by_app));
        // Roles are the whole server's, which other tests use too.
        let api = format!("{database}_api");
        let logins = own.iter().map(|tenant| format!("{database}_{tenant}"));
        make_roles(&store, logins.chain([api.clone()]), of.may_end_sessions);
        let new = ["--layout", of.ground.layout.word(), "--choices", "text"];
        made.up(&[&new[..], &["--app-role", &api]].concat(), &served);
        made.up(&[&new[..], &["--tenant-role", &format!("{database}_{{tenant}}")]].concat(), &own);
        made
    }

    /// A folder of files with tenants for these scripts; `forms` are the options that choose how values are written.
    pub fn sqlite(scripts: &[&str], forms: &[&str]) -> ScriptStore {
        let workspace = workspace(scripts);
        let environment = vec![
            ("RESEED_STORE", format!("sqlite:{}", workspace.path().join("store").display())),
            ("CLIENT_LAYOUT", "sqlite".to_owned()),
            ("CLIENT_CHOICES", "text".to_owned()),
        ];
        let made = ScriptStore { workspace, environment, says_tenant: None, tcp: None };
        made.up(forms, &[]);
        made
    }

    fn up(&self, options: &[&str], tenants: &[String]) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_reseed"));
        command.arg("up").arg("--quiet").args(options).args(tenants);
        self.run(command, "reseed up");
    }

    /// Runs a script with its tenants; every fact that it states must hold.
    pub fn check(&self, folder: &str, script: &str) {
        let mut command = Command::new("timeout");
        command.args(["--kill-after=5", SCRIPT_SECONDS_MAX]);
        command
            .arg(Path::new(ROOT).join("scripts/clients.sh"))
            .arg("run")
            .arg(Path::new(ROOT).join(folder).join(script));
        command.env("CLIENT_SHOP", tenant(script, "shop")).env("CLIENT_TYPES", tenant(script, "types"));
        let says = |dataset: &str| self.says_tenant.is_some_and(|end| tenant(script, dataset).ends_with(end));
        let saying: Vec<&str> = DATASETS.into_iter().filter(|dataset| says(dataset)).collect();
        command.env("CLIENT_SAYS_TENANT", saying.join(" "));
        if let Some(tcp) = self.tcp.as_ref().filter(|_| script.ends_with(".java")) {
            command.env("RESEED_STORE", tcp);
        }
        let printed = self.run(command, script);
        assert!(printed.contains("ok     "), "{script} states no fact:\n{printed}");
    }

    /// What a command prints; it must succeed.
    fn run(&self, mut command: Command, name: &str) -> String {
        let theirs: Vec<_> = command.get_envs().map(|(name, _)| name.to_owned()).collect();
        let ours = self.environment.iter().filter(|(name, _)| theirs.iter().all(|known| known != name));
        command.envs(ours.map(|(name, value)| (name, value)));
        command.env("RESEED", env!("CARGO_BIN_EXE_reseed")).env("NO_COLOR", "1");
        let output = command.current_dir(self.workspace.path()).stdin(Stdio::null()).output().expect("it starts");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
        let status = output.status;
        assert!(status.success(), "{name} on {:?}: {status}\n{stdout}\n{stderr}", self.environment);
        stdout
    }
}

/// The tenant of a script.
fn tenant(script: &str, dataset: &str) -> String {
    let (stem, _) = script.split_once('.').expect("a file's name has a dot");
    format!("{}-{dataset}", stem.trim_end_matches("_client").replace('_', "-").to_lowercase())
}

/// A folder with the specs and a small tenant of each dataset for every script.
fn workspace(scripts: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let specs = ["generators/shop/spec.yaml", "tests/clients/types/spec.yaml"];
    for (dataset, spec) in DATASETS.iter().zip(specs) {
        let target = folder.path().join("generators").join(dataset);
        std::fs::create_dir_all(&target).expect("the folder is ours");
        std::fs::copy(Path::new(ROOT).join(spec), target.join("spec.yaml")).expect("the project has it");
    }
    let seeds: PathBuf = folder.path().join("seeds");
    std::fs::create_dir(&seeds).expect("the folder is ours");
    for script in scripts {
        for (dataset, set) in DATASETS.iter().zip(["set: { customers: 40, products: 30 }\n", ""]) {
            let tenant = tenant(script, dataset);
            let text = format!("tenant: {tenant}\ndataset: {dataset}\n{set}");
            std::fs::write(seeds.join(format!("{tenant}.yaml")), text).expect("the folder is ours");
        }
    }
    folder
}

/// Makes roles that may log in, as the server's administrator would.
fn make_roles(store: &str, roles: impl Iterator<Item = String>, owner_is_member: bool) {
    let grant = |role: &str| if owner_is_member { format!("GRANT \"{role}\" TO reseed;") } else { String::new() };
    let create: String = roles.map(|role| format!("CREATE ROLE \"{role}\" LOGIN;{}", grant(&role))).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let address = store.replace("//reseed@", "//postgres@");
        let mut connection = PgConnection::connect(&address).await.expect("the server answers");
        connection.execute(AssertSqlSafe(create)).await.expect("roles");
        connection.close().await.expect("a farewell");
    });
}
