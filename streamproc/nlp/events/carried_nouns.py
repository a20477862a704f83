"""Who does what a noun tells, where a verb only carries it: ``launched an attack``, ``claimed responsibility for the raid``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.events.clause_subjects import is_nobody

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames
    from streamproc.nlp.lexicon.taxonomy import EventType

_ENTERED = frozenset({"in", "into", "on", "to"})
"""``took part in the talks``, ``went on strike``; not ``called for a truce``."""
_AROUND = frozenset({"after", "before", "during", "following", "at"})
_PUT = frozenset({"as", "under", "on"})
_PUTTING = frozenset({"use", "hold", "take", "keep", "place", "put"})
"""``placed the premier under arrest``; who calls a raid a massacre has not done it."""
_ALLEGED_BY = frozenset({"of", "with", "for"})
"""``accused the colonel of the murder``: whoever is accused did it, as far as the text says."""
_OWNING_UP = frozenset({"claim", "accept", "take", "admit", "assume", "bear"})
_STEPS = 3


class CarriedNouns:
    """The event nouns of one article. ``status``: lemma ─► what it does to the clause it governs."""

    def __init__(self, syntax: ArgumentFrames, status: Mapping[str, str], carriers: frozenset[str]) -> None:
        self._syntax = syntax
        self._status = status
        self._carriers = carriers

    def subjects(self, anchor: int, kind: EventType, *, governed: bool) -> list[int]:
        """The subject of the verb that carries the noun: ``launched a series of attacks``, ``engaged in talks``."""
        syntax, node = self._syntax, anchor
        for _ in range(_STEPS):
            head, dep = syntax.head[node], syntax.dep[node]
            if head == node or syntax.only_named(node):
                return []
            if syntax.is_verb(head):
                carries = (governed and node == anchor) or self._carries(head)
                return list(syntax.frame(head).subjects) if carries and dep in {"dobj", "attr", "conj"} else []
            if dep == "pobj":
                above = syntax.head[head]
                if syntax.words[head].lower in _ALLEGED_BY and self._alleges(above):
                    return list(syntax.frame(above).objects)
                if syntax.words[head].lower != "of":
                    return self._who_enters(head, above, together=kind.both_sides and not kind.speech)
                node = above
            elif dep == "conj":
                node = head
            else:
                return []
        return []

    def _who_enters(self, preposition: int, above: int, *, together: bool) -> list[int]:
        """``engaged in talks``, ``was responsible for the massacre``; done ``together``, ``spoke after talks with Chad``."""
        syntax, lower = self._syntax, self._syntax.words[preposition].lower
        if lower == "for" and syntax.words[above].lower == "responsible":
            return self._who_says_so(syntax.head[above])
        if lower == "for" and (verb := self._owning_up(above)) is not None:
            return self._who_says_so(verb)
        says = lower == "in" and self._status.get(syntax.words[above].lemma) == "report"  # ``said in talks with Chad``
        if together and lower == "at" and syntax.dep[above] == "dobj":  # ``urged restraint at a meeting with Chad``
            above = syntax.head[above]
        enters = (lower in _ENTERED and self._carries(above)) or (together and (lower in _AROUND or says))
        puts = lower in _PUT and syntax.words[above].lemma in _PUTTING and not syntax.frame(above).passive
        return list(syntax.frame(above).subjects) if syntax.is_verb(above) and (enters or puts) else []

    def _who_says_so(self, verb: int) -> list[int]:
        """The subjects; not of ``has not claimed``, ``may claim``, ``has yet to claim``, ``nobody claimed responsibility``."""
        syntax = self._syntax
        if any(syntax.dep[c] == "neg" or syntax.words[c].tag in {"MD", "TO"} for c in syntax.children(verb)):
            return []
        return [j for j in syntax.frame(verb).subjects if not is_nobody(syntax, j)]

    def _owning_up(self, above: int) -> int | None:
        """``claimed responsibility for the raid``: the verb, whose subject did it."""
        syntax = self._syntax
        verb = syntax.head[above] if syntax.dep[above] == "dobj" else above
        objects = [syntax.words[child].lower for child in syntax.children(verb) if syntax.dep[child] == "dobj"]
        return verb if syntax.words[verb].lemma in _OWNING_UP and "responsibility" in objects else None

    def _alleges(self, verb: int) -> bool:
        return self._syntax.is_verb(verb) and self._status.get(self._syntax.words[verb].lemma) == "allege"

    def _carries(self, verb: int) -> bool:
        lemma = self._syntax.words[verb].lemma
        return lemma in self._carriers or self._status.get(lemma) == "aspect"
