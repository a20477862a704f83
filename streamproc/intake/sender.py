"""Whose message this is: what refusals are counted by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from streamproc.errors import InvalidInput
from streamproc.intake.envelopes import unwrap
from streamproc.intake.fields import Unreadable, one_string
from streamproc.intake.paths import values_at
from streamproc.intake.shapes import shape_of

SENDER = 200
"""Characters of a source's name by which its articles are counted."""


def sender_of(item: Any) -> str | None:
    """Whose item this is, be it an article or not."""
    try:
        item = unwrap(item).item
    except InvalidInput:
        return None
    if not isinstance(item, Mapping):
        return None
    return sender(*(next(_strings(item, name), None) for name in ("source", "url")))


def _strings(item: Mapping[str, Any], field: str) -> Iterator[str]:
    for path in shape_of(item).paths(field):
        for value in values_at(item, path):
            try:
                text = one_string(field, value)
            except Unreadable:
                continue
            if text:
                yield text


def sender(source: str | None, url: str | None) -> str | None:
    """The source, or the host of the URL; bounded, since it is the sender's own word."""
    if not source and url:
        try:
            source = urlsplit(url).hostname
        except ValueError:
            return None
    return source[:SENDER].lower() if source else None
