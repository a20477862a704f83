"""``streamproc enrich``: JSON Lines in, enriched JSON Lines out, no Kafka."""

from __future__ import annotations

import sys

import click
import orjson

from streamproc.article import Article
from streamproc.nlp.pipeline import load_pipeline
from streamproc.records import enriched_article


@click.command("enrich")
def command() -> None:
    """Enrich articles without Kafka: JSON Lines or text in, JSON Lines out."""
    pipeline = load_pipeline()
    for line in sys.stdin.buffer:
        raw = orjson.loads(line)
        article = Article(id=raw["id"], text=raw["text"], title=raw.get("title"))
        for enrichment in pipeline.enrich([article]):
            sys.stdout.buffer.write(orjson.dumps(enriched_article(article, enrichment)) + b"\n")
