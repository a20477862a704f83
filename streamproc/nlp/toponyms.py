"""Toponyms that the model missed or took for something else, where the words around them leave no doubt.

Runs between ``entities`` and ``clusters`` and only touches ``doc.ents``: names of the gazetteer after a locative
(``in Churchill``), before a state (``Powderly, Texas``), after ``mayor of``, and short forms of states.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from spacy.tokens import Span

from streamproc.nlp.gazetteer import TOWNS, Kind, Place, fold, lookup, place_of_demonym, states_abbreviated
from streamproc.nlp.placenames import areas_called, bare, place_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

DOUBTFUL = frozenset({"ORG", "PERSON", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "FAC", "LANGUAGE"})
NEVER_PEOPLE = frozenset({"ORG", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
TOWN = 5_000
LARGE_TOWN = 50_000
MAX_WORDS = 3
MIN_LETTERS = 3


def toponyms(doc: Doc) -> Doc:
    """Set ``doc.ents`` with places retyped and added."""
    ents = list(doc.ents)
    retyped = {ent.start: ent for ent in ents if ent.label_ in DOUBTFUL and is_toponym(ent)}
    names = {fold(bare(ent.text)) for ent in retyped.values()}
    ents = [
        as_place(ent)
        if ent.start in retyped or (ent.label_ in NEVER_PEOPLE and names and fold(bare(ent.text)) in names)
        else ent
        for ent in ents
    ]
    added = list(missed(doc, ents))
    if retyped or added:
        doc.ents = sorted([*ents, *added], key=lambda ent: ent.start)
    return doc


def as_place(ent: Span) -> Span:
    label = (
        "LOC"
        if any(place.kind > Kind.CITY and place.kind not in TOWNS for place in lookup(bare(ent.text))[:1])
        else "GPE"
    )
    return Span(ent.doc, ent.start, ent.end, label=label)


def is_toponym(ent: Span) -> bool:
    """Whether a mention of another type is a place after all: the text around it says so, and the gazetteer has it."""
    located, listed = after_locative(ent), followed_by_more(ent)
    if not (located or listed or ent.label_ == "NORP"):
        return False
    name = bare(ent.text)
    if len(name) < MIN_LETTERS or name.count(" ") >= MAX_WORDS or fold(name) in place_words().not_towns:
        return False
    places = lookup(name)
    if not places or place_of_demonym(name) is not None:
        return False
    if listed and before_area(ent, places):
        return True
    return (located and is_known(places, TOWN)) or (ent.label_ == "NORP" and is_known(places, LARGE_TOWN))


def is_known(places: tuple[Place, ...], population: int) -> bool:
    return any(
        place.usual
        and (place.population >= population or place.kind is not Kind.CITY)
        and place.kind is not Kind.ADMIN2
        for place in places
    )


def followed_by_more(ent: Span) -> bool:
    """Whether a comma or parenthesis follows, and something after it."""
    return ent.end + 1 < len(ent.doc) and ent.doc[ent.end].text in {",", "("}


def before_area(ent: Span, places: tuple[Place, ...]) -> bool:
    """``Powderly, Texas``: the next words name a state or country that one of the candidates lies in."""
    areas = {area.index for area in areas_at(ent.doc, ent.end + 1)}
    return any(not areas.isdisjoint(place.parents) for place in places)


def areas_at(doc: Doc, start: int) -> tuple[Place, ...]:
    ent_type = doc[start].ent_type_
    if ent_type in {"GPE", "LOC"}:
        end = start + 1
        while end < len(doc) and doc[end].ent_iob_ == "I":
            end += 1
        return areas_called(doc[start:end].text)
    return states_abbreviated(doc[start : start + 1 + has_period(doc, start)].text)


def has_period(doc: Doc, at: int) -> bool:
    """Whether a token is followed by a period that was split from it."""
    return at + 1 < len(doc) and doc[at + 1].text == "." and not doc[at].whitespace_


def after_locative(ent: Span) -> bool:
    """``in X``, ``mayor of X``."""
    doc, at = ent.doc, ent.start - 1
    if at >= 0 and doc[at].lower_ == "the":
        at -= 1
    if at < 0:
        return False
    word = doc[at].lower_
    if word in place_words().locatives:
        return True
    return word == "of" and at > 0 and doc[at - 1].lower_ in place_words().place_of


def missed(doc: Doc, ents: list[Span]) -> Iterator[Span]:
    """Names that are in no mention: proper nouns after a locative, and short forms of states after a place."""
    tags, types = doc.to_array(["TAG", "ENT_TYPE"]).T
    proper = (tags == doc.vocab.strings["NNP"]) | (tags == doc.vocab.strings["NNPS"])
    free = types == 0
    for ent in ents:
        if ent.label_ == "GPE" and followed_by_more(ent) and free[ent.end + 1]:
            end = ent.end + 2 + has_period(doc, ent.end + 1)
            areas = states_abbreviated(doc[ent.end + 1 : end].text)
            if any(not {a.index for a in areas}.isdisjoint(place.parents) for place in lookup(bare(ent.text))):
                free[ent.end + 1 : end] = False
                yield Span(doc, ent.end + 1, end, label="GPE")
    last = 0
    for at in np.flatnonzero(proper & free):
        start = int(at)
        if start <= last or start == 0 or doc[start - 1].lower_ not in place_words().locatives:
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
