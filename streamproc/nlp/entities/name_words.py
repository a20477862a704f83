"""The word lists of the rules: ``entities/name_words.yaml``, loaded once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from streamproc.nlp.knowledge.data_files import bundled, read_yaml


@dataclass(frozen=True, slots=True)
class Words:
    """``entities/name_words.yaml`` as sets of words; ``ends`` maps the last word of a name to a label, ``lists`` the noun before names."""

    ends: dict[str, str]
    beginnings: frozenset[str]
    generic: frozenset[str]
    bodies: frozenset[str]
    no_names: frozenset[str]
    before_person: frozenset[str]
    ranks: frozenset[str]
    in_person: frozenset[str]
    in_organisation: frozenset[str]
    after_person: frozenset[str]
    before_place: frozenset[str]
    of_place: frozenset[str]
    of_town: frozenset[str]
    countries_with_and: frozenset[str]
    denominations: frozenset[str]
    clubs: frozenset[str]
    whole_names: frozenset[str]
    meets: frozenset[str]
    game: frozenset[str]
    beside_speaker: frozenset[str]
    outlets: frozenset[str]
    ships: frozenset[str]
    streets: frozenset[str]
    origin_begins: frozenset[str]
    peoples: frozenset[str]
    players: frozenset[str]
    schools: frozenset[str]
    syllables: frozenset[str]
    companies: frozenset[str]
    of_company: frozenset[str]
    works: frozenset[str]
    of_work: frozenset[str]
    countries_as_surnames: frozenset[str]
    only_people: frozenset[str]
    firms: frozenset[str]
    occasions: frozenset[str]
    short_places: frozenset[str]
    reserves: frozenset[str]
    kinds_of_works: frozenset[str]
    sport: frozenset[str]
    duels: frozenset[str]
    staff: frozenset[str]
    club_nouns: frozenset[str]
    join_club: frozenset[str]
    results: frozenset[str]
    lists: dict[str, str]


@cache
def load_words() -> Words:
    data: dict[str, Any] = read_yaml(bundled("entities/name_words.yaml"))
    ends, lists = (
        {word: label for label, words in data.pop(name).items() for word in words} for name in ("ends", "lists")
    )
    return Words(ends=ends, lists=lists, **{name: frozenset(words) for name, words in data.items()})
