"""Names that a model cuts at a small word or takes together: *Society for | the Defence of Springs*, *the Assembly and Ann Council*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.doc.entity_spans import Ent
from streamproc.nlp.entities.name_words import load_words
from streamproc.nlp.entities.span_list import SpanEdits
from streamproc.nlp.knowledge.gazetteer import is_country, lookup, place_of_demonym
from streamproc.nlp.knowledge.place_names import place_words

if TYPE_CHECKING:
    from streamproc.nlp.entities.span_list import SpanList

_OPEN = frozenset({"of", "for"})
_CREDITED = frozenset({"PERSON", "ORG"})
_LARGE = 2


def join_names(spans: SpanList) -> None:
    """Organisations that end in *of* or *for* go on or end before it; two bodies are two; a people of a country is one name."""
    edits: SpanEdits | None = None
    for ent in list(spans.ents):
        if ent.label == "ORG" and spans.lower[ent.end - 1] in _OPEN and ent.end - ent.start > 1:
            edits = edits or SpanEdits(spans)
            _go_on(spans, edits, ent)
        elif ent.label == "ORG" and ent.end - ent.start > _LARGE + _LARGE and (i := _second_body(spans, ent)):
            edits = edits or SpanEdits(spans)
            start, end = ent.start, ent.end
            edits.put(Ent(start, i, "ORG"))
            edits.put(Ent(i + 1, end, "ORG"))
        elif ent.label in _CREDITED and ent.end - ent.start > _LARGE + 1 and spans.words[ent.end - 2] == "/":
            edits = edits or SpanEdits(spans)
            start, end = ent.start, ent.end
            edits.put(Ent(start, end - 2, "PERSON"))
            edits.put(Ent(end - 1, end, "ORG"))
        elif ent.label in {"GPE", "LOC"} and ent.end - ent.start > 1 and _is_described(spans, ent):
            ent.start, ent.label = ent.start + 1, "GPE"
        elif ent.label == "NORP" and ent.end < len(spans.words) and _is_of_country(spans, ent):
            edits = edits or SpanEdits(spans)
            edits.put(Ent(ent.start, ent.end + 1, "NORP"))
    if edits is not None:
        edits.write()


def _go_on(spans: SpanList, edits: SpanEdits, ent: Ent) -> None:
    after = ent.end + (spans.lower[ent.end : ent.end + 1] == ["the"])
    other = edits.at[after] if after < len(spans.words) else None
    if other is not None and other.start <= after and other.label in {"ORG", "WORK_OF_ART", "LAW"}:
        edits.put(Ent(ent.start, other.end, "ORG"))
    elif other is None and not (after < len(spans.words) and spans.is_proper(after)):
        ent.end -= 1
        if spans.text(ent).removeprefix("the ").lower() in load_words().generic:
            edits.clear(ent.start, ent.end)


def _second_body(spans: SpanList, ent: Ent) -> int | None:
    """The *and* of ``the National Assembly and Council of Provinces``: a kind of body on both sides of it."""
    ends = load_words().ends
    for i in range(ent.start + _LARGE, ent.end - _LARGE):
        if (
            spans.lower[i] == "and"
            and ends.get(spans.lower[i - 1]) == "ORG"
            and spans.lower[i - 1] not in {"services", "service"}
        ):
            bodies = any(ends.get(word) == "ORG" for word in spans.lower[i + 1 : ent.end])
            return i if bodies and spans.words[i - 1][0].isupper() and "of" not in spans.lower[ent.start : i] else None
    return None


def _is_described(spans: SpanList, ent: Ent) -> bool:
    """``Mountainous Kenya`` at the beginning of a sentence."""
    first = spans.lower[ent.start]
    if spans.tags[ent.start] != "JJ" or first.endswith("ern") or first in place_words().not_towns:
        return False
    return is_country(" ".join(spans.words[ent.start + 1 : ent.end])) and not lookup(spans.text(ent))


def _is_of_country(spans: SpanList, ent: Ent) -> bool:
    """``Tasmanian Aboriginal``; of *Bosnian Serb* either word has a country."""
    first, second = spans.words[ent.end - 1], spans.words[ent.end]
    return second in load_words().peoples and first != second and place_of_demonym(first) is not None
