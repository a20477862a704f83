"""Bytes ⇄ articles and records: the only module that knows JSON and wire formats."""

from __future__ import annotations

from typing import Any

import orjson

from streamproc.article import Article
from streamproc.errors import InvalidInput


def decode(raw: bytes) -> Article:
    """Read one message.

    Raises:
        InvalidInput: it is not an article; the message says what is wrong and where.
    """
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise InvalidInput(str(error), "malformed_json") from error
    return Article(id=value["id"], text=value["text"], title=value.get("title"))


def encode(value: dict[str, Any]) -> bytes:
    """Write one record: UTF-8 JSON without white space."""
    return orjson.dumps(value)
