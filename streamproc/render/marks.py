"""The marks on a text as a tree: entities inside quotations inside evidence, whatever crosses what.

displaCy draws one layer of marks that don't overlap. Here every layer is drawn: a mark that crosses the border of an
outer one is closed and opened again.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from streamproc.article import Field, Quote, TextSpan, Zone
    from streamproc.records import EnrichedArticle

Kind = Literal["zone", "evidence", "quote", "cue", "entity", "trigger"]
ORDER: tuple[Kind, ...] = ("zone", "evidence", "quote", "cue", "entity", "trigger")
"""From the outermost to the innermost."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to be marked. ``label`` is shown after it, ``note`` when it is pointed at."""

    kind: Kind
    start: int
    end: int
    label: str = ""
    note: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A step through the marked text: marks closed, marks opened, then words."""

    closed: tuple[Mark, ...]
    opened: tuple[Mark, ...]
    start: int
    end: int


def found_in(sentence: TextSpan, part: TextSpan) -> tuple[str, int, int]:
    """The sentence as it is read, and where a part of it stands there; 0 and 0 where it can't be found."""
    start = part.start - sentence.start
    if sentence.plain is not None:
        start = max(0, sentence.plain.find(part.words))
    end = start + len(part.words)
    whole = 0 <= start < end <= len(sentence.words) and sentence.words[start:end] == part.words
    return (sentence.words, start, end) if whole else (sentence.words, 0, 0)


def marks_of(record: EnrichedArticle, field: Field) -> Iterator[Mark]:
    """Every mark on the title or on the text."""
    if field == "text":
        yield from (
            _mark("zone", zone, note=zone.kind, style=zone.kind) for zone in record.zones if zone.kind != "body"
        )
    for entity in record.entities:
        for mention in entity.mentions:
            if mention.span.field == field:
                yield _mark("entity", mention.span, entity.type, f"{entity.name} ({entity.type})", mention.kind)
    for quote in record.quotes:
        yield from _marks_of_quote(quote, field)
    for event in record.events:
        for evidence in event.evidence:
            if evidence.span.field == field:
                yield _mark("evidence", evidence.span, note=event.type)
                yield _mark("trigger", evidence.trigger, event.type, event.mode or "")


def _marks_of_quote(quote: Quote, field: Field) -> Iterator[Mark]:
    if quote.span.field == field:
        speaker = (quote.speaker.name or quote.speaker.span.text) if quote.speaker else "nobody named"
        for start, end in quote.segments:
            yield Mark("quote", start, end, note=f"{speaker}, {quote.type}", style=quote.type)
    if quote.cue and quote.cue.field == field:
        yield _mark("cue", quote.cue, note="cue")


def _mark(kind: Kind, span: TextSpan | Zone, label: str = "", note: str = "", style: str = "") -> Mark:
    return Mark(kind, span.start, span.end, label, note, style)


def pieces(marks: Iterable[Mark], length: int) -> Iterator[Piece]:
    """Walk through ``length`` characters; marks are properly nested inside each other at every step."""
    within = {mark for mark in marks if 0 <= mark.start < mark.end <= length}
    ordered = sorted(
        within, key=lambda mark: (ORDER.index(mark.kind), mark.start, -mark.end, mark.label, mark.note, mark.style)
    )
    borders = sorted({0, length, *(mark.start for mark in within), *(mark.end for mark in within)})
    starting: dict[int, list[Mark]] = {}
    for mark in ordered:
        starting.setdefault(mark.start, []).append(mark)
    rank = {mark: position for position, mark in enumerate(ordered)}
    stack: list[Mark] = []
    for start, end in pairwise(borders):
        active = sorted([*(mark for mark in stack if mark.end > start), *starting.get(start, ())], key=rank.__getitem__)
        kept = next(
            (at for at, (a, b) in enumerate(zip(stack, active, strict=False)) if a != b), min(len(stack), len(active))
        )
        yield Piece(tuple(reversed(stack[kept:])), tuple(active[kept:]), start, end)
        stack = active
    yield Piece(tuple(reversed(stack)), (), length, length)
