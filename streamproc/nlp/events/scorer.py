"""How sure it is that a candidate is an event: a logistic model over its clues, trained on labels made for streamproc.

``training/events`` holds the labels, the trainer and the model's card; the weights are numbers in a table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from streamproc.nlp.knowledge.data_files import bundled, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE = bundled("events/weights.tsv")
_CEILING = 0.99
_FLOOR = 0.01


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights of clues; ``bias`` is what a candidate without any has."""

    weights: Mapping[str, float]
    bias: float

    def probability(self, clues: Iterable[str]) -> float:
        """The probability, from .01 to .99, that a candidate with these clues is an event of its type."""
        known = self.weights
        total = self.bias
        for clue in clues:
            weight = known.get(clue)
            if weight is not None:
                total += weight
        return max(_FLOOR, min(_CEILING, 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))))


def load_scorer() -> Scorer:
    """The bundled weights."""
    weights = {clue: float(weight) for clue, weight in read_table(FILE)}
    return Scorer(weights, weights.pop("bias"))
