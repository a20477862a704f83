"""Fields that nobody knows: those that are wanted are passed on under ``extra``, whole, as far as they fit."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

import orjson

from streamproc.intake.fields import bad_value, surely_longer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamproc.intake.limits import Limits

KNOWN = frozenset(
    {"id", "url", "canonical_link", "title", "published_at", "date_publish", "publish_date", "date", "source"}
    | {"source_domain", "hostname", "author", "authors", "language", "tags"}
)
"""These never go under extra, read or not; neither does whatever was read, nor another form of the text."""


def unknown_fields(item: Mapping[str, Any], known: frozenset[str], limits: Limits) -> tuple[dict[str, Any], list[str]]:
    """Those that are wanted, in their order, and what is wrong with others."""
    extra: dict[str, Any] = {}
    wrong: list[str] = []
    room = limits.extra_bytes
    for name, value in item.items():
        if name in known or not is_wanted(name, limits) or surely_longer(value, room):
            continue
        if problem := bad_value({name: value}, "extra"):
            wrong.append(problem)
            continue
        size = len(orjson.dumps({name: value}))
        if size <= room:
            extra[name] = value
            room -= size
    return extra, wrong


def is_wanted(name: str, limits: Limits) -> bool:
    """Whether such a field may be passed on: scrapers leave cookies and addresses in their items."""
    return any(fnmatchcase(name, pattern) for pattern in limits.extra_fields)
