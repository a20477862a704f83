"""Names of places taken apart: ``northern Syria``, ``Raqqa province``, ``Springfield, Ill.``, ``Kentucky State Police``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from streamproc.nlp.knowledge.data_files import bundled, read_yaml
from streamproc.nlp.knowledge.gazetteer import lookup, place_of_demonym, states_abbreviated
from streamproc.nlp.knowledge.gazetteer_index import TOWNS, GazetteerEntry, Kind
from streamproc.nlp.knowledge.name_folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

Hint = Literal["town", "area", "site"]

MAX_NAME_WORDS = 8
MAX_PIECE_WORDS = 3
LARGE_TOWN = 400_000
SPLIT_TOWN = 20_000  # smaller ones have no north and south in the news
_AREAS = frozenset({Kind.COUNTRY, Kind.ADMIN1, Kind.ADMIN2, Kind.REGION})
STATE_COUNTRIES = frozenset({"US", "CA", "AU", "GB", "IN", "DE"})
"""Whose states and provinces are news by themselves."""
_WORD = re.compile(r"[^\s,/()\"“”]+")
_POSSESSIVE = re.compile(r"['’]s?$")  # noqa: RUF001 - as printed
_EDGES = " \n\t\"“”'’-–—,;:"  # noqa: RUF001 - as printed
_LINKS = frozenset({"of", "in", "at", "the", "for", "de"})


@dataclass(frozen=True, slots=True)
class Form:
    """What a name says: the places it may be, what kind of place it says it is, and the areas it puts itself in."""

    candidates: tuple[GazetteerEntry, ...] = ()
    hint: Hint | None = None
    areas: tuple[GazetteerEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """``knowledge/place_words.yaml``, compiled."""

    before: re.Pattern[str]
    hyphened: re.Pattern[str]
    of: dict[Hint, re.Pattern[str]]
    after: dict[Hint, re.Pattern[str]]
    state_cues: frozenset[str]
    nouns: frozenset[str]
    streets: frozenset[str]
    locatives: frozenset[str]
    place_of: frozenset[str]
    not_towns: frozenset[str]
    common_words: frozenset[str]
    forces: frozenset[str]
    strikes: frozenset[str]
    local_bodies: frozenset[str]
    town_events: frozenset[str]


@cache
def place_words() -> PlaceWords:
    words = read_yaml(bundled("knowledge/place_words.yaml"))

    def either(items: Iterable[str]) -> str:
        return "|".join(re.escape(item.strip()) for item in sorted(items, key=len, reverse=True))

    def pattern(prefix: str, cell: str, suffix: str) -> re.Pattern[str]:
        return re.compile(f"{prefix}(?:{either(cell.split('|'))}){suffix}", re.IGNORECASE)

    return PlaceWords(
        before=re.compile(rf"(?:(?:{either(words['before'].split())})[\s-]+)+(?=\S)", re.IGNORECASE),
        hyphened=re.compile(rf"-(?:{either(words['hyphened'].split())})$"),
        of={hint: pattern("", cell, r"\s+of\s+(?:the\s+)?(?=\S)") for hint, cell in words["of"].items()},
        after={hint: pattern(r"(?<=\S)[\s-]+", cell, "$") for hint, cell in words["after"].items()},
        **{
            name: frozenset(words[name].split())
            for name in (
                "state_cues",
                "nouns",
                "streets",
                "locatives",
                "place_of",
                "not_towns",
                "common_words",
                "forces",
                "strikes",
                "local_bodies",
                "town_events",
            )
        },
    )


@lru_cache(maxsize=20_000)
def parse(name: str) -> Form:
    """The places that a name may be: as it stands, or without the words that only describe it."""
    name = bare(name)
    if not name or name.count(" ") >= MAX_NAME_WORDS or fold(name) in place_words().not_towns:
        return Form()
    found = lookup(name)
    if found:
        return Form(found)
    return with_area(name) or with_kind_before(name) or without_direction(name) or with_kind_after(name) or Form()


@lru_cache(maxsize=20_000)
def bare(name: str) -> str:
    """The name on one line, without quote marks, a possessive and a leading article."""
    name = _POSSESSIVE.sub("", " ".join(name.strip(_EDGES).split()))
    if "-" in name:
        name = place_words().hyphened.sub("", name)
    return name[4:] if name[:4].lower() == "the " else name


def with_area(name: str) -> Form | None:
    """``Springfield, Ill.``: the Springfields in Illinois."""
    head, comma, tail = name.partition(",")
    if not comma:
        return None
    form = parse(head)
    areas = areas_called(tail.strip())
    inside = tuple(place for place in form.candidates if not {area.index for area in areas}.isdisjoint(place.parents))
    return Form(inside, form.hint, areas) if inside else form


def with_kind_before(name: str) -> Form | None:
    """``the city of Mosul``."""
    for hint, pattern in place_words().of.items():
        match = pattern.match(name)
        if match:
            form = parse(name[match.end() :])
            return Form(form.candidates, form.hint or hint, form.areas)
    return None


def without_direction(name: str) -> Form | None:
    """``northern Syria``, ``downtown Chicago``."""
    match = place_words().before.match(name)
    if match is None:
        return None
    form = parse(name[match.end() :])
    known = tuple(p for p in form.candidates if p.kind not in TOWNS or p.population >= SPLIT_TOWN)
    return Form(known, form.hint, form.areas) if known else None


def with_kind_after(name: str) -> Form | None:
    """``Raqqa province``, ``Mosul airport``."""
    for hint, pattern in place_words().after.items():
        match = pattern.search(name)
        found = lookup(name[: match.start()]) if match else ()
        if hint == "site":
            found = tuple(place for place in found if is_prominent(place))
        if found:
            return Form(found, hint)
    return None


def areas_called(name: str) -> tuple[GazetteerEntry, ...]:
    """The countries, states and districts of a name or of a short form (``Ill.``)."""
    return tuple(place for place in (*states_abbreviated(name), *parse(name).candidates) if place.kind in _AREAS)


@lru_cache(maxsize=20_000)
def pieces(name: str) -> tuple[str, ...]:
    """The runs of capitalised words in a longer name that may be a place: longest first, then from the left."""
    words = _WORD.findall(name)[: MAX_NAME_WORDS * 2]
    words = words[1:] if words and words[0].lower() == "the" else words
    found = []
    for size in range(min(MAX_PIECE_WORDS, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            run = " ".join(words[start : start + size])
            piece = _POSSESSIVE.sub("", run)
            if run[0].isupper() and words[start + size - 1][0].isupper():
                if piece == run and fold(piece) in place_words().common_words:
                    continue
                found.append(piece)
    return tuple(found)


@lru_cache(maxsize=20_000)
def eponyms(name: str) -> tuple[GazetteerEntry, ...]:
    """The places that an organisation is named after: ``Kentucky State Police``, ``University of Oxford``, ``Bank of China``.

    Only at the start or end of the name or after ``of``, and only what is in the first place a place: countries,
    states, nationalities and cities of a million. What is smaller must be named by itself in the article.
    """
    for piece in (name, *pieces(name)):
        at = name.find(piece)
        before = name[:at].split()
        if before and before[-1].lower() not in _LINKS and at + len(piece) < len(name):
            continue
        found = tuple(place for place in lookup(piece) if place.usual and is_prominent(place))
        if piece == name:
            found = tuple(place for place in found if place.kind not in TOWNS)
        if found:
            return found
        demonym = place_of_demonym(piece)
        if demonym is not None:
            return (demonym,)
    return ()


def is_prominent(place: GazetteerEntry) -> bool:
    """Whether news may name a place without saying where it is."""
    if place.kind in TOWNS:
        return place.population >= LARGE_TOWN or (place.kind is Kind.CAPITAL and place.population >= LARGE_TOWN / 10)
    if place.kind is Kind.ADMIN1:
        return place.country in STATE_COUNTRIES
    return place.kind is not Kind.ADMIN2
