#!/usr/bin/env python3
"""What a reset of an application's own tables costs, next to what people do without it.

  benches/delta.py [--pg 15|18] [--rows 1000000] [--rounds 20]

One table of ROWS rows with an identity key and two indexes, and a child table with a tenth of them; psycopg does all of it on one
connection. In turns: 10 and 1,000 rows are updated, then

  reset         SELECT reseed.reset('ci'), with its record and its receipt
  by hand       the statements that revert the same rows, typed for these tables, in one transaction: log and seed are there
  reload        TRUNCATE of both tables and INSERT … SELECT of all their rows
  template      CREATE DATABASE … TEMPLATE … STRATEGY file_copy of a database with the same rows

and the cost of the log for writes: the CPU of the server for single-row updates and a bulk update, with the log trigger and without.
RESEED names the command (target/release/reseed). Lines go to stdout, tab-separated; benches/README.md has results.
It needs psycopg: run it with target/tools/clients/venv/bin/python.
"""

import argparse, os, pathlib, statistics, subprocess, sys, time

import psycopg

ROOT = pathlib.Path(__file__).resolve().parent.parent
RESEED = os.environ.get("RESEED", str(ROOT / "target/release/reseed"))

TABLES = """
CREATE TABLE public.items (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, price numeric(10,2) NOT NULL,
  at timestamptz NOT NULL DEFAULT now());
CREATE TABLE public.parts (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, item_id bigint NOT NULL REFERENCES public.items ON DELETE CASCADE, n int NOT NULL);
INSERT INTO public.items (name, price) SELECT 'item ' || i, i % 1000 FROM generate_series(1, {rows}) i;
INSERT INTO public.parts (item_id, n) SELECT 1 + i % {rows}, i FROM generate_series(1, {rows} / 10) i;
CREATE INDEX ON public.items (name); CREATE INDEX ON public.items (price); CREATE INDEX ON public.parts (item_id);
ANALYZE public.items, public.parts"""

REVERT = """WITH d AS (DELETE FROM public.items t USING {own}.log_1 l WHERE t.id = l.k1 AND NOT EXISTS (SELECT FROM {own}.seed_1 s WHERE s.id = l.k1) RETURNING 1),
 dn AS (SELECT count(*) AS n FROM d),
 u AS (UPDATE public.items t SET name = s.name, price = s.price, at = s.at FROM {own}.log_1 l JOIN {own}.seed_1 s ON s.id = l.k1
   WHERE (SELECT n FROM dn) >= 0 AND t.id = l.k1 AND ROW(t.id, t.name, t.price, t.at)::record *<> ROW(s.id, s.name, s.price, s.at)::record RETURNING 1),
 un AS (SELECT count(*) AS n FROM u),
 i AS (INSERT INTO public.items (id, name, price, at) OVERRIDING SYSTEM VALUE SELECT s.id, s.name, s.price, s.at FROM {own}.log_1 l JOIN {own}.seed_1 s ON s.id = l.k1
   WHERE (SELECT n FROM un) >= 0 AND NOT EXISTS (SELECT FROM public.items t WHERE t.id = s.id) RETURNING 1)
SELECT (SELECT n FROM dn) + (SELECT n FROM un) + (SELECT count(*) FROM i)"""

# The second pass finds nothing to change, which is the proof.
HAND = """
BEGIN; SET LOCAL "reseed.reverting" = 'on'; SET LOCAL jit = off;
LOCK TABLE public.items, public.parts IN ROW EXCLUSIVE MODE;
UPDATE {own}.tenants SET epoch = epoch + 1;
LOCK TABLE {own}.gate IN EXCLUSIVE MODE;
{revert};
{revert};
DELETE FROM {own}.log_1;
COMMIT"""


def line(*fields):
    print(*fields, sep="\t", flush=True)


def ms(work):
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


class Server:
    """A throw-away server of scripts/postgres.sh."""

    def __init__(self, version):
        command = [ROOT / "scripts/postgres.sh", "run", version, "shared_buffers = 512MB", "max_wal_size = 4GB"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()

    def of(self, database, role="reseed"):
        return self.url.replace("//reseed@", f"//{role}@").replace("/reseed?", f"/{database}?")

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


def cpu(connection, work):
    """Seconds of the server's process for this connection."""
    pid = connection.execute("SELECT pg_backend_pid()").fetchone()[0]
    used = lambda: sum(map(int, pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]))
    before = used()
    work()
    return (used() - before) / os.sysconf("SC_CLK_TCK")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pg", choices=["15", "18"], default="15")
    arguments.add_argument("--rows", type=int, default=1_000_000)
    arguments.add_argument("--rounds", type=int, default=20)
    args = arguments.parse_args()
    server = Server(args.pg)
    try:
        measure(server, args)
    finally:
        server.stop()


def measure(server, args):
    admin = psycopg.connect(server.of("reseed"), autocommit=True)
    admin.execute("CREATE DATABASE app")
    app = psycopg.connect(server.of("app"), autocommit=True)
    for statement in TABLES.format(rows=args.rows).split(";\n"):
        app.execute(statement)
    app.close()
    admin.execute("CREATE DATABASE plain TEMPLATE app STRATEGY file_copy")
    done = subprocess.run([RESEED, "adopt", "ci", "--quiet", "--store", server.of("app")], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)
    app = psycopg.connect(server.of("app"), autocommit=True)
    plain = psycopg.connect(server.of("plain"), autocommit=True)
    own = "reseed_adopted_1"
    for touched in [10, 1000]:
        write = f"UPDATE public.items SET price = price + 1 WHERE id % {args.rows // touched} = 0"
        times = {"reset": [], "by hand": []}
        for turn in range(args.rounds):
            app.execute(write)
            times["reset"].append(ms(lambda: app.execute("SELECT reseed.reset('ci')").fetchone()))
            app.execute(write)
            times["by hand"].append(ms(lambda: app.execute(HAND.format(own=own, revert=REVERT.format(own=own)))))
        reset, hand = (statistics.median(times[name]) for name in ["reset", "by hand"])
        line(args.pg, args.rows, f"{touched} rows", "reset ms", f"{reset:.2f}", "by hand ms", f"{hand:.2f}", "ratio", f"{reset / hand:.2f}")
        if touched == 10:
            ten = reset
    plain.execute("CREATE TABLE public.items_seed AS TABLE public.items; CREATE TABLE public.parts_seed AS TABLE public.parts")
    reload = ms(lambda: plain.execute(
        "BEGIN; TRUNCATE public.items, public.parts; INSERT INTO public.items OVERRIDING SYSTEM VALUE TABLE public.items_seed; "
        "INSERT INTO public.parts OVERRIDING SYSTEM VALUE TABLE public.parts_seed; COMMIT"))
    line(args.pg, args.rows, "reload ms", f"{reload:.0f}", "reset is 1 in", f"{reload / ten:.0f}")
    plain.close()
    template = statistics.median(
        ms(lambda turn=turn: admin.execute(f"CREATE DATABASE copy_{turn} TEMPLATE plain STRATEGY file_copy")) for turn in range(3))
    line(args.pg, args.rows, "template ms", f"{template:.0f}", "reset is 1 in", f"{template / ten:.1f}")
    plain = psycopg.connect(server.of("copy_0"), autocommit=True)
    single = "DO $$ BEGIN FOR i IN 1..20000 LOOP UPDATE public.items SET price = price + 1 WHERE id = 1 + i * 7 % {0}; END LOOP; END $$".format(args.rows)
    bulk = f"UPDATE public.items SET price = price + 1 WHERE id <= {min(args.rows, 100_000)}"
    for name, sql in [("20,000 single updates", single), ("bulk update", bulk)]:
        logged, bare = [], []
        for turn in range(3):
            logged.append(cpu(app, lambda: app.execute(sql)))
            bare.append(cpu(plain, lambda: plain.execute(sql)))
            app.execute("SELECT reseed.reset('ci')")
        line(args.pg, args.rows, name, "with the log, CPU s", f"{min(logged):.2f}", "without", f"{min(bare):.2f}", "ratio", f"{min(logged) / min(bare):.2f}")


if __name__ == "__main__":
    main()
