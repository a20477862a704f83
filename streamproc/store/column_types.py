"""The kinds of columns that the tables are made of."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Column, DateTime, Float, Integer, MetaData, String, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB

if TYPE_CHECKING:
    from sqlalchemy import Dialect

KEY_LENGTH = 200
"""Characters of a name that is looked up: PostgreSQL's indexes take no longer ones than some 2,700 bytes."""


class Moment(TypeDecorator[datetime]):
    """A point in time: ``timestamptz`` in PostgreSQL, text in UTC in SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if dialect.name == "postgresql" else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


Number = BigInteger().with_variant(Integer, "sqlite")
Key = String(KEY_LENGTH).with_variant(String(KEY_LENGTH, collation="C"), "postgresql")
Document = Text().with_variant(JSONB(), "postgresql")
"""JSON, written as text: ``jsonb`` in PostgreSQL."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


def place_columns() -> list[Column[Any]]:
    return [
        Column("geonames_id", BigInteger),
        Column("place", Text),
        Column("country", Text),
        Column("admin1", Text),
        Column("lat", Float(53)),
        Column("lon", Float(53)),
        Column("geo_confidence", Float(53)),
    ]
