"""Which article repeats which."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from streamproc.store.column_types import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "copies",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("copy_of", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("overlap", sa.Float(precision=53), nullable=True),
        sa.Column("via", sa.Text(), nullable=True),
        sa.Column("first_seen", Moment, nullable=True),
        sa.Column("told_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_copies")),
    )
    op.create_index(op.f("ix_copies_copy_of"), "copies", ["copy_of"], unique=False)
