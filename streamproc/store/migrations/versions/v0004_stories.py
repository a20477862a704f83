"""Which articles tell of the same happening."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from streamproc.store.column_types import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stories",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("first_seen", Moment, nullable=True),
        sa.Column("via", sa.Text(), nullable=True),
        sa.Column("score", sa.Float(precision=53), nullable=True),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("day", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("geonames_id", sa.BigInteger(), nullable=True),
        sa.Column("told_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_stories")),
    )
    op.create_index(op.f("ix_stories_story_id"), "stories", ["story_id"], unique=False)
