"""Toponyms that the model missed or took for something else, where the words around them leave no doubt.

Runs between ``entities`` and ``clusters`` and only touches ``doc.ents``: names of the gazetteer after a locative
(``in Churchill``), before a state (``Powderly, Texas``), after ``mayor of``, and short forms of states.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from spacy.strings import get_string_id
from spacy.tokens import Span

from streamproc.nlp.annotations import tokens_of
from streamproc.nlp.gazetteer import TOWNS, Kind, Place, fold, lookup, place_of_demonym, states_abbreviated
from streamproc.nlp.placenames import areas_called, bare, place_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from streamproc.nlp.tokens import Tokens

DOUBTFUL = frozenset({"ORG", "PERSON", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "FAC", "LANGUAGE"})
NEVER_PEOPLE = frozenset({"ORG", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
TOWN = 5_000
LARGE_TOWN = 50_000
MAX_WORDS = 3
MIN_LETTERS = 3
_PROPER = np.array([get_string_id("NNP"), get_string_id("NNPS")], dtype=np.uint64)


def toponyms(doc: Doc) -> Doc:
    """Set ``doc.ents`` with places retyped and added."""
    ents = list(doc.ents)
    tokens = tokens_of(doc)
    retyped = {ent.start: ent for ent in ents if ent.label_ in DOUBTFUL and is_toponym(tokens, ent)}
    names = {fold(bare(ent.text)) for ent in retyped.values()}
    ents = [
        as_place(ent)
        if ent.start in retyped or (ent.label_ in NEVER_PEOPLE and names and fold(bare(ent.text)) in names)
        else ent
        for ent in ents
    ]
    added = list(missed(tokens, ents))
    if retyped or added:
        doc.set_ents([*ents, *added])
    return doc


def as_place(ent: Span) -> Span:
    label = (
        "LOC"
        if any(place.kind > Kind.CITY and place.kind not in TOWNS for place in lookup(bare(ent.text))[:1])
        else "GPE"
    )
    return Span(ent.doc, ent.start, ent.end, label=label)


def is_toponym(tokens: Tokens, ent: Span) -> bool:
    """Whether a mention of another type is a place after all: the text around it says so, and the gazetteer has it."""
    located, listed = after_locative(tokens, ent.start), followed_by_more(tokens, ent.end)
    if not (located or listed or ent.label_ == "NORP"):
        return False
    name = bare(ent.text)
    if len(name) < MIN_LETTERS or name.count(" ") >= MAX_WORDS or fold(name) in place_words().not_towns:
        return False
    places = lookup(name)
    if not places or place_of_demonym(name) is not None:
        return False
    if listed and before_area(tokens, ent, places):
        return True
    return (located and is_known(places, TOWN)) or (ent.label_ == "NORP" and is_known(places, LARGE_TOWN))


def is_known(places: tuple[Place, ...], population: int) -> bool:
    return any(
        place.usual
        and (place.population >= population or place.kind is not Kind.CITY)
        and place.kind is not Kind.ADMIN2
        for place in places
    )


def followed_by_more(tokens: Tokens, end: int) -> bool:
    """Whether a comma or parenthesis follows, and something after it."""
    return end + 1 < tokens.size and tokens.text[end] in (",", "(")


def before_area(tokens: Tokens, ent: Span, places: tuple[Place, ...]) -> bool:
    """``Powderly, Texas``: the next words name a state or country that one of the candidates lies in."""
    areas = {area.index for area in areas_at(tokens, ent.end + 1)}
    return any(not areas.isdisjoint(place.parents) for place in places)


def areas_at(tokens: Tokens, start: int) -> tuple[Place, ...]:
    doc = tokens.doc
    ent_type = doc[start].ent_type_
    if ent_type in {"GPE", "LOC"}:
        end = start + 1
        while end < len(doc) and doc[end].ent_iob_ == "I":
            end += 1
        return areas_called(doc[start:end].text)
    return states_abbreviated(doc[start : start + 1 + has_period(tokens, start)].text)


def has_period(tokens: Tokens, at: int) -> bool:
    """Whether a token is followed by a period that was split from it."""
    return at + 1 < tokens.size and tokens.text[at + 1] == "." and not tokens.doc[at].whitespace_


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


def missed(tokens: Tokens, ents: list[Span]) -> Iterator[Span]:
    """Names that are in no mention: proper nouns after a locative, and short forms of states after a place."""
    doc, lower = tokens.doc, tokens.lower
    proper = (tokens.tag_ids == _PROPER[0]) | (tokens.tag_ids == _PROPER[1])
    free = doc.to_array("ENT_TYPE") == 0
    for ent in ents:
        if ent.label_ == "GPE" and followed_by_more(tokens, ent.end) and free[ent.end + 1]:
            end = ent.end + 2 + has_period(tokens, ent.end + 1)
            areas = states_abbreviated(doc[ent.end + 1 : end].text)
            if any(not {a.index for a in areas}.isdisjoint(place.parents) for place in lookup(bare(ent.text))):
                free[ent.end + 1 : end] = False
                yield Span(doc, ent.end + 1, end, label="GPE")
    last = 0
    for start in np.flatnonzero(proper & free).tolist():
        if start <= last or start == 0 or lower[start - 1] not in place_words().locatives:
            continue
        end = start + 1
        while end < len(doc) and proper[end] and free[end] and end - start < MAX_WORDS:
            end += 1
        span = Span(doc, start, end, label="GPE")
        name = span.text
        if (
            len(name) > MIN_LETTERS
            and fold(name) not in place_words().not_towns
            and is_known(lookup(name), LARGE_TOWN // 2)
        ):
            last = end
            yield as_place(span)
