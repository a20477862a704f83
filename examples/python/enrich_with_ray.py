"""Enrich an archive on a Ray cluster: python enrich_with_ray.py s3://news/archive s3://news/records [PROCESSES].

Ray Data reads ahead, keeps a process for each model, and writes Parquet: one column ``record`` with JSON, and ``rejected``, which
is null where an article was enriched.
"""

import json
import sys

import pyarrow as pa
import ray
from archive import enriched, loaded

archive, target, processes = [*sys.argv[1:], "1"][:3]


class Enrich:
    def __init__(self) -> None:
        loaded()

    def __call__(self, batch: pa.Table) -> pa.Table:
        lines = list(enriched(batch.column("text").to_pylist()))
        reasons = pa.array([json.loads(line).get("rejected") for line in lines], pa.string())
        return pa.table({"record": pa.array(lines, pa.string()), "rejected": reasons})


lines = ray.data.read_text(archive, drop_empty_lines=True)
records = lines.map_batches(
    Enrich, batch_size=64, batch_format="pyarrow", compute=ray.data.ActorPoolStrategy(size=int(processes))
)
records.write_parquet(target)
