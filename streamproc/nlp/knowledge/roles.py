"""Honorifics, roles and the like: ``knowledge/roles.yaml``, loaded once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from streamproc.nlp.knowledge.data_files import bundled, read_yaml
from streamproc.nlp.knowledge.name_folding import fold


@dataclass(frozen=True, slots=True)
class Roles:
    """The words of the data file, as sets and maps of lower-case words; ``same`` maps folded names to their group."""

    honorifics: dict[str, str | None]
    suffixes: frozenset[str]
    person: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    organisation: frozenset[str]
    place: frozenset[str]
    company_suffixes: frozenset[str]
    nicknames: dict[str, frozenset[int]]
    same: dict[str, int]
    heads: frozenset[str]


@cache
def load_roles() -> Roles:
    data: dict[str, Any] = read_yaml(bundled("knowledge/roles.yaml"))
    person, organisation, place = (frozenset(data[kind]) for kind in ("person", "organisation", "place"))
    return Roles(
        honorifics={word: gender if gender != "-" else None for word, gender in data["honorifics"].items()},
        suffixes=frozenset(data["suffixes"]),
        person=person,
        male=frozenset(data["male"]),
        female=frozenset(data["female"]),
        organisation=organisation,
        place=place,
        company_suffixes=frozenset(data["company_suffixes"]),
        nicknames=_groups_by_name(data["nicknames"]),
        same={fold(name): i for i, group in enumerate(data["same"]) for name in group},
        heads=person | organisation | place,
    )


def _groups_by_name(groups: list[list[str]]) -> dict[str, frozenset[int]]:
    """``pat`` is short for Patricia and for Patrick: a name may be in several groups."""
    found: dict[str, set[int]] = {}
    for i, group in enumerate(groups):
        for name in group:
            found.setdefault(name, set()).add(i)
    return {name: frozenset(numbers) for name, numbers in found.items()}
