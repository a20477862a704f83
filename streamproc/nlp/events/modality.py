"""How an event is asserted: negated, planned, attempted, wanted, doubted."""

from __future__ import annotations

from dataclasses import dataclass

GOES_ON = frozenset({"aspect", "happen"})
"""Verbs after which their subject is as real as they are: ``the talks will begin``."""
FUTURE = frozenset({"will", "'ll", "wo", "would", "shall", "going", "\u2019ll"})
POSSIBLE = frozenset({"may", "might", "could", "can"})
NECESSARY = frozenset({"must", "should", "ought"})
EDGE_COST = {"advcl": 1.0, "relcl": 1.2, "acl": 1.0, "conj": 0.15, "pcomp": 0.9, "parataxis": 0.4, "appos": 0.4,
              "nsubj": 0.3, "nsubjpass": 0.3, "csubj": 0.3, "dobj": 0.5, "attr": 0.2, "pobj": 0.45, "prep": 0.45,
              "poss": 1.0, "compound": 1.0, "amod": 0.9, "nmod": 0.9, "npadvmod": 1.0, "acomp": 0.1, "agent": 0.3,
              "since": 1.5, "inside": 0.7}  # fmt: skip
"""How much deeper each edge of the parse puts what hangs on it; ``since`` what only dates something else (``since his hunger strike``),
``inside`` a clause under a verb that has an event of its own."""


@dataclass(slots=True)
class Modality:
    """How a trigger's event is asserted, and how deep in the sentence it stands (0: main predicate)."""

    depth: float = 0.0
    negated: bool = False
    future: bool = False
    hypothetical: bool = False
    attempted: bool = False
    wanted: bool = False
    possible: bool = False
    """Somebody spoken of before may do it: ``it might``, ``they could``."""
    inside: str | None = None
    """What the operator above says of it: denied, promised, wanted, threatened."""
    alleged: bool = False
    """Somebody is accused, suspected or charged with it."""
    operator: int | None = None
    """The token of that operator."""
    reported: bool = False
    generic: bool = False
    """It is told of a kind of people, or of how often: ``every family that fled``, ``accidents are common``."""

    @property
    def is_told(self) -> bool:
        """Whether it is told as a deed done, or to be done on its day."""
        return not (self.negated or self.hypothetical or self.attempted)

    def put_inside(self, operator: int, says: str) -> None:
        """A word that has an event of its own says something of this one; the nearest such word counts."""
        if self.inside is None:
            self.inside, self.operator = says, operator
        self.hypothetical = True

    def turn(self, status: str | None) -> None:
        """Apply what a governing word does to its complement."""
        if status == "deny":
            self.negated = not self.negated
        elif status == "foil":
            self.negated = self.attempted = True
        elif status == "plan":
            self.future = True
        elif status == "try":
            self.attempted = True
        elif status == "allege":
            self.alleged = True
        elif status == "pretend":
            self.generic = True
        elif status in {"want", "wish"}:
            self.wanted = self.hypothetical = True
            self.reported |= status == "wish"  # who wants something for themselves asks for it
        elif status in {"doubt", "threat"}:
            self.hypothetical = True
