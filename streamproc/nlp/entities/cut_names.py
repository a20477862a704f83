"""Names of several words that a model cuts or joins: at particles, possessives, *of*, a country before a person."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from streamproc.nlp.doc.annotations import dateline_of, text_start
from streamproc.nlp.doc.entity_spans import Ent
from streamproc.nlp.entities.name_words import load_words
from streamproc.nlp.entities.span_list import SpanEdits
from streamproc.nlp.knowledge.gazetteer import is_country, lookup
from streamproc.nlp.knowledge.gazetteer_index import TOWNS
from streamproc.nlp.knowledge.roles import load_roles

if TYPE_CHECKING:
    from streamproc.nlp.entities.span_list import SpanList

_PARTICLES = frozenset({"de", "del", "da", "do", "dos", "das", "la", "las", "los", "el"})
_CHAMBERS = frozenset({"representatives", "deputies", "commons", "lords", "delegates", "councillors", "peoples"})
_OF_ALL = frozenset({"world", "nation", "people", "women", "men", "children", "farmers", "workers", "teachers", "players"})  # fmt: skip
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_WORDS_BEHIND = 3
LARGE_TOWN = 50_000
_LONGEST = 6


def cut_names(spans: SpanList) -> None:
    """Let names go on where the words behind them show it, and split a country from a person."""
    edits: SpanEdits | None = None
    for ent in list(spans.ents):
        if edits is not None and id(ent) in edits.removed:
            continue
        end, label = _longer(spans, ent)
        if end > ent.end:
            edits = edits or SpanEdits(spans)
            edits.put(Ent(ent.start, end, label))
        elif ent.label == "PERSON" and (name := _behind_country(spans, ent)):
            edits = edits or SpanEdits(spans)
            start = ent.start
            edits.put(Ent(name, ent.end, "PERSON"))
            edits.put(Ent(start, name, "GPE"))
        elif ent.label in {"PERSON", "ORG", "GPE"} and spans.lower[ent.end - 2 : ent.end] == ["et", "al"]:
            ent.end = max(ent.start + 1, ent.end - 2)
        elif ent.label in {"ORG", "PERSON", "PRODUCT"}:
            _cut_kind(spans, ent)
    if edits is not None:
        edits.write()
    _ministries_with_commas(spans)


def _longer(spans: SpanList, ent: Ent) -> tuple[int, str]:
    """Where the name ends, and what it is."""
    lower, end = spans.lower, ent.end
    of = lower[end + 1] if lower[end : end + 1] == ["of"] and end + 1 < len(lower) else ""
    if ent.label in {"ORG", "GPE"} and of in _CHAMBERS and lower[end - 1] in {"house", "chamber", "assembly"}:
        return end + 2, "ORG"
    if ent.end - ent.start == 1 + (lower[ent.start] == "the") and lower[end - 1] in _OF_ALL:
        return _possessive(spans, ent), ent.label
    if (
        ent.label in _PLACES
        and spans.words[end - 1].endswith("-")
        and end < len(lower)
        and not spans.doc[end - 1].whitespace_
    ):
        return end + 1, ent.label
    if ent.label in _PLACES:
        end = _with_particles(spans, ent)
        return end, "GPE" if ent.label == "LOC" or lookup(" ".join(spans.words[ent.start : end])) else ent.label
    return end, ent.label


def _possessive(spans: SpanList, ent: Ent) -> int:
    """``World's 50 Best Restaurants``: as long as there are capitals and a number between."""
    i = ent.end
    if spans.tags[i : i + 1] != ["POS"] or not spans.words[ent.end - 1][0].isupper():
        return ent.end
    i += 1
    names = 0
    while i < len(spans.words) and (spans.words[i][0].isupper() or (spans.words[i].isdigit() and not names)):
        names += not spans.words[i].isdigit()
        i += 1
    return i if names > 1 else ent.end


def _with_particles(spans: SpanList, ent: Ent) -> int:
    """``San Miguel de las | Lomas``: on to the next capital behind small words, where that is a place or nothing is without it."""
    lower, i = spans.lower, ent.end
    while i < min(len(lower), ent.end + _WORDS_BEHIND) and lower[i] in _PARTICLES and not spans.words[i][0].isupper():
        i += 1
    open_ended = lower[ent.end - 1] in _PARTICLES and ent.end - ent.start > 1 and "-" not in lower[ent.start : ent.end]
    while open_ended and i < len(lower) and lower[i] in _PARTICLES:
        i += 1
    if i >= len(lower) or not spans.words[i][0].isupper() or (i == ent.end and not open_ended):
        return ent.end
    known = i + 1 - ent.start <= _LONGEST and bool(lookup(" ".join(spans.words[ent.start : i + 1])))
    return i + 1 if open_ended or known else ent.end


def _behind_country(spans: SpanList, ent: Ent) -> int | None:
    """Where the person begins in ``the ambassador to Norway Ann Lee``."""
    start = ent.start
    if start < 2 or spans.lower[start - 1] not in {"to", "of", "in"} or ent.end - start <= 2:  # noqa: PLR2004
        return None
    return start + 1 if is_country(spans.words[start]) else None


def _cut_kind(spans: SpanList, ent: Ent) -> None:
    """``Broadcaster NCTV`` at the beginning of a sentence is a noun and a name."""
    first, words = spans.lower[ent.start], load_words()
    begins = ent.start == 0 or not spans.words[ent.start - 1][0].isalnum()
    if begins and ent.end - ent.start == 2 and (first in words.companies or first in words.outlets):  # noqa: PLR2004
        name = spans.words[ent.start + 1]
        if any(char.isupper() for char in name[1:]):
            ent.start, ent.label = ent.start + 1, "ORG"


def capital_dateline(spans: SpanList) -> None:
    """``PORT LINDOS The mayor said``: a large town in capitals at the beginning of the text, without a dash behind it."""
    if dateline_of(spans.doc) is not None:
        return
    start = next((i for i, token in enumerate(spans.doc) if token.idx >= text_start(spans.doc)), 0)
    end = start
    while end < min(start + _WORDS_BEHIND, len(spans.words)) and _is_capital(spans.words[end]):
        end += 1
    if end == start or end >= len(spans.words) or spans.words[end].isupper() or not spans.words[end].istitle():
        return
    places = lookup(" ".join(word.title() for word in spans.words[start:end]))
    if any(place.kind in TOWNS and place.usual and place.population >= LARGE_TOWN for place in places):
        for ent in spans.ents:
            if ent.start <= start < ent.end and ent.end > end:
                ent.start = end
        spans.ents = [ent for ent in spans.ents if ent.start >= end or ent.end <= start]
        spans.ents.append(Ent(start, end, "GPE"))


def _is_capital(word: str) -> bool:
    return word.isupper() and word.isalpha() and len(word) > 2  # noqa: PLR2004


def _ministries_with_commas(spans: SpanList) -> None:
    """``Ministry of Trade, Fisheries | and | Transport`` is one; ``Minister of Trade, Fisheries`` is what somebody is."""
    ents = sorted(spans.ents, key=lambda ent: ent.start)
    dropped = set[int]()
    for one, other in pairwise(ents):
        heads = spans.lower[one.start : one.end]
        heads = heads[1:] if heads[:1] == ["the"] else heads
        if one.label != "ORG" or heads[1:2] != ["of"] or heads[0] not in {"ministry", "department", "minister"}:
            continue
        gap = spans.lower[one.end : other.start]
        more = other.label == "ORG" and other.end - other.start <= 2 and gap in (["and"], [",", "and"], ["&"])  # noqa: PLR2004
        if more and "," in heads and load_words().ends.get(spans.lower[other.end - 1]) != "ORG":
            one.end = other.end
            dropped.add(id(other))
    for ent in ents:
        start = ent.start + (spans.lower[ent.start] == "the")
        if ent.label == "ORG" and spans.lower[start : start + 2] == ["minister", "of"]:
            dropped.add(id(ent))
    if dropped:
        spans.ents = [ent for ent in spans.ents if id(ent) not in dropped]


def titled_people(spans: SpanList) -> None:
    """``Crown Prince Idrel``, which the model missed: one name in capitals behind a title in the middle of a sentence."""
    titles = load_words().before_person
    heads = [i for i in spans.capitals if spans.lower[i].rstrip(".") in titles and 0 < i < len(spans.words) - 1]
    if not heads:
        return
    taken = spans.taken()
    for i in heads:
        end = i + 1 + (spans.words[i + 1] == ".")
        start = end
        while end < len(spans.words) and end not in taken and spans.is_proper(end) and _is_name_word(spans, end):
            end += 1
        free = end >= len(spans.words) or (end not in taken and not spans.is_proper(end))
        if i not in taken and free and 0 < end - start <= _WORDS_BEHIND:
            spans.ents.append(Ent(start, end, "PERSON"))


def _is_name_word(spans: SpanList, i: int) -> bool:
    word, lower, words = spans.words[i], spans.lower[i], load_words()
    role = lower in words.before_person or lower in load_roles().heads or lower in words.generic or lower in words.ends
    role = role or spans.tags[i] == "NNPS"  # General Elections
    return word.istitle() and word.isalpha() and len(word) > 2 and not role  # noqa: PLR2004
