"""Bytes ⇄ articles and records: the only module that knows JSON and wire formats."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, NoReturn

import orjson

from streamproc.errors import InvalidInput
from streamproc.intake.article import read_article
from streamproc.intake.avro import MAGIC, item_of_avro
from streamproc.intake.fields import shown
from streamproc.intake.front_matter import has_front_matter, item_with_front_matter
from streamproc.intake.limits import DEFAULT_LIMITS
from streamproc.intake.opening import opened
from streamproc.intake.sender import sender_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamproc.article import Article
    from streamproc.intake.limits import Limits
    from streamproc.intake.mapping import Fields

DEEPEST = 64
"""Arrays and objects may be nested this deep."""

LONGEST_INTEGER = 20
"""Digits and sign: every 64-bit integer fits."""


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
    return item_with_front_matter(text) if has_front_matter(text) else parse(text)


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


def parse(text: str) -> Any:
    """Read JSON as strictly as I-JSON (RFC 7493): no repeated names, no endless numbers; ``NaN`` is read as null.

    The standard library's reader is used because it can refuse repeated names: orjson keeps the last in silence.

    Raises:
        InvalidInput: it is not that; the message gives the place in the characters.
    """
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        _malformed(f"message: not JSON: {error}")
    except RecursionError:
        _malformed(f"message: nested deeper than {DEEPEST} levels")
    _check(value, 0)
    return value


def _check(value: Any, depth: int) -> None:
    """Refuse what is nested too deep for other programs."""
    if depth >= DEEPEST:
        _malformed(f"message: nested deeper than {DEEPEST} levels")
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(item, dict | list):
            _check(item, depth + 1)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        _malformed(f"{shown(twice)}: appears twice")
    return value


def _integer(digits: str) -> int:
    if len(digits) > LONGEST_INTEGER or not -(2**63) <= int(digits) < 2**64:
        _malformed(f"message: number out of range: {digits[:LONGEST_INTEGER]}…")
    return int(digits)


def _number(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        _malformed(f"message: number out of range: {digits[:LONGEST_INTEGER]}…")
    return value


def _malformed(message: str) -> NoReturn:
    raise InvalidInput(message, "malformed_json")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=_integer,
    parse_float=_number,
    parse_constant=lambda _name: None,
)
