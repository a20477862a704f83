"""Names that the model or an earlier rule misreads in ways that the words themselves show."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from streamproc.nlp.doc.entity_spans import Ent
from streamproc.nlp.entities.name_words import load_words
from streamproc.nlp.entities.span_list import SpanEdits
from streamproc.nlp.knowledge.gazetteer import lookup
from streamproc.nlp.knowledge.gazetteer_index import TOWNS, Kind

if TYPE_CHECKING:
    from streamproc.nlp.entities.span_list import SpanList

_SCORE = re.compile(r"\d{1,3} [-–] \d{1,3}")
_OBJECTS = frozenset(["it", "them", "him", "her", "this", "that", "your", "my", "the"])
_AREA_AFTER = frozenset(["district", "province", "county", "region", "governorate", "prefecture", "parish", "municipality",
                         "woreda", "zone", "village", "township", "suburb", "neighbourhood", "neighborhood", "prison", "area",
                         "constituency", "oblast", "campus", "electorate", "basin", "airstrip", "estuary", "wetland", "wetlands", "junction",
                         "bridge", "voivodeship", "taluk", "tehsil", "upazila"])  # fmt: skip
_OFFICERS = frozenset(["magistrate", "prosecutor", "general", "attorney", "coroner", "sheriff", "ombudsman", "governor", "president",
                      "auditor", "registrar", "mayor", "premier"])  # fmt: skip
_REPRESENTATIVES = frozenset(["member", "mp", "mla", "mna", "mpa", "td", "msp", "senator", "councillor"])
_LAWS = re.compile(r"(?:HB|SB|AB|Bill|Article|Section|Resolution|Decree|Act) (?:No\. ?)?\d[\d/-]*")
_VILLAGES = frozenset(["zone", "village", "township", "suburb"])
_QUARTERS = frozenset(["Northern", "Southern", "Eastern", "Western", "Middle", "Central"])
_AMERICANS = frozenset(["American", "Americans"])
_DASHES = frozenset("-\u2013\u2014") | {"--"}
_SHORT = 3
_LONGEST = 6
"""Words of a country's name with an ``and``, at most."""


def misread(spans: SpanList) -> None:
    """Numbers behind names, two countries that are one, areas and people in pieces."""
    for ent in spans.ents:
        _cut_number(spans, ent)
        _add_court(spans, ent)
        _place_of_report(spans, ent)
    _join_countries(spans)
    _join_hyphened(spans)
    _court_districts(spans)
    for ent in spans.ents:
        _area(spans, ent)
    counties = {spans.words[ent.end - 1] for ent in spans.ents if spans.lower[ent.start] == "county"}
    for ent in spans.ents:
        if ent.end - ent.start == 1 and spans.words[ent.start] in counties and ent.label == "PERSON":
            ent.label = "GPE"


def misread_at_last(spans: SpanList) -> None:
    """What names that were added since make of others: ``African-American`` is one people, ``Bury it!`` names no town."""
    spans.ents = [ent for ent in spans.ents if not _is_command(spans, ent)]
    _join_pieces(spans)


def _cut_number(spans: SpanList, ent: Ent) -> None:
    """``Maria Hosein 31``, ``Chelsea 2-0``: an age or a score is no part of the name; ``Channel 4`` is a name."""
    if ent.label in {"PERSON", "ORG", "GPE"} and _SCORE.fullmatch(" ".join(spans.words[ent.end - 3 : ent.end])):
        ent.end = max(ent.end - 3, ent.start + 1)
    if (
        ent.label in {"PERSON", "ORG", "GPE", "PRODUCT"}
        and spans.words[ent.end - 1][0].isdigit()
        and (_LAWS.fullmatch(spans.text(ent)))
    ):
        ent.label = "LAW"
    if ent.label == "PERSON":
        while ent.end - ent.start > 1 and spans.words[ent.end - 1].isdigit():
            ent.end -= 1


def _add_court(spans: SpanList, ent: Ent) -> None:
    """``Booysens Magistrate's Court``, ``Lindos Prosecutor General's Office``: the name goes on behind the possessive."""
    i, last = ent.end, len(spans.words) - 1
    while i < min(last, ent.end + 2) and spans.is_proper(i):
        i += 1
    if i >= last or spans.tags[i] != "POS" or ent.label not in {"ORG", "GPE", "NORP", "FAC", "LOC"}:
        return
    role = spans.lower[i - 1].rstrip("s") in _OFFICERS
    if role and spans.words[i + 1][0].isupper() and load_words().ends.get(spans.lower[i + 1]) == "ORG":
        ent.end, ent.label = i + 2, "ORG"


def _place_of_report(spans: SpanList, ent: Ent) -> None:
    """``LINDOS (AP) - …`` in the middle of a text of several reports."""
    if ent.end >= len(spans.words) or spans.words[ent.end] != "(":
        return
    behind = spans.words[ent.end : ent.end + 4]
    if len(behind) < _SHORT + 1 or behind[0] != "(" or behind[2] != ")" or behind[3] not in _DASHES:
        return
    if spans.text(ent).isupper() and behind[1].isupper() and lookup(spans.text(ent)):
        ent.label = "GPE"


def _join_hyphened(spans: SpanList) -> None:
    """``KwaZulu-Natal``, ``Sharm El-Sheikh``: places that are written with a hyphen, of which the model has a part."""
    edits: SpanEdits | None = None
    words = spans.words
    for i in spans.capitals:
        if (
            words[i + 1 : i + 2] != ["-"]
            or i + 2 >= len(words)
            or spans.doc[i].whitespace_
            or spans.doc[i + 1].whitespace_
        ):
            continue
        for start, end in ((i, i + 5), (i - 1, i + 3), (i, i + 3)):
            if start < 0 or not words[start][0].isupper() or end > len(words) or not words[end - 1][0].isupper():
                continue
            places = lookup(spans.doc[start:end].text)
            if places and not places[0].alike:
                edits = edits or SpanEdits(spans)
                parts = {id(ent): ent for ent in edits.at[start:end] if ent is not None}.values()
                region = places[0].kind not in TOWNS and bool(parts)
                told = region or any(ent.label in {"GPE", "LOC", "NORP"} for ent in parts)
                if told and all(_is_part(ent, start, end) for ent in parts):
                    edits.put(Ent(start, end, "GPE"))
                break
    if edits is not None:
        edits.write()


def _is_part(ent: Ent, start: int, end: int) -> bool:
    inside = ent.start >= start and ent.end <= end
    return inside and (ent.end - ent.start < end - start or ent.label in {"GPE", "LOC"})


def _is_command(spans: SpanList, ent: Ent) -> bool:
    """``Bury it!``: a verb at the beginning of what is said."""
    i = ent.start
    if spans.words[i] == "States" and i and spans.tags[i - 1] == "CD":
        return True  # 155 States
    if ent.end - i != 1 or ent.label not in {"GPE", "LOC", "ORG", "PERSON"} or i + 1 >= len(spans.words):
        return False
    begins = i == 0 or not spans.words[i - 1][0].isalnum()
    return begins and (spans.tags[i] in {"VB", "VBP"} or spans.lower[i + 1] in {"it", "them", "him"}) and (
        spans.lower[i + 1] in _OBJECTS
    )  # fmt: skip


@cache
def _countries_with_and() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Names such as ``Trinidad and Tobago`` as words, by their first word."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for name in load_words().countries_with_and:
        words = tuple(name.split())
        found[words[0]] = (*found.get(words[0], ()), words)
    return found


def _join_countries(spans: SpanList) -> None:
    """``Trinidad and Tobago`` is one country, whatever the model makes of the parts."""
    known = _countries_with_and()
    starts = [i for i in spans.capitals if spans.words[i] in known]
    edits: SpanEdits | None = None
    for i in starts:
        for words in known[spans.words[i]]:
            if tuple(spans.words[i : i + len(words)]) == words:
                edits = edits or SpanEdits(spans)
                edits.put(Ent(i, i + len(words), "GPE"))
                break
    if edits is not None:
        edits.write()


def _court_districts(spans: SpanList) -> None:
    """``Southern District of New York`` is one name."""
    edits: SpanEdits | None = None
    for i in spans.capitals:
        if (
            spans.words[i] != "District"
            or i == 0
            or spans.words[i - 1] not in _QUARTERS
            or spans.lower[i + 1 : i + 2] != ["of"]
        ):
            continue
        state = next((ent for ent in spans.ents if ent.start == i + 2 and ent.label in {"GPE", "LOC"}), None)
        end = state.end if state is not None else i + 3
        if state is not None or any(place.kind is Kind.ADMIN1 for place in lookup(" ".join(spans.words[i + 2 : end]))):
            edits = edits or SpanEdits(spans)
            edits.put(Ent(i - 1, end, "LOC"))
    if edits is not None:
        edits.write()


def _join_pieces(spans: SpanList) -> None:
    """``African-American`` is one people, ``US Virgin Islands`` one place."""
    index: SpanEdits | None = None
    ents = sorted(spans.ents, key=lambda ent: ent.start)
    for one, other in pairwise(ents):
        gap = spans.words[one.end : other.start]
        if (
            gap == []
            and spans.words[one.start - 2 : one.end] == ["sub", "-", "Saharan"]
            and other.label in {"GPE", "LOC"}
        ):
            index = index or SpanEdits(spans)
            index.put(Ent(one.start - 2, other.end, "LOC"))
            continue
        people = gap == ["-"] and spans.words[other.start] in _AMERICANS and one.label == "NORP"
        place = not gap and other.label in {"GPE", "LOC"} and _is_place(spans, one.start, other.end)
        if people or place:
            index = index or SpanEdits(spans)
            index.put(Ent(one.start, other.end, "NORP" if people else other.label))
    if index is not None:
        index.write()


def _is_place(spans: SpanList, start: int, end: int) -> bool:
    if end - start > _LONGEST:
        return False
    places = lookup(" ".join(spans.words[start:end]))
    return bool(places) and places[0].kind in {Kind.COUNTRY, Kind.ADMIN1} and not places[0].alike


def _area(spans: SpanList, ent: Ent) -> None:
    """``the mayor of Lindos``, ``the outskirts of Kobo``, ``Kobo woreda``, ``County Clare``: a place, known or not."""
    words = spans.lower
    if ent.label not in {"PERSON", "ORG", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT"}:
        return
    size, start = ent.end - ent.start, ent.start
    of_place = size <= _SHORT and is_shown_as_place(spans, ent)
    county = size > 1 and words[start] == "county" and ent.label != "ORG"
    after = words[ent.end] if ent.end < len(words) else ""
    firm = ent.label == "ORG" and (after not in _VILLAGES or size > 1 or spans.words[start].isupper())
    area = size < _SHORT and after in _AREA_AFTER and not firm
    mayor = after == "mayor" and size < _SHORT and bool(lookup(spans.text(ent)))
    if of_place or county or area or mayor:
        ent.label = "GPE"


def is_shown_as_place(spans: SpanList, ent: Ent) -> bool:
    """``the mayor of Kobo``, ``the siege of Kobo``, ``Kobo's residents``."""
    words, data, start, end = spans.lower, load_words(), ent.start, ent.end
    if start > 1 and words[start - 1] == "of" and words[start - 2] in data.of_place:
        return True
    if start > 1 and words[start - 1] == "for" and words[start - 2] in _REPRESENTATIVES:
        return True  # the MP for Kobo
    has_more = end + 1 < len(words)
    return has_more and spans.tags[end] == "POS" and words[end + 1] in data.of_town and ent.label != "ORG"
