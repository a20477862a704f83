"""Where a text is no plain string: lists of paragraphs, objects with the text inside, fundus' sections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

PARAGRAPH = "\n\n"

INSIDE = ("rendered", "plain_text", "value", "@value", "text", "#text", "html", "raw", "content")
"""Where an object holds its text, in this order."""

DEEPEST = 6
MOST = 10_000
"""Paragraphs that are joined."""


def text_in(value: Any) -> str | None:
    """The text of a value: itself, its paragraphs joined by blank lines, or what an object holds. None if there is none."""
    if isinstance(value, str):
        return value
    parts = [part for part in _parts(value, 0) if part.strip()]
    if not parts:
        return "" if value in ([], {}) else None
    return PARAGRAPH.join(parts[:MOST])


def _parts(value: Any, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for element in value[:MOST]:
            yield from _parts(element, depth + 1)
    elif isinstance(value, Mapping):
        yield from _sections(value, depth) if "sections" in value else _inside(value, depth)


def _sections(body: Mapping[str, Any], depth: int) -> Iterator[str]:
    """Fundus: a summary, then sections of headlines and paragraphs."""
    yield from _parts(body.get("summary"), depth + 1)
    sections = body["sections"]
    for section in sections[:MOST] if isinstance(sections, list) else []:
        if isinstance(section, Mapping):
            yield from _parts(section.get("headline"), depth + 1)
            yield from _parts(section.get("paragraphs"), depth + 1)


def _inside(value: Mapping[str, Any], depth: int) -> Iterator[str]:
    for name in INSIDE:
        if name in value:
            yield from _parts(value[name], depth + 1)
            return
