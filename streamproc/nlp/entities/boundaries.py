"""Where names begin and end: titles, possessives, nicknames, particles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.doc.entity_spans import Ent
from streamproc.nlp.entities import acronyms
from streamproc.nlp.entities.foreign_words import is_other_language
from streamproc.nlp.entities.name_words import load_words
from streamproc.nlp.entities.span_list import GUESSES, SpanEdits
from streamproc.nlp.knowledge.gazetteer import lookup, place_of_demonym
from streamproc.nlp.knowledge.given_names import given_names
from streamproc.nlp.knowledge.name_folding import fold
from streamproc.nlp.knowledge.roles import load_roles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamproc.nlp.entities.span_list import SpanList

MAX_TITLED = 3
"""Words, with its title, of a name that the model took for something else than a person."""
MIN_WITH_NICKNAME = 5
"""Tokens of a name with a nickname between marks, at least."""
_NOUNS_OF_ORIGIN = frozenset(["dane", "finn", "pole", "scot", "swede", "turk", "briton", "spaniard"])
_BEFORE_SPEAKER = frozenset(["said", "says", "added", "adds", "asked", "wrote", "writes"])
_PREPOSITIONS = frozenset(["Above", "Across", "Around", "At", "From", "In", "Inside", "Near", "Outside", "To"])
"""At the beginning of a sentence a model takes them for part of the name: ``Near Sinjar``."""
_GIVEN_AND_SURNAME = 2
_LETTERS_BEHIND = frozenset({"AC", "AM", "AO", "CBE", "CEO", "CFO", "KC", "MBE", "OAM", "OBE", "QC", "SC"})
_INNER_MARKS = frozenset("([’‘“”;")
_NICKNAME_MARKS = {'"': '"', "“": "”", "‘": "’", "'": "'", "``": "''", "(": ")"}


def trim(spans: SpanList) -> None:
    """Cut what is no part of a name: titles and marks before it, a possessive, a bracket and what follows after it."""
    kept = []
    for ent in spans.ents:
        _cut_marks(spans, ent)
        if ent.start == ent.end:
            continue
        if _is_titled(spans, ent):
            ent.label = "PERSON"
        if ent.label == "PERSON" and is_other_language(spans, ent):
            continue
        if ent.label == "PERSON":
            nationality = _cut_person(spans, ent)
            if nationality is not None:
                kept.append(nationality)
        kept.append(ent)
    spans.ents = kept


def _cut_marks(spans: SpanList, ent: Ent) -> None:
    words = spans.words
    while ent.start < ent.end and not words[ent.start][0].isalnum():
        ent.start += 1
    if ent.end - ent.start > 1 and words[ent.start] in _PREPOSITIONS and _is_no_part(spans, ent):
        ent.start += 1
    while ent.end > ent.start and (spans.tags[ent.end - 1] == "POS" or not any(map(str.isalnum, words[ent.end - 1]))):
        ent.end -= 1
    for i in range(ent.start + 1, ent.end):
        if words[i] in _INNER_MARKS:
            ent.end = i
            return
        if words[i] == "," and ent.end < len(words) and words[ent.end] == ":":  # TESS WHITLOCK, HOST: Good evening
            ent.end, ent.label = i, "PERSON"
            return


def _is_no_part(spans: SpanList, ent: Ent) -> bool:
    """Whether a preposition begins the sentence and not the name: ``Near Sinjar``, but ``Near East``."""
    return spans.tags[ent.start] == "IN" or (ent.label in ("GPE", "LOC", "FAC") and not lookup(spans.text(ent)))


def _is_titled(spans: SpanList, ent: Ent) -> bool:
    """``Justice Hale`` is a person, whatever the model says."""
    return (
        1 < ent.end - ent.start <= MAX_TITLED
        and ent.label != "PERSON"
        and spans.lower[ent.start].rstrip(".")
        in (load_words().before_person if ent.label in ("ORG", "GPE", "FAC", "LOC") else load_roles().honorifics)
    )


def _cut_person(spans: SpanList, ent: Ent) -> Ent | None:
    """Cut titles, and verbs and prepositions after the name; return a nationality that stood before it."""
    words, tags = spans.words, spans.tags
    honorifics, after = load_roles().honorifics, load_words().after_person
    nationality = None
    if _is_introduced(spans, ent):
        ent.start += 1
    if ent.end - ent.start > 1 and place_of_demonym(words[ent.start]) is not None and not _is_given(spans, ent):
        nationality = Ent(ent.start, ent.start + 1, "NORP")
        ent.start += 1
    while ent.end - ent.start > 1 and spans.lower[ent.start].rstrip(".") in honorifics and words[ent.start][0].isupper():  # fmt: skip
        if _is_name_too(spans, ent):
            break
        ent.start += 1
    _cut_roles(spans, ent)
    if (
        ent.end - ent.start > 1
        and spans.lower[ent.start].rstrip(".") in {"saint", "st"}
        and _is_saints_place(spans, ent)
    ):
        ent.label = "GPE"
    for i in range(ent.start + 1, ent.end):
        if words[i] in after or tags[i] in ("VBD", "VBZ", "MD"):
            ent.end = i
            break
    return nationality


def _cut_roles(spans: SpanList, ent: Ent) -> None:
    """``Ranger Dave Holt``, ``Ann Lee OBE``: what somebody is, before a name of two words and more; letters behind one."""
    lower = spans.lower
    while ent.end - ent.start > _GIVEN_AND_SURNAME and _is_role(lower[ent.start], lower[ent.start + 1]):
        ent.start += 1
    if ent.end - ent.start > 1 and spans.words[ent.end - 1] in _LETTERS_BEHIND:
        ent.end -= 1


def _is_role(word: str, following: str) -> bool:
    """Some roles are given names, too: ``Ranger`` is none before a given name."""
    names = given_names()
    return word.removesuffix("s") in load_roles().person and (word not in names or following in names)


def _is_introduced(spans: SpanList, ent: Ent) -> bool:
    """``From Ann Lee: "…"``, ``Said Ann Lee: "…"``: the first word is none of the name's."""
    first, size = spans.lower[ent.start], ent.end - ent.start
    colon = ent.end < len(spans.words) and spans.words[ent.end] in {":", ","}
    return size > 1 and (first in {"from", "by"} or (first in _BEFORE_SPEAKER and size > 2 and colon))  # noqa: PLR2004


def _is_given(spans: SpanList, ent: Ent) -> bool:
    """``Dane Corwin`` is no Dane: nouns of origin stand before a name with an article only, some are given names."""
    word = spans.lower[ent.start]
    article = ent.start > 0 and spans.lower[ent.start - 1] in {"the", "a", "an"}
    noun = word in _NOUNS_OF_ORIGIN or word in given_names()
    return noun and not article and ent.end - ent.start == 2  # noqa: PLR2004 - a given name and a surname


def _is_name_too(spans: SpanList, ent: Ent) -> bool:
    """``Sultan A. Al-Marzouq``: a title that is a given name too is one before an initial; ``Saint Lucia`` is a place."""
    first, second = spans.lower[ent.start], spans.words[ent.start + 1]
    initial = len(second.rstrip(".")) == 1 and second[0].isupper()
    return (initial and first in given_names()) or (first in {"saint", "st."} and _is_saints_place(spans, ent))


def _is_saints_place(spans: SpanList, ent: Ent) -> bool:
    """``in Saint Thomas``."""
    before = spans.lower[ent.start - 1] if ent.start else ""
    return before in load_words().before_place and bool(lookup(spans.text(ent)))


def trim_roles(spans: SpanList) -> None:
    """``United Nations Special Envoy`` names an organisation and a role: the name ends before the role."""
    heads, ranks = load_roles().person, load_words().ranks
    for ent in spans.ents:
        if ent.label == "PERSON" and _is_towns_role(spans, ent):
            ent.label = "GPE"  # Aleppo Mayor
        elif ent.label == "PERSON" and ent.end - ent.start > 1 and acronyms.is_acronym(spans.words[ent.start]):
            ent.label = "ORG" if spans.lower[ent.end - 1] in heads else ent.label  # ADF Spokesperson
        if ent.label in ("ORG", "GPE", "NORP", "LOC", "FAC") and spans.lower[ent.end - 1] in heads:
            ent.end -= 1
            while ent.end > ent.start and spans.lower[ent.end - 1] in ranks:
                ent.end -= 1
    spans.ents = [ent for ent in spans.ents if ent.end > ent.start]


def _is_towns_role(spans: SpanList, ent: Ent) -> bool:
    """``Aleppo Mayor``: a place and what somebody is there."""
    if ent.end - ent.start < 2 or spans.lower[ent.end - 1] not in load_roles().person:  # noqa: PLR2004 - place and role
        return False
    places = lookup(" ".join(spans.words[ent.start : ent.end - 1]))
    known = bool(places) and (places[0].usual or spans.lower[ent.end - 1] == "mayor")
    return known and spans.lower[ent.start] not in given_names()


def drop_generic(spans: SpanList) -> None:
    """A word like ``State`` or ``CCTV`` is nobody's name; neither are words without a capital or a digit."""
    data = load_words()

    def is_name(ent: Ent) -> bool:
        text = spans.text(ent)
        if text in data.no_names or (ent.end - ent.start == 1 and spans.lower[ent.start] in data.generic):
            return False
        return (
            text != text.lower()
            or any(char.isalpha() and not char.isascii() for char in text)
            or any(word[0].isdigit() for word in spans.words[ent.start : ent.end])
        )

    spans.ents = [ent for ent in spans.ents if is_name(ent)]


def extend_people(spans: SpanList) -> None:
    """``Andrés Manuel`` and then ``López Obrador``: a person's name goes on as long as such words do."""
    heads, particles = load_roles().heads, load_words().in_person
    lower, last = spans.lower, len(spans.words) - 1
    people = [
        ent
        for ent in spans.ents
        if ent.label == "PERSON" and ent.end <= last and (spans.is_proper(ent.end) or lower[ent.end] in particles)
    ]
    if not people:
        return
    taken = spans.taken()

    def is_more(i: int) -> bool:
        word = spans.words[i]
        return i not in taken and spans.is_proper(i) and word.isalpha() and not word.isupper() and lower[i] not in heads

    for ent in people:
        while ent.end <= last:
            if is_more(ent.end):
                ent.end += 1
            elif lower[ent.end] in particles and ent.end < last and is_more(ent.end + 1):
                ent.end += 2
            else:
                break


def join_nicknames(spans: SpanList) -> None:
    """``Stanley "Stash" Wozniak`` and ``Robert (Bob) Quill`` are one name each, whatever the marks made of them."""
    words = spans.words
    index: SpanEdits | None = None
    for i in spans.capitals:
        if 1 < i < len(words) - 2 and words[i - 1] in _NICKNAME_MARKS and words[i + 1] == _NICKNAME_MARKS[words[i - 1]]:
            given, surname = i - 2, i + 2
            if not (spans.is_proper(given) and spans.is_proper(surname)) or fold(words[given]) not in given_names():
                continue
            index = index or SpanEdits(spans)
            last = index.at[surname]
            if last is None or last.label in GUESSES:
                index.put(Ent(given, last.end if last is not None else surname + 1, "PERSON"))
    if index is not None:
        index.write()


def nickname_in(words: Sequence[str]) -> Sequence[str]:
    """The word in quotation marks or brackets inside a person's name, if there is one."""
    return [words[i] for i in range(2, len(words) - 2) if _NICKNAME_MARKS.get(words[i - 1]) == words[i + 1]]
