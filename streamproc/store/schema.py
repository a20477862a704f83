"""The tables. ``migrations`` makes them; a test compares the two.

An article's rows hang on ``articles.number`` and go with it. Offsets into the text are Unicode code points, as in the
records. Times are UTC.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

from streamproc.store.column_types import Document, Key, Moment, Number, metadata, place_columns


def of_article() -> Column[int]:
    return Column("article", Number, ForeignKey("articles.number", ondelete="CASCADE"), primary_key=True)


articles = Table(
    "articles",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=True),
    Column("article_id", Text, nullable=False, unique=True),
    Column("url", Text),
    Column("source", Text),
    Column("outlet", Key, nullable=False),
    Column("title", Text),
    Column("language", Text),
    Column("published_at", Moment),
    Column("appeared_at", Moment, nullable=False),
    Column("day", Date, nullable=False),
    Column("content_hash", Key, nullable=False),
    Column("author", Text, nullable=False),
    Column("tags", Text, nullable=False),
    Column("notes", Text, nullable=False),
    Column("entities", Integer, nullable=False),
    Column("quotes", Integer, nullable=False),
    Column("events", Integer, nullable=False),
    Column("streamproc", Text),
    Column("model", Text),
    Column("lexicon", Text),
    Column("revision_partition", Integer, nullable=False),
    Column("revision_offset", BigInteger, nullable=False),
    Index(None, "appeared_at", "number"),
    Index(None, "day", "number"),
    Index(None, "outlet", "appeared_at"),
    Index(None, "content_hash"),
    sqlite_autoincrement=True,
)

documents = Table(
    "documents",
    metadata,
    of_article(),
    Column("record", Document, nullable=False),
    Column("text", Text),
)

entities = Table(
    "entities",
    metadata,
    of_article(),
    Column("entity_id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Key, nullable=False),
    Column("entity_key", Key, nullable=False),
    Column("aliases", Text, nullable=False),
    Column("salience", Float(53), nullable=False),
    Column("mentions", Integer, nullable=False),
    Column("wikidata", Text),
    *place_columns(),
    Index(None, "entity_key", "article"),
    Index(None, "kind", "name_key", "entity_key", "article"),
    Index(None, "country", "kind", "article"),
)

quotes = Table(
    "quotes",
    metadata,
    of_article(),
    Column("quote_id", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("start_offset", Integer, nullable=False),
    Column("end_offset", Integer, nullable=False),
    Column("cue", Text),
    Column("cue_class", Text),
    Column("speaker", Text),
    Column("speaker_entity_id", Text),
    Column("speaker_key", Key),
    Column("addressee", Text),
    Column("confidence", Float(53), nullable=False),
    ForeignKeyConstraint(
        ["article", "speaker_entity_id"], ["entities.article", "entities.entity_id"], deferrable=True,
        initially="DEFERRED", name="fk_quotes_speaker_entities",
    ),
    Index(None, "speaker_key", "article"),
)  # fmt: skip

quote_entities = Table(
    "quote_entities",
    metadata,
    Column("article", Number, primary_key=True),
    Column("quote_id", Text, primary_key=True),
    Column("entity_id", Text, primary_key=True),
    ForeignKeyConstraint(
        ["article", "quote_id"], ["quotes.article", "quotes.quote_id"], ondelete="CASCADE",
        name="fk_quote_entities_quotes",
    ),
    ForeignKeyConstraint(
        ["article", "entity_id"], ["entities.article", "entities.entity_id"], ondelete="CASCADE",
        name="fk_quote_entities_entities",
    ),
)  # fmt: skip

events = Table(
    "events",
    metadata,
    of_article(),
    Column("event_id", Text, primary_key=True),
    Column("type", Key, nullable=False),
    Column("mode", Key),
    Column("contexts", Text, nullable=False),
    Column("scale", Float(53)),
    *(
        Column(flag, Boolean, nullable=False)
        for flag in ("negated", "hypothetical", "attempted", "future", "historical", "alleged")
    ),
    Column("date", Text),
    Column("date_text", Text),
    Column("place_name", Text),
    Column("place_entity_id", Text),
    *place_columns(),
    Column("trigger", Text),
    Column("sentence", Text),
    Column("field", Text),
    Column("start_offset", Integer),
    Column("end_offset", Integer),
    Column("quote_id", Text),
    Column("salience", Float(53), nullable=False),
    Column("confidence", Float(53), nullable=False),
    Column("rule", Text),
    Column("event_key", Text),
    ForeignKeyConstraint(
        ["article", "place_entity_id"], ["entities.article", "entities.entity_id"], deferrable=True,
        initially="DEFERRED", name="fk_events_place_entities",
    ),
    ForeignKeyConstraint(
        ["article", "quote_id"], ["quotes.article", "quotes.quote_id"], deferrable=True, initially="DEFERRED",
        name="fk_events_quotes",
    ),
    Index(None, "type", "mode", "article"),
    Index(None, "country", "article"),
)  # fmt: skip

participants = Table(
    "participants",
    metadata,
    Column("article", Number, primary_key=True),
    Column("event_id", Text, primary_key=True),
    Column("role", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("name", Text),
    Column("entity_id", Text),
    Column("entity_key", Key),
    Column("country", Text),
    Column("basis", Text),
    ForeignKeyConstraint(
        ["article", "event_id"], ["events.article", "events.event_id"], ondelete="CASCADE", name="fk_participants_events"
    ),
    ForeignKeyConstraint(
        ["article", "entity_id"], ["entities.article", "entities.entity_id"], deferrable=True, initially="DEFERRED",
        name="fk_participants_entities",
    ),
    Index(None, "entity_key", "article"),
)  # fmt: skip

counts = Table(
    "counts",
    metadata,
    Column("article", Number, primary_key=True),
    Column("event_id", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("value", BigInteger, nullable=False),
    Column("low", BigInteger),
    Column("high", BigInteger),
    Column("unit", Text),
    Column("scope", Text),
    Column("qualifier", Text),
    Column("text", Text, nullable=False),
    ForeignKeyConstraint(
        ["article", "event_id"], ["events.article", "events.event_id"], ondelete="CASCADE", name="fk_counts_events"
    ),
)  # fmt: skip

article_words = Table(
    "article_words",
    MetaData(),
    Column("article", BigInteger, primary_key=True),
    Column("words", TSVECTOR, nullable=False),
)
"""PostgreSQL's index of words; SQLite has a virtual table ``article_words`` (FTS5) whose ``rowid`` is the article."""

IN_ORDER = (documents, entities, quotes, quote_entities, events, participants, counts)
"""What hangs on an article, each behind what it refers to."""
