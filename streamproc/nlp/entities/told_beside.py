"""Types and borders that the words right beside a name tell: *Al-Mersal daily*, *aboard the ferry Ariel*, *the Spanish NGO Alba*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.doc.entity_spans import Ent
from streamproc.nlp.entities.name_words import load_words
from streamproc.nlp.entities.span_list import SpanEdits
from streamproc.nlp.knowledge.gazetteer import lookup, place_of_demonym, states_abbreviated
from streamproc.nlp.knowledge.given_names import given_names

if TYPE_CHECKING:
    from streamproc.nlp.entities.span_list import SpanList

_NO_PLACES = frozenset({"PERSON", "PRODUCT", "WORK_OF_ART", "FAC", "EVENT"})
_PEOPLES = frozenset({"peoples", "people", "islander", "islanders", "tribe", "tribes", "clan", "clans"})
_ARTICLES = frozenset({"the", "a", "an"})
_BODIES = frozenset({"Ministry", "Department"})
_ALONE = 2
"""So often a given name stands alone where somebody has it."""
_PAIR = 3
"""Tokens of ``Ortiz and Malik``."""


def told_beside(spans: SpanList) -> None:
    """Look at the words right before and after each name, and at its first and last word."""
    added: list[Ent] = []
    for ent in spans.ents:
        _outlet_or_ship(spans, ent)
        _street_or_people(spans, ent)
        origin = _cut_origin(spans, ent)
        if origin is not None:
            added.append(origin)
    spans.ents = [ent for ent in (*spans.ents, *added) if not _begins_sentence_as_adjective(spans, ent)]
    _join_origins(spans)
    _areas_of_peoples(spans)
    _hyphenated_given_names(spans)
    _people_by_given_name(spans)


def told_at_last(spans: SpanList) -> None:
    """What takes all people of the article: *Ortiz and Malik* are two, *the Mahlers of Bellmore* name a town."""
    _split_pairs(spans)
    _of_place(spans)
    _ministries(spans)


def _outlet_or_ship(spans: SpanList, ent: Ent) -> None:
    """``Al-Mersal daily``, ``the newspaper Al-Mersal``: an organisation. ``the trawler Ariel``: a product."""
    words = load_words()
    before = spans.lower[ent.start - 1] if ent.start else ""
    after = spans.lower[ent.end] if ent.end < len(spans.lower) else ""
    if ent.label in _NO_PLACES and (after in words.outlets or before in words.outlets) and not lookup(spans.text(ent)):
        ent.label = "ORG"
    elif ent.label in {"PERSON", "ORG"} and before in words.ships:
        ent.label = "PRODUCT"


def _street_or_people(spans: SpanList, ent: Ent) -> None:
    """``Rue Hector Ardan`` is a street, ``Yolngu peoples`` a people, ``N.H.`` a state."""
    size = ent.end - ent.start
    if size > 1 and ent.label in {"PERSON", "ORG"} and spans.words[ent.start] in load_words().streets:
        ent.label = "FAC"
    elif size > 1 and ent.label in {"PERSON", "LOC", "GPE"} and spans.lower[ent.end - 1] in _PEOPLES:
        ent.label = "NORP"
    elif size == 1 and ent.label in {"ORG", "PERSON"} and "." in spans.words[ent.start][1:-1]:
        ent.label = "GPE" if len(states_abbreviated(spans.words[ent.start])) == 1 else ent.label


def _cut_origin(spans: SpanList, ent: Ent) -> Ent | None:
    """``the Spanish NGO Caminos``: the organisation begins behind what it is; returns the nationality before it."""
    if ent.label != "ORG" or ent.end - ent.start <= 2:  # noqa: PLR2004 - nationality, noun, name
        return None
    start = ent.start + (spans.lower[ent.start] in _ARTICLES)
    origin = spans.words[start]
    i = start + 1
    while i < ent.end and (spans.words[i].islower() or spans.words[i] == "NGO") and spans.tags[i][:2] in {"NN", "JJ"}:
        i += 1
    if i in {start + 1, ent.end} or not spans.words[i][0].isupper() or place_of_demonym(origin) is None:
        return None
    ent.start = i
    return Ent(start, start + 1, "NORP")


def _begins_sentence_as_adjective(spans: SpanList, ent: Ent) -> bool:
    """``Coastal erosion had …``: the capital is the sentence's."""
    i = ent.start
    if ent.end - i != 1 or ent.label not in {"ORG", "PERSON", "PRODUCT"} or spans.tags[i] != "JJ":
        return False
    begins = i == 0 or spans.words[i - 1] in {".", "!", "?"} or spans.words[i - 1].isspace()
    word = spans.words[i]
    known = lookup(word) or place_of_demonym(word) is not None
    return bool(begins and not known and word[1:].islower() and spans.tags[i + 1 : i + 2] in (["NN"], ["NNS"]))


def _join_origins(spans: SpanList) -> None:
    """``Sri Lankan``, ``Costa Rican``: one nationality, of two words."""
    edits: SpanEdits | None = None
    begins = load_words().origin_begins
    for i in spans.capitals:
        pair = " ".join(spans.words[i : i + 2]) if spans.words[i] in begins else ""
        if pair and place_of_demonym(pair) is not None:
            edits = edits or SpanEdits(spans)
            edits.put(Ent(i, i + 2, "NORP"))
    if edits is not None:
        edits.write()


def _areas_of_peoples(spans: SpanList) -> None:
    """``the Korean Peninsula``, where the model has the people alone."""
    edits: SpanEdits | None = None
    for ent in [ent for ent in spans.ents if ent.label == "NORP" and ent.end < len(spans.words)]:
        if spans.words[ent.end][0].isupper() and spans.tags[ent.end][:2] == "NN":
            places = lookup(f"{spans.text(ent)} {spans.words[ent.end]}")
            if places and not places[0].alike:
                edits = edits or SpanEdits(spans)
                edits.put(Ent(ent.start, ent.end + 1, "LOC"))
    if edits is not None:
        edits.write()


def _hyphenated_given_names(spans: SpanList) -> None:
    """``Seo Min-jun`` where the model stops at the hyphen."""
    syllables = load_words().syllables
    for ent in spans.ents:
        i = ent.end
        if ent.label != "PERSON" or i + 1 >= len(spans.words) or spans.words[i] != "-":
            continue
        joined = not (spans.doc[i - 1].whitespace_ or spans.doc[i].whitespace_)
        if joined and ent.end - ent.start > 1 and spans.lower[i + 1] in syllables:
            ent.end = i + 2


def _people_by_given_name(spans: SpanList) -> None:
    """``Ivy Sandor-Lee`` taken for a company is a person when the article calls her ``Ivy`` again and again."""
    names = given_names()
    doubtful = [
        ent
        for ent in spans.ents
        if ent.label in {"ORG", "GPE", "FAC"}
        and 1 < ent.end - ent.start <= 4  # noqa: PLR2004 - a given name and a double surname
        and spans.lower[ent.start] in names
        and spans.lower[ent.end - 1] not in load_words().ends
    ]
    if not doubtful:
        return
    taken = spans.taken()
    for ent in doubtful:
        given = spans.words[ent.start]
        alone = [
            i
            for i in spans.capitals
            if spans.words[i] == given and i not in taken and not spans.is_proper(min(i + 1, len(spans.words) - 1))
        ]
        if len(alone) >= _ALONE:
            ent.label = "PERSON"


def _surnames(spans: SpanList) -> set[str]:
    return {spans.words[ent.end - 1] for ent in spans.ents if ent.label == "PERSON" and ent.end - ent.start > 1}


def _split_pairs(spans: SpanList) -> None:
    """``Ortiz and Malik`` as one organisation, where the article has both people."""
    pairs = [
        ent
        for ent in spans.ents
        if ent.label in {"ORG", "PERSON", "WORK_OF_ART"}
        and ent.end - ent.start == _PAIR
        and spans.lower[ent.start + 1] in {"and", "&"}
    ]
    if not pairs:
        return
    surnames = _surnames(spans)
    for ent in pairs:
        if spans.words[ent.start] in surnames and spans.words[ent.end - 1] in surnames:
            spans.ents.append(Ent(ent.end - 1, ent.end, "PERSON"))
            ent.end, ent.label = ent.start + 1, "PERSON"


def _of_place(spans: SpanList) -> None:
    """``Jodi Mahler of Bellmore``: a known place behind a person and *of*, and nobody's surname."""
    ends = {ent.end for ent in spans.ents if ent.label == "PERSON" and ent.end - ent.start > 1}
    surnames: set[str] | None = None
    for ent in spans.ents:
        if ent.label != "PERSON" or ent.end - ent.start != 1 or ent.start - 1 not in ends:
            continue
        if spans.lower[ent.start - 1] == "of" and lookup(spans.text(ent)):
            surnames = _surnames(spans) if surnames is None else surnames
            if spans.words[ent.start] not in surnames:
                ent.label = "GPE"


def _ministries(spans: SpanList) -> None:
    """``Ministry of Justice said``, which the model missed."""
    heads = [i for i in spans.capitals if spans.words[i] in _BODIES and spans.lower[i + 1 : i + 2] == ["of"]]
    if not heads:
        return
    taken = spans.taken()
    for i in heads:
        end = i + 2
        while end < len(spans.words) and spans.is_proper(end) and end not in taken:
            end += 1
        if end > i + 2 and i not in taken and i + 1 not in taken and end not in taken:
            spans.ents.append(Ent(i, end, "ORG"))
