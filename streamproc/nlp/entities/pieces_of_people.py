"""People whose names a model has in pieces, in part, or two as one: *Kevin | So Kam-wai*, *Mzingi | Hloba*, *Yin-chun & Yin-heng*."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from streamproc.nlp.doc.entity_spans import Ent
from streamproc.nlp.entities import acronyms
from streamproc.nlp.entities.known_organisations import known_organisations
from streamproc.nlp.entities.name_words import load_words
from streamproc.nlp.entities.span_list import SpanEdits
from streamproc.nlp.knowledge.gazetteer import is_usual, lookup, place_of_demonym
from streamproc.nlp.knowledge.given_names import given_names
from streamproc.nlp.knowledge.roles import load_roles

if TYPE_CHECKING:
    from streamproc.nlp.entities.span_list import SpanList

_AND = frozenset({"&", "and"})
_FIRST_PIECES = frozenset({"ORG", "NORP", "PRODUCT"})
_MORE_TITLES = frozenset(
    {
        "seri",
        "sri",
        "pol",
        "maj",
        "gen",
        "miss",
        "te",
        "utama",
        "nai",
        "nana",
        "oba",
        "otunba",
        "engr",
        "barr",
        "arch",
        "adv",
    }
)
_LONGEST = 7
"""Tokens of a person's name in two pieces, at most."""
_BEFORE = 2
"""Words of a name before a surname that the model missed, at most."""


def pieces_of_people(spans: SpanList) -> None:
    """Join, complete and split the names of people."""
    _drop_titles(spans)
    _cut_places(spans)
    _join(spans)
    _complete(spans)
    for ent in [ent for ent in spans.ents if ent.label == "PERSON" and ent.end - ent.start > _BEFORE]:
        i = next((i for i in range(ent.start + 1, ent.end - 1) if spans.lower[i] in _AND), None)
        if i is not None:
            spans.ents.append(Ent(i + 1, ent.end, "PERSON"))
            ent.end = i


def _drop_titles(spans: SpanList) -> None:
    """``Datuk Seri`` before a name is nobody."""
    titles = load_roles().honorifics
    starts = {ent.start for ent in spans.ents}
    spans.ents = [
        ent
        for ent in spans.ents
        if not (ent.label == "PERSON" and ent.end in starts and ent.end - ent.start <= _BEFORE
                and all(word in titles or word in _MORE_TITLES for word in spans.lower[ent.start : ent.end]))
    ]  # fmt: skip


def _cut_places(spans: SpanList) -> None:
    """``Linda Hale of Toko``, ``Quebec Health Minister``, ``U.S.-based cleric``: a person and a place, or the place alone."""
    for ent in [ent for ent in spans.ents if ent.label == "PERSON" and ent.end - ent.start > _BEFORE]:
        lower = spans.lower[ent.start : ent.end]
        if "of" in lower[1:-1]:
            i = ent.start + lower.index("of", 1)
            state = spans.words[ent.end : ent.end + 1] == [","] and bool(
                lookup(" ".join(spans.words[ent.end + 1 : ent.end + 2]))
            )
            if (i - ent.start >= _BEFORE or state) and _is_town(spans, i + 1, ent.end):
                spans.ents.append(Ent(i + 1, ent.end, "GPE"))
                ent.end = i
        elif _is_title(lower[0]):
            continue
        elif (lower[1:3] == ["-", "based"] and _is_town(spans, ent.start, ent.start + 1)) or (
            lower[-1] in load_roles().person
            and lower[0] not in given_names()
            and _is_town(spans, ent.start, ent.start + 1)
        ):
            ent.end, ent.label = ent.start + 1, "GPE"


def _is_town(spans: SpanList, start: int, end: int) -> bool:
    return is_usual(" ".join(spans.words[start:end]))


def _join(spans: SpanList) -> None:
    ents = sorted(spans.ents, key=lambda ent: ent.start)
    edits: SpanEdits | None = None
    start = -1
    for one, other in pairwise(ents):
        if one.end != other.start or not _is_one(spans, one, other):
            start = -1
            continue
        start = one.start if start < 0 else start
        if other.end - start <= _LONGEST:
            edits = edits or SpanEdits(spans)
            edits.put(Ent(start, other.end, "PERSON"))
    if edits is not None:
        edits.write()


def _is_one(spans: SpanList, one: Ent, other: Ent) -> bool:
    """Two pieces right after each other of which both are a person's, or the first one is a word that nobody knows."""
    if one.label == other.label == "PERSON":
        first = spans.words[one.start]
        return first[0].isupper() and not (
            first.isupper() or spans.words[other.start].isupper() or _is_title(first.lower())
        )
    if one.label not in _FIRST_PIECES or one.end - one.start > 1 or other.end - other.start > 1:
        return False
    surname = other.label == "PERSON" or (other.label == "GPE" and not lookup(spans.words[other.start]))
    return surname and _may_be_given(spans, one.start)


def _is_title(lower: str) -> bool:
    roles = load_roles()
    words = (lower, lower.removesuffix("s"))
    return lower in _MORE_TITLES or any(word in roles.heads or word in roles.honorifics for word in words)


def _may_be_given(spans: SpanList, i: int) -> bool:
    word, lower = spans.words[i], spans.lower[i]
    words = load_words()
    if not (word.istitle() and word.isalpha()) or _is_title(lower) or lower in words.ends:
        return False
    known = word in known_organisations().listed or word in words.firms or word in words.peoples
    return not (
        known
        or lower in words.generic
        or acronyms.is_acronym(word)
        or place_of_demonym(word) is not None
        or lookup(word)
    )


def _complete(spans: SpanList) -> None:
    """``Mzingi Hloba`` of which the model has ``Hloba`` alone."""
    single = [ent for ent in spans.ents if ent.label == "PERSON" and ent.end - ent.start == 1 and ent.start]
    single = [ent for ent in single if spans.is_proper(ent.start - 1)]
    if not single:
        return
    taken = spans.taken()
    for ent in single:
        start = ent.start
        while start > ent.start - _BEFORE and start and start - 1 not in taken and _is_before_surname(spans, start - 1):
            start -= 1
        if start > 0 and (start - 1 in taken or not spans.is_proper(start - 1)):
            ent.start = start


def _is_before_surname(spans: SpanList, i: int) -> bool:
    if not spans.is_proper(i) or _is_title(spans.lower[i]):
        return False
    return _may_be_given(spans, i) or (spans.lower[i] in given_names() and spans.words[i].istitle())
