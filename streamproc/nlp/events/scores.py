"""Salience and confidence of an event, and the order of events."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from streamproc.nlp.doc.drafts import ArgumentDraft, EventDraft
    from streamproc.nlp.events.modality import Modality
    from streamproc.nlp.lexicon.entries import Entry


def salience(entry: Entry, modality: Modality, position: float) -> float:
    clause = 1.0 / (1.0 + max(modality.depth, 0.0))
    return max(0.01, min(1.0, 0.9 * clause * position + entry.weight))


def confidence(modality: Modality, actors: Sequence[ArgumentDraft], targets: Sequence[ArgumentDraft]) -> float:
    score = 0.55
    score += 0.15 if _is_known(actors) else 0.05 * bool(actors)
    score += 0.1 if _is_known(targets) else 0.05 * bool(targets)
    score += 0.1 if modality.depth < 0.5 else 0.0  # noqa: PLR2004 - the main clause
    score -= 0.1 if modality.hypothetical else 0.0
    return max(0.05, min(0.95, score))


def _is_known(arguments: Sequence[ArgumentDraft]) -> bool:
    for argument in arguments:  # noqa: SIM110 - half the time of any() with a generator
        if argument.entity is not None:
            return True
    return False


def ranked(drafts: Iterable[EventDraft]) -> list[EventDraft]:
    """Most salient first; ties in order of appearance."""
    return sorted(drafts, key=lambda e: (-e.salience, e.evidence[0].trigger.start, e.type))
