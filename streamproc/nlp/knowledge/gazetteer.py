"""The gazetteer: what a place name, a demonym or the short form of a state means, as GeoNames records."""

from __future__ import annotations

from functools import lru_cache

from streamproc.nlp.knowledge.gazetteer_index import (
    ABBREVIATION_KEY,
    DEMONYM_KEY,
    LOOSE_KEY,
    GazetteerEntry,
    Kind,
    gazetteer,
)
from streamproc.nlp.knowledge.name_folding import fold, loose, without_article

_COUNTRIES_TOO = frozenset({"SA"})
"""Letters of a state that are a country's as well: South Australia, South Africa."""


@lru_cache(maxsize=20_000)
def lookup(name: str) -> tuple[GazetteerEntry, ...]:
    """The places called so, most populous first; transliterations of the name if it is not listed itself.

    A name has a capital (or belongs to a script without them): ``us`` is no place, ``US`` is.
    """
    if name.islower():
        return ()
    key = fold(name)
    if not key:
        return ()
    index = gazetteer()
    found = index.find(key)
    if not found and without_article(key) != key:
        found = index.find(without_article(key))
    if not found and (sound := loose(key)):
        found = tuple(place._replace(alike=True) for place in index.find(LOOSE_KEY + sound))
    return found


def is_place(name: str, population: int = 15_000) -> bool:
    """Whether a name is in the first place a place: a country, state or region, or a town of at least that size."""
    return any(
        place.kind not in (Kind.CITY, Kind.CAPITAL, Kind.ADMIN2) or (place.usual and place.population >= population)
        for place in lookup(name)
    )


def is_country(name: str) -> bool:
    """Whether a name is in the first place a country's."""
    places = lookup(name)
    return bool(places) and places[0].kind is Kind.COUNTRY


def is_usual(name: str) -> bool:
    """Whether a place of any size usually goes by exactly this name."""
    return any(place.usual and not place.alike for place in lookup(name))


@lru_cache(maxsize=20_000)
def place_of_demonym(word: str) -> GazetteerEntry | None:
    """The country, state or region that an adjective or noun of origin belongs to: ``Syrian``, ``Texans``, ``Kurdish``."""
    if word[:1].islower():
        return None
    found = gazetteer().find(DEMONYM_KEY + fold(word))
    return found[0] if found else None


@lru_cache(maxsize=2_000)
def states_abbreviated(abbreviation: str) -> tuple[GazetteerEntry, ...]:
    """The states and provinces behind a short form after a comma: ``Ill.``, ``IL``, ``B.C.``."""
    if not abbreviation[:1].isupper():
        return ()
    return gazetteer().find(ABBREVIATION_KEY + fold(abbreviation))


def state_called(text: str) -> str | None:
    """The name of the one state behind a short form with a full stop or of two capitals: ``Md.``, ``MD``."""
    if text in _COUNTRIES_TOO or not (text.endswith(".") or (text.isupper() and len(text) == 2)):  # noqa: PLR2004
        return None
    states = states_abbreviated(text)
    return states[0].name if len(states) == 1 else None
