"""Short names that the text introduces, and what they mean in the rest of it.

``National Service for Springs (Sernafu)``, ``driving while intoxicated (DWI)``, ``the Dusk newspaper``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from streamproc.nlp.doc.entity_spans import Ent
from streamproc.nlp.entities import acronyms
from streamproc.nlp.entities.name_words import load_words
from streamproc.nlp.entities.span_list import GUESSES
from streamproc.nlp.knowledge.gazetteer import lookup, place_of_demonym
from streamproc.nlp.knowledge.gazetteer_index import Kind
from streamproc.nlp.knowledge.given_names import given_names
from streamproc.nlp.knowledge.place_names import parse
from streamproc.nlp.knowledge.roles import load_roles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamproc.nlp.entities.span_list import SpanList

MIN_LONG = 3
"""Words of a name, at least, that a short one of other letters may stand for."""
MIN_SHORT = 4
"""Letters of that short name, at least."""
_SITE = re.compile(r"[\w-]+\.(?:com|org|net|info|cn|ru)")
_BRACKETS = {"(": ")", "\u201c": "\u201d", '"': '"'}
_TELLING = frozenset({"told", "tells"})
_WITHIN = frozenset({"in", "near", "outside", "around"})
"""Before a town that a club is called after, too."""
_NO_PLACE_BY_NAME = frozenset({"GPE", "LOC", "PRODUCT", "WORK_OF_ART"})
_OTHER = frozenset({"PERSON", "GPE", "LOC", "NORP", "PRODUCT", "WORK_OF_ART", "FAC", "EVENT"})


def short_names(spans: SpanList) -> None:
    """Add the short names in brackets that the model missed, so that they are found elsewhere too."""
    taken = spans.taken()
    spans.ents.extend([Ent(i, i + 1, label) for i, label in _in_brackets(spans) if i not in taken])


def introduced_names(spans: SpanList) -> None:
    """Give short names the type of the long one, outlets an organisation's, and drop short forms of common nouns."""
    short = {spans.words[i]: label for i, label in _in_brackets(spans)} | dict.fromkeys(_outlets(spans), "ORG")
    common = {spans.words[i] for i in spans.capitals if _shortens_common_noun(spans, i)}
    if common:
        spans.ents = [ent for ent in spans.ents if spans.text(ent).removesuffix("s") not in common]
    for ent in spans.ents:
        text = spans.text(ent)
        if text in short:
            ent.label = short[text]
        elif _SITE.fullmatch(text) and ent.label in _OTHER:
            ent.label = "ORG"
    _short_for_laws(spans)
    _parts_of_longer(spans)


def _parts_of_longer(spans: SpanList) -> None:
    """``Mela`` after ``Mela Cafe``, ``Comets`` after ``Lindos Comets``: what nobody knows as a place is what the longer name is."""
    begins, ends = dict[str, str](), dict[str, str]()
    for ent in spans.ents:
        if ent.label in {"ORG", "FAC"} and ent.end - ent.start > 1:
            words = spans.words[ent.start + (spans.lower[ent.start] == "the") : ent.end]
            begins[" ".join(words[:-1])] = ent.label
            ends[" ".join(words[1:])] = ent.label
        elif ent.label == "PERSON" and ent.end - ent.start > 1:
            begins.setdefault(" ".join(spans.words[ent.start : ent.end - 1]), ent.label)
    for ent in spans.ents if begins else ():
        if ent.label not in _NO_PLACE_BY_NAME or (ent.start and spans.lower[ent.start - 1] in _WITHIN):
            continue
        text = spans.text(ent)
        label = begins.get(text) or (ends.get(text) if ent.label in {"PRODUCT", "WORK_OF_ART"} else None)
        if label is not None and not parse(text).candidates:
            ent.label = label


def is_short_name(short: str, long: Sequence[str]) -> bool:
    """Whether a word in brackets behind an organisation can only be another name of it: no place, people or given name."""
    return (
        len(long) >= MIN_LONG
        and len(short) >= MIN_SHORT
        and short[0].isupper()
        and short.isalpha()
        and not lookup(short)
        and place_of_demonym(short) is None
        and short.lower() not in given_names()
        and short.lower() not in load_roles().person
    )


def _in_brackets(spans: SpanList) -> list[tuple[int, str]]:
    """The short names in brackets, or between marks, right behind organisations and what these are."""
    words, last = spans.words, len(spans.words) - 2
    return [
        (ent.end + 1, ent.label)
        for ent in spans.ents
        if ent.label == "ORG"
        and ent.end < last
        and words[ent.end] in _BRACKETS
        and words[ent.end + 2] == _BRACKETS[words[ent.end]]
        and is_short_name(words[ent.end + 1], words[ent.start : ent.end])
    ]


def _outlets(spans: SpanList) -> set[str]:
    """Single words that a newspaper is called somewhere: *the Dusk newspaper*, *told the Dusk*."""
    found = set()
    bearers = {spans.words[ent.end - 1] for ent in spans.ents if ent.label == "PERSON" and ent.end - ent.start > 1}
    for ent in spans.ents:
        if ent.end - ent.start > 1 or ent.start == 0 or ent.label not in _OTHER | {"ORG"}:
            continue
        word, before = spans.words[ent.start], spans.lower[ent.start - 1]
        after = spans.lower[ent.end] if ent.end < len(spans.lower) else ""
        called = before == "the" and after in {"newspaper", "daily"}
        called = called or (before in load_words().outlets and before != "weekly" and ent.label in _OTHER - {"GPE"})
        told = ent.label in {"PERSON", "PRODUCT", "WORK_OF_ART", "LOC"} and _is_told(spans, ent, after)
        if (called or told) and word not in bearers and not _is_country_or_people(word):
            found.add(word)
    return found


def _is_told(spans: SpanList, ent: Ent, after: str) -> bool:
    """``told the Herald.``, but *told the Garcia family*."""
    noun = ent.end < len(spans.tags) and spans.tags[ent.end][:2] in {"NN", "PO"} and after.isalpha()
    return ent.start > 1 and spans.lower[ent.start - 2] in _TELLING and spans.lower[ent.start - 1] == "the" and not noun


def _is_country_or_people(word: str) -> bool:
    places = lookup(word)
    wide = bool(places) and places[0].kind in {Kind.COUNTRY, Kind.ADMIN1, Kind.CAPITAL, Kind.CONTINENT}
    return wide or place_of_demonym(word) is not None or word in load_words().peoples


def _shortens_common_noun(spans: SpanList, i: int) -> bool:
    """``driving while intoxicated (DWI)``: the letters begin words without a capital that no organisation ends in."""
    words, word = spans.words, spans.words[i]
    if not (1 < i < len(words) - 1 and words[i - 1] == "(" and words[i + 1] == ")" and acronyms.is_acronym(word)):
        return False
    letters = [char.lower() for char in word if char.isupper()]
    if load_words().ends.get(words[i - 2].lower()) == "ORG" or words[i - 2].lower() in load_roles().organisation:
        return False
    at = i - 2
    while letters and at >= 0 and at > i - 2 - acronyms.MAX_DEFINITION:
        if not words[at].islower() and words[at].isalpha():
            return False
        if words[at][0] == letters[-1]:
            letters.pop()
        elif words[at] not in load_words().in_organisation:
            return False
        at -= 1
    return not letters


def _short_for_laws(spans: SpanList) -> None:
    """``IWT``, where the article has an ``Indus Waters Treaty`` and no organisation with these letters."""
    laws = [spans.text(ent) for ent in spans.ents if ent.label == "LAW" and ent.end - ent.start >= MIN_LONG]
    if not laws:
        return
    firms = [spans.text(ent) for ent in spans.ents if ent.label == "ORG" and ent.end - ent.start >= MIN_LONG]
    for ent in spans.ents:
        text = spans.text(ent)
        if (
            ent.label in GUESSES
            and len(text) >= MIN_LONG
            and acronyms.is_acronym(text)
            and _stands_for(text, laws, firms)
        ):
            ent.label = "LAW"


def _stands_for(text: str, laws: list[str], firms: list[str]) -> bool:
    return any(acronyms.abbreviates(text, long) for long in laws) and not any(
        acronyms.abbreviates(text, long) for long in firms
    )
