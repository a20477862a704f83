"""The job, written the usual way: one spaCy call an article. Same model, same components, same records as ours.

Runs with the spaCy that is installed and without anything that ``streamproc.nlp.model.acceleration`` does to a model.
"""

from __future__ import annotations

import os
from unittest.mock import patch

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

from streamproc import codec
from streamproc.nlp.pipeline import load_pipeline
from streamproc.records import records_of

TOPICS = {facet: f"articles.{facet}" for facet in ("enriched", "entities", "quotes", "events")}

with patch("streamproc.nlp.pipeline.accelerate", lambda _nlp: "stock"):
    pipeline = load_pipeline()


def records(raw: bytes) -> list[tuple[str, bytes, bytes]]:
    """Topic, key and value of everything that an article gives."""
    article = codec.decode(raw)
    doc = pipeline.make_doc(article)
    for _, pipe in pipeline.nlp.pipeline:
        doc = pipe(doc)
    return encoded(article, doc)


def encoded(article, doc):
    for _, component in pipeline.components:
        component(doc)
    enrichment = pipeline.read(doc)
    key = article.id.encode()
    return [(TOPICS[r.facet], key, codec.encode(r.value)) for r in records_of(article, enrichment, include_text=False)]
