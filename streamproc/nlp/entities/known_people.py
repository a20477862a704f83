"""People whom the tables of links know by their full name: a model cuts their names or takes them for towns and firms."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from streamproc.nlp.doc.entity_spans import Ent
from streamproc.nlp.entities.known_organisations import known_organisations
from streamproc.nlp.entities.name_words import load_words
from streamproc.nlp.entities.span_list import GUESSES, SpanEdits
from streamproc.nlp.knowledge.data_files import bundled, read_lines
from streamproc.nlp.knowledge.gazetteer import lookup, place_of_demonym
from streamproc.nlp.knowledge.roles import load_roles

if TYPE_CHECKING:
    from streamproc.nlp.entities.span_list import SpanList

TABLES = ("people", "politicians")
SHORTEST = 4
"""A surname of so few letters tells nobody by itself."""
_NO_PEOPLE = frozenset({"GPE", "LOC", "FAC", "NORP", "PRODUCT", "ORG"})


class KnownPeople(NamedTuple):
    """``names``: those of two words and more as tokens, by their first two, the longest first; ``surnames``: last words, with the names."""

    names: dict[tuple[str, str], tuple[tuple[str, ...], ...]]
    surnames: dict[str, list[str]]


@cache
def known_people() -> KnownPeople:
    """The tables alone: which of the names a place bears, too, is asked when an article has one."""
    found: dict[tuple[str, str], set[tuple[str, ...]]] = {}
    surnames: dict[str, list[str]] = {}
    titles = load_roles().honorifics
    for table in TABLES:
        for _, line in read_lines(bundled(f"entities/links/{table}.tsv"), "links"):
            name = line.partition("\t")[0]
            words = tuple(name.replace("-", " - ").split())
            if len(words) > 1 and words[0].lower() not in titles:
                found.setdefault((words[0], words[1]), set()).add(words)
                surnames.setdefault(words[-1], []).append(name)
    names = {begins: tuple(sorted(names, key=lambda words: (-len(words), words))) for begins, names in found.items()}
    return KnownPeople(names, surnames)


def _is_surname(word: str) -> bool:
    """Whether a word is the last one of such a name, and no place's, people's or organisation's."""
    names = known_people().surnames.get(word)
    if names is None or len(word) <= SHORTEST:
        return False
    other = word in known_organisations().listed or word in load_words().peoples
    return not (other or all(map(lookup, names)) or lookup(word) or place_of_demonym(word))


def find_people(spans: SpanList) -> None:
    """``Raila Odinga`` in two pieces, one of them a town: whoever bears the name, it is a person's."""
    for ent in spans.ents:
        if ent.end - ent.start == 1 and ent.label in _NO_PEOPLE and _is_surname(spans.words[ent.start]):
            ent.label = "PERSON"
    known = known_people().names
    edits: SpanEdits | None = None
    all_words, last = spans.words, len(spans.words) - 1
    for i in spans.capitals:
        for words in known.get((all_words[i], all_words[i + 1]), ()) if i < last else ():
            end = i + len(words)
            if tuple(all_words[i:end]) == words and not lookup(" ".join(words)):
                edits = edits or SpanEdits(spans)
                _put(spans, edits, i, end)
                break
    if edits is not None:
        edits.write()


def _put(spans: SpanList, edits: SpanEdits, start: int, end: int) -> None:
    """Make one person of the words, unless a longer name has them or goes on with words that the model missed."""
    inside = list({id(ent): ent for ent in edits.at[start:end] if ent is not None}.values())
    goes_on = end < len(spans.words) and edits.at[end] is None and spans.is_proper(end)
    begins = (
        start > 0
        and edits.at[start - 1] is None
        and spans.is_proper(start - 1)
        and not spans.words[start - 1].isupper()
    )
    if goes_on or any(ent.start < start or ent.end > end or ent.label not in GUESSES for ent in inside):
        return
    if len(inside) == 1 and (inside[0].start, inside[0].end) == (start, end):
        inside[0].label = "PERSON"
    elif inside or not begins:
        edits.put(Ent(start, end, "PERSON"))
