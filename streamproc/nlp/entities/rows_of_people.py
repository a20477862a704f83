"""Rows of names in which one has an odd type: *Ajit and Ramesh*, *Lena & Richard Holm*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.entities import acronyms
from streamproc.nlp.entities.known_organisations import known_organisations
from streamproc.nlp.entities.name_words import load_words
from streamproc.nlp.entities.rows import rows
from streamproc.nlp.knowledge.gazetteer import is_usual, lookup, place_of_demonym
from streamproc.nlp.knowledge.given_names import given_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamproc.nlp.doc.entity_spans import Ent
    from streamproc.nlp.entities.span_list import SpanList

_ODD = frozenset({"ORG", "GPE", "NORP", "PRODUCT", "WORK_OF_ART", "FAC", "LOC"})
_SIDES = 2


def rows_of_people(spans: SpanList) -> None:
    """A given name beside a person in a row, or a word that nobody knows between two people, is a person wherever it stands."""
    found = {spans.text(ent) for row in rows(spans) for ent in _odd_ones(spans, row)}
    for ent in spans.ents if found else ():
        if ent.label in _ODD and spans.text(ent) in found:
            ent.label = "PERSON"


def _odd_ones(spans: SpanList, row: list[Ent]) -> Iterator[Ent]:
    for i, ent in enumerate(row):
        if ent.label not in _ODD or ent.end - ent.start > 1 or not spans.words[ent.start].istitle():
            continue
        beside = [other.label == "PERSON" for other in row[max(0, i - 1) : i + _SIDES] if other is not ent]
        given = spans.lower[ent.start] in given_names()
        if any(beside) and _is_no_other(spans, ent, given=given) and (given or beside == [True, True]):
            yield ent


def _is_no_other(spans: SpanList, ent: Ent, *, given: bool) -> bool:
    """Whether no table knows the word as a place, a people or an organisation; of a given name, as a large one."""
    word = spans.words[ent.start]
    if acronyms.is_acronym(word) or place_of_demonym(word) is not None or word in load_words().peoples:
        return False
    known = is_usual(word)
    large = known and ent.label in {"GPE", "LOC"} and lookup(word)[0].population > 0
    return word not in known_organisations().listed and not (large if given else known)
