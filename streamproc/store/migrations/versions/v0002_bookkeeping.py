"""How far the topics have been read, what was refused and withdrawn, and the index of words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

from streamproc.store.column_types import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dead_letters",
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("partition", sa.Integer(), nullable=False),
        sa.Column("offset", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("arrived_at", Moment, nullable=False),
        sa.Column("article_id", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("raw_topic", sa.Text(), nullable=True),
        sa.Column("raw_partition", sa.Integer(), nullable=True),
        sa.Column("raw_offset", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("topic", "partition", "offset", name=op.f("pk_dead_letters")),
    )
    op.create_index(op.f("ix_dead_letters_arrived_at"), "dead_letters", ["arrived_at"], unique=False)
    op.create_table(
        "offsets",
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("partition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("next_offset", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("topic", "partition", name=op.f("pk_offsets")),
    )
    op.create_table(
        "store",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_store")),
    )
    op.create_table(
        "withdrawals",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", Moment, nullable=False),
        sa.Column("revision_partition", sa.Integer(), nullable=False),
        sa.Column("revision_offset", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_withdrawals")),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.create_table(
            "article_words",
            sa.Column("article", sa.BigInteger(), nullable=False),
            sa.Column("words", TSVECTOR(), nullable=False),
            sa.ForeignKeyConstraint(["article"], ["articles.number"], ondelete="CASCADE"),
            sa.PrimaryKeyConstraint("article"),
        )
        op.create_index("ix_article_words_words", "article_words", ["words"], postgresql_using="gin")
    else:
        op.execute(
            "CREATE VIRTUAL TABLE article_words USING fts5(title, names, body, tokenize='porter unicode61 remove_diacritics 2')"
        )
        op.execute(
            "CREATE TRIGGER article_words_go AFTER DELETE ON articles "
            "BEGIN DELETE FROM article_words WHERE rowid = old.number; END"
        )
