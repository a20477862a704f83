"""Which articles somebody wants to see ─► conditions of SQL."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import and_, column, literal_column, or_, select, table, text

from streamproc.store.rows import key
from streamproc.store.schema import article_words, articles, entities, events, quotes
from streamproc.store.stories import stories
from streamproc.store.words import for_fts5, for_tsquery

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import ColumnElement, Select

KEY = re.compile(r"Q\d+|(?:geonames|person|organisation|place|other|words):.*", re.DOTALL)
"""What ``entity_key`` and ``speaker_key`` look like; anything else is a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """All of them hold; None leaves one out. Names are compared without case and accents, keys as they are.

    ``q``: words (see ``words``). ``country``: ISO 3166 code of a place that is named. ``event``: ``COERCE`` or
    ``COERCE/arrest``. ``story``: its id. ``since`` and ``until``: days in UTC, both included.
    """

    q: str | None = None
    person: str | None = None
    organisation: str | None = None
    place: str | None = None
    country: str | None = None
    speaker: str | None = None
    event: str | None = None
    outlet: str | None = None
    story: str | None = None
    since: date | None = None
    until: date | None = None

    def conditions(self, dialect: str) -> list[ColumnElement[bool]]:
        found = [make(value) for name, make in MADE.items() if (value := getattr(self, name))]
        if self.q:
            found.append(has_words(self.q, dialect))
        if self.since:
            found.append(articles.c.day >= self.since)
        if self.until:
            found.append(articles.c.day <= self.until)
        return found


NAMES = tuple(field.name for field in fields(Filters))


def has_words(typed: str, dialect: str) -> ColumnElement[bool]:
    if dialect == "sqlite":
        expression = for_fts5(typed)
        words = table("article_words", column("rowid"))
        match = text("article_words MATCH :typed").bindparams(typed=expression)
        found = select(words.c.rowid).where(match)
    else:
        expression = for_tsquery(typed)
        match = text("words @@ to_tsquery('english', :typed)").bindparams(typed=expression)
        found = select(article_words.c.article).where(match)
    return articles.c.number.in_(found) if expression else literal_column("1 = 1")


def names(kind: str) -> Callable[[str], ColumnElement[bool]]:
    def condition(value: str) -> ColumnElement[bool]:
        same = (
            entities.c.entity_key == value
            if KEY.fullmatch(value)
            else and_(entities.c.kind == kind, entities.c.name_key == key(value))
        )
        return in_articles(select(entities.c.article).where(same))

    return condition


def in_country(value: str) -> ColumnElement[bool]:
    here = and_(entities.c.country == value.upper(), entities.c.kind == "place")
    return in_articles(select(entities.c.article).where(here))


def has_speaker(value: str) -> ColumnElement[bool]:
    if KEY.fullmatch(value):
        return in_articles(select(quotes.c.article).where(quotes.c.speaker_key == value))
    name = key(value)
    known = select(entities.c.entity_key).where(
        entities.c.kind.in_(("person", "organisation")), entities.c.name_key == name
    )
    same = or_(quotes.c.speaker_key == f"words:{name}", quotes.c.speaker_key.in_(known))
    return in_articles(select(quotes.c.article).where(same))


def has_event(value: str) -> ColumnElement[bool]:
    type_, _, mode = value.partition("/")
    same = and_(events.c.type == type_, events.c.mode == mode) if mode else events.c.type == type_
    return in_articles(select(events.c.article).where(same))


def in_articles(found: Select[tuple[int]]) -> ColumnElement[bool]:
    return articles.c.number.in_(found)


MADE: dict[str, Callable[[str], ColumnElement[bool]]] = {
    "person": names("person"),
    "organisation": names("organisation"),
    "place": names("place"),
    "country": in_country,
    "speaker": has_speaker,
    "event": has_event,
    "outlet": lambda value: articles.c.outlet == key(value),
    "story": lambda value: articles.c.article_id.in_(select(stories.c.article_id).where(stories.c.story_id == value)),
}
