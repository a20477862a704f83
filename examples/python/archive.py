"""What a job on a cluster does with a part of an archive: one JSON object for each line, an enriched article or why there is none.

The model is loaded once in each process of the cluster. The settings (STREAMPROC_…) are read there, too.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from streamproc.engine import enricher
from streamproc.engine.options import options_of
from streamproc.engine.outcome import Rejected
from streamproc.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BATCH = 32


@cache
def loaded() -> enricher.Enricher:
    return enricher.load(options_of(Settings()))


def enriched(lines: Iterable[str]) -> Iterator[str]:
    """Raw articles, one JSON object each ─► as many lines in their order: a record, or an object with ``rejected``."""
    rest = iter(lines)
    while batch := list(islice(rest, BATCH)):
        outcomes = dict(loaded().process([line.encode() for line in batch]))
        for position, line in enumerate(batch):
            outcome = outcomes[position]
            if isinstance(outcome, Rejected):
                yield json.dumps({"rejected": outcome.reason, "message": outcome.message, "article": line})
            else:
                yield outcome.outputs[0].value.decode()
