"""The event types: PLOVER's roots and our namespaced extension, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from streamproc.nlp.knowledge.data_files import bundled, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

FILE = bundled("lexicon/taxonomy.yaml")


@dataclass(frozen=True, slots=True)
class EventType:
    """One type and all that is particular to it.

    ``will`` and ``will_not``: the type of a promise or a refusal of it, None when it stays what it is.
    """

    name: str
    modes: frozenset[str]
    scale: float | None
    codes: Mapping[str, str]
    contexts: tuple[str, ...]
    will: str | None
    will_not: str | None
    refusal_modes: frozenset[str]
    """Modes of what is refused where it is not given."""
    counts: frozenset[str]
    """What people are counted as in such an event."""
    counts_own: Mapping[str, str]
    """Mode, or ``*`` for any ─► what the event's own arguments are counted as where no other word says."""
    max_depth: float | None
    """How deep in its sentence such an event may stand and be no mere mention; None: the usual depth."""
    target: Mapping[str, int]
    """Where its target sits: relations to the trigger, the first before the others."""
    things: Mapping[str, int]
    """Relations in which a thing (a decision, a plan) stands for the side it is of, where no side is named."""
    both_sides: bool
    """``A and B agreed``: of several who do it together, each is the other's target."""
    harm: bool
    """It tells what befell people: who died or fled is its target, and a thing is no actor."""
    sends_forces: bool
    """Troops as its object are sent or withdrawn, no side."""
    aims_at_places: str | None
    """Whether a place can be its target: ``equally`` with people, or ``else`` where no side is named."""
    moves: frozenset[str | None]
    """Modes that have an origin and a destination instead of a place."""
    named_by_place: bool
    """A place before its noun says where (``the Nagasaki blast``), not who."""

    def own_count(self, mode: str | None) -> str | None:
        """What the arguments of an event of this type are counted as."""
        return self.counts_own.get(mode or "", self.counts_own.get("*"))


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All types by name, and the words that speak for a context."""

    types: Mapping[str, EventType]
    context_of: Mapping[str, str]
    receiving: frozenset[str] = frozenset()
    """Verbs whose subject is at the receiving end: face, receive, draw."""
    carriers: frozenset[str] = frozenset()
    """Verbs that only carry an event noun: launch an attack, hold talks."""


def load_taxonomy(path: Path = FILE) -> Taxonomy:
    """Read ``taxonomy.yaml``."""
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
                refusal_modes=frozenset(item.get("refusal_modes") or ()),
                counts=frozenset(item.get("counts") or ()),
                counts_own=dict(item.get("counts_own") or {}),
                max_depth=item.get("max_depth"),
                target=_order(item.get("target", raw["roles"]["target"])),
                things=_order(item.get("things", "")),
                both_sides=bool(item.get("both_sides")),
                harm=bool(item.get("harm")),
                sends_forces=bool(item.get("sends_forces")),
                aims_at_places=item.get("aims_at_places"),
                moves=frozenset(item.get("moves", ())),
                named_by_place=bool(item.get("named_by_place")),
            )
            for name, item in raw["types"].items()
        },
        context_of={word: context for context, item in raw["contexts"].items() for word in item["words"].split()},
        receiving=frozenset(raw["roles"]["receiving"].split()),
        carriers=frozenset(raw["roles"]["carriers"].split()),
    )


def _order(relations: str) -> dict[str, int]:
    """``"with to of"`` ─► each relation's place in the order; ``_`` joins the words of one."""
    return {relation.replace("_", " "): place for place, relation in enumerate(relations.split())}
