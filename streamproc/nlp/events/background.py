"""What only stands in the background of an article: mentions of which nothing is said, and what is long past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.doc.annotations import tokens_of

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from streamproc.nlp.doc.drafts import EventDraft

_SURE = 0.8
"""So sure must a mention of nobody, nowhere and no day be. Of 45 in news that were less so, eight told of a happening."""
_SURE_TWICE = 0.7
"""The same of what several sentences mention."""
_LONG_AGO = 0.5
"""What an event of the past weighs, of what it would today."""
_TIMES = frozenset({"months", "years", "decade", "decades", "century", "centuries", "generation", "generations"})
_STEPS = 6


def says_something(event: EventDraft) -> bool:
    """Somebody, a number or a day is told of it."""
    return bool(event.actors or event.targets or event.counts or event.date)


def is_only_named(event: EventDraft) -> bool:
    return all(evidence.trigger.root.tag_[:1] == "N" for evidence in event.evidence)


def with_their_past(events: Sequence[EventDraft]) -> None:
    """Mark what is told under an old event (``in 2014 they struck, after an icefall killed 16``) or as decades away."""
    old: dict[int, list[EventDraft]] = {}
    tells_of_decades = bool(events) and not _TIMES.isdisjoint(tokens_of(events[0].evidence[0].trigger.doc).lower)
    for event in events:
        if event.historical:
            old.setdefault(event.evidence[0].sentence.start, []).append(event)
    for event in events:
        if event.historical or event.date is not None or (len(event.evidence) > 1 and not _is_of_one_sentence(event)):
            continue
        root = event.evidence[0].trigger.root
        above = old.get(event.evidence[0].sentence.start, ())
        under_old = any(o.evidence[0].trigger.root.is_ancestor(root) for o in above)
        event.historical = under_old or (tells_of_decades and _is_decades_away(event))


def without_background(events: Sequence[EventDraft], lead: int, own: Container[str | None]) -> list[EventDraft]:
    """Leave out what below the lead only a noun mentions; an operator's ``own`` rules are obeyed.

    ``lead``: where the first sentence of the text starts. Where nothing else is told, mentions are what there is. What is long past weighs less.
    """
    kept = []
    for event in events:
        if event.historical:
            event.salience *= _LONG_AGO
        told = says_something(event) or event.place_basis == "stated" or not is_only_named(event) or _is_sure(event)
        if told or event.rule in own or event.evidence[0].sentence.start <= lead:
            kept.append(event)
    return kept or list(events)


def _is_sure(event: EventDraft) -> bool:
    sure = _SURE if _is_of_one_sentence(event) else _SURE_TWICE
    return event.confidence >= sure and not event.historical


def _is_of_one_sentence(event: EventDraft) -> bool:
    return all(evidence.sentence.start == event.evidence[0].sentence.start for evidence in event.evidence)


def _is_decades_away(event: EventDraft) -> bool:
    """``a decade after the uprisings``."""
    token = event.evidence[0].trigger.root
    for _ in range(_STEPS):
        if any(child.lower_ in _TIMES and child.dep_ == "npadvmod" for child in token.lefts):
            return True
        token = token.head
    return False
