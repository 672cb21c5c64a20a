"""The payments table by numpy's generators and Polars' writers: polars_payments.py ROWS FORMAT FILE."""

import sys

import numpy as np
import polars as pl

from words import COUNTRIES, CURRENCIES, FIRST_NAMES, LAST_NAMES, STATUSES, WORDS, spread

rng = np.random.default_rng(7)


def pick(values, rows):
    return pl.Series(values).gather(rng.integers(0, len(values), rows, dtype=np.uint32))


def payments(rows):
    zipf = np.cumsum(np.arange(1, 100_001) ** -1.1)
    word_count = rng.integers(3, 9, rows)
    words = [pl.when(pl.Series(word_count > n)).then(pick(WORDS, rows)) for n in range(8)]
    ids = pl.Series(np.arange(1, rows + 1))
    names = [pick(FIRST_NAMES, rows).str.to_lowercase(), pick(LAST_NAMES, rows).str.to_lowercase()]
    email = pl.concat_str(names[0], pl.lit("."), names[1], pl.lit("."), ids, pl.lit("@payments.example.com"))
    amount = np.maximum(0.01, 40 * np.exp(1.1 * rng.standard_normal(rows)))
    start = np.datetime64("2024-01-01", "us")
    return pl.select(
        id=ids,
        tenant_id=pl.repeat("default", rows),
        customer_id=pl.Series(np.searchsorted(zipf, rng.random(rows) * zipf[-1]) + 1),
        amount=pl.Series(amount).cast(pl.Decimal(12, 2)),
        currency=pick(spread(CURRENCIES), rows),
        status=pick(spread(STATUSES), rows),
        country=pick(spread(COUNTRIES), rows),
        email=email,
        created_at=pl.Series(start + rng.integers(0, 63_158_400_000_000, rows)),
        description=pl.concat_str(*words, separator=" ", ignore_nulls=True),
    )


rows, file_format, path = int(sys.argv[1]), sys.argv[2], sys.argv[3]
table = payments(rows)
match file_format:
    case "arrow":
        table.write_ipc(path, compression="uncompressed")
    case "csv":
        table.write_csv(path)
    case "parquet":
        table.write_parquet(path, compression="snappy")
