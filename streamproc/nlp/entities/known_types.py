"""Types that names tell by themselves: countries, nationalities, peoples, well-known organisations, ``… Court``."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from streamproc.nlp.doc.drafts import PLACE_TYPES
from streamproc.nlp.entities.name_words import load_words
from streamproc.nlp.knowledge.gazetteer import lookup, place_of_demonym
from streamproc.nlp.knowledge.gazetteer_index import Kind
from streamproc.nlp.knowledge.name_folding import fold
from streamproc.nlp.knowledge.roles import load_roles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamproc.nlp.entities.span_list import SpanList
    from streamproc.nlp.knowledge.gazetteer_index import GazetteerEntry

MISTAKEN_PLACES = frozenset({"PERSON", "ORG", "NORP", "PRODUCT", "WORK_OF_ART"})
"""Labels under which the model hides a place that the article shows to be one."""
_ALWAYS_BODIES = frozenset({"Congress", "Greens", "the Greens"})
_SMALL_TOWN = 50_000
_NATURE = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "gulf", "coast", "sea", "nile",
                     "island", "islands", "peninsula", "mountains", "valley", "river", "lakes", "bay", "medina"})  # fmt: skip
"""The last words of provinces that are rather a side of the country, a sea or an island where the model sees no state."""
_STATES = frozenset({"state", "province"})


def type_known(spans: SpanList) -> None:
    """Types that names tell by themselves: countries, nationalities, well-known organisations, ``… Court``."""
    for ent in spans.ents:
        ent.label = known_type(spans.text(ent), ent.label)


@lru_cache(maxsize=20_000)
def known_type(text: str, label: str) -> str:
    """The label of a name by what it is made of, or the one it has."""
    key = fold(text)
    listed = _listed(text, key)
    if listed is not None:
        return listed
    found = lookup(text)
    country = bool(found) and found[0].kind is Kind.COUNTRY and not found[0].alike
    told = _told_by_words(key, label) if " " in key and not country else None  # the Soviet Union
    if told is not None:
        return told
    if not found:
        people = label in ("GPE", "ORG", "PERSON", "LOC") and place_of_demonym(text) is not None
        return "NORP" if people else label
    return _type_of_place(text, label, found)


def _listed(text: str, key: str) -> str | None:
    """The label of a name that the lists have."""
    words = load_words()
    if key in load_roles().same or text in words.clubs or text in words.firms or text in _ALWAYS_BODIES:
        return "ORG"
    if text in words.peoples:
        return "NORP"
    return "EVENT" if text in words.occasions else "GPE" if text in words.short_places else None


def _type_of_place(text: str, label: str, found: Sequence[GazetteerEntry]) -> str:
    """The label of a name that places bear, too."""
    key = fold(text)
    if label == "GPE" and all(place.population < _SMALL_TOWN for place in found) and _is_nationality(text):
        return "NORP"
    first = found[0]
    if (
        label == "LOC"
        and first.kind is Kind.ADMIN1
        and first.usual
        and not first.alike
        and _NATURE.isdisjoint(key.split()[-1:])
    ):
        return "GPE"
    if label in MISTAKEN_PLACES:
        country = found[0].kind is Kind.COUNTRY or (" " in key and found[0].kind is Kind.ADMIN1 and label == "PERSON")
        if (country or any(place.kind is Kind.CONTINENT for place in found)) and place_of_demonym(text) is None:
            return "GPE" if country else "LOC"
    return label


def _is_nationality(text: str) -> bool:
    """``Canadian``, which is a town in Texas, too."""
    place = place_of_demonym(text)
    return place is not None and place.kind is Kind.COUNTRY


def _told_by_words(key: str, label: str) -> str | None:
    """The label that the first or last word of a longer name tells: ``Lake Encke``, ``Lindos Court``."""
    words = load_words()
    if label in ("PERSON", "FAC") and key.partition(" ")[0] in words.beginnings:
        return "LOC"
    if key.endswith(" church") and not words.denominations.isdisjoint(key.split()):
        return "ORG"  # the Catholic Church; St Mary's Church is a building
    last = key.rpartition(" ")[2]
    if last in words.schools and label not in PLACE_TYPES:
        return "ORG"
    if last in _STATES and label in MISTAKEN_PLACES and _is_state(key):
        return "GPE"
    end = words.ends.get(last)
    return end if end == "ORG" or label not in PLACE_TYPES else None


def _is_state(key: str) -> bool:
    """``Oaxaca State``; *Ohio State* is a university."""
    name = key.rpartition(" ")[0].title()
    places = lookup(name) if place_of_demonym(name) is None else ()
    return any(place.kind is Kind.ADMIN1 and place.usual and place.country != "US" for place in places)
