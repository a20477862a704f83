"""The tables beside the articles: what was withdrawn or refused, and how far the topics have been read."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from streamproc.store.column_types import Moment, metadata

withdrawals = Table(
    "withdrawals",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("withdrawn_at", Moment, nullable=False),
    Column("revision_partition", Integer, nullable=False),
    Column("revision_offset", BigInteger, nullable=False),
    Index(None, "withdrawn_at"),
)

dead_letters = Table(
    "dead_letters",
    metadata,
    Column("topic", Text, primary_key=True),
    Column("partition", Integer, primary_key=True),
    Column("offset", BigInteger, primary_key=True, autoincrement=False),
    Column("arrived_at", Moment, nullable=False),
    Column("article_id", Text),
    Column("reason", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("stage", Text),
    Column("raw_topic", Text),
    Column("raw_partition", Integer),
    Column("raw_offset", BigInteger),
    Index(None, "arrived_at"),
)

offsets = Table(
    "offsets",
    metadata,
    Column("topic", Text, primary_key=True),
    Column("partition", Integer, primary_key=True, autoincrement=False),
    Column("next_offset", BigInteger, nullable=False),
)

store = Table("store", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))
