"""Bytes ⇄ articles and records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from streamproc.errors import InvalidInput
from streamproc.intake.article import read_article
from streamproc.intake.avro import MAGIC, item_of_avro
from streamproc.intake.front_matter import has_front_matter, item_with_front_matter
from streamproc.intake.limits import DEFAULT_LIMITS
from streamproc.intake.opening import opened
from streamproc.intake.sender import sender_of
from streamproc.intake.strict_json import read_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamproc.article import Article
    from streamproc.intake.limits import Limits
    from streamproc.intake.mapping import Fields


def decode(raw: bytes, limits: Limits = DEFAULT_LIMITS, fields: Fields | None = None) -> Article:
    """Read one message. ``fields``: an operator's own paths for some of our fields, looked at first.

    Raises:
        InvalidInput: it is not an article; the message says what is wrong and where.
    """
    if len(raw) > limits.message_bytes:
        raise InvalidInput(f"message: {len(raw):,} bytes, more than {limits.message_bytes:,}", "too_large")
    return read_article(item_in(raw, limits.message_bytes), limits, fields)


def item_in(raw: bytes, most: int) -> Any:
    """The item in a message's bytes, none of which unpack to more than ``most``.

    Raises:
        InvalidInput: there is none.
    """
    return item_of_avro(raw) if raw.startswith(MAGIC) else item_of(opened(raw, most))


def item_of(text: str) -> Any:
    """The item that a message's text holds: JSON, or a text with front matter (trafilatura's Markdown).

    Raises:
        InvalidInput: it is neither.
    """
    return item_with_front_matter(text) if has_front_matter(text) else read_json(text)


def sender(raw: bytes) -> str | None:
    """Whose message this says it is, though it is no article; None where that can't be told."""
    try:
        return sender_of(item_in(raw, DEFAULT_LIMITS.message_bytes))
    except InvalidInput:
        return None


def encode(value: Mapping[str, Any]) -> bytes:
    """Write one record: UTF-8 JSON without white space."""
    return orjson.dumps(value)


def embedded(encoded: bytes) -> orjson.Fragment:
    """An encoded value, to be a part of one that is still to be encoded."""
    return orjson.Fragment(encoded)


def joined(one: bytes, other: bytes) -> bytes:
    """Two encoded objects with different fields, neither empty, as one."""
    return b"%b,%b" % (one[:-1], other[1:])


def encode_loosely(value: Mapping[str, Any]) -> bytes:
    """Write a scraper's item: dates as RFC 3339, sets as arrays, anything else that is no JSON as text."""
    return orjson.dumps(value, default=lambda odd: sorted(odd) if isinstance(odd, set | frozenset) else str(odd))
