"""Where the time goes, function by function: ``make bench BENCH=--profile`` writes it to ``build/benchmarks/profile.txt``."""

from __future__ import annotations

import cProfile
import io
import pstats
import time
from typing import TYPE_CHECKING

from streamproc.engine.enricher import load
from streamproc.engine.pool import Pool
from streamproc.settings import Settings
from tests.benchmarks import environments

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

BATCH = 16
MOST = 60
"""Functions in each list."""


def write(corpora: Mapping[str, Sequence[bytes]]) -> Path:
    """Profile the engine on each corpus by CPU time. The profiler makes small functions dearer than they are."""
    report = io.StringIO()
    worker = load(Pool.from_settings(Settings()).options)
    for name, raws in corpora.items():
        profile = cProfile.Profile(time.process_time)
        for at in range(0, len(raws), BATCH):
            if at == 2 * BATCH:  # the memories of words and lemmas are full
                profile.enable()
            for _ in worker.process(raws[at : at + BATCH]):
                pass
        profile.disable()
        report.write(f"==== {name}: {len(raws)} articles\n")
        figures = pstats.Stats(profile, stream=report)
        figures.sort_stats("tottime").print_stats(MOST)
        figures.sort_stats("cumulative").print_stats("streamproc", MOST)
    environments.PLACE.mkdir(parents=True, exist_ok=True)
    path = environments.PLACE / "profile.txt"
    path.write_text(report.getvalue(), encoding="utf-8")
    return path
