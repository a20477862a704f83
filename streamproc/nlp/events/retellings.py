"""What a headline tells, put to the event of the text below that tells it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.events.harm import HARM_ALONE, is_cause
from streamproc.nlp.events.merging import absorb
from streamproc.nlp.events.sameness import are_at_odds, compared, is_retold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streamproc.nlp.doc.drafts import EventDraft
    from streamproc.nlp.lexicon.taxonomy import EventType

LEAD = 160
"""Tokens below a headline in which what it tells is told again."""


def headline_retold(
    events: Sequence[EventDraft], headline: int, lower: Sequence[str], types: Mapping[str, EventType]
) -> list[EventDraft]:
    """Each happening of headline and lead once. ``events``: in the order of the text; ``headline``: tokens of the headline."""
    below = [
        e for e in events if headline <= e.evidence[-1].trigger.start and e.evidence[0].sentence.start < headline + LEAD
    ]
    kept = []
    for event in events:
        only_there = event.evidence[-1].trigger.start < headline
        again = _again(event, below, lower, types) if only_there else None
        if again is None:
            kept.append(event)
        else:
            absorb(again, event)
    return kept


def _again(
    event: EventDraft, below: Sequence[EventDraft], lower: Sequence[str], types: Mapping[str, EventType]
) -> EventDraft | None:
    mine = compared(event, lower)
    same = next((other for other in below if is_retold(mine, compared(other, lower))), None)
    if same is None and event.type == HARM_ALONE:
        same = next((o for o in below if is_cause(types[o.type], o, event) and not are_at_odds(o, event)), None)
    return same
