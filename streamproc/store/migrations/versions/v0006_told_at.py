"""What was withdrawn, or told of copies and stories, long ago is found in an index."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_copies_told_at"), "copies", ["told_at"], unique=False)
    op.create_index(op.f("ix_stories_told_at"), "stories", ["told_at"], unique=False)
    op.create_index(op.f("ix_withdrawals_withdrawn_at"), "withdrawals", ["withdrawn_at"], unique=False)
