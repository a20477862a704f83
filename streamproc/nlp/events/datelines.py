"""The town of an article's dateline, and which of its sentences it speaks for."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from streamproc.nlp.doc.annotations import dateline_of, entities_of
from streamproc.nlp.doc.drafts import PLACE_TYPES
from streamproc.nlp.doc.zone_index import ZONES_WITHOUT_EVENTS

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from streamproc.nlp.doc.drafts import MentionDraft
    from streamproc.nlp.doc.zone_index import ZoneIndex
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames


class Dateline:
    """The dateline of one article."""

    def __init__(self, doc: Doc, syntax: ArgumentFrames, zones: ZoneIndex) -> None:
        self._doc = doc
        self._syntax = syntax
        self._zones = zones
        self._alone: bool | None = None

    def speaking_for(self, sentence: tuple[int, int]) -> MentionDraft | None:
        """The town, for the lead and for a story without another place, unless the sentence names another country."""
        town = self._town()
        if town is None or self._names_elsewhere(town, sentence):
            return None
        return town if self._is_lead(town, sentence) or self._is_only_place(town) else None

    def _town(self) -> MentionDraft | None:
        dateline = dateline_of(self._doc)
        if dateline is None or dateline.place is None:
            return None
        start, end = dateline.place
        for entity in entities_of(self._doc):
            if entity.type == "GPE":
                for mention in entity.mentions:
                    if start <= mention.span.start_char < end:
                        return mention
        return None

    def _names_elsewhere(self, town: MentionDraft, sentence: tuple[int, int]) -> bool:
        """Whether a sentence names a place in another country than the town of the dateline."""
        home = town.entity.geo.country if town.entity is not None and town.entity.geo is not None else None
        named = (m.entity for m in self._syntax.mentions[slice(*sentence)] if m is not None and m.entity is not None)
        return any(e.type == "GPE" and e.geo is not None and e.geo.country != home for e in named)

    def _is_only_place(self, town: MentionDraft) -> bool:
        """No other place is named outside the dateline: then the whole story is from there."""
        if self._alone is None:
            others = (
                mention.span.start_char
                for entity in entities_of(self._doc)
                if entity.type in PLACE_TYPES and entity is not town.entity
                for mention in entity.mentions
            )
            self._alone = all(self._zones.in_any(offset, ZONES_WITHOUT_EVENTS) for offset in others)
        return self._alone

    def _is_lead(self, town: MentionDraft, sentence: tuple[int, int]) -> bool:
        """The first sentence after the dateline."""
        starts = self._syntax.starts
        at = bisect_right(starts, town.span.start)
        first = next((s for s in starts[max(at - 1, 0) :] if not self._is_silent(s)), None)
        return first is not None and sentence[0] == first

    def _is_silent(self, token: int) -> bool:
        return self._zones.in_any(self._syntax.offset[token], ZONES_WITHOUT_EVENTS)
