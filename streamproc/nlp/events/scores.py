"""Salience and confidence of an event, and the order of events."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from streamproc.nlp.doc.drafts import EventDraft
    from streamproc.nlp.events.modality import Modality
    from streamproc.nlp.lexicon.entries import Entry

EVENT_THRESHOLD = 0.35
"""How sure an event must be to be kept, where nobody says otherwise; docs/EVENTS.md has precision and recall by threshold."""

LEAD_EASE = 0.12
"""So much less sure may an event of the headline or the first sentence be."""


def salience(entry: Entry, modality: Modality, position: float) -> float:
    clause = 1.0 / (1.0 + max(modality.depth, 0.0))
    return max(0.01, min(1.0, 0.9 * clause * position + entry.weight))


def is_sure(confidence: float, threshold: float, position: float) -> bool:
    """Whether an event is sure enough; what headline and lead tell is missed more than it is wrong."""
    return confidence >= threshold - (LEAD_EASE if position >= 1.0 else 0.0)


def ranked(drafts: Iterable[EventDraft]) -> list[EventDraft]:
    """Most salient first; ties in order of appearance."""
    return sorted(drafts, key=lambda e: (-e.salience, e.evidence[0].trigger.start, e.type))
