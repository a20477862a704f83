"""Which counts an event takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Span

from streamproc.nlp.doc.drafts import CountDraft
from streamproc.nlp.events.counts import Counted, counted

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames
    from streamproc.nlp.lexicon.matcher import Match
    from streamproc.nlp.lexicon.taxonomy import EventType


class EventCounts:
    """Counts of one article's events."""

    def __init__(self, doc: Doc, syntax: ArgumentFrames) -> None:
        self._doc = doc
        self._syntax = syntax
        self._counts_of: dict[tuple[int, int], list[Counted]] = {}

    def of(self, match: Match, event_type: EventType, sentence: tuple[int, int]) -> list[CountDraft]:
        """The counts in a sentence that an event of that type takes."""
        wanted = event_type.counts
        if not wanted:
            return []
        drafts: list[CountDraft] = []
        for item in self._counted(sentence):
            kind = next((k for k in item.kinds if k in wanted), None) or self._own_kind(match, event_type, item)
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

    def _own_kind(self, match: Match, event_type: EventType, item: Counted) -> str | None:
        """What the event says of its own arguments."""
        frame = self._syntax.frame(match.anchor)
        if item.noun not in frame.subjects and item.noun not in frame.objects:
            return None
        return event_type.own_count(match.entry.mode)

    def _counted(self, sentence: tuple[int, int]) -> list[Counted]:
        if sentence not in self._counts_of:
            self._counts_of[sentence] = counted(self._syntax, *sentence)
        return self._counts_of[sentence]
