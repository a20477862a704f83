"""CPU time of the engine, measured in a process of its own; run by whatever release is installed beside it.

    python tests/benchmarks/cpu.py FILE.jsonl

Needs nothing of this repository: it is also run by environments of earlier releases.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
os.environ.setdefault("STREAMPROC_LOG_LEVEL", "error")

from streamproc.engine.pool import Pool
from streamproc.settings import Settings

BATCH = 16
LOADERS = ("streamproc.engine.enricher", "streamproc.engine.worker")
"""Where what a process does is loaded, in this release and in earlier ones."""


def loaded():
    for name in LOADERS:
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError:
            continue
        return module.load(Pool.from_settings(Settings()).options)
    raise SystemExit("this release has no engine that is known here")


def main():
    started = time.process_time()
    worker = loaded()
    ready = time.process_time() - started
    raws = Path(sys.argv[1]).read_bytes().splitlines()
    gc.collect()
    gc.freeze()
    gc.disable()
    for _ in worker.process(raws[: 2 * BATCH]):  # fill the memories of words and lemmas
        pass
    stages, words = Counter(), 0
    start = time.process_time()
    for at in range(2 * BATCH, len(raws), BATCH):
        for _, outcome in worker.process(raws[at : at + BATCH]):
            stages.update(getattr(outcome, "stage_seconds", {}))
            words += getattr(outcome, "words", 0)
        gc.collect(0)
    seconds = time.process_time() - start
    print(
        json.dumps(
            {
                "words_per_second": words / seconds,
                "articles_per_second": (len(raws) - 2 * BATCH) / seconds,
                "load_seconds": ready,
                "ours": 1 - stages["model"] / seconds,
                "micros_per_word": {stage: 1e6 * value / words for stage, value in stages.items()},
            }
        )
    )


main()
