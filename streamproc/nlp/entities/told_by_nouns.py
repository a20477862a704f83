"""Types that a noun before a name tells: *the rock band Alba*, *the founder of Alba*, *films such as Alba and Mira*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.entities.name_words import load_words
from streamproc.nlp.entities.rows import is_between
from streamproc.nlp.entities.span_list import GUESSES
from streamproc.nlp.knowledge.gazetteer import is_country, is_usual, place_of_demonym
from streamproc.nlp.knowledge.given_names import given_names

if TYPE_CHECKING:
    from streamproc.nlp.doc.entity_spans import Ent
    from streamproc.nlp.entities.span_list import SpanList

_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "every", "first", "last", "same"})
_CHIEFS = frozenset({"ceo", "coo", "cfo"})
_LIKE = frozenset({"like", "including"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_FOR_PERSON = frozenset({"ORG", "NORP", "PRODUCT", "WORK_OF_ART", "GPE", "FAC"})
"""What a model takes a person for in a list of people."""
_ROW = 2
"""Names of a row that a noun without *such as* speaks of, at least."""
_LATER = 6
"""Names of a list that a noun before it speaks of, at most."""


def told_by_nouns(spans: SpanList) -> None:
    """Give the names that a noun speaks of its type, wherever in the article they stand."""
    told: dict[str, str] = {}
    ents = sorted((ent for ent in spans.ents if ent.start), key=lambda ent: ent.start)
    for at, ent in enumerate(ents):
        label = _noun_before(spans, ent) or _of(spans, ent) or _led(spans, ent)
        if label is not None and _may_be(spans, ent, label):
            told[spans.text(ent)] = label
        listed = _listed(spans, ent)
        row = _row_behind(spans, ents[at : at + _LATER]) if listed is None else None
        if row == "ORG" and not any(_is_country_or_people(spans.text(one)) for one in ents[at : at + _ROW]):
            told.update((spans.text(one), row) for one in ents[at : at + _ROW] if one.label in GUESSES)
        listed = listed or row
        if listed is not None:
            _follow(spans, ents[at : at + _LATER], listed, told)
    for ent in spans.ents if told else ():
        ent.label = told.get(spans.text(ent), ent.label)


def _is_country_or_people(text: str) -> bool:
    return place_of_demonym(text) is not None or is_country(text)


def _noun_before(spans: SpanList, ent: Ent) -> str | None:
    """``vocal quartet Alba``; not ``the company Ann Lee founded``."""
    words = load_words()
    noun = spans.lower[ent.start - 1]
    label = "ORG" if noun in words.companies else "WORK_OF_ART" if noun in words.works else None
    if label is None or spans.words[ent.start - 1] != noun:
        return None
    verb = ent.end < len(spans.tags) and spans.tags[ent.end] in _FINITE
    clause = verb and ent.start > 1 and spans.lower[ent.start - 2] in _DETERMINERS
    return None if clause or _has_given_name(spans, ent) else label


def _led(spans: SpanList, ent: Ent) -> str | None:
    """``Alba CEO``: one word that is no given name."""
    after = spans.lower[ent.end] if ent.end < len(spans.lower) else ""
    single = ent.end - ent.start == 1 and spans.lower[ent.start] not in given_names()
    return "ORG" if single and after in _CHIEFS and ent.label in {"PERSON", "GPE", "PRODUCT"} else None


def _of(spans: SpanList, ent: Ent) -> str | None:
    """``co-founder of Alba``, ``the tenth season of Mira``."""
    words, start = load_words(), ent.start
    if start < 2 or spans.lower[start - 1] != "of":  # noqa: PLR2004 - a noun and of
        return None
    noun = spans.lower[start - 2]
    if noun in words.of_company:
        return None if _has_given_name(spans, ent) else "ORG"
    return "WORK_OF_ART" if noun in words.of_work else None


def _listed(spans: SpanList, ent: Ent) -> str | None:
    """The label that the noun of ``films such as``, ``firms like`` tells."""
    i = ent.start - 1
    if spans.lower[i] == "as" and i > 1 and spans.lower[i - 1] == "such":
        i -= 2
    elif spans.lower[i] in _LIKE and i:
        i -= 1
    else:
        return None
    return load_words().lists.get(spans.lower[i - (spans.words[i] == "," and i > 0)])


def _row_behind(spans: SpanList, row: list[Ent]) -> str | None:
    """``restaurants Mira, Alba and Tolan``: two names or more right behind the plural noun that says what they are."""
    noun = spans.lower[row[0].start - 1]
    label = load_words().lists.get(noun) if spans.words[row[0].start - 1] == noun else None
    return label if label is not None and len(row) >= _ROW and is_between(spans, row[0], row[1]) else None


def _follow(spans: SpanList, row: list[Ent], label: str, told: dict[str, str]) -> None:
    """Note the names of a list, as long as nothing but commas stands between them."""
    for n, ent in enumerate(row):
        if n and not is_between(spans, row[n - 1], ent):
            return
        if _may_be(spans, ent, label):
            told[spans.text(ent)] = label


def _has_given_name(spans: SpanList, ent: Ent) -> bool:
    return ent.end - ent.start > 1 and spans.lower[ent.start] in given_names()


def _may_be(spans: SpanList, ent: Ent, label: str) -> bool:
    """Whether the name can be that: no country, people or place that the gazetteer knows becomes something else."""
    if ent.label == label or ent.label not in GUESSES:
        return False
    text = spans.text(ent)
    if label in {"GPE", "LOC"}:
        return ent.label not in {"GPE", "LOC", "FAC"}
    if place_of_demonym(text) is not None or is_usual(text):
        return False
    if label == "PERSON":
        return ent.label in _FOR_PERSON and not text.isupper()
    return label == "WORK_OF_ART" or ent.label in {"PERSON", "GPE", "NORP", "PRODUCT", "LOC", "WORK_OF_ART"}
