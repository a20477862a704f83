"""Toponyms that the model missed or took for something else, where the words around them leave no doubt.

Runs between ``entities`` and ``clusters`` and only touches ``doc.ents``: names of the gazetteer after a locative
(``in Churchill``), before a state (``Powderly, Texas``), after ``mayor of``, and short forms of states.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from spacy.strings import get_string_id

from streamproc.nlp.doc.annotations import full_text, tokens_of
from streamproc.nlp.doc.entity_spans import Ent, read_ents, write_ents
from streamproc.nlp.knowledge.gazetteer import lookup, place_of_demonym, states_abbreviated
from streamproc.nlp.knowledge.gazetteer_index import TOWNS, GazetteerEntry, Kind, gazetteer
from streamproc.nlp.knowledge.name_folding import fold
from streamproc.nlp.knowledge.place_names import areas_called, bare, place_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Doc

    from streamproc.nlp.doc.tokens import Tokens
    from streamproc.nlp.knowledge.data_files import OperatorFiles

DOUBTFUL = frozenset({"ORG", "PERSON", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "FAC", "LANGUAGE"})
NEVER_PEOPLE = frozenset({"ORG", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
_WIDE = frozenset({Kind.REGION, Kind.WATER, Kind.LAND})
TOWN = 5_000
LARGE_TOWN = 50_000
MAX_WORDS = 3
MIN_LETTERS = 3
_PROPER = np.array([get_string_id("NNP"), get_string_id("NNPS")], dtype=np.uint64)


def load(_: OperatorFiles) -> Callable[[Doc], Doc]:
    """The component with the gazetteer and its word lists."""
    for read in (place_words, gazetteer):
        read()
    return recognize_toponyms


def recognize_toponyms(doc: Doc) -> Doc:
    """Set ``doc.ents`` with places retyped and added."""
    tokens = tokens_of(doc)
    ents = read_ents(doc)
    retyped: set[int] = set()
    for ent, last in zip(ents, [None, *ents], strict=False):
        beside = last is not None and last.start in retyped and tokens.lower[last.end : ent.start] in (["and"], [","])
        if ent.label in DOUBTFUL and is_toponym(tokens, ent, located=beside or after_strike(tokens, ent.start)):
            retyped.add(ent.start)
    if retyped:
        names = {fold(name_of(tokens, ent)) for ent in ents if ent.start in retyped}
        for ent in ents:
            if ent.start in retyped or (ent.label in NEVER_PEOPLE and fold(name_of(tokens, ent)) in names):
                ent.label = place_label(name_of(tokens, ent))
    added = list(missed(tokens, ents))
    if retyped or added:
        write_ents(doc, sorted([*ents, *added], key=lambda ent: ent.start))
    return doc


def text_of(tokens: Tokens, start: int, end: int) -> str:
    """The text of some tokens, without the space after the last one."""
    return full_text(tokens.doc)[tokens.offset[start] : tokens.offset[end - 1] + len(tokens.text[end - 1])]


def name_of(tokens: Tokens, ent: Ent) -> str:
    return bare(text_of(tokens, ent.start, ent.end))


def place_label(name: str) -> str:
    return "LOC" if any(place.kind > Kind.CITY and place.kind not in TOWNS for place in lookup(name)[:1]) else "GPE"


def is_toponym(tokens: Tokens, ent: Ent, *, located: bool = False) -> bool:
    """Whether a mention of another type is a place after all: the text around it says so, and the gazetteer has it."""
    located = located or after_locative(tokens, ent.start)
    listed = followed_by_more(tokens, ent.end)
    if not (located or listed or ent.label == "NORP"):
        return False
    name = name_of(tokens, ent)
    if located and tokens.lower[ent.start - 1] == "the" and ent.label == "ORG" and is_wide(lookup(name)):
        return True  # in the Amazon
    if len(name) < MIN_LETTERS or name.count(" ") >= MAX_WORDS or fold(name) in place_words().not_towns:
        return False
    places = lookup(name)
    if not places or place_of_demonym(name) is not None:
        return False
    if listed and before_area(tokens, ent, places):
        return True
    return (located and is_known(places, TOWN)) or (ent.label == "NORP" and is_known(places, LARGE_TOWN))


def is_wide(places: tuple[GazetteerEntry, ...]) -> bool:
    """Whether a name is in the first place that of a water, a range or a region."""
    return bool(places) and places[0].usual and places[0].kind in _WIDE


def is_known(places: tuple[GazetteerEntry, ...], population: int) -> bool:
    return any(
        place.usual
        and (place.population >= population or place.kind is not Kind.CITY)
        and place.kind is not Kind.ADMIN2
        for place in places
    )


def followed_by_more(tokens: Tokens, end: int) -> bool:
    """Whether a comma or parenthesis follows, and something after it."""
    return end + 1 < tokens.size and tokens.text[end] in (",", "(")


def before_area(tokens: Tokens, ent: Ent, places: tuple[GazetteerEntry, ...]) -> bool:
    """``Powderly, Texas``: the next words name a state or country that one of the candidates lies in."""
    areas = {area.index for area in areas_at(tokens, ent.end + 1)}
    return any(not areas.isdisjoint(place.parents) for place in places)


def areas_at(tokens: Tokens, start: int) -> tuple[GazetteerEntry, ...]:
    doc = tokens.doc
    ent_type = doc[start].ent_type_
    if ent_type in {"GPE", "LOC"}:
        end = start + 1
        while end < len(doc) and doc[end].ent_iob_ == "I":
            end += 1
        return areas_called(text_of(tokens, start, end))
    return states_abbreviated(text_of(tokens, start, start + 1 + has_period(tokens, start)))


def has_period(tokens: Tokens, at: int) -> bool:
    """Whether a token is followed by a period that was split from it."""
    return (
        at + 1 < tokens.size
        and tokens.text[at + 1] == "."
        and tokens.offset[at] + len(tokens.text[at]) == tokens.offset[at + 1]
    )


def after_locative(tokens: Tokens, start: int) -> bool:
    """``in X``, ``mayor of X``."""
    lower, at = tokens.lower, start - 1
    if at >= 0 and lower[at] == "the":
        at -= 1
    if at < 0:
        return False
    if lower[at] in place_words().locatives:
        return True
    return lower[at] == "of" and at > 0 and lower[at - 1] in place_words().place_of


def after_strike(tokens: Tokens, start: int) -> bool:
    """``Russian troops shelled X``, ``jets struck X``."""
    words, lower = place_words(), tokens.lower
    return (
        start > 1
        and lower[start - 1] in words.strikes
        and not words.forces.isdisjoint(lower[max(0, start - 5) : start - 1])
    )


def missed(tokens: Tokens, ents: list[Ent]) -> Iterator[Ent]:
    """Names that are in no mention: proper nouns after a locative, and short forms of states after a place."""
    lower = tokens.lower
    proper = (tokens.tag_ids == _PROPER[0]) | (tokens.tag_ids == _PROPER[1])
    free = np.ones(tokens.size, dtype=bool)
    free[[i for ent in ents for i in range(ent.start, ent.end)]] = False
    for ent in ents:
        if ent.label == "GPE" and followed_by_more(tokens, ent.end) and free[ent.end + 1]:
            end = ent.end + 2 + has_period(tokens, ent.end + 1)
            areas = {area.index for area in states_abbreviated(text_of(tokens, ent.end + 1, end))}
            if areas and any(not areas.isdisjoint(place.parents) for place in lookup(name_of(tokens, ent))):
                free[ent.end + 1 : end] = False
                yield Ent(ent.end + 1, end, "GPE")
    last = 0
    words = place_words()
    for start in np.flatnonzero(proper & free).tolist():
        if start <= last or start == 0 or lower[start - 1] not in words.locatives:
            continue
        end = start + 1
        while end < tokens.size and proper[end] and free[end] and end - start < MAX_WORDS:
            end += 1
        name = text_of(tokens, start, end)
        if len(name) > MIN_LETTERS and fold(name) not in words.not_towns and is_known(lookup(name), LARGE_TOWN // 2):
            last = end
            yield Ent(start, end, place_label(bare(name)))
