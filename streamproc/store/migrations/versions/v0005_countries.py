"""Articles of a country are found in the index alone."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index(op.f("ix_entities_country_article"), table_name="entities")
    op.create_index(op.f("ix_entities_country_kind_article"), "entities", ["country", "kind", "article"], unique=False)
