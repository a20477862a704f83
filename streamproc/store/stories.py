"""Which articles tell of the same happening, as ``articles.stories`` says. As with copies, rows hang on ids."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import BigInteger, Column, Float, Index, Table, Text, func, select

from streamproc.store.column_types import Moment, metadata
from streamproc.store.event_rows import JSON
from streamproc.store.schema import articles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

SHOWN = 100
"""Articles of a story that are named."""

stories = Table(
    "stories",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("story_id", Text, nullable=False),
    Column("first_seen", Moment),
    Column("via", Text),
    Column("score", Float(53)),
    Column("because", Text, nullable=False),
    Column("event_id", Text),
    Column("type", Text),
    Column("day", Text),
    Column("place", Text),
    Column("geonames_id", BigInteger),
    Column("told_at", Moment, nullable=False),
    Index(None, "story_id"),
    Index(None, "told_at"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the last message says of an article; ``row`` is None where it was withdrawn."""

    article_id: str
    row: JSON | None


def told(record: JSON, *, told_at: datetime) -> Told:
    """A message of ``articles.stories`` as a change of the store.

    Raises:
        KeyError, TypeError, ValueError: it is none.
    """
    article_id, story_id, seen = str(record["article_id"]), record["story_id"], record["first_seen"]
    if story_id is None:
        return Told(article_id, None)
    happening: JSON = record["happening"] or {}
    row = {
        "article_id": article_id,
        **{name: record[name] for name in ("story_id", "via", "score")},
        "first_seen": datetime.fromisoformat(seen) if seen else None,
        "because": orjson.dumps(record["because"]).decode(),
        **{name: happening.get(name) for name in ("event_id", "type", "day", "place", "geonames_id")},
        "told_at": told_at,
    }
    return Told(article_id, row)


def stories_of(connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[str, int]]:
    """The story of each of these articles, and how many articles in the store tell of it; nothing for one that is alone."""
    mine, same, others = stories.alias("mine"), stories.alias("same"), articles.alias("others")
    wanted = (
        select(articles.c.number, mine.c.story_id, func.count())
        .join(mine, mine.c.article_id == articles.c.article_id)
        .join(same, same.c.story_id == mine.c.story_id)
        .join(others, others.c.article_id == same.c.article_id)
        .where(articles.c.number.in_(numbers))
        .group_by(articles.c.number, mine.c.story_id)
        .having(func.count() > 1)
    )
    return {row[0]: (row[1], row[2]) for row in connection.execute(wanted)}


def told_elsewhere(connection: Connection, article_id: str) -> list[JSON]:
    """The other articles of its story, the earliest first; ``because``: why the story has them, as JSON."""
    story = select(stories.c.story_id).where(stories.c.article_id == article_id).scalar_subquery()
    wanted: Any = select(
        articles.c.article_id, articles.c.source, articles.c.title, articles.c.appeared_at, stories.c.because
    ).join(stories, stories.c.article_id == articles.c.article_id)
    wanted = wanted.where(stories.c.story_id == story, articles.c.article_id != article_id)
    rows = connection.execute(wanted.order_by(articles.c.appeared_at, articles.c.number).limit(SHOWN)).mappings()
    return [{**row, "because": orjson.loads(row["because"])} for row in rows]
