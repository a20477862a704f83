"""How sure it is that a candidate is an event: a logistic model over its clues, trained on labels made for streamproc.

``training/events`` holds the labels, the trainer and the model's card; the weights are numbers in a table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import repeat
from math import exp
from typing import TYPE_CHECKING

from streamproc.nlp.events.clues import TYPED
from streamproc.nlp.knowledge.data_files import bundled, read_table

if TYPE_CHECKING:
    from streamproc.nlp.events.clues import Clues

FILE = bundled("events/weights.tsv")
_CEILING = 0.99
_FLOOR = 0.01
_NONE: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights of clues; ``bias`` is what a candidate without any has. ``typed``: by type of event, what counts for it."""

    weights: Mapping[str, float]
    bias: float
    typed: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def probability(self, clues: Clues) -> float:
        """The probability, from .01 to .99, that a candidate with these clues is an event of its type."""
        total = self.bias
        for known, given in (
            (self.weights, clues.matched),
            (self.weights, clues.said),
            (self.typed.get(clues.event_type, _NONE), clues.said),
            (self.weights, clues.around),
        ):
            total = sum(map(known.get, given, repeat(0.0)), total)
        return max(_FLOOR, min(_CEILING, 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))))


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
