"""How sure it is that a candidate is an event: a logistic model over its clues, trained on labels made for streamproc.

``training/events`` holds the labels, the trainer and the model's card; the weights are numbers in a table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from streamproc.nlp.knowledge.data_files import bundled, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE = bundled("events/weights.tsv")
TYPED = "|"
"""Between an event's type and a clue that counts for it."""
_CEILING = 0.99
_FLOOR = 0.01
_NONE: Mapping[str, float] = {}


@dataclass(slots=True, eq=False)
class ClueGroup:
    """Clues that go together, each once, and what they weigh together."""

    words: tuple[str, ...]
    weight: float
    typed: dict[str, float] = field(default_factory=dict)
    """What they weigh besides for an event of a type, as far as somebody has asked."""


class Clues(NamedTuple):
    """The clues of one candidate, each once: of the words it matches, of what it says, and of what stands around it."""

    event_type: str
    matched: Sequence[ClueGroup]
    said: Sequence[ClueGroup]
    """These count for the event's type as well."""
    around: Sequence[ClueGroup]

    def words(self) -> list[str]:
        """All of them as the table of weights has them."""
        matched, said, around = (
            list(chain.from_iterable(group.words for group in groups))
            for groups in (self.matched, self.said, self.around)
        )
        return [*matched, *said, *(f"{self.event_type}{TYPED}{clue}" for clue in said), *around]


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights of clues; ``bias`` is what a candidate without any has. ``typed``: by type of event, what counts for it."""

    weights: Mapping[str, float]
    bias: float
    typed: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def group(self, words: Iterable[str]) -> ClueGroup:
        """Some clues with their weight."""
        told = tuple(dict.fromkeys(words))
        return ClueGroup(told, sum(map(self.weights.get, told, repeat(0.0))))

    def probability(self, clues: Clues) -> float:
        """The probability, from .01 to .99, that a candidate with these clues is an event of its type."""
        total = self.bias
        for group in clues.matched:
            total += group.weight
        kind = clues.event_type
        for group in clues.said:
            typed = group.typed.get(kind)
            total += group.weight + (self._for_type(kind, group) if typed is None else typed)
        for group in clues.around:
            total += group.weight
        return max(_FLOOR, min(_CEILING, 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))))

    def _for_type(self, event_type: str, group: ClueGroup) -> float:
        known = self.typed.get(event_type, _NONE)
        weight = group.typed[event_type] = sum(map(known.get, group.words, repeat(0.0)))
        return weight


def load_scorer() -> Scorer:
    """The bundled weights."""
    weights: dict[str, float] = {}
    typed: dict[str, dict[str, float]] = {}
    for clue, weight in read_table(FILE):
        event_type, mark, rest = clue.partition(TYPED)
        weights[clue] = float(weight)
        if mark:
            typed.setdefault(event_type, {})[rest] = float(weight)
    return Scorer(weights, weights.pop("bias"), typed)
