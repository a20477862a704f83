"""A message's bytes ─► its text: compression, frames of schema registries, encodings."""

from __future__ import annotations

import codecs
import re
import struct
import zlib
from typing import NoReturn

from streamproc.errors import InvalidInput

CONFLUENT_FRAME = struct.Struct(">bI")
"""The Confluent wire format: a zero byte and the schema's id, then the value."""

GZIP = b"\x1f\x8b"
OTHERS = {
    b"\x28\xb5\x2f\xfd": "Zstandard",
    b"\x04\x22\x4d\x18": "LZ4",
    b"\xff\x06\x00\x00sNaPpY": "Snappy",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"PK\x03\x04": "a ZIP archive",
    b"Obj\x01": "an Avro file",
    b"PAR1": "a Parquet file",
    b"%PDF": "a PDF",
    b"\x80\x04": "a Python pickle",
}
"""How what we do not read begins, so that the refusal can name it."""

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks; UTF-32's begin with UTF-16's."""

_JSON = re.compile(rb"\s*[{\[]")


def opened(raw: bytes, most: int) -> str:
    """The text inside a message: unpacked (gzip), unframed (Confluent's wire format), decoded. Nothing grows beyond ``most``.

    Raises:
        InvalidInput: it is something else; the message names it where it can be told.
    """
    body = unframe(raw)
    if body[:2] == GZIP:
        body = unframe(gunzipped(body, most))
    if not body.strip():
        _malformed("message: is empty")
    for start, name in OTHERS.items():
        if body.startswith(start):
            _malformed(f"message: is {name}, not JSON")
    encoding = next((name for mark, name in MARKS if body.startswith(mark)), None) or _guessed(body)
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        if body is not raw:
            _malformed(BINARY)
        _malformed(f"message: not UTF-8: {error.reason} at byte {error.start}")


BINARY = (
    "message: binary after the frame of a schema registry: Avro or Protobuf, not JSON (Avro is read where"
    " STREAMPROC_SCHEMA_REGISTRY_URL says which registry)"
)


def framed_schema(raw: bytes) -> int | None:
    """The schema's id where a message is in Confluent's wire format, whatever its value is."""
    if len(raw) < CONFLUENT_FRAME.size or raw[0] != 0 or raw[1:2] in (b"{", b"["):
        return None
    return int(CONFLUENT_FRAME.unpack_from(raw)[1])


def unframe(raw: bytes) -> bytes:
    """Take the value out of Confluent's wire format; anything else is returned as it is.

    https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format

    Raises:
        InvalidInput: what is inside is no JSON.
    """
    if framed_schema(raw) is None:
        return raw
    body = raw[CONFLUENT_FRAME.size :]
    if body and not _JSON.match(body) and body[:2] != GZIP and not body.startswith((codecs.BOM_UTF8, b"---")):
        _malformed(BINARY)
    return body


def gunzipped(body: bytes, most: int) -> bytes:
    """Unpack gzip, never more than ``most`` bytes.

    Raises:
        InvalidInput: it is broken, or larger.
    """
    unpacker = zlib.decompressobj(wbits=31)
    try:
        content = unpacker.decompress(body, most + 1)
    except zlib.error:
        _malformed("message: broken gzip")
    if len(content) > most:
        raise InvalidInput(f"message: more than {most:,} bytes when unpacked", "too_large")
    if not unpacker.eof:
        _malformed("message: gzip that ends early")
    return content


def _guessed(body: bytes) -> str:
    """UTF-16 without its mark shows in the zeros beside JSON's ASCII signs (RFC 4627); everything else is UTF-8."""
    start = body[:4]
    if len(start) == 4 and body[0:1] != b"\0" and start[1::2] == b"\0\0":  # noqa: PLR2004 - two characters
        return "utf-16-le"
    if len(start) == 4 and body[1:2] != b"\0" and start[0::2] == b"\0\0":  # noqa: PLR2004
        return "utf-16-be"
    return "utf-8"


def _malformed(message: str) -> NoReturn:
    raise InvalidInput(message, "malformed_json")
