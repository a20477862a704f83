"""The event types: PLOVER's roots, the namespaced extension, and an operator's own, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, ValidationError, model_validator

from streamproc.errors import ConfigurationError
from streamproc.nlp.knowledge.data_files import bundled, read_yaml
from streamproc.nlp.knowledge.fields import Declaration, Modes, Relations, Words, WordSet, complaints

if TYPE_CHECKING:
    from pathlib import Path

FILE = bundled("lexicon/taxonomy.yaml")


class EventType(Declaration):
    """One type and all that is particular to it, as the taxonomy file and an operator's ``types`` say.

    ``will`` and ``will_not``: the type of a promise or a refusal of it, None when it stays what it is.
    """

    name: str
    definition: str
    modes: WordSet = frozenset()
    scale: float | None = Field(None, ge=-10, le=10)
    codes: dict[str, str] = Field(default_factory=dict)
    """The type in other schemes; ``cameo`` and ``iptc`` may be said without ``codes``."""
    contexts: Words = ()
    promised: dict[str, str] = Field(default_factory=dict)
    """The type of what is promised, refused or threatened ─► the mode of doing so."""
    will: str | None = None
    will_not: str | None = None
    refusal_modes: WordSet = frozenset()
    """Modes of what is refused where it is not given."""
    counts: WordSet = frozenset()
    """What people are counted as in such an event."""
    counts_own: dict[str, str] = Field(default_factory=dict)
    """Mode, or ``*`` for any ─► what the event's own arguments are counted as where no other word says."""
    max_depth: float | None = Field(None, gt=0)
    """How deep in its sentence such an event may stand and be no mere mention; None: the usual depth."""
    target: Relations
    """Where its target sits: relations to the trigger, the first before the others."""
    things: Relations = Field(default_factory=dict)
    """Relations in which a thing (a decision, a plan) stands for the side it is of, where no side is named."""
    both_sides: bool = False
    """``A and B agreed``: of several who do it together, each is the other's target."""
    one_sided: Modes = frozenset()
    """Modes of such a type that several do to somebody else: ``A and B offered help``."""
    harm: bool = False
    """It tells what befell people: who died or fled is its target, and a thing is no actor."""
    sends_forces: bool = False
    """Troops as its object are sent or withdrawn, no side."""
    aims_at_places: Literal["equally", "else"] | None = None
    """Whether a place can be its target: ``equally`` with people, or ``else`` where no side is named."""
    about_objects: Modes = frozenset()
    """Modes whose object is what it is about, wherever that is: ``protested the war in Chad``."""
    moves: Modes = frozenset()
    """Modes that have an origin and a destination instead of a place."""
    speech: bool = False
    """It is said, not done: a place counts only beside its own verb, never one of what is spoken about."""
    blames: bool = False
    """Of a deed that it is about, who did it is the target, never its victims: ``condemned the attack on a church``."""
    purpose_apart: bool = False
    """To what end it is done says nothing of to whom: ``withdrew to protect civilians``."""
    gives_way: bool = False
    """Where one trigger tells an event of another type too, that one is told, with this as its ``extension``."""
    announced: bool = False
    """What somebody agrees to do is told as such an event to come: ``agreed to buy its rival``."""
    undone_by: WordSet = frozenset()
    """Verbs that say of such an event that it did not come about: ``blocked the merger``, ``the merger collapsed``."""
    dates_others: WordSet = frozenset()
    """Prepositions after which its noun only says when something else was: ``since the pandemic``."""
    named_by_place: bool = False
    """A place before its noun says where (``the Nagasaki blast``), not who."""

    at_home: bool = False
    """Who does it does it in their own country: voters, ``Chad's elected president``."""

    @model_validator(mode="before")
    @classmethod
    def _with_codes(cls, value: Any) -> Any:
        codes = {system: value[system] for system in ("cameo", "iptc") if system in value}
        rest = {field: held for field, held in value.items() if field not in codes}
        return {**rest, "codes": {**value.get("codes", {}), **codes}} if codes else rest

    def own_count(self, mode: str | None) -> str | None:
        """What the arguments of an event of this type are counted as."""
        return self.counts_own.get(mode or "", self.counts_own.get("*"))


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All types by name, and the words that speak for a context."""

    types: Mapping[str, EventType]
    context_of: Mapping[str, str]
    contexts: frozenset[str] = frozenset()
    target: str = ""
    """Where the target of a type sits that doesn't say."""
    receiving: frozenset[str] = frozenset()
    """Verbs whose subject is at the receiving end: face, receive, draw."""
    carriers: frozenset[str] = frozenset()
    """Verbs that only carry an event noun: launch an attack, hold talks."""


def load_taxonomy(path: Path = FILE) -> Taxonomy:
    """Read ``taxonomy.yaml``.

    Raises:
        ConfigurationError: it is not as described.
    """
    raw = read_yaml(path)
    target = raw["roles"]["target"]
    try:
        types = {name: EventType(**{"target": target, **item, "name": name}) for name, item in raw["types"].items()}
    except ValidationError as error:
        raise ConfigurationError(f"{path.name}: {'; '.join(complaints(error, EventType))}") from None
    return Taxonomy(
        types=types,
        context_of={word: context for context, item in raw["contexts"].items() for word in item["words"].split()},
        contexts=frozenset(raw["contexts"]),
        target=target,
        receiving=frozenset(raw["roles"]["receiving"].split()),
        carriers=frozenset(raw["roles"]["carriers"].split()),
    )
