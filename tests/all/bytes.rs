//! File bytes: the same for any number of threads, and in any environment.

use std::collections::BTreeMap;

use crate::workspace::{TENANT, Workspace};

/// The data files that `generate` writes, with `extra` arguments and environment.
fn generated(format: &str, extra: &[&str], environment: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    let workspace = Workspace::new();
    let mut arguments = vec!["generate", "--tenant", TENANT, "--out", "out", "--format", format, "--quiet"];
    arguments.extend(extra);
    let output = workspace.command(&arguments).envs(environment.iter().copied()).output().expect("it starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let data = workspace.files("out").into_iter().filter(|name| name != "manifest.json");
    data.map(|name| (name.clone(), std::fs::read(workspace.path("out").join(name)).expect("it is there"))).collect()
}

#[test]
fn threads_change_no_byte_of_any_format() {
    for format in ["parquet", "csv", "jsonl", "arrow"] {
        let expected = generated(format, &["--threads", "1"], &[]);
        assert_eq!(expected.len(), 4);
        for threads in ["2", "7"] {
            assert_eq!(generated(format, &["--threads", threads], &[]), expected, "{format}, {threads} threads");
        }
    }
}

#[test]
fn time_zone_locale_and_scheduler_change_no_byte() {
    let expected = generated("csv", &[], &[]);
    let environments: [&[(&str, &str)]; 4] = [
        &[("TZ", "Asia/Kathmandu")],
        &[("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8"), ("LC_NUMERIC", "de_DE.UTF-8")],
        &[("SLURM_ARRAY_TASK_ID", "3"), ("JOB_COMPLETION_INDEX", "1")],
        &[("RAYON_NUM_THREADS", "5"), ("SOURCE_DATE_EPOCH", "1"), ("HOME", "/nowhere"), ("USER", "somebody")],
    ];
    for environment in environments {
        assert_eq!(generated("csv", &[], environment), expected, "{environment:?}");
    }
}
