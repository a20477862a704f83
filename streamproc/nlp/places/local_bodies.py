"""Councils, hospitals, police and courts by the town or county that their name begins with, in the country of the article."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from streamproc.nlp.doc.drafts import PLACE_TYPES
from streamproc.nlp.knowledge.gazetteer import lookup
from streamproc.nlp.knowledge.gazetteer_index import TOWNS, Kind
from streamproc.nlp.knowledge.given_names import given_names
from streamproc.nlp.knowledge.place_names import bare, place_words
from streamproc.nlp.knowledge.roles import load_roles
from streamproc.nlp.places.candidates import geo_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamproc.nlp.doc.drafts import EntityDraft
    from streamproc.nlp.knowledge.gazetteer_index import GazetteerEntry
    from streamproc.nlp.places.candidates import Toponym

LEAST, SHARE = 2, 0.6
"""Places of one country, and their share of all, that make it the article's."""
LONGEST = 3
"""Words of the place at the beginning of the name, at most."""
CONFIDENCE = 0.5
LARGE, FAR = 50_000, 2
"""People of a town that an event may be named after wherever it is told, and how many times those of the next one."""
_AREAS = frozenset({Kind.ADMIN1, Kind.ADMIN2}) | TOWNS


def place_local_bodies(entities: Sequence[EntityDraft], toponyms: Sequence[Toponym]) -> None:
    """Set ``geo`` of those whose name begins with the one place of this name in the article's country."""
    for entity in entities:
        if entity.type == "EVENT" and _last(entity.name) in place_words().town_events:
            place = _known_town(bare(entity.name).split())
            entity.geo = geo_of(place, CONFIDENCE) if place is not None else None
    local = [entity for entity in entities if entity.type in {"ORG", "FAC"} and _is_local(entity.name)]
    if not local:
        return
    home = _country(toponyms)
    for entity in local if home is not None else ():
        place = _namesake(bare(entity.name).split(), home)
        if place is not None:
            entity.geo = geo_of(place, CONFIDENCE)


def _is_local(name: str) -> bool:
    return " " in name and _last(name) in place_words().local_bodies


def _last(name: str) -> str:
    return name.rpartition(" ")[2].lower()


def _country(toponyms: Sequence[Toponym]) -> str | None:
    found = Counter(
        toponym.entity.geo.country
        for toponym in toponyms
        if toponym.entity.geo is not None
        and toponym.entity.geo.country
        and toponym.entity.type in {*PLACE_TYPES, "NORP"}
    )
    country, times = found.most_common(1)[0] if found else (None, 0)
    return country if times >= LEAST and times >= SHARE * found.total() else None


def _known_town(words: list[str]) -> GazetteerEntry | None:
    """The town that news means by the beginning of the name: a large one, and by far the largest called so."""
    for size in range(min(LONGEST, len(words) - 1), 0, -1):
        towns = [
            place for place in lookup(" ".join(words[:size])) if place.kind in TOWNS and place.usual and not place.alike
        ]
        if towns:
            sizes = sorted((place.population for place in towns), reverse=True)
            clear = sizes[0] >= LARGE and (len(sizes) == 1 or sizes[0] >= FAR * sizes[1])
            return max(towns, key=lambda place: place.population) if clear else None
    return None


def _namesake(words: list[str], country: str | None) -> GazetteerEntry | None:
    """The only place of the country that the longest beginning of the name names; a given name is rather somebody's."""
    lower = [word.lower() for word in words]
    if lower[0] in load_roles().heads or "university" in lower[:-1]:
        return None
    for size in range(min(LONGEST, len(words) - 1), 0, -1):
        places = lookup(" ".join(words[:size]))
        here = [
            place
            for place in places
            if place.country == country and place.usual and not place.alike and place.kind in _AREAS
        ]
        if here:
            somebody = size == 1 and lower[0] in given_names()
            return here[0] if len(here) == 1 and not somebody else None
    return None
