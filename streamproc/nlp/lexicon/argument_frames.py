"""Argument frames: who, whom, with what: the arguments of a verb or an event noun, wherever in the sentence they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from streamproc.nlp.lexicon.frame_roles import MARKS, ROLES, WHILE_DOING
from streamproc.nlp.lexicon.shared_arguments import (
    acts_as_object,
    agents_of_object,
    has_said_so,
    shared_objects,
    sides_on_verb,
    stands_for,
    subject_of_participle,
    subjects_below,
)
from streamproc.nlp.lexicon.syntax import MODIFIERS, Syntax

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from streamproc.nlp.lexicon.words import WordCache

_CLAUSES = frozenset({"ROOT", "ccomp", "xcomp", "advcl", "relcl"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_THIRD_PERSON = frozenset({"he", "she", "they"})


@dataclass(slots=True)
class ArgumentFrame:
    """The arguments around a trigger, as token indices of their heads."""

    subjects: list[int] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    preps: dict[str, list[int]] = field(default_factory=dict)
    complements: list[int] = field(default_factory=list)
    particles: list[str] = field(default_factory=list)
    passive: bool = False


class ArgumentFrames(Syntax):
    """A Doc's syntax with the frames of its verbs and event nouns. All methods take and return token indices."""

    def __init__(self, doc: Doc, cache: WordCache) -> None:
        super().__init__(doc, cache)
        self._frames: dict[int, ArgumentFrame] = {}

    def frame(self, i: int) -> ArgumentFrame:
        """The frame of a verb or an event noun, computed once."""
        frame = self._frames.get(i)
        if frame is None:
            self._frames[i] = frame = ArgumentFrame()  # set first: inheritance can't recur for ever
            word = self.words[i]
            if word.is_verb or word.tag[:1] == "J" or self.dep[i] in _CLAUSES:
                self._verb_frame(i, frame)
            else:
                self._noun_frame(i, frame)
        return frame

    def _verb_frame(self, i: int, frame: ArgumentFrame) -> None:
        for child in self.children(i):
            role = ROLES.get(self.dep[child])
            if role is not None:
                self._take(role, child, frame)
        if not frame.objects and not frame.passive and i in self.has_conjunct:
            frame.objects += shared_objects(self, i)
        for j in frame.objects.copy():
            self._attached_to_object(j, frame)
        if "according" in frame.preps and not frame.subjects and not frame.objects[1:]:
            (frame.objects if frame.passive else frame.subjects).extend(self.subjects_after_according(i))
        if frame.passive and not frame.subjects and frame.objects and "by" in frame.preps:
            frame.subjects += agents_of_object(self, frame.objects)
        if self.head[i] != i:
            self._inherit(i, frame)
            if len(frame.subjects) == 1:
                self._resolve_it(i, frame)
        elif not frame.subjects and not frame.passive and self.words[i].tag in _FINITE:
            frame.subjects += subject_of_participle(self, i)

    def _take(self, role: str, child: int, frame: ArgumentFrame) -> None:  # noqa: C901, PLR0912 - one branch per role
        """Put a verb's dependent where it belongs in the frame."""
        if role == "subject":
            frame.subjects += self.conjuncts(child)
        elif role == "preposition" or (role == "object" and self.words[child].tag in {"TO", "IN"}):
            self._add_prep(child, frame)
        elif role == "object":
            frame.objects += self.conjuncts(child)
        elif role in {"particle", "adverb"}:
            frame.particles.append(self.words[child].lower)
            if role == "adverb":  # away from, back to
                self._prepositions_of(child, frame)
        elif role == "complement":
            frame.complements.append(child)
            frame.objects += subjects_below(self, child)
        elif role == "adverbial":
            if self.has_to(child):
                frame.complements.append(child)
        elif role == "agent":
            for agent in self.children(child):
                if self.dep[agent] == "pobj":
                    frame.subjects += self.conjuncts(agent)
        else:
            frame.passive = True
            if role == "passive subject":
                frame.objects += self.conjuncts(child)

    def _resolve_it(self, i: int, frame: ArgumentFrame) -> None:
        """``The army said it had withdrawn``: ``it`` is whoever said so; so is an unresolved ``he`` or ``they``."""
        lower = self.words[frame.subjects[0]].lower
        if lower != "it" and (lower not in _THIRD_PERSON or self.mentions[frame.subjects[0]] is not None):
            return
        for child, head in self.root_path(i):
            between = {word.lower for word in self.words[min(child, head) : max(child, head)]}
            if self.dep[child] not in {"ccomp", "conj", "xcomp"} or between & MARKS:
                return  # ``"He turned himself in," the sheriff said``
            if self.dep[child] == "ccomp" and self.is_verb(head):
                above = self.frame(head).subjects
                if above and has_said_so(self, above, frame.subjects[0]):
                    frame.subjects = list(above)
                return

    def _prepositions_of(self, i: int, frame: ArgumentFrame) -> None:
        for child in self.children(i):
            if self.dep[child] == "prep":
                self._add_prep(child, frame)

    def _attached_to_object(self, j: int, frame: ArgumentFrame) -> None:
        """What the parser hangs on the object may belong to the verb: ``convicted the activist of treason``."""
        for child in self.children(j):
            if self.dep[child] == "prep":
                self._add_prep(child, frame)
            elif self.dep[child] in {"acl", "relcl"}:
                frame.complements.append(child)

    def _inherit(self, i: int, frame: ArgumentFrame) -> None:
        """Arguments that stand elsewhere: antecedents, controllers, the first of two coordinated verbs."""
        dep, head, tag = self.dep[i], self.head[i], self.words[i].tag
        if dep == "relcl" and not (tag == "VB" and frame.objects and self.mentions[head] is None and self.has_to(i)):
            self._antecedent(i, frame, stands_for(self, head))
        elif dep == "amod" and tag in _FINITE and not frame.objects:
            frame.objects.extend(self.conjuncts(head))  # the parser took ``scrambled jets`` for a noun phrase
        elif dep in {"acl", "relcl"}:
            self._reduced_relative(frame, head, tag)
        elif dep in {"acomp", "oprd"} and not frame.subjects and (tag[:1] == "J" or tag == "VBG"):
            above = self.frame(head)
            frame.subjects.extend((dep == "oprd" and above.objects) or above.subjects)  # ``left nine dead``
        elif frame.subjects or frame.passive:
            self._passive_from_above(frame, dep, head)
        elif tag == "VBN" and self.lemma(head) == "leave":
            frame.passive, frame.objects = True, [*self.frame(head).objects]  # ``left three guests badly injured``
        elif self.is_verb(head) or dep == "conj":
            self._from_verb_above(frame, dep, head, tag)
        elif dep == "pcomp" and (self.is_verb(self.head[head]) or self.words[self.head[head]].tag == "JJ"):
            above = self.frame(self.head[head])
            does_both = self.words[head].lower in WHILE_DOING and not above.passive and above.subjects
            frame.subjects.extend(above.subjects if does_both else above.objects or above.subjects)

    def _reduced_relative(self, frame: ArgumentFrame, head: int, tag: str) -> None:
        """``men held in Lagos``, ``a plan to close the port``: the noun before it takes part."""
        if tag == "VBN":
            frame.passive = True
            frame.objects.extend(self.conjuncts(head))
        elif not frame.subjects:
            above, is_authors = self.head[head], tag != "VBG" or "@document" in self.words[head].labels
            is_carried = is_authors and self.dep[head] == "dobj" and self.is_verb(above)  # ``a report accusing him``
            owner = self.owner(head) if tag == "VB" else None  # ``the king's plan to close the port``
            is_crime = tag == "VB" and "@crime" in self.words[head].labels  # ``conspiracy to defraud``
            alone = [] if is_crime else stands_for(self, head)
            frame.subjects += [owner] if owner else self.frame(above).subjects if is_carried else alone

    def _from_verb_above(self, frame: ArgumentFrame, dep: str, head: int, tag: str) -> None:
        """The subject that a verb shares with the one it is coordinated with or depends on."""
        above = self.frame(self.head[head] if dep == "conj" and tag in _FINITE and self.is_reported(head) else head)
        if dep == "conj" and self.is_verb(head):
            if above.passive and tag == "VBN":
                frame.passive = True
                frame.objects.extend(above.objects)
            else:  # ``was attacked by rebels and closed its embassy``: whoever attacked did not close it
                frame.subjects.extend(above.objects if above.passive else above.subjects)
        elif above.objects and acts_as_object(self, dep, head, tag):
            frame.subjects.extend(above.objects)
        elif dep in {"xcomp", "advcl", "ccomp"}:
            frame.subjects.extend(above.subjects)

    def _passive_from_above(self, frame: ArgumentFrame, dep: str, head: int) -> None:
        """``flew to Riga and was arrested``, ``is expected to be freed``: a passive without a subject has that of the verb above."""
        given = all(self.dep[j] == "dobj" for j in frame.objects)  # ``was chosen and was given a medal``
        is_added = frame.passive and given and dep in {"conj", "xcomp", "advcl"} and self.is_verb(head)
        if not is_added or self.lemma(head) == "be":
            return  # ``are to be announced``
        above = self.frame(head)
        frame.objects.extend(above.objects if above.passive or (dep == "xcomp" and above.objects) else above.subjects)

    def _antecedent(self, i: int, frame: ArgumentFrame, heads: list[int]) -> None:
        """In a relative clause ``who``, ``which`` and ``that`` stand for the noun before, a name in ``Norvik to buy its rival``."""
        for group in (frame.subjects, frame.objects):
            nouns = [j for j in group if self.words[j].lower not in _RELATIVES]
            if len(nouns) < len(group):
                group[:] = [*nouns, *heads]
                return
        if not frame.objects and not self.is_where(i):
            frame.objects += heads
        elif not (frame.subjects or self.is_where(i) or heads[0] in frame.objects or self.mentions[heads[0]] is None):
            frame.subjects += heads

    def _noun_frame(self, i: int, frame: ArgumentFrame) -> None:  # noqa: C901 - one branch per dependency
        for child in self.children(i):
            dep = self.dep[child]
            if dep == "prep":
                self._add_prep(child, frame)
            elif dep == "agent":
                frame.subjects.extend(c for c in self.children(child) if self.dep[c] == "pobj")
            elif dep == "poss" or (dep in MODIFIERS and self.is_actor(child)):
                frame.subjects.append(child)
            elif dep in {"acl", "relcl"}:
                frame.complements.append(child)
        for between in sides_on_verb(self, i):
            self._add_prep(between, frame)
        preps = frame.preps
        if preps:
            frame.subjects += preps.get("by", ())
            frame.subjects += preps.get("between", ())  # both sides of a clash
        if not frame.subjects:
            governor = self.head[i]
            if self.dep[i] in {"dobj", "conj"} and self.is_verb(governor):
                frame.subjects.extend(j for j in self.frame(governor).subjects if self.is_actor(j))
        if not preps:
            return
        for j in tuple(preps.get("by", ())):  # an attack by rebels on the town
            self._attached_to_object(j, frame)
        for preposition in ("on", "against", "of", "at", "with", "over"):
            frame.objects += preps.get(preposition, ())

    def _add_prep(self, child: int, frame: ArgumentFrame) -> None:
        name = self.words[child].lower
        introduced = frame.preps.setdefault(name, [])
        for grandchild in self.children(child):
            dep = self.dep[grandchild]
            if dep == "pobj" or (dep == "amod" and name == "as"):  # described as fraudulent
                introduced += self.conjuncts(grandchild)
            elif dep == "pcomp":
                frame.complements.append(grandchild)
                introduced.append(grandchild)
            elif dep == "prep":
                self._add_prep(grandchild, frame)
