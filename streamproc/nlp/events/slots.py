"""The places around a trigger where a participant can stand: object, ``to``, ``with``, its possessor.

A slot is a noun phrase with the relation that introduces it and how far from the trigger it stands. Which relations an
event type looks at, and in which order, is in the taxonomy; here is only the way through the parse.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from streamproc.nlp.events.parties import NAMED
from streamproc.nlp.lexicon.syntax import MODIFIERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from streamproc.nlp.lexicon.argument_frames import ArgumentFrame, ArgumentFrames

_OBJECTS = frozenset({"dobj", "attr", "oprd", "nsubjpass"})
_PREDICATIVE = frozenset({"as", "under", "into"})
_VERBS_OF_NOUNS = frozenset({"VB", "VBG", "VBN"})
_WHEN = frozenset({"after", "before", "during", "since", "until", "till", "amid", "despite", "following", "upon"})
"""``urged calm after talks with Chad``: who took part in what only dates the event takes no part in it, but for a deal that ended it."""
_DEEPEST = 4
UNDERGONE = "@undergone"
"""Nouns whose possessor is the one it befalls: ``her arrest``."""
MOST_SLOTS = 40
"""Of a run-on sentence."""


def is_befallen(syntax: ArgumentFrames, before: int, noun: int) -> bool:
    """``her arrest``, ``the Kovac trial``, ``the Armenian genocide``: who stands before the noun suffered it."""
    if syntax.dep[before] == "poss":
        names_another = any(syntax.words[child].lower == "of" for child in syntax.children(noun))
        return UNDERGONE in syntax.words[noun].labels and not names_another  # ``the army's killing of villagers``
    if syntax.dep[before] not in MODIFIERS:
        return False
    labels, deed = syntax.labels(before), syntax.words[noun]
    if UNDERGONE in deed.labels:
        return "@person" in labels or deed.lemma == "genocide"
    if "@violence" not in deed.labels:
        return False
    return ("@civilian" in labels and labels.isdisjoint(NAMED)) or _is_venue(syntax, before)


def _is_venue(syntax: ArgumentFrames, noun: int) -> bool:
    """``the hospital attacks``: a building, not a body of that name."""
    return syntax.mentions[noun] is None and "@venue" in syntax.words[noun].labels


class Slot(NamedTuple):
    """A noun phrase that may take part: what introduces it, its head token, steps from the trigger."""

    relation: str
    head: int
    depth: int


_depth = attrgetter("depth")


class _Found:
    """Slots in the order in which they are come upon, each head once."""

    def __init__(self, known: Iterable[int]) -> None:
        """``known``: heads that are no slots."""
        self._seen = set(known)
        self.slots: list[Slot] = []
        self.is_full = False

    def add(self, relation: str, head: int, depth: int) -> None:
        if head not in self._seen and not self.is_full:
            self._seen.add(head)
            self.slots.append(Slot(relation, head, depth))
            self.is_full = len(self.slots) == MOST_SLOTS


def slots(syntax: ArgumentFrames, anchor: int, frame: ArgumentFrame, *, governed: bool) -> list[Slot]:
    """The slots around a trigger, nearest first.

    ``governed``: the verb above a noun trigger is part of it (``launch an attack on``), so its own arguments count.
    """
    found = _Found([anchor, *(j for j in frame.subjects if not is_befallen(syntax, j, anchor))])
    _walk(syntax, anchor, frame, found, governed=governed)
    return sorted(found.slots, key=_depth)


def as_slots(relation: str, heads: Iterable[int]) -> list[Slot]:
    """Heads as slots that stand at the trigger itself."""
    return [Slot(relation, j, 0) for j in heads]


def _walk(syntax: ArgumentFrames, anchor: int, frame: ArgumentFrame, found: _Found, *, governed: bool) -> None:
    if syntax.words[anchor].is_noun:
        _below_noun(syntax, anchor, 0, found)
        _around_predicate(syntax, anchor, found)
        if governed:
            verb = syntax.head[anchor]
            _prepositions(syntax, verb, 0, found)
            _datives(syntax, verb, 0, found)
    else:
        _of_frame(syntax, anchor, frame, found)
        _lower_clauses(syntax, anchor, 1, found)


def _around_predicate(syntax: ArgumentFrames, noun: int, found: _Found) -> None:
    """``placed the premier under arrest``, ``used villagers as human shields``: the object belongs to the noun."""
    preposition = syntax.head[noun]
    if syntax.dep[noun] != "pobj" or syntax.words[preposition].lower not in _PREDICATIVE:
        return
    verb = syntax.head[preposition]
    if syntax.is_verb(verb):
        for j in syntax.frame(verb).objects:
            found.add("object", j, 0)


def _of_frame(syntax: ArgumentFrames, anchor: int, frame: ArgumentFrame, found: _Found) -> None:
    """What the frame knows: objects and prepositions also of passives, relative syntax and coordinated verbs."""
    _datives(syntax, anchor, 0, found)
    for j in frame.objects:
        if syntax.words[j].is_verb and syntax.dep[j] not in _OBJECTS:
            continue
        if syntax.dep[j] == "oprd" and len(frame.objects) > 1 and syntax.mentions[j] is None:
            continue  # ``called him a dictator``
        found.add("object", j, 0)
        _below_noun(syntax, j, 1, found)
    _after_no_infinitive(syntax, anchor, found)
    for preposition, heads in frame.preps.items():
        for j in heads:
            if _is_according(syntax, j) or (preposition in _WHEN and "@deal" not in syntax.labels(j)):
                continue
            if syntax.is_verb(j):
                _of_verb(syntax, j, 1, found)
            else:
                found.add(preposition, j, 0)
                _below_noun(syntax, j, 1, found)


def _is_according(syntax: ArgumentFrames, noun: int) -> bool:
    """``according to the envoy``: who says so takes no part."""
    preposition = syntax.head[noun]
    return syntax.words[syntax.head[preposition]].lower == "according"


def _of_verb(syntax: ArgumentFrames, verb: int, depth: int, found: _Found) -> None:
    """The arguments of a verb below the trigger: ``agreed to open its borders to refugees``."""
    if depth > _DEEPEST or found.is_full:
        return
    _datives(syntax, verb, depth, found)
    for child in syntax.children(verb):
        dep = syntax.dep[child]
        if dep in {"nsubj", "nsubjpass"} and syntax.dep[verb] in {"ccomp", "acl"}:
            for j in syntax.conjuncts(child):
                found.add("clause subject", j, depth)
                _below_noun(syntax, j, depth + 1, found)
        elif dep in _OBJECTS:
            for j in syntax.conjuncts(child):
                found.add("object", j, depth)
                _below_noun(syntax, j, depth + 1, found)
    _prepositions(syntax, verb, depth, found)
    _lower_clauses(syntax, verb, depth + 1, found)


def _lower_clauses(syntax: ArgumentFrames, verb: int, depth: int, found: _Found) -> None:
    for child in syntax.children(verb):
        dep = syntax.dep[child]
        if dep in {"xcomp", "ccomp"} and child > verb:
            _of_verb(syntax, child, depth, found)
        elif dep == "advcl" and any(syntax.words[c].tag == "TO" for c in syntax.children(child)):
            _of_verb(syntax, child, depth + 1, found)
        elif dep == "acomp":
            _prepositions(syntax, child, depth, found)
            _lower_clauses(syntax, child, depth, found)


def _below_noun(syntax: ArgumentFrames, noun: int, depth: int, found: _Found) -> None:
    """What hangs on a noun: ``its blockade of Yemen``, ``an investigation into``, ``Trump's deal``."""
    if depth > _DEEPEST or found.is_full:
        return
    _prepositions(syntax, noun, depth, found)
    for child in syntax.children(noun):
        dep = syntax.dep[child]
        if dep == "poss":
            for j in syntax.conjuncts(child):
                found.add("poss", j, depth)
                _below_noun(syntax, j, depth + 1, found)
        elif dep in MODIFIERS and _is_side_before(syntax, child, noun):
            found.add("modifier", child, depth)
        elif dep == "acl" and syntax.words[child].tag in _VERBS_OF_NOUNS:
            _of_verb(syntax, child, depth + 2, found)


def _is_side_before(syntax: ArgumentFrames, modifier: int, noun: int) -> bool:
    mention = syntax.mentions[modifier]
    if mention is None:
        suffers = "@civilian" in syntax.words[modifier].labels or _is_venue(syntax, modifier)
        return suffers and "@violence" in syntax.words[noun].labels
    return mention is not syntax.mentions[noun]


def _prepositions(syntax: ArgumentFrames, head: int, depth: int, found: _Found) -> None:
    for child in syntax.children(head):
        if syntax.dep[child] in {"prep", "agent"} or (
            syntax.dep[child] == "dative" and syntax.words[child].tag == "IN"
        ):
            _preposition(syntax, child, depth, found)


def _preposition(syntax: ArgumentFrames, preposition: int, depth: int, found: _Found) -> None:
    name = syntax.words[preposition].lower
    if name in _WHEN:
        return
    for child in syntax.children(preposition):
        dep = syntax.dep[child]
        if dep == "pobj":
            for j in syntax.conjuncts(child):
                found.add(name, j, depth)
                if name == "by":  # ``rockets fired by the Syrian army``
                    _prepositions(syntax, j, depth + 1, found)
                else:
                    _below_noun(syntax, j, depth + 1, found)
        elif dep == "pcomp":
            _of_verb(syntax, child, depth + 1, found)
        elif dep == "prep" and depth < _DEEPEST:
            _preposition(syntax, child, depth, found)


def _after_no_infinitive(syntax: ArgumentFrames, verb: int, found: _Found) -> None:
    """``sent food to stranded families``: no verb follows ``to`` there, whatever the parse says."""
    for child in syntax.children(verb):
        if syntax.dep[child] in {"advcl", "xcomp"} and syntax.words[child].tag in {"VBN", "VBD"}:
            below = {syntax.dep[j]: j for j in syntax.children(child)}
            if "aux" in below and "dobj" in below and syntax.words[below["aux"]].lower == "to":
                found.add("to", below["dobj"], 0)


def _datives(syntax: ArgumentFrames, verb: int, depth: int, found: _Found) -> None:
    for child in syntax.children(verb):
        if syntax.dep[child] == "dative" and syntax.words[child].tag not in {"IN", "TO"}:
            for j in syntax.conjuncts(child):
                found.add("dative", j, depth)


def after_phrase(syntax: ArgumentFrames, start: int, end: int) -> list[Slot]:
    """Of a phrase that ends with a preposition: ``in cooperation with the navy``."""
    word = syntax.words[end - 1]
    heads = [c for c in syntax.children(end - 1) if syntax.dep[c] == "pobj"] if word.tag in {"IN", "TO"} else []
    return [Slot(word.lower, j, 0) for head in heads if end - start > 1 for j in syntax.conjuncts(head)]
