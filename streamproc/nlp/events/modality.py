"""Did it happen? What stands above a trigger in the sentence: negation, plans, demands, doubts, reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames
    from streamproc.nlp.lexicon.matcher import Match

_NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "without", "hardly"})
FUTURE = frozenset({"will", "'ll", "wo", "would", "shall", "going", "\u2019ll"})
POSSIBLE = frozenset({"may", "might", "could", "can"})
_MIGHT = frozenset({"may", "might", "could"})
_SPEAKERS = frozenset({"it", "he", "she", "they", "we", "i"})
NECESSARY = frozenset({"must", "should", "ought"})
_CONDITIONS = frozenset({"if", "unless", "whether", "lest"})
_UNREAL = {
    "planned": "future", "upcoming": "future", "scheduled": "future", "proposed": "future", "imminent": "future",
    "looming": "future", "future": "future", "intended": "future", "forthcoming": "future", "threatened": "future",
    "failed": "attempted", "thwarted": "attempted", "attempted": "attempted", "foiled": "attempted", "abortive": "attempted",
    "potential": "hypothetical", "possible": "hypothetical", "hypothetical": "hypothetical", "further": "",
    "feared": "hypothetical", "any": "hypothetical", "possible_": "", "no": "negated",
}  # fmt: skip
COMING = frozenset(word for word, kind in _UNREAL.items() if kind == "future")
"""What makes an event noun one to come: ``the planned march``."""
EDGE_COST = {"advcl": 1.0, "relcl": 1.2, "acl": 1.0, "conj": 0.15, "pcomp": 0.9, "parataxis": 0.4, "appos": 0.4,
              "nsubj": 0.3, "nsubjpass": 0.3, "csubj": 0.3, "dobj": 0.5, "attr": 0.2, "pobj": 0.45, "prep": 0.45,
              "poss": 1.0, "compound": 1.0, "amod": 0.9, "nmod": 0.9, "npadvmod": 1.0, "acomp": 0.1, "agent": 0.3}  # fmt: skip
_SAY_STATUS = frozenset({"neg", "aux", "mark", "nsubj", "nsubjpass", "preconj"})
"""Dependents of a verb that may say whether it happened."""
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_TAKEN_FOR_GRANTED = frozenset({"after", "as", "because", "since", "when", "while", "before", "although", "though"})
_SINCE = frozenset({"since", "before", "until"})
_BACKGROUND_COST = 1.5
"""``the first time since his hunger strike``: what only dates something else is no news."""
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
    possible: bool = False
    """Somebody spoken of before may do it: ``it might``, ``they could``."""
    inside: str | None = None
    """What the operator above says of it: denied, promised, wanted, threatened."""
    reported: bool = False

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
        elif status == "want":
            self.wanted = self.hypothetical = True
        elif status in {"doubt", "threat"}:
            self.hypothetical = True


def modality(syntax: ArgumentFrames, match: Match, status: Mapping[str, str], operators: Mapping[int, str]) -> Modality:
    """Walk from the trigger to the root. ``operators``: anchors of matched entries that say what their complement is."""
    walk = ModalityWalk(syntax, status, operators, match)
    walk.own_words(match.anchor)
    for child, head in syntax.root_path(match.anchor):
        walk.step(child, head)
    return walk.found


class ModalityWalk:
    """The way up from a trigger.

    Once ``settled``, what stands further up says nothing about whether it happened: a relative clause,
    an ``after``-clause and ``condemned the attack`` take the event for granted.
    """

    def __init__(
        self, syntax: ArgumentFrames, status: Mapping[str, str], operators: Mapping[int, str], match: Match
    ) -> None:
        self.syntax = syntax
        self.status = status
        self.operators = operators
        self.trigger = range(match.start, match.end)
        self.nominal = syntax.words[match.anchor].is_noun
        self.light = self.nominal and "governor" in match.entry.wanted
        """The verb above is part of what the entry asks for: ``extend a curfew``."""
        self.settled = False
        self.found = Modality()

    def step(self, child: int, head: int) -> None:  # noqa: C901, PLR0912 - one branch per edge
        syntax, found = self.syntax, self.found
        dep, above = syntax.dep[child], syntax.words[head]
        verbal = above.is_verb or above.tag == "MD" or (above.tag[:1] == "J" and dep in {"xcomp", "ccomp"})
        does = self.status.get(above.lemma)
        if self.light and verbal:
            does, self.light = (does if does in {"want", "deny", "threat"} else "aspect"), False
        if dep in {"xcomp", "ccomp"} and (verbal or above.is_noun):
            self.complement(head, does, dep)
        elif dep in {"dobj", "nsubjpass", "pobj", "oprd"} and verbal:
            self.object(head, does)
        elif dep == "pobj" or (dep == "prep" and verbal):
            self.prepositional(child, head, does)
        elif dep == "advcl":
            self.adverbial(child, does)
        elif dep == "conj":
            found.depth += EDGE_COST["conj"]
            if above.tag == "VB" and syntax.words[child].tag in _FINITE:
                self.settled = True  # the parser hung a finite verb on an infinitive: it belongs higher up
        elif dep == "prep" and above.is_quantity:
            pass
        else:
            subject = dep in {"nsubj", "csubj"} and verbal
            if dep == "pcomp" and above.lower == "with":
                found.depth += 0.7  # an accompanying circumstance
            elif dep == "pcomp" and above.lower == "without" and not self.settled:
                found.negated = True
            found.depth += 0.05 if subject and does == "aspect" else EDGE_COST.get(dep, 0.5)
            if (
                dep in {"relcl", "poss", "appos"}
                or (dep == "acl" and syntax.words[child].tag != "VB")
                or (subject and does not in {"aspect", "happen"})
            ):
                self.settled = True
        if verbal and self.nominal and self.is_generic(child, head):
            found.hypothetical = True
        if verbal:
            found.reported = found.reported or does == "report"
            if not self.settled:
                self.auxiliaries(head, negates=does != "report")
        self.nominal = self.nominal and not verbal

    def is_generic(self, noun: int, verb: int) -> bool:
        """``Strikes are becoming longer``: a bare plural with a present verb tells of no event."""
        words, dep = self.syntax.words, self.syntax.dep
        if noun not in self.trigger or words[noun].tag != "NNS" or dep[noun] not in {"nsubj", "dobj"}:
            return False
        bare = all(
            dep[c] not in {"det", "poss", "nummod", "amod", "compound", "prep", "acl"}
            for c in self.syntax.children(noun)
        )
        return bare and (
            words[verb].tag in {"VBZ", "VBP"}
            or any(words[c].tag in {"MD", "VBP", "VBZ"} for c in self.syntax.children(verb))
        )

    def complement(self, head: int, does: str | None, dep: str) -> None:
        """The trigger is in a clause that a verb, adjective or noun governs."""
        found = self.found
        if head in self.operators:
            found.depth += _INSIDE_COST
            if not self.settled:
                found.inside = found.inside or self.operators[head]
                found.hypothetical = True
        elif does in {"report", "aspect"}:
            found.depth += 0.0 if dep == "ccomp" or does == "aspect" else 0.1
        else:
            found.depth += 0.2 if does else 0.6
            if not self.settled:
                found.turn(does)

    def object(self, head: int, does: str | None) -> None:
        """An event noun as object: ``launched an attack``, ``foiled a plot``, ``condemned the raid``."""
        if does in {"report", "aspect", "happen"}:
            self.found.depth += 0.05
            return
        self.found.depth += 0.6
        if self.settled:
            return
        if head in self.operators and self.operators[head] != "promised":
            self.found.inside = self.found.inside or self.operators[head]
            self.found.hypothetical = True
        elif does in {"deny", "foil", "plan", "want", "threat", "try", "doubt"}:
            self.found.turn(does)
        elif self.nominal and does != "cause":
            self.settled = True

    def prepositional(self, child: int, head: int, does: str | None) -> None:
        syntax, found = self.syntax, self.found
        above = syntax.words[head]
        if syntax.dep[child] == "pobj":
            if above.lower == "without" and not self.settled:
                found.negated = True
            if above.lower == "of" and syntax.words[syntax.head[head]].is_quantity:
                return
            if above.lower in _SINCE and self.nominal:
                found.depth += _BACKGROUND_COST
            found.depth += EDGE_COST["pobj"]
            return
        found.depth += EDGE_COST["prep"]
        if not self.settled and self.nominal:
            if does in {"want", "plan", "threat", "deny", "foil"} and syntax.words[child].lower in {
                "for",
                "of",
                "against",
                "to",
                "from",
            }:
                found.turn(does)
            elif does not in {"aspect", "cause", "happen"}:
                self.settled = True

    def adverbial(self, child: int, does: str | None) -> None:
        syntax, found = self.syntax, self.found
        found.depth += EDGE_COST["advcl"]
        words = {syntax.words[c].lower for c in syntax.children(child)}
        if self.settled:
            return
        if words & _CONDITIONS:
            found.hypothetical = True
        elif "to" in words:
            found.hypothetical = found.hypothetical or does not in {"aspect", "gather"}
        elif words & _TAKEN_FOR_GRANTED or syntax.words[child].tag in {"VBG", "VBN"}:
            self.settled = True

    def own_words(self, node: int) -> None:
        syntax, found = self.syntax, self.found
        if not syntax.words[node].is_noun:
            self.auxiliaries(node)
            return
        for child in syntax.children(node):
            kind = _UNREAL.get(syntax.words[child].lower)
            if kind and child not in self.trigger and syntax.dep[child] not in {"acl", "relcl"}:
                setattr(found, kind, True)

    def is_about_speaker(self, verb: int) -> bool:
        """``Russia said it might``: the subject is a pronoun."""
        syntax = self.syntax
        return any(syntax.dep[c] == "nsubj" and syntax.words[c].lower in _SPEAKERS for c in syntax.children(verb))

    def auxiliaries(self, verb: int, *, negates: bool = True) -> None:
        syntax, found = self.syntax, self.found
        for child in syntax.children(verb):
            dep = syntax.dep[child]
            if dep not in _SAY_STATUS or child in self.trigger:
                continue
            lower = syntax.words[child].lower
            if dep == "neg" or (dep in {"nsubj", "nsubjpass", "preconj"} and lower in {"nobody", "none", "neither"}):
                found.negated = found.negated != negates
            elif dep == "aux":
                if lower in FUTURE:
                    found.future = True
                elif lower in POSSIBLE:
                    found.hypothetical = True
                    found.possible = found.possible or (lower in _MIGHT and self.is_about_speaker(verb))
                elif lower in NECESSARY:
                    found.wanted = found.hypothetical = True
            elif dep == "mark" and lower in _CONDITIONS:
                found.hypothetical = True
