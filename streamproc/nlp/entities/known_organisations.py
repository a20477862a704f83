"""Organisations that the tables of links name: what a model splits, misses or takes for somebody."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from streamproc.nlp.doc.entity_spans import Ent
from streamproc.nlp.entities.portfolios import is_in_charge
from streamproc.nlp.entities.span_list import GUESSES, SpanEdits
from streamproc.nlp.knowledge.data_files import bundled, read_lines
from streamproc.nlp.knowledge.gazetteer import lookup, place_of_demonym
from streamproc.nlp.knowledge.given_names import given_names

if TYPE_CHECKING:
    from streamproc.nlp.entities.span_list import SpanList

TABLES = ("bodies", "organisations", "parties", "league_clubs", "clubs")
"""Names chosen by hand; the index of shops has too many that are words or surnames."""
INDEX = "index_organisations"
"""That index: enough to doubt that a name is somebody's."""
_NOT_PEOPLE = frozenset({"GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT"})
SHORTEST = 4
"""Letters of a single word that is not also something else."""
_ALSO_PLACES = frozenset({"City", "County", "Town"})
"""A club's name that ends so is its town's as well."""
_SMALL_COUNTED = 2
"""Words with a capital that a longer name has, at least."""


class KnownOrganisations(NamedTuple):
    """``single``: names of one word; ``listed``: those too that mean something else as well; ``longer``: the others as tokens, by their first two."""

    single: frozenset[str]
    listed: frozenset[str]
    longer: dict[tuple[str, str], tuple[tuple[str, ...], ...]]


@cache
def known_organisations() -> KnownOrganisations:
    single: set[str] = set()
    listed = {line.partition("\t")[0] for _, line in read_lines(bundled(f"entities/links/{INDEX}.tsv"), "links")}
    longer: dict[tuple[str, str], set[tuple[str, ...]]] = {}
    for table in TABLES:
        for _, line in read_lines(bundled(f"entities/links/{table}.tsv"), "links"):
            name = line.partition("\t")[0]
            words = tuple(name.replace("-", " - ").replace("'s", " 's").split())
            if len(words) == 1:
                listed.add(name)
                if len(name) >= SHORTEST and _means_nothing_else(name):
                    single.add(name)
            elif (
                words[-1] not in _ALSO_PLACES
                and sum(word[0].isupper() for word in words) >= _SMALL_COUNTED
                and not lookup(name)
            ):
                longer.setdefault((words[0], words[1]), set()).add(words)
    return KnownOrganisations(
        frozenset(single),
        frozenset(name for name in listed if " " not in name),
        {first: tuple(sorted(names, key=len, reverse=True)) for first, names in longer.items()},
    )


def _means_nothing_else(name: str) -> bool:
    return not (lookup(name) or place_of_demonym(name) or name.lower() in given_names())


def find_organisations(spans: SpanList) -> None:
    """``Movimiento Ciudadano`` in pieces or taken for a person, ``Hezbollah`` taken for a place."""
    known = known_organisations()
    for ent in spans.ents:
        if ent.label in _NOT_PEOPLE and ent.end - ent.start == 1 and spans.words[ent.start] in known.single:
            ent.label = "ORG"
    edits: SpanEdits | None = None
    all_words, last = spans.words, len(spans.words) - 1
    for i in spans.capitals:
        for words in known.longer.get((all_words[i], all_words[i + 1]), ()) if i < last else ():
            if tuple(spans.words[i : i + len(words)]) == words:
                edits = edits or SpanEdits(spans)
                _put(spans, edits, i, i + len(words))
                break
    if edits is not None:
        edits.write()


def _put(spans: SpanList, edits: SpanEdits, start: int, end: int) -> None:
    """Make one organisation of the words unless a longer name has them: none reaches beyond them, none that the model missed goes on."""
    goes_on = end < len(spans.words) and edits.at[end] is None and spans.is_proper(end)
    if goes_on or (start > 1 and is_in_charge(spans.lower[start - 2 : start])):
        return
    article = start - 1 if start and spans.lower[start - 1] == "the" else start
    inside = list({id(ent): ent for ent in edits.at[start:end] if ent is not None}.values())
    if any(ent.start < article or ent.end > end or ent.label not in GUESSES for ent in inside):
        return
    if len(inside) == 1 and inside[0].start <= start and inside[0].end == end:
        inside[0].label = "ORG"
    else:
        edits.put(Ent(start, end, "ORG"))
