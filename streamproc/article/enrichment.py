"""Everything found in one article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from streamproc.article.described import said
from streamproc.article.entities import Entity
from streamproc.article.events import EventTag
from streamproc.article.quotes import Quote
from streamproc.article.spans import Zone


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineInfo:
    """What made a record: part of every enriched article, so that a result can be reproduced."""

    streamproc: Annotated[str, said("version")]
    model: Annotated[str, said("spaCy model")]
    model_version: Annotated[str, said("its version")]
    lexicon: Annotated[str, said("hash of the event lexicon")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrichment:
    """Everything found in one article."""

    pipeline: PipelineInfo
    zones: tuple[Zone, ...]
    entities: tuple[Entity, ...]
    quotes: tuple[Quote, ...]
    events: tuple[EventTag, ...]
    words: int
