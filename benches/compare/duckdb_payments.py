"""The payments table by DuckDB's `range` and `random`: duckdb_payments.py ROWS FORMAT FILE."""

import sys

import duckdb

from words import COUNTRIES, CURRENCIES, FIRST_NAMES, LAST_NAMES, STATUSES, WORDS, spread

OPTIONS = {"csv": "FORMAT csv, HEADER", "parquet": "FORMAT parquet, COMPRESSION snappy"}


def pick(values):
    return f"{values!r}[1 + (random() * {len(values)})::INT % {len(values)}]"


def query(rows):
    words = ", ".join(pick(WORDS) for _ in range(8))
    return f"""
        SELECT i + 1 AS id, 'default' AS tenant_id,
            least(100000, floor(pow(1 - random() * (1 - pow(100000, -0.1)), -10)))::BIGINT AS customer_id,
            greatest(0.01, exp(ln(40) + 1.1 * sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())))::DECIMAL(12, 2)
                AS amount,
            {pick(spread(CURRENCIES))} AS currency, {pick(spread(STATUSES))} AS status,
            {pick(spread(COUNTRIES))} AS country,
            lower({pick(FIRST_NAMES)}) || '.' || lower({pick(LAST_NAMES)}) || '.' || i || '@payments.example.com' AS email,
            TIMESTAMP '2024-01-01' + to_microseconds((random() * 63158400e6)::BIGINT) AS created_at,
            array_to_string(list_slice([{words}], 1, 3 + (random() * 6)::INT % 6), ' ') AS description
        FROM range({rows}) AS rows(i)"""


rows, file_format, path = int(sys.argv[1]), sys.argv[2], sys.argv[3]
duckdb.execute(f"COPY ({query(rows)}) TO '{path}' ({OPTIONS[file_format]})")
