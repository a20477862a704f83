"""Articles, and what hangs on them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from streamproc.store.column_types import Document, Key, Moment, Number

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "articles",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("outlet", Key, nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("published_at", Moment, nullable=True),
        sa.Column("appeared_at", Moment, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("content_hash", Key, nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("entities", sa.Integer(), nullable=False),
        sa.Column("quotes", sa.Integer(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("streamproc", sa.Text(), nullable=True),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("lexicon", sa.Text(), nullable=True),
        sa.Column("revision_partition", sa.Integer(), nullable=False),
        sa.Column("revision_offset", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_articles")),
        sa.UniqueConstraint("article_id", name=op.f("uq_articles_article_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_articles_appeared_at_number"), "articles", ["appeared_at", "number"], unique=False)
    op.create_index(op.f("ix_articles_content_hash"), "articles", ["content_hash"], unique=False)
    op.create_index(op.f("ix_articles_day_number"), "articles", ["day", "number"], unique=False)
    op.create_index(op.f("ix_articles_outlet_appeared_at"), "articles", ["outlet", "appeared_at"], unique=False)
    op.create_table(
        "documents",
        sa.Column("article", Number, nullable=False),
        sa.Column("record", Document, nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.number"], name=op.f("fk_documents_article_articles"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_documents")),
    )
    op.create_table(
        "entities",
        sa.Column("article", Number, nullable=False),
        sa.Column("entity_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", Key, nullable=False),
        sa.Column("entity_key", Key, nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("salience", sa.Float(precision=53), nullable=False),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.Column("wikidata", sa.Text(), nullable=True),
        sa.Column("geonames_id", sa.BigInteger(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("admin1", sa.Text(), nullable=True),
        sa.Column("lat", sa.Float(precision=53), nullable=True),
        sa.Column("lon", sa.Float(precision=53), nullable=True),
        sa.Column("geo_confidence", sa.Float(precision=53), nullable=True),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.number"], name=op.f("fk_entities_article_articles"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article", "entity_id", name=op.f("pk_entities")),
    )
    op.create_index(op.f("ix_entities_country_article"), "entities", ["country", "article"], unique=False)
    op.create_index(op.f("ix_entities_entity_key_article"), "entities", ["entity_key", "article"], unique=False)
    op.create_index(
        op.f("ix_entities_kind_name_key_entity_key_article"),
        "entities",
        ["kind", "name_key", "entity_key", "article"],
        unique=False,
    )
    op.create_table(
        "quotes",
        sa.Column("article", Number, nullable=False),
        sa.Column("quote_id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("start_offset", sa.Integer(), nullable=False),
        sa.Column("end_offset", sa.Integer(), nullable=False),
        sa.Column("cue", sa.Text(), nullable=True),
        sa.Column("cue_class", sa.Text(), nullable=True),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("speaker_entity_id", sa.Text(), nullable=True),
        sa.Column("speaker_key", Key, nullable=True),
        sa.Column("addressee", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(precision=53), nullable=False),
        sa.ForeignKeyConstraint(
            ["article", "speaker_entity_id"],
            ["entities.article", "entities.entity_id"],
            name="fk_quotes_speaker_entities",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.number"], name=op.f("fk_quotes_article_articles"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article", "quote_id", name=op.f("pk_quotes")),
    )
    op.create_index(op.f("ix_quotes_speaker_key_article"), "quotes", ["speaker_key", "article"], unique=False)
    op.create_table(
        "events",
        sa.Column("article", Number, nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("type", Key, nullable=False),
        sa.Column("mode", Key, nullable=True),
        sa.Column("contexts", sa.Text(), nullable=False),
        sa.Column("scale", sa.Float(precision=53), nullable=True),
        sa.Column("negated", sa.Boolean(), nullable=False),
        sa.Column("hypothetical", sa.Boolean(), nullable=False),
        sa.Column("attempted", sa.Boolean(), nullable=False),
        sa.Column("future", sa.Boolean(), nullable=False),
        sa.Column("historical", sa.Boolean(), nullable=False),
        sa.Column("alleged", sa.Boolean(), nullable=False),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("date_text", sa.Text(), nullable=True),
        sa.Column("place_name", sa.Text(), nullable=True),
        sa.Column("place_entity_id", sa.Text(), nullable=True),
        sa.Column("geonames_id", sa.BigInteger(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("admin1", sa.Text(), nullable=True),
        sa.Column("lat", sa.Float(precision=53), nullable=True),
        sa.Column("lon", sa.Float(precision=53), nullable=True),
        sa.Column("geo_confidence", sa.Float(precision=53), nullable=True),
        sa.Column("trigger", sa.Text(), nullable=True),
        sa.Column("sentence", sa.Text(), nullable=True),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("start_offset", sa.Integer(), nullable=True),
        sa.Column("end_offset", sa.Integer(), nullable=True),
        sa.Column("quote_id", sa.Text(), nullable=True),
        sa.Column("salience", sa.Float(precision=53), nullable=False),
        sa.Column("confidence", sa.Float(precision=53), nullable=False),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.Column("event_key", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article", "place_entity_id"],
            ["entities.article", "entities.entity_id"],
            name="fk_events_place_entities",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["article", "quote_id"],
            ["quotes.article", "quotes.quote_id"],
            name="fk_events_quotes",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.number"], name=op.f("fk_events_article_articles"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article", "event_id", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_country_article"), "events", ["country", "article"], unique=False)
    op.create_index(op.f("ix_events_type_mode_article"), "events", ["type", "mode", "article"], unique=False)
    op.create_table(
        "quote_entities",
        sa.Column("article", Number, nullable=False),
        sa.Column("quote_id", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article", "entity_id"],
            ["entities.article", "entities.entity_id"],
            name="fk_quote_entities_entities",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["article", "quote_id"],
            ["quotes.article", "quotes.quote_id"],
            name="fk_quote_entities_quotes",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article", "quote_id", "entity_id", name=op.f("pk_quote_entities")),
    )
    op.create_table(
        "counts",
        sa.Column("article", Number, nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=True),
        sa.Column("high", sa.BigInteger(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=True),
        sa.Column("qualifier", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article", "event_id"], ["events.article", "events.event_id"], name="fk_counts_events", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article", "event_id", "position", name=op.f("pk_counts")),
    )
    op.create_table(
        "participants",
        sa.Column("article", Number, nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("entity_id", sa.Text(), nullable=True),
        sa.Column("entity_key", Key, nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article", "entity_id"],
            ["entities.article", "entities.entity_id"],
            name="fk_participants_entities",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["article", "event_id"],
            ["events.article", "events.event_id"],
            name="fk_participants_events",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article", "event_id", "role", "position", name=op.f("pk_participants")),
    )
    op.create_index(op.f("ix_participants_entity_key_article"), "participants", ["entity_key", "article"], unique=False)
