"""Which counts an event takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Span

from streamproc.nlp.doc.drafts import CountDraft
from streamproc.nlp.events.counts import Counted, counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc

    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames
    from streamproc.nlp.lexicon.matcher import Match

COUNT_KINDS: Mapping[str, frozenset[str]] = {
    "x:DISPLACEMENT": frozenset({"displaced", "affected"}),
    "x:CASUALTIES": frozenset({"dead", "injured", "missing"}),
    "x:DISASTER": frozenset({"dead", "injured", "missing", "displaced", "affected"}),
    "x:ACCIDENT": frozenset({"dead", "injured", "missing"}),
    "x:OUTBREAK": frozenset({"infected", "dead"}),
    "x:CRIME": frozenset({"dead", "injured", "abducted"}),
    "x:ESCAPE": frozenset({"released", "detained"}),
    "ASSAULT": frozenset({"dead", "injured", "abducted", "missing", "affected"}),
    "COERCE": frozenset({"detained", "displaced"}),
    "PROTEST": frozenset({"participants", "dead", "injured"}),
    "RETREAT": frozenset({"released"}),
    "AID": frozenset({"displaced"}),
}
OWN_KIND = {
    "x:DISPLACEMENT": "displaced",
    "arrest": "detained",
    "release": "released",
    "abduct": "abducted",
    "dead": "dead",
    "injured": "injured",
    "missing": "missing",
    "assassinate": "dead",
    "PROTEST": "participants",
}
"""What the trigger's own arguments are counted as, by mode or type, when no other word says."""


class EventCounts:
    """Counts of one article's events."""

    def __init__(self, doc: Doc, syntax: ArgumentFrames) -> None:
        self._doc = doc
        self._syntax = syntax
        self._counts_of: dict[tuple[int, int], list[Counted]] = {}

    def of(self, match: Match, kind_of_event: str, sentence: tuple[int, int]) -> list[CountDraft]:
        wanted = COUNT_KINDS.get(kind_of_event)
        if not wanted:
            return []
        drafts: list[CountDraft] = []
        for item in self._counted(sentence):
            kind = next((k for k in item.kinds if k in wanted), None) or self._own_kind(match, kind_of_event, item)
            if kind is None:
                continue
            number = item.number
            span = Span(self._doc, number.start, item.end)
            if number.low is not None:
                drafts.append(CountDraft(kind, number.low, "at least", span))
                drafts.append(CountDraft(kind, number.value, "at most", span))
            else:
                drafts.append(CountDraft(kind, number.value, number.qualifier, span))
        return drafts

    def _own_kind(self, match: Match, kind_of_event: str, item: Counted) -> str | None:
        """What the event says of its own arguments."""
        frame = self._syntax.frame(match.anchor)
        if item.noun not in frame.subjects and item.noun not in frame.objects:
            return None
        return OWN_KIND.get(match.entry.mode or "", OWN_KIND.get(kind_of_event))

    def _counted(self, sentence: tuple[int, int]) -> list[Counted]:
        if sentence not in self._counts_of:
            self._counts_of[sentence] = counted(self._syntax, *sentence)
        return self._counts_of[sentence]
