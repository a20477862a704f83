"""Did it happen? What stands above a trigger in the sentence: negation, plans, demands, doubts, reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streamproc.nlp.clauses import QUANTITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamproc.nlp.clauses import Clauses
    from streamproc.nlp.matching import Match

_NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "without", "hardly"})
_FUTURE = frozenset({"will", "'ll", "wo", "would", "shall", "going", "\u2019ll"})
_POSSIBLE = frozenset({"may", "might", "could", "can"})
_NECESSARY = frozenset({"must", "should", "ought"})
_CONDITIONS = frozenset({"if", "unless", "whether", "lest"})
_UNREAL = {
    "planned": "future", "upcoming": "future", "scheduled": "future", "proposed": "future", "imminent": "future",
    "looming": "future", "future": "future", "intended": "future", "forthcoming": "future", "threatened": "future",
    "failed": "attempted", "thwarted": "attempted", "attempted": "attempted", "foiled": "attempted", "abortive": "attempted",
    "potential": "hypothetical", "possible": "hypothetical", "hypothetical": "hypothetical", "further": "",
    "feared": "hypothetical", "any": "hypothetical", "possible_": "", "no": "negated",
}  # fmt: skip
_EDGE_COST = {"advcl": 1.0, "relcl": 1.2, "acl": 1.0, "conj": 0.15, "pcomp": 0.9, "parataxis": 0.4, "appos": 0.4,
              "nsubj": 0.3, "nsubjpass": 0.3, "csubj": 0.3, "dobj": 0.5, "attr": 0.2, "pobj": 0.45, "prep": 0.45,
              "poss": 1.0, "compound": 1.0, "amod": 0.9, "nmod": 0.9, "npadvmod": 1.0, "acomp": 0.1, "agent": 0.3}  # fmt: skip
_INSIDE_COST = 0.7
"""A clause under a verb that has an event of its own comes second."""


@dataclass(slots=True)
class Modality:
    """How a trigger's event is asserted, and how deep in the sentence it stands (0: main predicate)."""

    depth: float = 0.0
    negated: bool = False
    future: bool = False
    hypothetical: bool = False
    attempted: bool = False
    wanted: bool = False
    inside: str | None = None
    """What the operator above says of it: denied, promised, wanted, threatened."""
    reported: bool = False

    def turn(self, status: str | None) -> None:
        """Apply what a governing word does to its complement."""
        if status == "deny":
            self.negated = not self.negated
        elif status == "plan":
            self.future = True
        elif status == "try":
            self.attempted = True
        elif status == "want":
            self.wanted = self.hypothetical = True
        elif status in {"doubt", "threat"}:
            self.hypothetical = True


def modality(  # noqa: C901 - one branch per edge
    clauses: Clauses, match: Match, status: Mapping[str, str], operators: Mapping[int, str]
) -> Modality:
    """Walk from the trigger to the root. ``operators``: anchors of matched entries that say what their complement is."""
    found = Modality()
    node = match.anchor
    _own_words(clauses, node, found)
    for child, head in clauses.root_path(match.anchor):
        dep = clauses.dep[child]
        above = clauses.words[head]
        verbal = above.tag[:1] in {"V", "M"} or (above.tag[:1] == "J" and dep in {"xcomp", "ccomp"})
        does = status.get(above.lemma)
        if dep in {"xcomp", "ccomp"} and head in operators:
            found.inside = found.inside or operators[head]
            found.hypothetical = True
            found.depth += _INSIDE_COST
        elif dep in {"xcomp", "ccomp"} and (verbal or above.tag[:1] == "N"):
            _complement(found, does, dep)
        elif dep in {"dobj", "nsubjpass", "pobj", "oprd"} and verbal:
            _object(found, does, is_operator=head in operators, inside=operators.get(head))
        elif dep == "pobj" and above.lower in {"without", "despite"}:
            found.negated = found.negated or above.lower == "without"
            found.depth += 0.5
        elif (dep == "pobj" and above.lower == "of" and clauses.words[clauses.head[head]].lemma in QUANTITIES) or (
            dep == "prep" and above.lemma in QUANTITIES
        ):
            pass
        elif dep == "advcl":
            found.depth += _EDGE_COST["advcl"]
            marks = {clauses.words[c].lower for c in clauses.children(child)}
            if marks & _CONDITIONS or ("to" in marks and clauses.is_verb(child)):
                found.hypothetical = True
        else:
            found.depth += _EDGE_COST.get(dep, 0.5)
        if verbal or above.tag[:1] == "V":
            _auxiliaries(clauses, head, found)
            if does == "report":
                found.reported = True
        node = head
    return found


def _complement(found: Modality, does: str | None, dep: str) -> None:
    if does in {"report", "aspect"}:
        found.depth += 0.0 if dep == "ccomp" or does == "aspect" else 0.1
    else:
        found.depth += 0.2 if does else 0.6
        found.turn(does)


def _object(found: Modality, does: str | None, *, is_operator: bool, inside: str | None) -> None:
    """An event noun as object: ``launched an attack``, ``foiled a plot``, ``condemned the raid``."""
    if does in {"report", "aspect"}:
        found.depth += 0.05
        return
    found.depth += 0.6
    if is_operator:
        found.inside = found.inside or inside
        found.hypothetical = found.hypothetical or inside != "real"
    else:
        found.turn(does)


def _own_words(clauses: Clauses, node: int, found: Modality) -> None:
    if clauses.words[node].tag[:1] == "N":
        for child in clauses.children(node):
            kind = _UNREAL.get(clauses.words[child].lower)
            if kind == "negated":
                found.negated = True
            elif kind == "future":
                found.future = True
            elif kind == "attempted":
                found.attempted = True
            elif kind == "hypothetical":
                found.hypothetical = True
    else:
        _auxiliaries(clauses, node, found)


def _auxiliaries(clauses: Clauses, verb: int, found: Modality) -> None:
    for child in clauses.children(verb):
        dep, lower = clauses.dep[child], clauses.words[child].lower
        if dep == "neg" or (dep in {"nsubj", "nsubjpass", "preconj"} and lower in {"nobody", "none", "neither"}):
            found.negated = not found.negated
        elif dep == "aux":
            if lower in _FUTURE:
                found.future = True
            elif lower in _POSSIBLE:
                found.hypothetical = True
            elif lower in _NECESSARY:
                found.wanted = found.hypothetical = True
        elif dep == "mark" and lower in _CONDITIONS:
            found.hypothetical = True
