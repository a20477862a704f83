"""Engines for the fault runs: a quick one without a model, and the real one's children with deadly articles."""

from __future__ import annotations

import asyncio
import hashlib
import os
import time
from typing import TYPE_CHECKING

import orjson

from streamproc import codec
from streamproc.engine.outcome import Enriched, Output, Rejected
from streamproc.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from streamproc.engine.enricher import Enricher
    from streamproc.engine.outcome import Outcome

HUNGER_BYTES = 1_500_000_000


class QuickEngine:
    """Decodes as the real one does, then invents records: no facet, or several records of it, by the article's number."""

    async def enrich(self, raw: bytes) -> Outcome:
        try:
            article = codec.decode(raw)
        except InvalidInput as error:
            return Rejected(error.reason, str(error), "decode", type(error).__qualname__)
        await asyncio.sleep(float(article.extra.get("sleep", 0)))
        return enriched(article.id, article.url or "")


def enriched(article_id: str, url: str) -> Enriched:
    """Records of the contract's shape as far as the oracle looks at them."""
    dice = hashlib.sha256(url.encode()).digest()
    facets = {
        facet: [f"{url}#{facet}-{number}" for number in range(count % 4)]
        for facet, count in zip(("entities", "quotes", "events"), dice, strict=False)
    }
    value = {"article_id": article_id, "url": url}
    whole = {**value, **{facet: [{"id": record_id} for record_id in ids] for facet, ids in facets.items()}}
    outputs = [Output("enriched", article_id, article_id.encode(), orjson.dumps(whole))]
    outputs += [
        Output(facet, record_id, article_id.encode(), orjson.dumps({**value, "id": record_id}))
        for facet, ids in facets.items()
        for record_id in ids
    ]
    return Enriched(article_id, tuple(outputs), words=50)


class DeadlyWorker:
    """The real work on articles, but for those that say ``DEADLY:…``."""

    def __init__(self, real: Enricher) -> None:
        self.real = real
        self.info = real.info

    def process(self, raws: Sequence[bytes]) -> Iterator[tuple[int, Outcome]]:
        for raw in raws:
            if b"DEADLY:crash" in raw:
                os._exit(11)
            elif b"DEADLY:hang" in raw:
                time.sleep(3600)
            elif b"DEADLY:hunger" in raw:
                self.eaten = bytearray(HUNGER_BYTES)
        yield from self.real.process(raws)


def load(options: Mapping[str, str]) -> DeadlyWorker:
    """For the pool's ``loader``."""
    from streamproc.engine import enricher  # loads spaCy, which the quick engine does without

    return DeadlyWorker(enricher.load(options))
