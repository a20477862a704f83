"""What entries ask of the syntax around their words: conditions, made once per entry, and the words for a miss."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from streamproc.nlp.lexicon.complement_labels import complement_labels
from streamproc.nlp.lexicon.syntax import MODIFIERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from streamproc.nlp.lexicon.argument_frames import ArgumentFrame, ArgumentFrames
    from streamproc.nlp.lexicon.entries import Entry

_PUBLIC = frozenset({"@armed", "@insurgent", "@police", "@state", "@leader", "@norp", "@gpe", "@public_victim"})


@dataclass(frozen=True, slots=True)
class Miss:
    """A condition of an entry that does not hold. Worded only when somebody asks: most candidates miss."""

    condition: str
    wanted: frozenset[str]
    present: tuple[frozenset[str], ...] = ()

    def __str__(self) -> str:
        found = " / ".join(" ".join(sorted(labels)) for labels in self.present)
        if self.condition.startswith("not_"):
            return f"{self.condition[4:]} is {found}"
        return f"{self.condition} is {found or 'missing'}, wanted: {listed(self.wanted)}"


@dataclass(frozen=True, slots=True, eq=False)
class Condition(ABC):
    """One thing that an entry asks for at a token and its frame."""

    name: str
    wanted: frozenset[str]

    @abstractmethod
    def holds(self, syntax: ArgumentFrames, anchor: int, frame: ArgumentFrame) -> bool:
        """Is it so?"""

    def miss(self, syntax: ArgumentFrames, anchor: int, frame: ArgumentFrame) -> Miss:  # noqa: ARG002 - most say only what they want
        """What is there instead."""
        return Miss(self.name, self.wanted)


def conditions_of(entry: Entry) -> tuple[Condition, ...]:
    """The conditions of an entry, those first that cost least."""
    return tuple(_conditions(entry))


def _conditions(entry: Entry) -> Iterator[Condition]:
    prepositions = " or ".join(entry.prep), frozenset[str]().union(*entry.prep.values())
    if entry.complement:
        yield _HasComplement("complement", entry.complement)
    if entry.prep:
        yield _HasPreposition(*prepositions, entry.prep)
    if entry.particle:
        yield _Particle("particle", entry.particle)
    for name, wanted in entry.wanted.items():
        yield _Argument(name, wanted, *_may_lack(entry, name))
    for name, unwanted in entry.forbidden.items():
        yield _NoArgument(name, unwanted)
    for name, unwanted in entry.not_prep.items():
        yield _NoPreposition(name, unwanted)
    if entry.prep:
        yield _Preposition(*prepositions, entry.prep)
    if entry.complement:
        yield _Complement("complement", entry.complement)
    if entry.near:
        yield _Company("company", entry.near)


def why_not(syntax: ArgumentFrames, anchor: int, entry: Entry) -> Miss | None:
    """The first condition of an entry that fails at a token; None when all hold."""
    frame = syntax.frame(anchor)
    for condition in conditions_of(entry):
        if not condition.holds(syntax, anchor, frame):
            return condition.miss(syntax, anchor, frame)
    return None


class _HasComplement(Condition):
    __slots__ = ()

    def holds(self, syntax: ArgumentFrames, anchor: int, frame: ArgumentFrame) -> bool:  # noqa: ARG002
        return bool(frame.complements)


class _Complement(Condition):
    __slots__ = ()

    def holds(self, syntax: ArgumentFrames, anchor: int, frame: ArgumentFrame) -> bool:  # noqa: ARG002
        if syntax.any_of(frame.complements, self.wanted):
            return True
        return any(not complement_labels(syntax, j).isdisjoint(self.wanted) for j in frame.complements)

    def miss(self, syntax: ArgumentFrames, anchor: int, frame: ArgumentFrame) -> Miss:  # noqa: ARG002
        return Miss(self.name, self.wanted, tuple(complement_labels(syntax, j) for j in frame.complements))


@dataclass(frozen=True, slots=True, eq=False)
class _HasPreposition(Condition):
    prepositions: Mapping[str, frozenset[str]]

    def holds(self, syntax: ArgumentFrames, anchor: int, frame: ArgumentFrame) -> bool:  # noqa: ARG002
        return not frame.preps.keys().isdisjoint(self.prepositions)


@dataclass(frozen=True, slots=True, eq=False)
class _Preposition(Condition):
    prepositions: Mapping[str, frozenset[str]]

    def holds(self, syntax: ArgumentFrames, anchor: int, frame: ArgumentFrame) -> bool:  # noqa: ARG002
        for preposition, found in frame.preps.items():
            if preposition in self.prepositions and syntax.any_of(found, self.prepositions[preposition]):
                return True
        return False

    def miss(self, syntax: ArgumentFrames, anchor: int, frame: ArgumentFrame) -> Miss:  # noqa: ARG002
        found = [j for preposition in self.prepositions for j in frame.preps.get(preposition, ())]
        return Miss(self.name, self.wanted, tuple(map(syntax.labels, found)))


class _NoPreposition(Condition):
    __slots__ = ()

    def holds(self, syntax: ArgumentFrames, anchor: int, frame: ArgumentFrame) -> bool:  # noqa: ARG002
        return not syntax.any_of(frame.preps.get(self.name, ()), self.wanted)

    def miss(self, syntax: ArgumentFrames, anchor: int, frame: ArgumentFrame) -> Miss:  # noqa: ARG002
        return Miss(f"not_{self.name}", self.wanted, (self.wanted,))


class _Particle(Condition):
    """A particle, a preposition or a predicate: ``gunned down``, ``out of``, ``found guilty``, ``set free``."""

    __slots__ = ()

    def holds(self, syntax: ArgumentFrames, anchor: int, frame: ArgumentFrame) -> bool:  # noqa: ARG002
        wanted = self.wanted
        if not (wanted.isdisjoint(frame.particles) and wanted.isdisjoint(frame.preps)):
            return True
        return any(syntax.words[j].lower in wanted for j in (*frame.complements, *frame.objects))


@dataclass(frozen=True, slots=True, eq=False)
class _Argument(Condition):
    may_lack: bool
    may_lack_in_passive: bool

    def holds(self, syntax: ArgumentFrames, anchor: int, frame: ArgumentFrame) -> bool:
        found = arguments(syntax, anchor, frame, self.name)
        if not found:
            return self.may_lack or (self.may_lack_in_passive and frame.passive)
        return syntax.any_of(found, self.wanted)

    def miss(self, syntax: ArgumentFrames, anchor: int, frame: ArgumentFrame) -> Miss:
        found = arguments(syntax, anchor, frame, self.name)
        return Miss(self.name, self.wanted, tuple(map(syntax.labels, found)))


def _may_lack(entry: Entry, name: str) -> tuple[bool, bool]:
    """Whether an argument may be missing, and in the passive: a subject may where something else is asked for and found."""
    if entry.bare:
        return True, True
    if name != "subject" or entry.needs_subject:
        return False, False
    return len(entry.wanted) > 1 or bool(entry.prep), True


class _NoArgument(Condition):
    __slots__ = ()

    def holds(self, syntax: ArgumentFrames, anchor: int, frame: ArgumentFrame) -> bool:
        return not syntax.any_of(arguments(syntax, anchor, frame, self.name), self.wanted)

    def miss(self, syntax: ArgumentFrames, anchor: int, frame: ArgumentFrame) -> Miss:
        found = arguments(syntax, anchor, frame, self.name)
        labels = syntax.labels(next(j for j in found if syntax.any_of((j,), self.wanted)))
        return Miss(f"not_{self.name}", self.wanted, (labels & self.wanted or labels,))


class _Company(Condition):
    """Such a word stands in the same sentence, or one side is public or armed. An article about war needs none."""

    __slots__ = ()

    def holds(self, syntax: ArgumentFrames, anchor: int, frame: ArgumentFrame) -> bool:
        if "war" in syntax.domains or syntax.any_of(frame.subjects, _PUBLIC) or syntax.any_of(frame.objects, _PUBLIC):
            return True
        start, end = syntax.sentence(anchor)
        return any(not syntax.words[i].labels.isdisjoint(self.wanted) for i in range(start, end) if i != anchor)


def arguments(syntax: ArgumentFrames, anchor: int, frame: ArgumentFrame, name: str) -> Sequence[int]:
    """The heads of every argument of that name."""
    if name == "subject":
        return frame.subjects
    if name == "object":
        return frame.objects
    if name == "modifier":
        return [c for c in syntax.children(anchor) if syntax.dep[c] in MODIFIERS]
    head = governor(syntax, anchor)
    return () if head is None else (head,)


def governor(syntax: ArgumentFrames, anchor: int) -> int | None:
    """The word above, looking through prepositions and quantities: ``dozens of … were sent``."""
    node, head = anchor, syntax.head[anchor]
    if head == node or syntax.only_named(node):
        return None
    for _ in range(3):
        if syntax.dep[head] != "prep":
            break
        above = syntax.head[head]
        if not syntax.words[above].is_quantity or syntax.head[above] == above:
            return above
        head = syntax.head[above]
    return head


def listed(words: Iterable[str]) -> str:
    ordered = sorted(words)
    return " ".join(ordered[:6]) + (" …" if len(ordered) > 6 else "")  # noqa: PLR2004 - enough to see which list
