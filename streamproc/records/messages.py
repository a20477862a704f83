"""What a message of an output topic holds: an object, plain or framed by a schema registry's client."""

from __future__ import annotations

import json
from typing import Any

from streamproc.errors import StreamprocError

JSON = dict[str, Any]

JSON_TYPE, AVRO_TYPE = "application/json", "application/avro"
"""What the header ``content-type`` says of a record."""
CONFLUENT_FRAME = 5
"""Bytes of the Confluent wire format before the value: a zero and the schema's id."""


class InvalidRecord(StreamprocError):
    """This is no record of that topic."""


def unframed(value: bytes) -> JSON:
    """The object of a message, with or without Confluent's frame.

    Raises:
        InvalidRecord: it is none.
    """
    framed = value[:1] == b"\0"
    if framed and value[CONFLUENT_FRAME : CONFLUENT_FRAME + 1] != b"{":
        raise InvalidRecord("not JSON behind a registry's frame: of Avro, streamproc.records.avro.as_json makes it")
    try:
        record = json.loads(value[CONFLUENT_FRAME:] if framed else value)
    except ValueError as error:
        raise InvalidRecord(f"not such a record: {type(error).__name__}: {error}") from error
    if not isinstance(record, dict):
        raise InvalidRecord(f"not such a record: {type(record).__name__}")
    return record
