"""A match on its way to an event."""

from __future__ import annotations

from typing import NamedTuple

from streamproc.nlp.doc.drafts import DateDraft
from streamproc.nlp.events.event_places import Located
from streamproc.nlp.events.modality import Modality
from streamproc.nlp.events.participants import EventRoles
from streamproc.nlp.events.scorer import Clues
from streamproc.nlp.lexicon.matcher import Match


class Found(NamedTuple):
    """A match on its way to an event."""

    match: Match
    modality: Modality
    sentence: tuple[int, int]
    type: str
    position: float


class Weighed(NamedTuple):
    """A candidate with what was found of it, and how sure it is that it is an event: many are dropped here."""

    found: Found
    roles: EventRoles
    place: Located | None
    date: DateDraft | None
    clues: Clues
    confidence: float
