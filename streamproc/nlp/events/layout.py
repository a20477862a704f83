"""Where in its article a sentence stands: headline, lead, further down, or where no events are told."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from streamproc.nlp.doc.zone_index import ZONES_WITHOUT_EVENTS, ZoneIndex

if TYPE_CHECKING:
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames


class Layout:
    """One article's sentences by their place; ``text_start``: the offset where the title has ended."""

    def __init__(self, syntax: ArgumentFrames, zones: ZoneIndex, text_start: int) -> None:
        self._syntax = syntax
        self._zones = zones
        self._text_start = text_start
        self.headline = bisect_left(syntax.offset, text_start) if text_start else 0
        """Tokens of the title."""
        self.lead = self._first_body_sentence()
        """Token where the first sentence of the text starts."""

    def in_title(self, token: int) -> bool:
        return self._syntax.offset[token] < self._text_start

    def tells_no_events(self, token: int) -> bool:
        return self._zones.in_any(self._syntax.offset[token], ZONES_WITHOUT_EVENTS)

    def position(self, sentence: tuple[int, int]) -> float:
        """1 in headline and lead, less further down."""
        if self.in_title(sentence[0]) or sentence[0] <= self.lead:
            return 1.0
        rest = max(self._syntax.size - self.lead, 1)
        return 0.9 - 0.4 * min((sentence[0] - self.lead) / rest, 1.0)

    def _first_body_sentence(self) -> int:
        for start, _ in self._syntax.sentences():
            if not self.in_title(start) and not self.tells_no_events(start):
                return start
        return 0
