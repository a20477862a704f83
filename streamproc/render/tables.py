"""Enriched articles as flat tables that are joined by ids: JSON Lines, CSV, Parquet or SQLite."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Literal, Protocol

import orjson

from streamproc.errors import ConfigurationError
from streamproc.render.columns import TABLES, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Row = dict[str, Any]

Format = Literal["jsonl", "csv", "parquet", "sqlite"]

ROWS = 5_000
"""Rows of a Parquet file's group, held in memory until then."""

SQL_TYPES = {str: "TEXT", int: "INTEGER", float: "REAL", bool: "INTEGER"}


class Sink(Protocol):
    """Where one table's rows go."""

    def add(self, row: Row) -> None: ...


@contextmanager
def tables(form: Format, folder: Path) -> Iterator[Callable[[bytes], None]]:
    """A writer of enriched records into the folder, one file a table (SQLite: one for all); whole when the context ends.

    Raises:
        ConfigurationError: the folder can't be made, holds such files already, or pyarrow is missing.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(f"{folder}: {error.strerror}") from error
    with ExitStack() as stack:
        sinks = stack.enter_context(SINKS[form](folder))

        def write(enriched: bytes) -> None:
            for table, row in rows_of(orjson.loads(enriched)):
                sinks[table].add(row)

        yield write


def _new(path: Path) -> Path:
    if path.exists():
        raise ConfigurationError(f"{path}: is there already; name another folder")
    return path


class _Lines:
    def __init__(self, file: Any) -> None:
        self.file = file

    def add(self, row: Row) -> None:
        self.file.write(orjson.dumps(row) + b"\n")


@contextmanager
def _json_lines(folder: Path) -> Iterator[dict[str, Sink]]:
    with ExitStack() as stack:
        yield {name: _Lines(stack.enter_context(_new(folder / f"{name}.jsonl").open("wb"))) for name in TABLES}


class _Csv:
    def __init__(self, file: Any, columns: dict[str, type]) -> None:
        self.writer = csv.DictWriter(file, columns, lineterminator="\n")
        self.writer.writeheader()

    def add(self, row: Row) -> None:
        self.writer.writerow(row)


@contextmanager
def _csv(folder: Path) -> Iterator[dict[str, Sink]]:
    with ExitStack() as stack:
        yield {
            name: _Csv(
                stack.enter_context(_new(folder / f"{name}.csv").open("w", encoding="utf-8", newline="")), columns
            )
            for name, columns in TABLES.items()
        }


class _Sql:
    def __init__(self, database: sqlite3.Connection, name: str, columns: dict[str, type]) -> None:
        described = ", ".join(f'"{column}" {SQL_TYPES[kind]}' for column, kind in columns.items())
        database.execute(f'CREATE TABLE "{name}" ({described})')
        places = ", ".join(f":{column}" for column in columns)
        self.database, self.insert = database, f'INSERT INTO "{name}" VALUES ({places})'  # noqa: S608 - names from our table

    def add(self, row: Row) -> None:
        self.database.execute(self.insert, row)


@contextmanager
def _sqlite(folder: Path) -> Iterator[dict[str, Sink]]:
    database = sqlite3.connect(_new(folder / "streamproc.sqlite"))
    try:
        yield {name: _Sql(database, name, columns) for name, columns in TABLES.items()}
    finally:
        database.commit()
        for name, columns in TABLES.items():
            if "article_id" in columns:
                database.execute(f'CREATE INDEX "{name}_of_article" ON "{name}" (article_id)')
        database.commit()
        database.close()


class _Parquet:
    def __init__(self, path: Path, columns: dict[str, type]) -> None:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        from pyarrow import parquet  # noqa: PLC0415

        types = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
        self.schema = pa.schema([(name, types[kind]) for name, kind in columns.items()])
        self.file = parquet.ParquetWriter(path, self.schema, compression="zstd")
        self.rows: list[Row] = []
        self.batch = pa.RecordBatch

    def add(self, row: Row) -> None:
        self.rows.append(row)
        if len(self.rows) >= ROWS:
            self.flush()

    def flush(self) -> None:
        if self.rows:
            self.file.write_batch(self.batch.from_pylist(self.rows, schema=self.schema))
            self.rows = []

    def close(self) -> None:
        self.flush()
        self.file.close()


@contextmanager
def _parquet(folder: Path) -> Iterator[dict[str, Sink]]:
    with ExitStack() as stack:
        sinks: dict[str, Sink] = {}
        for name, columns in TABLES.items():
            try:
                sink = _Parquet(_new(folder / f"{name}.parquet"), columns)
            except ImportError as error:
                raise ConfigurationError("--format parquet: pip install 'streamproc[parquet]'") from error
            stack.callback(sink.close)
            sinks[name] = sink
        yield sinks


SINKS = {"jsonl": _json_lines, "csv": _csv, "parquet": _parquet, "sqlite": _sqlite}
