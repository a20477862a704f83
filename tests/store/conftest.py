"""The databases: SQLite in a file, and PostgreSQL as one server for the whole run."""

from __future__ import annotations

import pytest

from streamproc.store.database import open_store
from tests.store.postgres import Postgres, programs


@pytest.fixture(scope="session")
def postgres():
    if programs() is None:
        pytest.skip("PostgreSQL is not installed: no initdb on the PATH or in /usr/lib/postgresql")
    server = Postgres()
    try:
        yield server.start()
    finally:
        server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request, tmp_path):
    """A new, empty database of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    server = request.getfixturevalue("postgres")
    server.databases += 1
    return server.create(f"store-{server.databases}")


@pytest.fixture
def engine(store_url):
    engine = open_store(store_url)
    yield engine
    engine.dispose()
