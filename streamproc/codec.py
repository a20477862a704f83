"""Bytes ⇄ articles and records: the only module that knows JSON and wire formats."""

from __future__ import annotations

import json
import math
import re
import struct
from typing import TYPE_CHECKING, Any, NoReturn

import orjson

from streamproc.errors import InvalidArticle, InvalidInput
from streamproc.raw_article import DEFAULT_LIMITS, read_article, sender_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamproc.article import Article
    from streamproc.raw_article import Limits

CONFLUENT_FRAME = struct.Struct(">bI")
"""The Confluent wire format: a zero byte and the schema's id, then the value."""

DEEPEST = 64
"""Arrays and objects may be nested this deep."""

LONGEST_INTEGER = 20
"""Digits and sign: every 64-bit integer fits."""

PATH = 80
"""Characters of a field's path that are shown: its names are the sender's."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(raw: bytes, limits: Limits = DEFAULT_LIMITS) -> Article:
    """Read one message.

    Raises:
        InvalidInput: it is not an article; the message says what is wrong and where.
    """
    if len(raw) > limits.message_bytes:
        raise InvalidInput(f"message: {len(raw):,} bytes, more than {limits.message_bytes:,}", "too_large")
    return read_article(parse(unframe(raw)), limits)


def sender(raw: bytes) -> str | None:
    """Whose message this says it is, though it is no article; None where that can't be told."""
    try:
        item = parse(unframe(raw))
    except InvalidInput:
        return None
    return sender_of(item) if isinstance(item, dict) else None


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


def unframe(raw: bytes) -> bytes:
    """Take the value out of Confluent's wire format; anything else is returned as it is.

    https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format
    """
    framed = len(raw) >= CONFLUENT_FRAME.size and raw[0] == 0
    return raw[CONFLUENT_FRAME.size :] if framed else raw


def parse(raw: bytes) -> Any:
    """Read JSON as strictly as I-JSON (RFC 7493): UTF-8, no repeated names, no lone surrogates, no endless numbers.

    The standard library's reader is used because it can refuse repeated names: orjson keeps the last in silence.

    Raises:
        InvalidInput: it is not that; the message gives the place in the bytes or characters.
    """
    if not raw.strip():
        _malformed("message: is empty")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _malformed(f"message: not UTF-8: {error.reason} at byte {error.start}")
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        _malformed(f"message: not JSON: {error}")
    except RecursionError:
        _malformed(f"message: nested deeper than {DEEPEST} levels")
    _check(value, "message", 0)
    return value


def _check(value: Any, path: str, depth: int) -> None:
    """Refuse what JSON's grammar allows and other programs choke on."""
    if depth > DEEPEST:
        _malformed(f"message: nested deeper than {DEEPEST} levels")
    if isinstance(value, str):
        _check_characters(value, path)
    elif isinstance(value, dict):
        for name, item in value.items():
            _check_characters(name, "message: a field's name")
            _check(item, f"{path}.{name}" if depth else name, depth + 1)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _check(item, f"{path}[{index}]", depth + 1)


def _check_characters(value: str, path: str) -> None:
    if (nul := value.find("\0")) >= 0:
        raise InvalidArticle(f"{shown(path)}: has a NUL at character {nul}")
    if value.isascii():
        return
    if found := _SURROGATE.search(value):
        _malformed(f"{shown(path)}: lone surrogate U+{ord(found[0]):04X} at character {found.start()}")


def shown(path: str) -> str:
    """The sender's own words in a message: without control characters, not endless."""
    return ascii(path)[1:-1][:PATH]


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
    parse_constant=lambda name: _malformed(f"message: not JSON: {name}"),
)
