#!/bin/sh
# One address with a host before the "?" and another in "host=": asyncpg connects to the first, psycopg to the second.
#
# According to libpq's manual parameters may follow in connection URIs, "host" among them, and it takes the last
# one. Two listeners that close every connection stand for two servers; the drivers' errors are ignored.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps asyncpg==0.32.0 psycopg==3.3.9 psycopg-binary==3.3.9 typing_extensions==4.16.0
cat >"$folder/probe.py" <<'PY'
import asyncio
import sys

import asyncpg
import psycopg


async def main():
    reached = []

    def listener(name):
        async def close(_, writer):
            reached.append(name)
            writer.close()

        return asyncio.start_server(close, "127.0.0.1", 0)

    first, second = await listener("before the ?"), await listener("after the ?")
    ports = [server.sockets[0].getsockname()[1] for server in (first, second)]
    address = f"postgresql://u@127.0.0.1:{ports[0]}/db?host=127.0.0.1&port={ports[1]}&sslmode=disable"

    async def where(connect):
        reached.clear()
        try:
            await connect()
        except Exception:
            pass
        return sorted(set(reached))

    found = {
        f"asyncpg {asyncpg.__version__}": await where(lambda: asyncpg.connect(address, timeout=10)),
        f"psycopg {psycopg.__version__}": await where(lambda: asyncio.to_thread(psycopg.connect, address + "&gssencmode=disable")),
    }
    for driver, hosts in found.items():
        print(f"{driver} connects to the host {' and '.join(hosts) or 'nowhere'}")
    sys.exit(0 if list(found.values()) == [["before the ?"], ["after the ?"]] else 1)


asyncio.run(main())
PY
"$folder/venv/bin/python" "$folder/probe.py"
