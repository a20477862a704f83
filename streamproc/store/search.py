"""What the newsroom asks of many articles: the latest that match, how many a day, where, by whom."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Integer, exists, func, literal, literal_column, select, text, tuple_

from streamproc.store.copies import Hit, copies
from streamproc.store.rows import key
from streamproc.store.schema import articles, documents, entities, events

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, Connection, Select

    from streamproc.store.filters import Filters

JSON = dict[str, Any]
COUNTED = 1_000
"""Matches are counted up to here."""
DAYS = 400
PLACES = 300
SUGGESTED = 12
SEEN = 20_000
"""Entities that suggestions are made from at most."""
LONG = 3_000
"""Articles of a list that is not worth looking up one by one."""
MANY = 15_000
"""Articles that have the words, so many that the latest ``COUNTED`` are found sooner by looking through all of them."""
WALKED: ColumnElement[int] = literal_column("+articles.number", Integer)
"""An article's number, by which SQLite looks nothing up."""
LISTED = (
    "number", "article_id", "title", "url", "source", "published_at", "appeared_at", "content_hash", "entities", "quotes", "events",
)  # fmt: skip


class Cursor(NamedTuple):
    """Behind which article a page begins."""

    appeared_at: datetime
    number: int


def matching(connection: Connection, filters: Filters, *, walk: bool = True) -> Select[Any]:
    return select(articles).where(*conditions(connection, filters, walk=walk))


def conditions(connection: Connection, filters: Filters, *, walk: bool = True) -> list[ColumnElement[bool]]:
    """What must hold of an article. ``walk``: the latest few are wanted, so that one may walk through the articles until they are found.

    SQLite would look every article of a list up and then sort them, which takes long where a list holds half of them. Where all
    lists are long it is made to walk through the articles, the latest first, and ask whether each is in the lists.
    """
    lists = filters.lists(connection.dialect.name)
    number: ColumnElement[int] = articles.c.number
    if connection.dialect.name == "sqlite":
        number = WALKED if not any(is_short(connection, one) for one in lists) else number
    elif (words := filters.with_words(connection.dialect.name)) is not None:
        lists = filters.lists(connection.dialect.name, but=("q",))
        return [*filters.conditions(), *(number.in_(one) for one in lists), worded(connection, words, walk=walk)]
    return [*filters.conditions(), *(number.in_(one) for one in lists)]


def worded(connection: Connection, words: Select[tuple[int]], *, walk: bool) -> ColumnElement[bool]:
    """What PostgreSQL is asked of an article's words.

    It takes a comparison of words for as cheap as one of numbers, though the words must be unpacked for it: it would read all of
    them where the index says it, too. So it is told not to, and to ask one article after the other only where most have the words.
    """
    connection.execute(text("SET LOCAL enable_seqscan = off"))
    if walk and estimated(connection, words) > MANY:
        asked = words.subquery()
        return exists(select(1).select_from(asked).where(asked.c[0] == articles.c.number).offset(0))
    return articles.c.number.in_(words.offset(0))


def estimated(connection: Connection, wanted: Select[Any]) -> int:
    """How many rows PostgreSQL expects."""
    compiled = wanted.compile(connection)
    [[[plan]]] = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {compiled}", compiled.params)
    return int(plan["Plan"]["Plan Rows"])


def is_short(connection: Connection, numbers: Select[tuple[int]]) -> bool:
    some = numbers.limit(LONG).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one() < LONG


def latest(connection: Connection, filters: Filters, behind: Cursor | None = None) -> list[Hit]:
    """The articles that match, the latest first, ``COUNTED`` + 1 at most."""
    wanted = matching(connection, filters).with_only_columns(
        articles.c.number, articles.c.appeared_at, articles.c.content_hash, articles.c.article_id
    )
    if behind is not None:
        place = tuple_(literal(behind.appeared_at, articles.c.appeared_at.type), literal(behind.number))
        wanted = wanted.where(tuple_(articles.c.appeared_at, articles.c.number) < place)
    wanted = wanted.order_by(articles.c.appeared_at.desc(), articles.c.number.desc()).limit(COUNTED + 1)
    found = wanted.subquery()
    original = func.coalesce(copies.c.copy_of, found.c.article_id)
    with_originals = select(found.c.number, found.c.appeared_at, found.c.content_hash, original)
    with_originals = with_originals.outerjoin(copies, copies.c.article_id == found.c.article_id)
    rows = connection.execute(with_originals.order_by(found.c.appeared_at.desc(), found.c.number.desc()))
    return [Hit(*row) for row in rows]


def listed(connection: Connection, numbers: list[int]) -> list[JSON]:
    """What a list shows of these articles, the latest first."""
    wanted = select(*(articles.c[name] for name in LISTED)).where(articles.c.number.in_(numbers))
    wanted = wanted.order_by(articles.c.appeared_at.desc(), articles.c.number.desc())
    return [dict(row) for row in connection.execute(wanted).mappings()]


def records_of(connection: Connection, numbers: list[int]) -> dict[int, Any]:
    wanted = select(documents.c.article, documents.c.record).where(documents.c.article.in_(numbers))
    return {row.article: row.record for row in connection.execute(wanted)}


def timeline(connection: Connection, filters: Filters) -> list[JSON]:
    """Articles a day, the last ``DAYS`` days that have any, in order."""
    wanted = matching(connection, filters, walk=False).with_only_columns(articles.c.day, func.count().label("articles"))
    wanted = wanted.group_by(articles.c.day).order_by(articles.c.day.desc()).limit(DAYS)
    return [dict(row) for row in connection.execute(wanted).mappings()][::-1]


def places(connection: Connection, filters: Filters) -> list[JSON]:
    """Places named in the articles that match, the most frequent first."""
    wanted = (
        select(
            entities.c.entity_key.label("key"),
            func.min(entities.c.place).label("name"),
            func.min(entities.c.country).label("country"),
            func.min(entities.c.lat).label("lat"),
            func.min(entities.c.lon).label("lon"),
            func.count().label("articles"),
        )
        .where(entities.c.kind == "place", entities.c.lat.is_not(None))
        .group_by(entities.c.entity_key)
        .order_by(func.count().desc(), entities.c.entity_key)
        .limit(PLACES)
    )
    wished = conditions(connection, filters)
    if wished:
        recent = select(articles.c.number).where(*wished).order_by(articles.c.appeared_at.desc()).limit(5 * COUNTED)
    else:
        recent = select(articles.c.number).order_by(articles.c.appeared_at.desc()).limit(COUNTED)
    return [dict(row) for row in connection.execute(wanted.where(entities.c.article.in_(recent))).mappings()]


def suggestions(connection: Connection, kind: str, begun: str) -> list[JSON]:
    """Entities of a kind whose name begins so, the most frequent first."""
    start = key(begun)
    some = (
        select(entities.c.entity_key, entities.c.name)
        .where(entities.c.kind == kind, entities.c.name_key >= start, entities.c.name_key < start + "\U0010ffff")
        .limit(SEEN)
        .subquery()
    )
    count = func.count()
    wanted = select(some.c.entity_key.label("key"), func.min(some.c.name).label("name"), count.label("articles"))
    wanted = wanted.group_by(some.c.entity_key).order_by(count.desc(), some.c.entity_key).limit(SUGGESTED)
    return [dict(row) for row in connection.execute(wanted).mappings()]


def outlets(connection: Connection) -> list[str]:
    """The names of the outlets, a hundred at most."""
    wanted = select(func.min(articles.c.source)).where(articles.c.outlet != "").group_by(articles.c.outlet)
    return sorted(row[0] for row in connection.execute(wanted.order_by(func.count().desc()).limit(100)))


def event_types(connection: Connection) -> list[str]:
    """Types and modes of the events there are."""
    rows = connection.execute(select(events.c.type, events.c.mode).distinct()).all()
    return sorted({type_ for type_, _ in rows} | {f"{type_}/{mode}" for type_, mode in rows if mode})


def newest(connection: Connection) -> int:
    """The number of what was stored last."""
    return connection.execute(select(func.max(articles.c.number))).scalar_one() or 0


def all_matching(connection: Connection, filters: Filters, most: int) -> Iterator[JSON]:
    """Every article that matches, the latest first."""
    wanted = matching(connection, filters).order_by(articles.c.appeared_at.desc(), articles.c.number.desc()).limit(most)
    for row in connection.execution_options(stream_results=True).execute(wanted).mappings():
        yield dict(row)
