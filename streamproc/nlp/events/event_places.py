"""Where an event happened."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from streamproc.nlp.doc.annotations import entities_of
from streamproc.nlp.doc.drafts import PLACE_TYPES
from streamproc.nlp.doc.tokens import nearest
from streamproc.nlp.doc.zone_index import ZONES_WITHOUT_EVENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span

    from streamproc.nlp.doc.drafts import EntityDraft, MentionDraft
    from streamproc.nlp.doc.zone_index import ZoneIndex
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames
    from streamproc.nlp.lexicon.matcher import Match

DATELINE_REACH = 5
"""Tokens from the town of a dateline within which a further place is its state or country."""
PLACE_PREPOSITIONS = ("in", "at", "near", "inside", "outside", "across", "around", "into", "from", "to", "on", "of")
LOCATIVE = frozenset({"in", "at", "near", "inside", "outside", "across", "around", "from", "of", "into", "throughout"})


class EventPlaces:
    """Places of one article's events."""

    def __init__(self, doc: Doc, syntax: ArgumentFrames, zones: ZoneIndex) -> None:
        self._doc = doc
        self._syntax = syntax
        self._zones = zones
        self._place_by: dict[int, MentionDraft | None] = {}
        self._places: list[int] | None = None
        self._locations: list[int] = []

    def of(self, match: Match, sentence: tuple[int, int]) -> tuple[EntityDraft | None, Span | None]:
        """An argument that is a place, else the nearest resolved place before, else the dateline's."""
        syntax, node = self._syntax, match.anchor
        for steps in range(3):
            if steps == 0 or syntax.is_verb(node):
                mention = self._place_at(node)
                if mention is not None:
                    return mention.entity, mention.span
            if syntax.head[node] == node:
                break
            node = syntax.head[node]
        return self._nearest_place(match, sentence)

    def _place_at(self, node: int) -> MentionDraft | None:
        """The place that a preposition says of a verb or an event noun."""
        if node not in self._place_by:
            self._place_by[node] = self._find_place_at(node)
        return self._place_by[node]

    def _find_place_at(self, node: int) -> MentionDraft | None:
        preps = self._syntax.frame(node).preps
        for preposition in PLACE_PREPOSITIONS if preps else ():
            for j in preps.get(preposition, ()):
                mention = self._syntax.mentions[j]
                if mention is not None and mention.entity is not None and mention.entity.type in PLACE_TYPES:
                    return mention
        return None

    def _nearest_place(self, match: Match, sentence: tuple[int, int]) -> tuple[EntityDraft | None, Span | None]:
        """Named in the sentence or before it; before all, what is named as where something is."""
        if self._places is None:
            self._places = list(self._resolved_places())
            self._locations = list(filter(self._is_location, self._places))
        start, end = sentence
        before = bisect_left(self._places, start)
        if before < bisect_left(self._places, end, before):
            for places in (self._locations, self._places):
                i = nearest(places, match.start, start, end)
                if i is not None and (mention := self._syntax.mentions[i]) is not None:
                    return mention.entity, mention.span
        if before == 0:
            return None, None
        located = bisect_left(self._locations, start)
        mention = self._syntax.mentions[self._locations[located - 1] if located else self._places[before - 1]]
        return (mention.entity, None) if mention is not None else (None, None)

    def _resolved_places(self) -> Iterator[int]:
        """The first token of every place name, in order."""
        mentions = self._syntax.mentions
        names = (
            (mention.span.start, mention)
            for entity in entities_of(self._doc)
            if entity.type == "GPE" or (entity.type in PLACE_TYPES and entity.geo is not None)
            for mention in entity.mentions
        )
        town = -DATELINE_REACH
        for i in sorted(i for i, mention in names if mentions[i] is mention):
            if self._zones.in_any(self._syntax.offset[i], ZONES_WITHOUT_EVENTS):
                if i - town < DATELINE_REACH:
                    continue  # NAIROBI, Kenya: the story happens in the town, the country only says which
                town = i
            yield i

    def _is_location(self, i: int) -> bool:
        """Named as where something is (``in Hasakah``, a dateline), not as somebody or of somebody."""
        mention = self._syntax.mentions[i]
        last = mention.span.end - 1 if mention is not None else i
        head = self._syntax.head[last]
        if self._syntax.dep[last] == "pobj":
            return self._syntax.words[head].lower in LOCATIVE
        return self._syntax.dep[last] in {"appos", "npadvmod"} or self._zones.in_any(
            self._syntax.offset[i], ZONES_WITHOUT_EVENTS
        )
