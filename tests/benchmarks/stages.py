"""Where an article's time goes: each stage's share of the CPU time, and what our own stages take together.

    python -m tests.benchmarks.stages [FILE…] [--articles N] [--json]

Without a file: the sample articles that come with the project, over and over.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import time
from collections import Counter
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

import streamproc
from streamproc.article_files import article_files, raw_messages
from streamproc.engine.enricher import load
from streamproc.engine.fork_server import collect_garbage
from streamproc.engine.outcome import Enriched
from streamproc.engine.pool import Pool
from streamproc.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SAMPLES = Path(streamproc.__file__).parent / "data" / "samples"
MODEL = {"model"}
"""Not ours; ``tokenize`` is spaCy's tokenizer and our zones, ``collect`` what the engine does after a batch."""

BATCH = 16


def messages(paths: Sequence[Path]) -> Iterator[bytes]:
    for file in article_files(paths).found:
        for message in raw_messages(file):
            yield message.value


def measure(raws: Sequence[bytes]) -> tuple[Counter[str], int, int]:
    """CPU seconds by stage, words and articles."""
    worker = load(Pool.from_settings(Settings()).options)
    gc.collect()
    gc.freeze()
    gc.disable()
    for _ in worker.process(list(islice(cycle(raws), 2 * BATCH))):  # fill the memories of words and lemmas
        pass
    seconds: Counter[str] = Counter()
    words = articles = 0
    for number, start in enumerate(range(0, len(raws), BATCH), 1):
        for _, outcome in worker.process(raws[start : start + BATCH]):
            if isinstance(outcome, Enriched):
                seconds.update(outcome.stage_seconds)
                words += outcome.words
                articles += 1
        processed = time.process_time()
        collect_garbage(number)
        seconds["collect"] += time.process_time() - processed
    return seconds, words, articles


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    found = list(islice(messages(arguments.files or [SAMPLES]), arguments.articles))
    seconds, words, articles = measure(list(islice(cycle(found), arguments.articles)))
    total = seconds.total()
    ours = sum(value for stage, value in seconds.items() if stage not in MODEL)
    if arguments.json:
        shares = {stage: value / total for stage, value in seconds.items()}
        print(json.dumps({"words_per_second": words / total, "shares": shares, "ours": ours / total}))
        return
    print(f"{articles} articles, {words} words, {total:.2f} s of CPU: {words / total:,.0f} words/s\n")
    for stage, value in seconds.items():
        print(f"{stage:12} {value / total:7.1%}   {1e6 * value / words:6.2f} µs/word")
    print(f"{'all but model':12} {ours / total:7.1%}   {words / ours:,.0f} words/s")


if __name__ == "__main__":
    main()
