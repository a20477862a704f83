"""Which articles somebody wants to see ─► lists of articles and conditions, in SQL."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from sqlalchemy import and_, column, or_, select, table, text

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

    def lists(self, dialect: str, *, but: tuple[str, ...] = ()) -> list[Select[tuple[int]]]:
        """Numbers of articles: one that matches is in all of these. ``but``: filters that are left out."""
        found = [make(value) for name, make in MADE.items() if name not in but and (value := getattr(self, name))]
        if "q" not in but and (words := self.with_words(dialect)) is not None:
            found.append(words)
        return found

    def with_words(self, dialect: str) -> Select[tuple[int]] | None:
        """Numbers of the articles that have the words; None where no word is to be there."""
        return with_words(self.q, dialect) if self.q else None

    def conditions(self) -> list[ColumnElement[bool]]:
        """What is asked of an article itself."""
        found = []
        if self.outlet:
            found.append(articles.c.outlet == key(self.outlet))
        if self.since:
            found.append(articles.c.appeared_at >= datetime.combine(self.since, time.min, UTC))
        if self.until:
            found.append(articles.c.appeared_at <= datetime.combine(self.until, time.max, UTC))
        return found


NAMES = tuple(field.name for field in fields(Filters))


def with_words(typed: str, dialect: str) -> Select[tuple[int]] | None:
    """None where no word is to be there."""
    if dialect == "sqlite":
        expression = for_fts5(typed)
        words = table("article_words", column("rowid"))
        match = text("article_words MATCH :typed").bindparams(typed=expression)
        found = select(words.c.rowid).where(match)
    else:
        expression = for_tsquery(typed)
        match = text("words @@ to_tsquery('english', :typed)").bindparams(typed=expression)
        found = select(article_words.c.article).where(match)
    return found if expression else None


def names(kind: str) -> Callable[[str], Select[tuple[int]]]:
    def condition(value: str) -> Select[tuple[int]]:
        same = (
            entities.c.entity_key == value
            if KEY.fullmatch(value)
            else and_(entities.c.kind == kind, entities.c.name_key == key(value))
        )
        return select(entities.c.article).where(same)

    return condition


def in_country(value: str) -> Select[tuple[int]]:
    here = and_(entities.c.country == value.upper(), entities.c.kind == "place")
    return select(entities.c.article).where(here)


def has_speaker(value: str) -> Select[tuple[int]]:
    if KEY.fullmatch(value):
        return select(quotes.c.article).where(quotes.c.speaker_key == value)
    name = key(value)
    known = select(entities.c.entity_key).where(
        entities.c.kind.in_(("person", "organisation")), entities.c.name_key == name
    )
    same = or_(quotes.c.speaker_key == f"words:{name}", quotes.c.speaker_key.in_(known))
    return select(quotes.c.article).where(same)


def has_event(value: str) -> Select[tuple[int]]:
    type_, _, mode = value.partition("/")
    same = and_(events.c.type == type_, events.c.mode == mode) if mode else events.c.type == type_
    return select(events.c.article).where(same)


def of_story(value: str) -> Select[tuple[int]]:
    there = stories.c.article_id == articles.c.article_id
    return select(articles.c.number).join(stories, there).where(stories.c.story_id == value)


MADE: dict[str, Callable[[str], Select[tuple[int]]]] = {
    "person": names("person"),
    "organisation": names("organisation"),
    "place": names("place"),
    "country": in_country,
    "speaker": has_speaker,
    "event": has_event,
    "story": of_story,
}
