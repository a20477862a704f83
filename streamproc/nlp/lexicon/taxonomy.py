"""The event types: PLOVER's roots and our namespaced extension, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from streamproc.nlp.knowledge.data_files import bundled, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

FILE = bundled("plover.yaml")


@dataclass(frozen=True, slots=True)
class EventType:
    """One type. ``will`` and ``will_not``: the type of a promise or a refusal of it, None when it stays what it is."""

    name: str
    modes: frozenset[str]
    scale: float | None
    codes: Mapping[str, str]
    contexts: tuple[str, ...]
    will: str | None
    will_not: str | None


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All types by name, and the words that speak for a context."""

    types: Mapping[str, EventType]
    context_of: Mapping[str, str]


def load_taxonomy(path: Path = FILE) -> Taxonomy:
    """Read ``plover.yaml``."""
    raw = read_yaml(path)
    return Taxonomy(
        types={
            name: EventType(
                name=name,
                modes=frozenset(item.get("modes") or ()),
                scale=item.get("scale"),
                codes={system: str(item[system]) for system in ("cameo", "iptc") if item.get(system)},
                contexts=tuple(item.get("contexts") or ()),
                will=item.get("will"),
                will_not=item.get("will_not"),
            )
            for name, item in raw["types"].items()
        },
        context_of={word: context for context, item in raw["contexts"].items() for word in item["words"].split()},
    )
