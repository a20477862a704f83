"""An article as the pipeline reads it, and its records as they point into what was received."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import pairwise
from types import NoneType
from typing import Any
from urllib.parse import urlsplit

from streamproc.article import Article, Enrichment, Note, Quote, TextSpan, Zone
from streamproc.errors import InvalidArticle
from streamproc.intake.repair.characters import SUSPECT, repair_characters, repair_line_ends, signs_in
from streamproc.intake.repair.lines import repair_lines
from streamproc.intake.repair.markdown import repair_markdown
from streamproc.intake.repair.marks import repair_marks
from streamproc.intake.repair.markup import repair_markup
from streamproc.intake.repair.origins import Edit, OriginText
from streamproc.intake.repair.titles import repair_title

_PLAIN = (str, int, float, NoneType)
"""What holds no offsets; most values are of these."""
_BREAK = re.compile(r"\s*[\n\t]\s*|  +")
"""A title has one line."""


@dataclass(frozen=True, slots=True)
class Reading:
    """``received`` as it came, ``article`` as it is read, and the way back for the fields that differ."""

    received: Article
    article: Article
    origins: Mapping[str, OriginText]

    def restored(self, enrichment: Enrichment) -> Enrichment:
        """The same finds with every offset and text as received; ``plain`` holds the words as read where they differ."""
        if not self.origins:
            return enrichment
        found: Enrichment = _restored(enrichment, self.origins)
        return replace(found, zones=_whole(found.zones, self.received.text))


def read_for_the_pipeline(article: Article) -> Reading:
    """Repair title and text for reading; of what is clean nothing is copied.

    Raises:
        InvalidArticle: there are no words in the text.
    """
    title = _title(article)
    text = OriginText(article.text)
    followed = _repair_text(text, (title.text if title else None))
    origins = {
        name: one for name, one in (("title", title), ("text", text)) if one is not None and one.text != one.received
    }
    received = article
    if not followed:
        received = replace(
            article, notes=(*article.notes, Note("text", "markup that could not be followed is read as it is"))
        )
    if not origins:
        return Reading(received, received, origins)
    if not text.text.strip():
        raise InvalidArticle("text: has no words, only markup")
    words = title.text if title and title.text.strip() else None
    return Reading(received, replace(received, text=text.text, title=words), origins)


def _title(article: Article) -> OriginText | None:
    if not article.title:
        return None
    title = OriginText(article.title)
    repair_line_ends(title)
    repair_markup(title)
    signs = signs_in(title.text)
    if not SUSPECT.isdisjoint(signs):
        repair_characters(title)
    repair_marks(title, signs)
    title.apply(Edit(found.start(), found.end(), " ") for found in _BREAK.finditer(title.text))
    repair_title(title, article.source, urlsplit(article.url).hostname if article.url else None)
    return title


def _repair_text(text: OriginText, title: str | None) -> bool:
    """False where there was markup that could not be followed."""
    repair_line_ends(text)
    repair_markdown(text)
    followed = repair_markup(text)
    signs = signs_in(text.text)
    if not SUSPECT.isdisjoint(signs):
        repair_characters(text)
    repair_lines(text)
    repair_marks(text, signs)
    if title and (end := _repeated_title(text.text, title)):
        text.apply([Edit(0, end, "")])
    return followed


def _repeated_title(text: str, title: str) -> int:
    """Where a text goes on that begins with its title as a line of its own; 0 where it does not."""
    start = len(text) - len(text.lstrip())
    end = start + len(title)
    if text[start:end] != title:
        return 0
    rest = text[end:]
    return end + len(rest) - len(rest.lstrip()) if rest.lstrip(" \t")[:1] == "\n" and rest.strip() else 0


def _restored(value: Any, origins: Mapping[str, OriginText]) -> Any:
    """A copy of the values with every offset as received."""
    return value if isinstance(value, _PLAIN) else _restored_whole(value, origins)


def _restored_whole(value: Any, origins: Mapping[str, OriginText]) -> Any:
    match value:
        case TextSpan():
            return _span(value, origins)
        case Zone():
            start, end = origins["text"].span(value.start, value.end) if "text" in origins else (value.start, value.end)
            return value._replace(start=start, end=end)
        case Quote():
            found = type(value)._make(_restored(part, origins) for part in value)
            origin = origins.get(value.span.field)
            segments = tuple(origin.span(*one) for one in value.segments) if origin else value.segments
            return found._replace(segments=segments)
        case tuple():
            parts = [_restored(part, origins) for part in value]
            return type(value)._make(parts) if hasattr(value, "_make") else tuple(parts)
        case _ if is_dataclass(value) and not isinstance(value, type):
            return replace(
                value, **{field.name: _restored(getattr(value, field.name), origins) for field in fields(value)}
            )
    return value


def _span(span: TextSpan, origins: Mapping[str, OriginText]) -> TextSpan:
    origin = origins.get(span.field)
    if origin is None:
        return span
    start, end = origin.span(span.start, span.end)
    received = origin.received[start:end]
    return TextSpan(span.field, start, end, received, None if received == span.text else span.text)


def _whole(zones: tuple[Zone, ...], received: str) -> tuple[Zone, ...]:
    """Zones without gaps: what lies between the words goes with the zone before it; front matter is boilerplate."""
    if not zones:
        return zones
    head = zones[0].start
    if "\n" in received[:head].strip():
        zones = (Zone("boilerplate", 0, head), *zones)
    starts = [0, *(zone.start for zone in zones[1:]), len(received)]
    return tuple(Zone(zone.kind, *span) for zone, span in zip(zones, pairwise(starts), strict=True))
