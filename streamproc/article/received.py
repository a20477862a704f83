"""An article as received."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, NamedTuple

from streamproc.article.described import said
from streamproc.errors import InvalidArticle


class Note(NamedTuple):
    """Something optional that was left out or read with doubt: our field, and what was wrong."""

    field: Annotated[str, said("our name of the field")]
    problem: Annotated[str, said("where it stood in the raw article, and what was wrong with it")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A news article as received: immutable, validated once, at the edge.

    ``language`` is a BCP 47 tag, None when the scraper did not say. ``notes`` say what of it could not be read.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    source: str | None = None
    author: tuple[str, ...] = ()
    language: str | None = None
    published_at: datetime | None = None
    tags: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        if not self.id.strip():
            raise InvalidArticle("id: is blank")
        if not self.text.strip():
            raise InvalidArticle("text: is blank")
