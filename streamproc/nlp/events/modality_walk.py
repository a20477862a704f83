"""Did it happen? What stands above a trigger in the sentence: negation, plans, demands, doubts, reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from streamproc.nlp.events import clause_subjects, habits
from streamproc.nlp.events.modality import EDGE_COST, FUTURE, GOES_ON, NECESSARY, POSSIBLE, Modality
from streamproc.nlp.lexicon.words import Word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames
    from streamproc.nlp.lexicon.index import Lexicon
    from streamproc.nlp.lexicon.matcher import Match

_CONDITIONS = frozenset({"if", "unless", "whether", "lest"})
_PARTIES = frozenset({"nsubj", "nsubjpass", "preconj", "dobj"})
_SAY_STATUS = _PARTIES | {"neg", "aux", "mark"}
"""Dependents of a verb that may say whether it happened."""
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_TAKEN_FOR_GRANTED = frozenset({"after", "as", "because", "since", "when", "while", "before", "although", "though"})
_WISHED = frozenset({"want", "plan", "threat", "deny", "foil"})
_AFTER_WISH = frozenset({"for", "of", "against", "to", "from"})
_BESIDE = frozenset({"with", "during", "amid"})
_SINCE = frozenset({"since", "before", "until"})


def modality(syntax: ArgumentFrames, match: Match, lexicon: Lexicon, operators: Mapping[int, str]) -> Modality:
    """Walk from the trigger to the root. ``operators``: anchors of matched entries that say what their complement is."""
    walk = ModalityWalk(syntax, lexicon, operators, match)
    walk.own_words(match.anchor)
    for child, head in syntax.root_path(match.anchor):
        walk.step(child, head)
    return walk.found


class _Edge(NamedTuple):
    """A step up: from ``child`` to ``head``, the word ``above``, and what that does to its complements."""

    child: int
    head: int
    dep: str
    above: Word
    does: str | None
    verbal: bool


class ModalityWalk:
    """The way up from a trigger.

    Once ``settled``, what stands further up says nothing about whether it happened: a relative clause,
    an ``after``-clause and ``condemned the attack`` take the event for granted.
    """

    def __init__(self, syntax: ArgumentFrames, lexicon: Lexicon, operators: Mapping[int, str], match: Match) -> None:
        self.syntax = syntax
        self.lexicon = lexicon
        self.operators = operators
        self.trigger = range(match.start, match.end)
        self.nominal = syntax.words[match.anchor].is_noun
        self.light = self.nominal and "governor" in match.entry.wanted
        """The verb above is part of what the entry asks for: ``extend a curfew``."""
        self.settled = False
        self.found = Modality(generic=habits.is_habitual(syntax, match.anchor))

    def step(self, child: int, head: int) -> None:
        """One edge of the parse further up."""
        dep, above = self.syntax.dep[child], self.syntax.words[head]
        verbal = above.is_verb or above.tag == "MD" or (above.tag[:1] == "J" and dep in {"xcomp", "ccomp"})
        does = self.lexicon.status.get(above.lemma)
        if self.light and verbal:
            does, self.light = (does if does in {"want", "deny", "threat"} else "aspect"), False
        STEPS.get(dep, ModalityWalk.other)(self, _Edge(child, head, dep, above, does, verbal))
        if verbal:
            self.found.generic |= habits.is_story(self.syntax, head)
            if self.nominal and child in self.trigger and clause_subjects.is_generic(self.syntax, child, head):
                self.found.hypothetical = True
                self.found.generic |= clause_subjects.is_habit(self.syntax, head)
            self.found.reported = self.found.reported or does == "report"
            if not self.settled:
                self.auxiliaries(head, negates=does != "report")
            self.nominal = False

    def other(self, edge: _Edge) -> None:
        """A dependent of no rule of its own: subjects, relative clauses, modifiers, what does not hang on a verb."""
        if clause_subjects.is_claim(self.syntax, edge.child, edge.head):
            self.found.alleged |= not self.settled
            return
        if not self.settled and edge.dep in {"acl", "relcl"} and self.syntax.has_to(edge.child):
            self.found.turn(habits.aim_of(self.syntax, edge.head, edge.does))
        subject = edge.dep in {"nsubj", "csubj"} and edge.verbal
        self.found.depth += 0.05 if subject and edge.does == "aspect" else EDGE_COST.get(edge.dep, 0.5)
        if (
            edge.dep in {"relcl", "poss", "appos"}
            or (edge.dep == "acl" and self.syntax.words[edge.child].tag != "VB")
            or (subject and edge.does not in GOES_ON and not clause_subjects.is_figure(self.syntax, edge.child))
        ):
            is_anybody = edge.dep == "relcl" and clause_subjects.is_anybody(self.syntax, edge.head)
            self.found.generic |= is_anybody and not self.settled
            self.settled = True

    def circumstance(self, edge: _Edge) -> None:
        """``with rebels holding the town``, ``without firing a shot``, ``prevented from leaving``."""
        governor = self.syntax.words[self.syntax.head[edge.head]].lemma
        if edge.above.lower == "with":
            self.found.depth += 0.7  # an accompanying circumstance
        elif not self.settled and (kept := habits.kept(edge.above.lower, governor)):
            setattr(self.found, kept, True)
        elif not self.settled and self.lexicon.status.get(governor) == "allege":
            self.found.alleged = True  # accused of beating a waiter: told as much as the accusation
            self.found.depth -= 1.0
        self.found.depth += EDGE_COST["pcomp"]

    def coordinated(self, edge: _Edge) -> None:
        self.found.depth += EDGE_COST["conj"]
        if edge.above.tag == "VB" and self.syntax.words[edge.child].tag in _FINITE:
            self.settled = True  # the parser hung a finite verb on an infinitive: it belongs higher up

    def complement(self, edge: _Edge) -> None:
        """The trigger is in a clause that a verb, adjective or noun governs."""
        if not (edge.verbal or edge.above.is_noun):
            self.other(edge)
            return
        found, does = self.found, edge.does
        found.generic |= not self.settled and habits.is_enabling(self.syntax, edge.head)
        if edge.head in self.operators:
            found.depth += EDGE_COST["inside"]
            if not self.settled:
                found.put_inside(edge.head, self.operators[edge.head])
        elif does in {"report", "aspect"}:
            found.depth += 0.0 if edge.dep == "ccomp" or does == "aspect" else 0.1
        elif edge.dep == "ccomp" and clause_subjects.only_follows(self.syntax, edge.child, edge.head, does):
            self.settled = True  # ``They shelled the village, however nobody was hurt``: a sentence of its own
        else:
            found.depth += 0.2 if does else 0.6
            if not self.settled:
                found.turn("wish" if clause_subjects.is_wished(self.syntax, edge.child, edge.head) else does)

    def object(self, edge: _Edge) -> None:
        """An event noun as object: ``launched an attack``, ``foiled a plot``, ``condemned the raid``."""
        if not edge.verbal:
            self.other(edge)
            return
        found, does = self.found, edge.does
        if does in {"report", "aspect", "happen"}:
            found.depth += 0.05
            return
        found.depth += 0.6
        self.settled |= self.syntax.only_named(edge.child)  # ``called the strike a mistake``: there is one
        if self.settled:
            return
        if edge.head in self.operators and self.operators[edge.head] != "promised":
            found.put_inside(edge.head, self.operators[edge.head])
        elif does in {"deny", "foil", "plan", "want", "threat", "try", "doubt", "pretend"}:
            found.turn(does)
        elif self.nominal and does != "cause":
            self.settled = True

    def under_preposition(self, edge: _Edge) -> None:
        """``of the attack``, ``without an attack``, ``since the strike``."""
        if edge.verbal:
            self.object(edge)
            return
        syntax, preposition = self.syntax, edge.above.lower
        if preposition == "without" and not self.settled:
            self.found.negated = True
        if preposition == "of" and syntax.words[syntax.head[edge.head]].is_quantity:
            return
        with_it = preposition in _BESIDE and clause_subjects.is_definite(syntax, edge.child)
        if self.nominal and (with_it or clause_subjects.is_taken_for_granted(syntax, edge.child)):
            self.settled = True  # ``to help with the evacuation``: there is one
        self.found.depth += EDGE_COST["since"] if preposition in _SINCE and self.nominal else 0.0
        self.found.depth += EDGE_COST["pobj"]

    def prepositional(self, edge: _Edge) -> None:
        """``called for talks``, ``died in the attack``."""
        if not edge.verbal:
            if not edge.above.is_quantity:
                self.other(edge)
            return
        self.found.depth += EDGE_COST["prep"]
        if self.settled or not (self.nominal or edge.does == "allege"):
            return
        if edge.does == "allege":
            self.found.alleged = True
        elif edge.does in _WISHED and self.syntax.words[edge.child].lower in _AFTER_WISH:
            self.found.turn(edge.does)
        elif edge.does not in {"aspect", "cause", "happen"}:
            self.settled = True

    def adverbial(self, edge: _Edge) -> None:
        syntax, found = self.syntax, self.found
        found.depth += EDGE_COST["advcl"]
        if self.settled:
            return
        words = {syntax.words[c].lower for c in syntax.children(edge.child)}
        if words & _CONDITIONS or clause_subjects.is_awaited(syntax, edge.child):
            found.hypothetical = True
        elif "to" in words:
            found.hypothetical |= edge.does not in {"aspect", "gather"} or habits.has_means(syntax, edge.head)
        elif words & _TAKEN_FOR_GRANTED or syntax.words[edge.child].tag in {"VBG", "VBN"}:
            self.settled = True

    def own_words(self, node: int) -> None:
        syntax, found = self.syntax, self.found
        named = syntax.words[node].is_noun
        found.generic |= clause_subjects.is_somebody_accused(syntax, node)
        if not named:
            self.auxiliaries(node)
        for child in syntax.children(node):
            kind, dep = self.lexicon.unreal.get(syntax.words[child].lower), syntax.dep[child]
            if kind and child not in self.trigger and (dep not in {"acl", "relcl"} if named else dep == "advmod"):
                setattr(found, kind, True)

    def auxiliaries(self, verb: int, *, negates: bool = True) -> None:
        """``negates``: whether a negation and a modal of this verb hold for the trigger; those of ``said that`` do not."""
        syntax, found = self.syntax, self.found
        for child in syntax.children(verb):
            dep = syntax.dep[child]
            if dep not in _SAY_STATUS or child in self.trigger:
                continue
            lower = syntax.words[child].lower
            if dep == "neg" or (dep in _PARTIES and clause_subjects.is_nobody(syntax, child)):
                found.negated = found.negated != negates
            elif dep == "aux" and negates:  # ``must confirm that``, ``it should be noted that``: what is said happened
                if lower in FUTURE or (lower == "to" and clause_subjects.is_to_come(syntax, verb)):
                    found.future = True
                elif lower in POSSIBLE:
                    found.hypothetical = True
                    found.possible = found.possible or (
                        lower != "can" and clause_subjects.is_about_speaker(syntax, verb)
                    )
                elif lower in NECESSARY:
                    found.wanted = found.hypothetical = True
            elif dep == "mark" and lower in _CONDITIONS:
                found.hypothetical = True


STEPS = {
    **dict.fromkeys(("xcomp", "ccomp"), ModalityWalk.complement),
    **dict.fromkeys(("dobj", "nsubjpass", "oprd"), ModalityWalk.object),
    "pobj": ModalityWalk.under_preposition,
    "prep": ModalityWalk.prepositional,
    "pcomp": ModalityWalk.circumstance,
    "advcl": ModalityWalk.adverbial,
    "conj": ModalityWalk.coordinated,
}
"""What an edge of the parse says of what hangs on it; all others are ``other``."""
