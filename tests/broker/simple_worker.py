"""A worker whose engine is a few lines: everything of the stream is real, and a model need not be loaded.

The engine takes ``{"id": …}`` with optional ``entities`` (how many entity records to make), ``sleep`` (seconds) and
``large`` (bytes in the enriched record), or with ``record``, which is the enriched one as it is. Anything else is rejected as the real one would.
"""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import orjson

from streamproc import logs
from streamproc.engine.outcome import Enriched, Outcome, Output, Rejected
from streamproc.errors import InfrastructureError, StreamprocError
from streamproc.intake.avro import MAGIC, item_of_avro
from streamproc.metrics import Metrics
from streamproc.metrics.process_registry import process_registry
from streamproc.settings import Settings
from streamproc.stream import message_log
from streamproc.stream.service import prepare, work

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry


class SimpleEngine:
    """Answers after ``sleep`` seconds; ``{"id": "engine-fails"}`` breaks it."""

    async def enrich(self, raw: bytes) -> Outcome:
        try:
            article = item_of_avro(raw) if raw.startswith(MAGIC) else orjson.loads(raw)
        except orjson.JSONDecodeError as error:
            return Rejected("malformed_json", str(error), "decode", "streamproc.errors.InvalidInput")
        if not isinstance(article, dict) or "id" not in article:
            return Rejected("invalid_article", "id: is missing", "decode", "streamproc.errors.InvalidArticle")
        if article["id"] == "engine-fails":
            raise InfrastructureError("the engine has failed")
        await asyncio.sleep(article.get("sleep", 0))
        return enriched(article)


def enriched(article: dict) -> Enriched:
    key = article["id"].encode()
    if "record" in article:
        return Enriched(
            article["id"], (Output("enriched", article["id"], key, orjson.dumps(article["record"])),), words=1
        )
    outputs = [
        Output("enriched", article["id"], key, orjson.dumps({**article, "padding": "x" * article.get("large", 0)}))
    ]
    for number in range(article.get("entities", 2)):
        name = f"{article['id']}-entity-{number}"
        outputs.append(Output("entities", name, key, orjson.dumps({"article_id": article["id"], "id": name})))
    for facet in ("quotes", "events"):
        name = f"{article['id']}-{facet}"
        outputs.append(Output(facet, name, key, orjson.dumps({"article_id": article["id"], "id": name})))
    return Enriched(article["id"], tuple(outputs), words=100, stage_seconds={"model": 0.001})


async def run(settings: Settings, registry: CollectorRegistry) -> None:
    frames = await prepare(settings)
    await work(
        settings,
        SimpleEngine(),
        frames=frames,
        registry=registry,
        metrics=Metrics.create(registry),
        on_committed=message_log.write,
    )


def main() -> None:
    settings = Settings()
    logs.configure(settings.log_level, "json" if settings.log_format == "json" else "text")
    registry = process_registry()
    try:
        asyncio.run(run(settings, registry))
    except StreamprocError as error:
        sys.exit(f"Error: {error}")


if __name__ == "__main__":
    main()
