"""How Alembic runs the migrations: on the connection and in the transaction that ``streamproc.store.database`` gives it."""

from __future__ import annotations

from alembic import context

from streamproc.store.schema import articles

context.configure(connection=context.config.attributes["connection"], target_metadata=articles.metadata)
context.run_migrations()
