"""JSON that others send: refused where programs could read different things in it, or could not write it again."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

from streamproc.errors import InvalidInput
from streamproc.intake.fields import shown

DEEPEST = 64
"""Arrays and objects may be nested this deep."""

LONGEST_INTEGER = 20
"""Digits and sign: every 64-bit integer fits."""


def read_json(text: str) -> Any:
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
