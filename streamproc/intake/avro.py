"""Articles in Avro: an object container file that holds one record (what a registry's frame is turned into, too).

https://avro.apache.org/docs/1.12.0/specification/#object-container-files
"""

from __future__ import annotations

import base64
import math
from datetime import date, time
from io import BytesIO
from typing import TYPE_CHECKING, Any, NoReturn

from streamproc.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Sequence

MAGIC = b"Obj\x01"
SYNC = bytes(16)
"""Stands between blocks, so that a reader can find its way back; there is one block, so any will do."""

DEEPEST = 64
"""Records and arrays may be nested this deep."""


def container(schemas: Sequence[str], datum: bytes) -> bytes:
    """An Avro file of one record: ``datum`` in the last of the schemas, which may name types of the earlier ones.

    Several schemas are written as a union of all of them: the record then follows the number of its own.
    """
    schema = schemas[0] if len(schemas) == 1 else f"[{','.join(schemas)}]"
    if len(schemas) > 1:
        datum = _number(len(schemas) - 1) + datum
    metadata = b"".join(map(_sized, (b"avro.schema", schema.encode(), b"avro.codec", b"null")))
    return b"".join((MAGIC, _number(2), metadata, _number(0), SYNC, _number(1), _sized(datum), SYNC))


def item_of_avro(raw: bytes) -> Any:
    """The record of an Avro file as JSON would hold it: dates in ISO 8601, decimals and UUIDs as strings.

    Raises:
        InvalidInput: it is broken, packed, holds more than one, or the extra is not installed.
    """
    try:
        from fastavro import reader  # noqa: PLC0415 - an extra
    except ImportError:
        _malformed("is Avro, which is read with the extra 'registry'")
    try:
        records = reader(BytesIO(raw))
        if records.codec != "null":
            _malformed(f"is an Avro file packed with {records.codec}: only plain ones are read")
        item = next(records, None)
        more = next(records, None) is not None
    except (InvalidInput, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - fastavro says in many ways that bytes and schema do not agree
        _malformed(f"broken Avro ({type(error).__name__})")
    if more:
        _malformed("is an Avro file of several records: a message holds one article")
    return _plain(item, 0)


def _plain(value: Any, depth: int) -> Any:
    """A value of Avro as one of JSON."""
    if depth >= DEEPEST:
        _malformed(f"nested deeper than {DEEPEST} levels")
    if isinstance(value, dict):
        return {str(name): _plain(inner, depth + 1) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner, depth + 1) for inner in value]
    return _scalar(value)


def _scalar(value: Any) -> Any:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _number(value: int) -> bytes:
    """A long that is not negative, as Avro writes it: zigzag, seven bits a byte."""
    left, written = value << 1, bytearray()
    while left > 0x7F:  # noqa: PLR2004 - seven bits
        written.append(left & 0x7F | 0x80)
        left >>= 7
    written.append(left)
    return bytes(written)


def _sized(value: bytes) -> bytes:
    return _number(len(value)) + value


def _malformed(message: str) -> NoReturn:
    raise InvalidInput(f"message: {message}", "malformed_json")
