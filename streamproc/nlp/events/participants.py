"""Actors and targets of an event: the heads of its arguments as noun phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Span

from streamproc.nlp.doc.annotations import ArgumentDraft

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

    from streamproc.nlp.lexicon.argument_frames import ArgumentFrame, ArgumentFrames
    from streamproc.nlp.lexicon.matcher import Match

AIMS = ("at", "on", "against", "into", "towards", "toward")
"""Prepositions of what is struck, after a verb whose object is what it is struck with."""
MOST_ARGUMENTS = 8
_NOUN_MODIFIERS = frozenset({"compound", "amod", "det", "nummod", "poss", "nmod", "quantmod"})


class Participants:
    """Who acts and who is acted upon, in one article."""

    def __init__(self, doc: Doc, syntax: ArgumentFrames) -> None:
        self._doc = doc
        self._syntax = syntax

    def of(self, match: Match) -> tuple[list[ArgumentDraft], list[ArgumentDraft]]:
        """(actors, targets) of an event."""
        frame = self._syntax.frame(match.anchor)
        actors = self._arguments(frame.subjects, match)
        return actors, self._arguments([j for j in self._struck(frame) if j not in frame.subjects], match)

    def _arguments(self, heads: Iterable[int], match: Match) -> list[ArgumentDraft]:
        found: list[ArgumentDraft] = []
        seen: list[int] = []
        for head in heads:
            if self._syntax.words[head].is_quantity:
                head = self._looked_through(head)  # noqa: PLW2901
            if match.start <= head < match.end or head in seen:
                continue
            seen.append(head)
            mention = self._syntax.mentions[head]
            if mention is not None:
                found.append(ArgumentDraft(mention.span, mention.entity))
            elif not (self._syntax.is_date((phrase := self._noun_phrase(head)).start) and self._syntax.is_date(head)):
                found.append(ArgumentDraft(phrase))
            if len(found) == MOST_ARGUMENTS:
                break
        return found

    def _struck(self, frame: ArgumentFrame) -> list[int]:
        """``fired tear gas at the marchers``, ``launched an attack on the town``: the target is not the instrument."""
        if frame.objects and self._are_instruments(frame.objects):
            struck = [j for p in AIMS for j in frame.preps.get(p, ()) if not self._syntax.is_verb(j)]
            return struck or frame.objects
        return frame.objects

    def _are_instruments(self, objects: Iterable[int]) -> bool:
        for j in objects:  # noqa: SIM110 - half the time of all() with a generator
            if "@instrument" not in self._syntax.words[j].labels:
                return False
        return True

    def _looked_through(self, head: int) -> int:
        """``dozens of rebels`` are rebels."""
        for child in self._syntax.children(head):
            if self._syntax.words[child].lower == "of":
                for grandchild in self._syntax.children(child):
                    if self._syntax.dep[grandchild] == "pobj":
                        return grandchild
        return head

    def _noun_phrase(self, head: int) -> Span:
        for child in self._syntax.children(head):
            if child >= head:
                break
            if self._syntax.dep[child] in _NOUN_MODIFIERS:
                return Span(self._doc, child, head + 1)
        return Span(self._doc, head, head + 1)
