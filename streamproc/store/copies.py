"""Which earlier article another one repeats, as ``articles.copies`` says, and who belongs together by that.

A row may be there before its article, and stays when a revision takes the article's place: ``copies`` hangs on
ids, not on numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Column, Float, Index, Table, Text, delete, exists, func, insert, select, union

from streamproc.store.bookkeeping import withdrawals
from streamproc.store.column_types import Moment, metadata
from streamproc.store.event_rows import JSON
from streamproc.store.schema import articles

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import CompoundSelect, Connection

    from streamproc.store.stories import Told

SHOWN = 100
"""Copies of an article that are named."""
ASKED = 500

copies = Table(
    "copies",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("copy_of", Text, nullable=False),
    Column("kind", Text),
    Column("overlap", Float(53)),
    Column("via", Text),
    Column("first_seen", Moment),
    Column("told_at", Moment, nullable=False),
    Index(None, "copy_of"),
    Index(None, "told_at"),
)


@dataclass(frozen=True, slots=True)
class Copied:
    """What the last message says of an article; ``row`` is None where it repeats nothing (any more)."""

    article_id: str
    row: JSON | None


class Hit(NamedTuple):
    """An article that was found. ``original``: the earliest article that it goes back to, or itself."""

    number: int
    appeared_at: datetime
    content_hash: str
    original: str


def copied(record: JSON, *, told_at: datetime) -> Copied:
    """A message of ``articles.copies`` as a change of the store.

    Raises:
        KeyError, TypeError, ValueError: it is none.
    """
    article_id, copy_of, seen = str(record["article_id"]), record["copy_of"], record["first_seen"]
    if copy_of is None:
        return Copied(article_id, None)
    row = {name: record[name] for name in ("copy_of", "kind", "overlap", "via")}
    first_seen = datetime.fromisoformat(seen) if seen else None
    return Copied(article_id, {"article_id": article_id, **row, "first_seen": first_seen, "told_at": told_at})


def write_links(connection: Connection, table: Table, changes: Iterable[Copied | Told]) -> None:
    """What is said of articles, in ``copies`` or ``stories``: of each article the last one holds."""
    last = {change.article_id: change.row for change in changes}
    ids = list(last)
    for start in range(0, len(ids), ASKED):
        connection.execute(delete(table).where(table.c.article_id.in_(ids[start : start + ASKED])))
    if rows := [row for row in last.values() if row is not None]:
        connection.execute(insert(table), rows)


def forget_withdrawn(connection: Connection, table: Table, article_ids: Iterable[str]) -> None:
    """Delete what was told of these articles before they were withdrawn: a stage takes back only what it still remembers."""
    ids = sorted(article_ids)
    later = withdrawals.c.withdrawn_at >= table.c.told_at
    gone = exists().where(withdrawals.c.article_id == table.c.article_id, later)
    for start in range(0, len(ids), ASKED):
        connection.execute(delete(table).where(table.c.article_id.in_(ids[start : start + ASKED]), gone))


def forget_links(connection: Connection, table: Table, before: datetime) -> None:
    """Delete what was told before then of articles that are no longer there."""
    there = exists().where(articles.c.article_id == table.c.article_id)
    connection.execute(delete(table).where(table.c.told_at < before, ~there))


def folded(matches: Sequence[Hit], most: int) -> tuple[list[Hit], int]:
    """The first article of each family, at most so many, and how many matches they and their copies behind them are.

    A family has the same words, or goes back to the same article.
    """
    seen: set[str] = set()
    shown: list[Hit] = []
    for place, match in enumerate(matches):
        names = {f"words {match.content_hash}", f"article {match.original}"}
        if seen.isdisjoint(names):
            if len(shown) == most:
                return shown, place
            shown.append(match)
        seen |= names
    return shown, len(matches)


def families(numbers: Sequence[int]) -> CompoundSelect[Any]:
    """Pairs: ``of`` one of these articles, ``number`` an article of its family, itself among them.

    A family has its words, goes back to the same article, or has that article's words.
    """
    original = func.coalesce(copies.c.copy_of, articles.c.article_id).label("original")
    own = select(articles.c.number.label("of"), articles.c.content_hash, original)
    own_cte = own.outerjoin(copies, copies.c.article_id == articles.c.article_id)
    shown = own_cte.where(articles.c.number.in_(numbers)).cte("shown")
    pair = select(shown.c.of, articles.c.number)
    reprint, first = copies.c.article_id == articles.c.article_id, articles.alias("first")
    return union(
        pair.join(articles, articles.c.content_hash == shown.c.content_hash),
        pair.join(first, first.c.article_id == shown.c.original).join(
            articles, articles.c.content_hash == first.c.content_hash
        ),
        pair.join(copies, copies.c.copy_of == shown.c.original).join(articles, reprint),
    )


def printed(connection: Connection, numbers: Sequence[int]) -> dict[int, int]:
    """How many articles each one's family has."""
    pairs = families(numbers).subquery()
    return {row[0]: row[1] for row in connection.execute(select(pairs.c.of, func.count()).group_by(pairs.c.of))}


def relatives(connection: Connection, number: int) -> list[JSON]:
    """The others of an article's family, the earliest first. ``kind``: how it repeats an earlier one; None: it may be the original."""
    pairs = families([number]).subquery()
    wanted = select(articles.c.article_id, articles.c.source, articles.c.title, articles.c.appeared_at, copies.c.kind)
    wanted = wanted.join(pairs, pairs.c.number == articles.c.number)
    wanted = wanted.outerjoin(copies, copies.c.article_id == articles.c.article_id)
    wanted = wanted.where(articles.c.number != number).order_by(articles.c.appeared_at, articles.c.number)
    return [dict(row) for row in connection.execute(wanted.limit(SHOWN)).mappings()]
