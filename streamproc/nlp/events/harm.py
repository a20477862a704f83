"""Deaths and injuries that are told apart, put to what caused them."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from typing import TYPE_CHECKING

from streamproc.nlp.doc.annotations import tokens_of
from streamproc.nlp.events.containment import are_apart
from streamproc.nlp.events.event_words import load_words
from streamproc.nlp.events.merging import absorb
from streamproc.nlp.events.sameness import are_at_odds, asserted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from streamproc.nlp.doc.drafts import EventDraft
    from streamproc.nlp.lexicon.taxonomy import EventType

HARM_ALONE = "x:CASUALTIES"
"""Deaths and injuries whatever the cause: an event of its own only where no cause is told."""
FAR = 4
"""Sentences between a cause and the harm that it did."""
MOST_CAUSES = 12
"""Causes that are looked at, the last ones."""
_HARM = load_words().harm


def is_cause(kind: EventType, event: EventDraft, harm: EventDraft) -> bool:
    """Whether people may have come to harm by an event: one that counts its dead, and is told as real as they are."""
    return may_harm(kind, event) and asserted(event) == asserted(harm)


def may_harm(kind: EventType, event: EventDraft) -> bool:
    """Not a town that changes hands: who was shot there is told apart."""
    return "dead" in kind.counts and event.mode != "territory"


def with_their_harm(events: Sequence[EventDraft], types: Mapping[str, EventType]) -> list[EventDraft]:
    """Put deaths and injuries that a later sentence tells to their cause. ``events``: in the order of the text."""
    kept: list[EventDraft] = []
    causes: deque[EventDraft] = deque(maxlen=MOST_CAUSES)
    starts = _sentence_starts(events)
    for event in events:
        cause = _cause_of(event, causes, starts) if event.type == HARM_ALONE else None
        if cause is not None:
            if _is_known(event):  # the day and the place are those of a burial, or of a clinic
                event.date = event.place = event.place_span = event.place_basis = None
            absorb(cause, event)
            continue
        kept.append(event)
        if event.type != HARM_ALONE and may_harm(types[event.type], event):
            causes.append(event)
    return kept


def _sentence_starts(events: Sequence[EventDraft]) -> list[int]:
    if not any(event.type == HARM_ALONE for event in events):
        return []
    return tokens_of(events[0].evidence[0].sentence.doc).sentence_starts


def with_somebody_harmed(events: Sequence[EventDraft]) -> list[EventDraft]:
    """Leave out harm that only a noun names, of nobody and no number: ``rescued from the brink of death``."""
    return [e for e in events if e.type != HARM_ALONE or e.targets or e.counts or not _is_named(e)]


def _is_named(event: EventDraft) -> bool:
    """Told by nouns alone, and not as somebody's: ``announced his death``."""
    roots = [evidence.trigger.root for evidence in event.evidence]
    return all(root.tag_[:1] == "N" and all(token.dep_ != "poss" for token in root.lefts) for root in roots)


def _cause_of(harm: EventDraft, told: deque[EventDraft], starts: Sequence[int]) -> EventDraft | None:
    """Of the causes told before: the last that harmed somebody already, else the last that is no protest, else the last.

    After ``Landslides blocked a road.`` those who ``were injured`` are the earthquake's, which killed.
    """
    causes = list(_causes_before(harm, told, starts))
    harmed = (cause for cause in causes if any(count.kind in _HARM for count in cause.counts))
    violent = (cause for cause in causes if cause.type != "PROTEST")
    return next(harmed, None) or next(violent, None) or next(iter(causes), None)


def _is_known(harm: EventDraft) -> bool:
    """``The injured were taken to Huancayo``: people spoken of before, and where they are now is not where it happened."""
    trigger = harm.evidence[0].trigger.root
    return not harm.counts and any(token.lower_ == "the" and token.dep_ == "det" for token in trigger.lefts)


def _causes_before(harm: EventDraft, told: deque[EventDraft], starts: Sequence[int]) -> Iterator[EventDraft]:
    """What may have caused it, the last first: not far, nowhere else and with no other number of dead."""
    known = _is_known(harm)
    first = bisect_left(starts, harm.evidence[0].sentence.start)
    for event in reversed(told):
        if asserted(event) != asserted(harm):
            continue
        if not known and (are_at_odds(event, harm) or are_apart(event, harm)):
            continue
        if event.historical != harm.historical:
            continue
        if first - bisect_left(starts, event.evidence[-1].sentence.end) > FAR:
            return
        yield event
