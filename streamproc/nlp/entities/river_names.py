"""Rivers: *the Ravi river*, *the Ravi and Tolan rivers*, *the eastern rivers — Ravi and Tolan*, and by these names later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.doc.entity_spans import Ent
from streamproc.nlp.entities.span_list import GUESSES, SpanEdits
from streamproc.nlp.knowledge.rivers import BETWEEN, called_rivers

if TYPE_CHECKING:
    from streamproc.nlp.entities.span_list import SpanList

_LOCATIVES = frozenset({"in", "at", "near", "to", "from"})


def river_names(spans: SpanList) -> None:
    """Make what the article calls a river one, in the whole article."""
    rivers = called_rivers(spans.words, spans.lower, spans.tags)
    if not rivers:
        return
    edits = SpanEdits(spans)
    for start, end in rivers:
        inside = {id(ent): ent for ent in edits.at[start:end] if ent is not None}.values()
        if all(ent.label in GUESSES and ent.start >= start and ent.end <= end for ent in inside) or (
            len(inside) == 1 and _is_list(spans, next(iter(inside)))
        ):
            edits.put(Ent(start, end, "LOC"))
    edits.write()
    names = {" ".join(spans.words[start:end]) for start, end in rivers}
    for ent in spans.ents:
        if ent.label in GUESSES and spans.text(ent) in names and not _is_town(spans, ent):
            ent.label = "LOC"


def _is_list(spans: SpanList, ent: Ent) -> bool:
    """The model took ``Ravi and Tolan`` for one name."""
    return ent.label in GUESSES and not BETWEEN.isdisjoint(spans.lower[ent.start : ent.end])


def _is_town(spans: SpanList, ent: Ent) -> bool:
    """*in Tolan* is the town at the river Tolan; *in the Tolan* is not."""
    before = spans.lower[ent.start - 1] if ent.start else ""
    return before in _LOCATIVES and spans.lower[ent.end : ent.end + 1] not in (["river"], ["rivers"], ["and"])
