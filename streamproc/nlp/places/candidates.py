"""A toponym, the places of the gazetteer that it may be, and the ``Geo`` that one of them becomes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from streamproc.article import Geo
from streamproc.nlp.doc.annotations import tokens_of
from streamproc.nlp.doc.drafts import PLACE_TYPES, EntityDraft
from streamproc.nlp.knowledge.gazetteer import lookup, place_of_demonym, states_abbreviated
from streamproc.nlp.knowledge.gazetteer_index import GazetteerEntry, Kind, gazetteer
from streamproc.nlp.knowledge.name_folding import fold
from streamproc.nlp.knowledge.place_names import (
    Form,
    Hint,
    bare,
    parse,
    place_words,
)

_PLANETS = frozenset({"Mercury", "Venus", "Mars", "Jupiter", "Saturn", "Uranus", "Neptune", "Pluto", "Europa", "Titan"})
_SPACE = frozenset({"planet", "planets", "orbit", "rover", "spacecraft", "nasa", "astronaut", "astronauts", "telescope", "asteroid",
                    "astronomers", "solar"})  # fmt: skip
_ROADS = frozenset({"road", "street", "avenue", "boulevard", "highway", "lane"})
_STREETS = frozenset({"streets", "avenues", "roads", "boulevards"})
_SHORT = {"SA": "South Africa", "KZN": "KwaZulu-Natal", "UAQ": "Umm Al Quwain"}
"""Letters, and the names of countries and states that they are short for."""
_A_GULF = "Gulf"
"""One of several seas, and never a province of Papua New Guinea."""
MAX_CANDIDATES = 24
MAX_NAMES = 5


@dataclass(slots=True, eq=False)
class Toponym:
    """A name on its way to a place, with its candidates and how likely each is so far."""

    entity: EntityDraft
    candidates: Sequence[GazetteerEntry]
    weight: float
    spelling: str
    hint: Hint | None = None
    areas: set[int] = field(default_factory=set)  # it lies in one of them, the text says outright
    hinted_areas: set[int] = field(default_factory=set)  # … or in passing
    contains: set[int] = field(default_factory=set)  # candidates that the text puts another place in
    listed: list[Toponym] = field(default_factory=list)  # what it is listed with
    afar: bool = False  # it is named for its forces, which fight elsewhere
    doubtful: bool = False  # the text puts it in a state or town where none of the candidates is
    prior_scores: list[float] = field(default_factory=list)
    """Of each candidate, by itself; the other two lists are in the same order."""
    scores: list[float] = field(default_factory=list)
    """The same in the light of the article's other places."""
    likelihoods: list[float] = field(default_factory=list)
    """Shares of 1 that the scores come to."""


def toponym_of(entity: EntityDraft) -> Toponym | None:
    """The entity as a toponym with its candidates, if it is a place or a nationality that the gazetteer knows."""
    if (entity.type not in PLACE_TYPES and entity.type != "NORP") or is_in_space(entity):
        return None
    weight = 1.0 + math.log2(len(entity.mentions))
    names = names_of(entity)
    if entity.type == "NORP":
        names += [name.partition(" ")[0] for name in names if " " in name]  # Tasmanian Aboriginal
    for place in map(place_of_nationality, names):
        if place is not None:
            return Toponym(entity, (place,), weight, bare(entity.name))
    if entity.type in PLACE_TYPES:
        form = form_of(entity)
        if form.candidates:
            areas = {area.index for area in form.areas}
            return Toponym(entity, form.candidates[:MAX_CANDIDATES], weight, bare(entity.name), form.hint, areas)
    return None


def is_in_space(entity: EntityDraft) -> bool:
    """Is it the planet rather than a town called so: does the article speak of space?"""
    return entity.name in _PLANETS and not _SPACE.isdisjoint(tokens_of(entity.mentions[0].span.doc).lower)


def place_of_nationality(name: str) -> GazetteerEntry | None:
    """The place of a demonym, or of the first one of a compound (``German-Iraqi``)."""
    parts = name.split("-")
    if parts[-1] in {"American", "Americans"}:
        parts.reverse()  # an African-American is one of America
    for part in (name, *parts) if "-" in name else (name,):
        place = place_of_demonym(part.strip())
        if place is not None:
            return place
    return None


def form_of(entity: EntityDraft) -> Form:
    """The first of the entity's names that the gazetteer knows, as it stands or as the short form of a state."""
    for name in names_of(entity):
        states = states_abbreviated(bare(name)) if name.endswith(".") else ()
        if states and not any(place.kind is Kind.COUNTRY for place in lookup(bare(name))):
            return Form(states, "area")  # Washington is the state where it is Wash., too
    for name in names_of(entity):
        if (
            (entity.type == "FAC" and (is_street(name) or is_one_of_streets(entity)))
            or (entity.type == "LOC" and is_road(name))
            or name == _A_GULF
        ):
            continue
        form = parse(f"{name} Parish") if is_parish(entity) else parse(name)
        states = states_abbreviated(bare(name))
        if name in _SHORT:
            return Form((*lookup(_SHORT[name]), *states))
        if states:
            return Form((*states, *(p for p in form.candidates if p not in states)), form.hint, form.areas)
        if form.candidates:
            return form
    return Form()


def is_parish(entity: EntityDraft) -> bool:
    """``St James parish``: as states with parishes are called in the gazetteer."""
    span = entity.mentions[0].span
    return span.end < len(span.doc) and tokens_of(span.doc).lower[span.end] == "parish"


def is_street(name: str) -> bool:
    return not place_words().streets.isdisjoint(fold(name).split())


def is_one_of_streets(entity: EntityDraft) -> bool:
    """``the corner of Hubbard and Vine streets``."""
    span = entity.mentions[0].span
    behind = tokens_of(span.doc).lower[span.end : span.end + 3]
    return any(word in _STREETS for word in behind)


def is_road(name: str) -> bool:
    """``Mahia East Coast Road`` lies on no coast that the gazetteer knows."""
    return fold(name).rpartition(" ")[2] in _ROADS


def names_of(entity: EntityDraft) -> list[str]:
    return [entity.name, *entity.aliases][:MAX_NAMES]


def state_of(place: GazetteerEntry) -> int | None:
    """The state or province around a place, or itself if it is one."""
    if place.kind is Kind.ADMIN1:
        return place.index
    return place.parents[-2] if len(place.parents) > 1 else None


def geo_of(place: GazetteerEntry, confidence: float) -> Geo:
    state = state_of(place)
    return Geo(
        geonames_id=place.geonames_id,
        name=place.name,
        country=place.country,
        admin1=gazetteer().name(state) if state is not None else None,
        lat=place.lat,
        lon=place.lon,
        confidence=round(confidence, 3),
    )
