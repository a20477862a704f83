"""Opening a database by its URL: SQLite or PostgreSQL, its tables as this version wants them."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from streamproc.errors import ConfigurationError, InfrastructureError, MissingExtra, StreamprocError
from streamproc.masking import remember

try:
    from alembic import command
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError
    from sqlalchemy import create_engine, event, insert, select, text
    from sqlalchemy.engine import URL, make_url
    from sqlalchemy.exc import (
        ArgumentError,
        DataError,
        DBAPIError,
        IntegrityError,
        InterfaceError,
        NoSuchModuleError,
        OperationalError,
        StatementError,
    )
except ImportError as error:
    raise MissingExtra("SQLAlchemy or Alembic", "store") from error

from streamproc.store.bookkeeping import store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

MIGRATIONS = Path(__file__).with_name("migrations")
SUPPORTED = ("sqlite", "postgresql")
DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg"}
REFUSALS = frozenset(("22", "23", "54"))
"""Classes of SQLSTATE: data exception, integrity constraint violation, program limit exceeded."""
MIGRATION_LOCK = 7_309_451
"""Number of the advisory lock that PostgreSQL holds while tables are made."""


def open_store(address: str, *, read_only: bool = False) -> Engine:
    """A pool of connections to the store at this URL, whose tables are made or brought up to date.

    ``read_only``: nothing is made, and nothing can be written.

    Raises:
        ConfigurationError: no such URL, the tables are of a later version, or (read only) of an earlier one.
        InfrastructureError: the database does not answer.
        MissingExtra: psycopg is not installed.
    """
    url = parse(address)
    if url.get_backend_name() == "sqlite" and read_only and not Path(url.database or "").is_file():
        raise ConfigurationError(f"{url.database}: there is no such store; `streamproc store` makes it")
    try:
        engine = create_engine(url, pool_pre_ping=True, connect_args=arguments(url, read_only=read_only))
    except ModuleNotFoundError as error:
        raise MissingExtra("psycopg", "store") from error
    if engine.dialect.name == "sqlite":
        prepare_sqlite(engine)
    try:
        with answering(engine):
            (check if read_only else migrate)(engine)
    except StreamprocError:
        engine.dispose()
        raise
    return engine


def parse(address: str) -> URL:
    """The URL with our driver: ``sqlite:///news.db``, ``postgresql://user@host/news``, or the path of a SQLite file."""
    if "://" not in address:
        address = f"sqlite:///{address}"
    try:
        url = make_url(address)
        name = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError) as error:
        raise ConfigurationError("store: not a database URL") from error
    name = {"postgres": "postgresql"}.get(name, name)
    if name not in SUPPORTED:
        raise ConfigurationError(f"store: {name}: one of {', '.join(SUPPORTED)}")
    if name == "sqlite" and not url.database:
        raise ConfigurationError("store: sqlite: name a file (sqlite:///news.db)")
    remember(url.password or "")
    return url.set(drivername=DRIVERS[name])


def arguments(url: URL, *, read_only: bool) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        return {"timeout": 30}
    readable = {"options": "-c default_transaction_read_only=on"} if read_only else {}
    return {"connect_timeout": 10, "application_name": "streamproc", **readable}


def prepare_sqlite(engine: Engine) -> None:
    """Have SQLite check foreign keys, let readers read while somebody writes, and begin when it is told to."""

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # else pysqlite begins by itself, and later than we need
        for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=NORMAL", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def answering(engine: Engine) -> Iterator[None]:
    """Turn what a database raises that is away, full or locked into one readable line."""
    try:
        yield
    except DBAPIError as error:
        raise InfrastructureError(f"{engine.url.render_as_string()}: {reason(error)}") from error


def reason(error: Exception) -> str:
    """What the database says, in a line and without our statement's values."""
    said = str(error.orig if isinstance(error, DBAPIError) else error).strip().partition("\n")[0]
    return f"{type(error).__name__}: {said}"


def is_refusal(error: Exception) -> bool:
    """Whether the database refuses what it was given, and would again: too long, too large, contradicting itself."""
    if not isinstance(error, DBAPIError):
        return isinstance(error, (StatementError, ValueError, OverflowError))
    state = getattr(error.orig, "sqlstate", None)
    return state[:2] in REFUSALS if state else isinstance(error, (DataError, IntegrityError))


def is_away(error: Exception) -> bool:
    """Whether the database can't be reached, is starting, full or locked: another time it may answer."""
    return isinstance(error, (OperationalError, InterfaceError)) and not is_refusal(error)


def configuration() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def migrate(engine: Engine) -> None:
    """Make the tables, or bring those of an earlier version up to date, in one transaction."""
    config = configuration()
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise ConfigurationError(f"{engine.url.render_as_string()}: tables of a later version: {error}") from error
        if connection.scalar(select(store.c.value).where(store.c.name == "id")) is None:
            connection.execute(insert(store).values(name="id", value=uuid4().hex[:12]))


def check(engine: Engine) -> None:
    """Refuse tables of another version."""
    wanted = ScriptDirectory.from_config(configuration()).get_current_head()
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found != wanted:
        where = engine.url.render_as_string()
        raise ConfigurationError(
            f"{where}: tables of version {found}, not {wanted}; `streamproc store` brings them up to date"
        )


def store_id(connection: Connection) -> str:
    """What tells this store from others: part of the consumer group's name, so that two stores share no partitions."""
    return str(connection.execute(select(store.c.value).where(store.c.name == "id")).scalar_one())
