"""Changes ─► tables: all of a batch and the offsets behind it in one transaction, so that none is lost or done twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import and_, delete, insert, select, text, tuple_, update
from sqlalchemy.exc import IntegrityError

from streamproc.errors import StreamprocError
from streamproc.store.bookkeeping import dead_letters, offsets, withdrawals
from streamproc.store.copies import Copied, copies, forget_links, forget_withdrawn, write_links
from streamproc.store.event_rows import JSON
from streamproc.store.rows import ArticleRows
from streamproc.store.schema import IN_ORDER, articles
from streamproc.store.stories import Told, stories

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Engine, Table


ASKED = 500
"""Articles that are asked for at once: SQLite takes 32,766 parameters."""

T = TypeVar("T")
Revision = tuple[int, int]
"""Partition and offset of the raw message."""
Place = tuple[str, int]
"""Topic and partition."""


class Overtaken(StreamprocError):
    """Somebody else has written these messages meanwhile: read the offsets again, and go on there."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An article as it is now."""

    article_id: str
    revision: Revision
    rows: ArticleRows


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An article that is no more. ``revision`` is None where the message does not say: then it goes in any case."""

    article_id: str
    revision: Revision | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Refused:
    """A dead letter."""

    row: JSON


Change = Kept | Withdrawn | Refused | Copied | Told


@dataclass(frozen=True, slots=True)
class Advance:
    """From which offset to which a batch leads; ``before`` is None for a partition that was never read."""

    before: int | None
    after: int


def write(engine: Engine, changes: Sequence[Change], advances: Mapping[Place, Advance]) -> None:
    """Apply changes, in their order, and note how far each partition has been read.

    Raises:
        Overtaken: another process wrote these; nothing was changed.
    """
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        advance(connection, advances)
        apply(connection, [change for change in changes if isinstance(change, (Kept, Withdrawn))])
        write_links(connection, copies, [change for change in changes if isinstance(change, Copied)])
        write_links(connection, stories, [change for change in changes if isinstance(change, Told)])
        maybe_gone = {change.article_id for change in changes if isinstance(change, (Withdrawn, Copied, Told))}
        for table in (copies, stories):
            forget_withdrawn(connection, table, maybe_gone)
        letters = [change.row for change in changes if isinstance(change, Refused)]
        if letters:
            place = tuple_(dead_letters.c.topic, dead_letters.c.partition, dead_letters.c.offset)
            for some in slices(letters):
                places = [(row["topic"], row["partition"], row["offset"]) for row in some]
                connection.execute(delete(dead_letters).where(place.in_(places)))
            connection.execute(insert(dead_letters), letters)


def advance(connection: Connection, advances: Mapping[Place, Advance]) -> None:
    """Move the offsets, first of all: in PostgreSQL this locks them until the transaction ends."""
    for (topic, partition), step in sorted(advances.items()):
        place = and_(offsets.c.topic == topic, offsets.c.partition == partition)
        if step.before is None:
            row = {"topic": topic, "partition": partition, "next_offset": step.after}
            try:
                connection.execute(insert(offsets), row)
            except IntegrityError as error:
                raise Overtaken(f"{topic}[{partition}]") from error
        else:
            here = and_(place, offsets.c.next_offset == step.before)
            moved = connection.execute(update(offsets).where(here).values(next_offset=step.after))
            if moved.rowcount != 1:
                raise Overtaken(f"{topic}[{partition}]")


def positions(engine: Engine) -> dict[Place, int]:
    """How far each partition has been read: the offset of the next message."""
    with engine.connect() as connection:
        return {(row.topic, row.partition): row.next_offset for row in connection.execute(select(offsets))}


def begin_again(engine: Engine, place: Place) -> None:
    """Forget a partition's offset, because its topic was made anew: whatever comes now is newer than what there is."""
    here = and_(offsets.c.topic == place[0], offsets.c.partition == place[1])
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(delete(offsets).where(here))
        for table in (articles, withdrawals):
            connection.execute(update(table).where(table.c.revision_partition == place[1]).values(revision_offset=-1))


def apply(connection: Connection, changes: Iterable[Kept | Withdrawn]) -> None:
    """The last change of each article, unless the tables hold a later one."""
    last: dict[str, Kept | Withdrawn] = {}
    for change in changes:
        known = last.get(change.article_id)
        if known is None or is_newer(change.revision, known.revision):
            last[change.article_id] = change
    for some in slices(list(last.values())):
        apply_some(connection, some)


def is_newer(revision: Revision | None, than: Revision | None) -> bool:
    """Whether what arrives later is newer, too: repeats of older revisions aren't. Partitions can't be compared."""
    return revision is None or than is None or revision[0] != than[0] or revision[1] >= than[1]


def apply_some(connection: Connection, changes: Sequence[Kept | Withdrawn]) -> None:
    ids = [change.article_id for change in changes]
    found: dict[str, Any] = {}
    for table in (withdrawals, articles):
        rows = select(table).with_only_columns(table.c.article_id, table.c.revision_partition, table.c.revision_offset)
        for article_id, *revision in connection.execute(rows.where(table.c.article_id.in_(ids))):
            found[article_id] = tuple(revision)
    changes = [change for change in changes if is_newer(change.revision, found.get(change.article_id))]
    old = [change.article_id for change in changes if change.article_id in found]
    if old:
        connection.execute(delete(articles).where(articles.c.article_id.in_(old)))
        connection.execute(delete(withdrawals).where(withdrawals.c.article_id.in_(old)))
    if kept := [change for change in changes if isinstance(change, Kept)]:
        add(connection, kept)
    if gone := [change for change in changes if isinstance(change, Withdrawn)]:
        connection.execute(insert(withdrawals), [withdrawal(change) for change in gone])


def withdrawal(change: Withdrawn) -> JSON:
    partition, offset = change.revision or (-1, -1)
    return {
        "article_id": change.article_id,
        "withdrawn_at": change.at,
        "revision_partition": partition,
        "revision_offset": offset,
    }


def add(connection: Connection, kept: Sequence[Kept]) -> None:
    inserted = connection.execute(
        insert(articles).returning(articles.c.article_id, articles.c.number), [change.rows.article for change in kept]
    )
    numbers: dict[str, int] = {row.article_id: row.number for row in inserted}
    for table in IN_ORDER:
        rows = [
            {"article": numbers[change.article_id], **row} for change in kept for row in change.rows.parts[table.name]
        ]
        if rows:
            insert_all(connection, table, rows)
    add_words(connection, [(numbers[change.article_id], *change.rows.words) for change in kept])


def insert_all(connection: Connection, table: Table, rows: Sequence[JSON]) -> None:
    """Many rows at once: by COPY in PostgreSQL, where that takes a third of the time."""
    if connection.dialect.name != "postgresql":
        connection.execute(insert(table), rows)
        return
    columns = [column.name for column in table.columns]
    names = ", ".join(f'"{name}"' for name in columns)
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row([row[name] for name in columns])


def add_words(connection: Connection, words: Sequence[tuple[int, str, str, str]]) -> None:
    columns = ("article", "title", "names", "body")
    if connection.dialect.name == "sqlite":
        statement = "INSERT INTO article_words (rowid, title, names, body) VALUES (:article, :title, :names, :body)"
        connection.execute(text(statement), [dict(zip(columns, row, strict=True)) for row in words])
        return
    statement = (
        "INSERT INTO article_words (article, words) SELECT article, setweight(to_tsvector('english', title), 'A') "
        "|| setweight(to_tsvector('english', names), 'B') || to_tsvector('english', body) FROM unnest("
        "CAST(:article AS bigint[]), CAST(:title AS text[]), CAST(:names AS text[]), CAST(:body AS text[])) "
        "AS words (article, title, names, body)"
    )
    connection.execute(
        text(statement), {name: list(values) for name, values in zip(columns, zip(*words, strict=True), strict=True)}
    )


def expire(engine: Engine, before: datetime) -> int:
    """Delete what appeared before that: articles, dead letters, notes of withdrawals. Says how many articles."""
    gone = 0
    while True:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            old = select(articles.c.number).where(articles.c.appeared_at < before).limit(ASKED)
            deleted = connection.execute(delete(articles).where(articles.c.number.in_(old))).rowcount
            if not deleted:
                connection.execute(delete(dead_letters).where(dead_letters.c.arrived_at < before))
                connection.execute(delete(withdrawals).where(withdrawals.c.withdrawn_at < before))
                for table in (copies, stories):
                    forget_links(connection, table, before)
                return gone
        gone += deleted


def slices(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), ASKED):
        yield items[start : start + ASKED]
