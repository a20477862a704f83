"""CPU time a character for articles of a thousand to a million characters, and by stage: it should not grow.

python -m tests.benchmarks.lengths
"""

from __future__ import annotations

import json
import os
import resource

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

from streamproc.engine.enricher import load
from streamproc.engine.outcome import Enriched
from streamproc.engine.pool import Pool
from streamproc.settings import Settings
from tests.benchmarks import corpus

LENGTHS = (1_000, 10_000, 100_000, 990_000)
TOTAL = 1_000_000


def main() -> None:
    worker = load(Pool.from_settings(Settings()).options)
    text = "\n\n".join(json.loads(raw)["text"] for raw in corpus.articles(1_000))
    warm = json.dumps({"id": "warm", "language": "en", "text": text[-50_000:]}).encode()
    list(worker.process([warm]))
    for length in LENGTHS:
        pieces = [text[start : start + length] for start in range(0, min(TOTAL, 40 * length), length)]
        raws = [json.dumps({"id": str(n), "language": "en", "text": piece}).encode() for n, piece in enumerate(pieces)]
        seconds: dict[str, float] = {}
        for start in range(0, len(raws), 16):
            for _, outcome in worker.process(raws[start : start + 16]):
                assert isinstance(outcome, Enriched), outcome
                for stage, value in outcome.stage_seconds.items():
                    seconds[stage] = seconds.get(stage, 0.0) + value
        characters = sum(map(len, pieces))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{length:>8,} characters: {1e6 * sum(seconds.values()) / characters:6.2f} µs each, {peak:,.0f} MB at most"
        )
        print(
            "  " + "  ".join(f"{stage} {1e6 * value / characters:.2f}" for stage, value in seconds.items()), flush=True
        )


if __name__ == "__main__":
    main()
