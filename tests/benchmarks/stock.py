"""Words a second of stock spaCy's ``nlp.pipe`` with the same components and records; run in the peers' environment.

python tests/benchmarks/stock.py articles.jsonl
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "peers"))

import job
import spacy

from streamproc import codec

BATCH_SIZES = (8, 16, 64)


def words_per_second(raws, *, processes, batch_size):
    """From raw messages to encoded records; with several processes spaCy sends the Docs through a pipe."""
    articles = [codec.decode(raw) for raw in raws]
    start = time.perf_counter()
    docs = (job.pipeline.make_doc(article) for article in articles)
    words = 0
    if processes == 1:
        for doc in job.pipeline.nlp.pipe(docs, batch_size=batch_size):
            job.encoded(doc._.article, doc)
            words += len(doc)
    else:
        for doc in job.pipeline.nlp.pipe(
            (article.text for article in articles), n_process=processes, batch_size=batch_size
        ):
            words += len(doc)
    return words / (time.perf_counter() - start)


def main():
    raws = Path(sys.argv[1]).read_bytes().splitlines()
    few = raws[: max(1, len(raws) // 4)]
    words_per_second(few[:8], processes=1, batch_size=8)
    speeds = {size: words_per_second(few, processes=1, batch_size=size) for size in BATCH_SIZES}
    best = max(speeds, key=speeds.get)
    print(
        json.dumps(
            {
                "spacy": spacy.__version__,
                "batch_size": best,
                "one_process": words_per_second(raws, processes=1, batch_size=best),
                "two_processes_model_only": words_per_second(raws, processes=2, batch_size=best),
            }
        )
    )


main()
