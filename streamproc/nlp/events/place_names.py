"""Which words name a place, or stand for one that was named before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.doc.drafts import PLACE_TYPES, MentionDraft
from streamproc.nlp.events.places_spoken_of import PlacesSpokenOf

if TYPE_CHECKING:
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

_DIVISIONS = frozenset({"state", "department"})
_VOTES = frozenset({"election", "referendum", "vote", "poll", "by-election"})
_GROUND = frozenset({"@place", "@venue"})


class PlaceNames:
    """The places of one article, word by word."""

    def __init__(self, syntax: ArgumentFrames) -> None:
        self._syntax = syntax
        self._spoken_of = PlacesSpokenOf(syntax)

    def place(self, token: int) -> MentionDraft | None:
        """The place that a word is the head of: ``Oslo``, and ``there`` after it."""
        mention = self._syntax.mentions[token]
        if mention is None:
            return self._spoken_of.there(token)
        if mention.kind != "name" or mention.entity is None:
            return None
        entity = mention.entity
        return mention if entity.type == "GPE" or (entity.type in PLACE_TYPES and entity.geo is not None) else None

    def is_ground(self, noun: int) -> bool:
        """Whether a common noun says a place: a town; ``Kachin state``, which elsewhere is a government; ``Chad's election``."""
        words = self._syntax.words
        if words[noun].lemma in _VOTES:
            return True
        if words[noun].lower in _DIVISIONS:
            return any(self._syntax.dep[c] == "compound" for c in self._syntax.children(noun))
        return not _GROUND.isdisjoint(self._syntax.labels(noun))

    def is_building(self, token: int) -> bool:
        """A name of a building or street that the gazetteer doesn't know."""
        mention = self._syntax.mentions[token]
        return (
            mention is not None
            and mention.kind == "name"
            and mention.entity is not None
            and mention.entity.type == "FAC"
        )
