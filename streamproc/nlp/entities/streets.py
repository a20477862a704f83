"""Streets and roads by the word beside their name, bylines, and the towns of *the Lindos-based firm*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.doc.entity_spans import Ent
from streamproc.nlp.entities.span_list import GUESSES, SpanEdits
from streamproc.nlp.knowledge.gazetteer import lookup, place_of_demonym

if TYPE_CHECKING:
    from streamproc.nlp.entities.span_list import SpanList

_ROADS = frozenset({"highway", "motorway", "expressway", "bypass", "freeway", "ringroad"})
_STREETS = frozenset({"streets", "avenues", "roads", "boulevards"})
_PLURALS = [[word] for word in sorted(_STREETS)]
_BEFORE_VIA = frozenset({"in", "on", "at", "the", "as", "of", "along", "near"})
_NO_ROADS = frozenset({"LAW", "EVENT", "FAC"})
_LONGEST = 3


def streets(spans: SpanList) -> None:
    """Make facilities of streets and roads, a town of what a firm is based in, and a person of who writes."""
    edits: SpanEdits | None = None
    for ent in list(spans.ents):
        after = spans.lower[ent.end] if ent.end < len(spans.lower) else ""
        before = spans.lower[ent.start - 1] if ent.start else ""
        if after in _ROADS and _is_road(spans, ent):
            edits = edits or SpanEdits(spans)
            edits.put(Ent(ent.start, ent.end + 1, "FAC"))
        elif after in _STREETS and ent.label in GUESSES - _NO_ROADS:
            _two_streets(spans, ent)
        elif after == "and" and spans.lower[ent.end + 2 : ent.end + 3] in _PLURALS and ent.label in GUESSES - _NO_ROADS:
            edits = edits or SpanEdits(spans)
            edits.put(Ent(ent.start, ent.end, "FAC"))
            edits.put(Ent(ent.end + 1, ent.end + 2, "FAC"))
        elif before == "via" and ent.start > 1 and spans.lower[ent.start - 2] in _BEFORE_VIA:
            edits = edits or SpanEdits(spans)
            edits.put(Ent(ent.start - 1, ent.end, "FAC"))
        elif after == "-" and spans.lower[ent.end + 1 : ent.end + 2] == ["based"]:
            _based(spans, ent)
        elif before == ":" and ent.start > 1 and spans.words[ent.start - 2] == "By" and ent.label != "ORG":
            ent.label = "PERSON" if 1 < ent.end - ent.start <= _LONGEST else ent.label
    if edits is not None:
        edits.write()


def _is_road(spans: SpanList, ent: Ent) -> bool:
    """``the Inter-Coastal highway``; a highway of Florida or a German one has no name."""
    text = spans.text(ent)
    return ent.label not in _NO_ROADS and place_of_demonym(text) is None and not lookup(text)


def _two_streets(spans: SpanList, ent: Ent) -> None:
    """``the corner of Hubbard and Vine streets``."""
    if place_of_demonym(spans.text(ent)) is not None or ent.start < 2 or spans.lower[ent.start - 1] != "and":  # noqa: PLR2004
        return
    ent.label = "FAC"
    for other in spans.ents:
        if other.end == ent.start - 1 and other.label in GUESSES - _NO_ROADS:
            other.label = "FAC"


def _based(spans: SpanList, ent: Ent) -> None:
    start = ent.start + (spans.lower[ent.start] == "the")
    if ent.label == "ORG" and start < ent.end and any(p.usual for p in lookup(" ".join(spans.words[start : ent.end]))):
        ent.start, ent.label = start, "GPE"
