"""What a model takes for organisations and is none: what a minister is in charge of, the number of a question."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from streamproc.nlp.entities.name_words import load_words
from streamproc.nlp.knowledge.gazetteer import lookup
from streamproc.nlp.knowledge.gazetteer_index import Kind

if TYPE_CHECKING:
    from streamproc.nlp.doc.entity_spans import Ent
    from streamproc.nlp.entities.span_list import SpanList

_PORTFOLIOS = frozenset({"minister", "ministers", "secretary", "undersecretary", "under-secretary"})
_BODIES = frozenset({"the", "ministry", "department", "government", "cabinet"})


def drop_portfolios(spans: SpanList) -> None:
    """``the Minister of Gender and Family``, ``Q5:``; what the article names elsewhere, too, stays: ``minister of the Diwan``."""
    for ent in spans.ents:
        if ent.label == "ORG" and ent.end - ent.start > 1 and spans.words[ent.end : ent.end + 1] == ["Minister"]:
            _keep_place(spans, ent)
    none = [ent for ent in spans.ents if _is_number(spans, ent) or _is_portfolio(spans, ent)]
    if not none:
        return
    named = Counter(spans.text(ent).removeprefix("the ") for ent in spans.ents)
    in_charge = Counter(spans.text(ent).removeprefix("the ") for ent in none)
    dropped = {
        id(ent)
        for ent in none
        if _is_number(spans, ent) or named[spans.text(ent)] == in_charge[spans.text(ent).removeprefix("the ")]
    }
    spans.ents = [ent for ent in spans.ents if id(ent) not in dropped]


def _keep_place(spans: SpanList, ent: Ent) -> None:
    """``Quebec Health Minister``: the province is named; what is behind it is what somebody is in charge of."""
    places = lookup(spans.words[ent.start])
    body = load_words().ends.get(spans.lower[ent.end - 1]) == "ORG"
    if places and places[0].kind in {Kind.COUNTRY, Kind.ADMIN1} and places[0].usual and not body:
        ent.end, ent.label = ent.start + 1, "GPE"


def _is_number(spans: SpanList, ent: Ent) -> bool:
    """``Q5:``, ``A5:``: of a question or answer."""
    word = spans.words[ent.start]
    return (
        ent.end - ent.start == 1
        and word[0] in "QA"
        and word[1:].isdigit()
        and spans.words[ent.end : ent.end + 1] == [":"]
    )


def _is_portfolio(spans: SpanList, ent: Ent) -> bool:
    """``the Minister of Gender Equality and Family``, ``Gender Minister Kim``: what somebody is in charge of."""
    behind = ent.end < len(spans.words) and spans.words[ent.end] == "Minister" and ent.label == "ORG"
    of = (
        ent.start > 1 and is_in_charge(spans.lower[ent.start - 2 : ent.start]) and spans.lower[ent.start] not in _BODIES
    )
    if not (behind or of) or ent.label not in {"ORG", "PERSON", "PRODUCT", "WORK_OF_ART"}:
        return False
    body = load_words().ends.get(spans.lower[ent.end - 1]) == "ORG" or spans.words[ent.end - 1].isupper()
    return not body and not lookup(spans.text(ent))


def is_in_charge(before: list[str]) -> bool:
    """``minister of``, ``secretary for``."""
    return before[1:] in (["of"], ["for"]) and before[0] in _PORTFOLIOS
