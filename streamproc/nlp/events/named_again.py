"""What a noun only names again, of what the article tells with more: *the attack*, *their talks*, *a boycott*."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from streamproc.nlp.doc.lemmas import lemma_of
from streamproc.nlp.events.background import is_only_named, says_something
from streamproc.nlp.events.containment import are_apart, lie_apart
from streamproc.nlp.events.descriptions import Who, is_description
from streamproc.nlp.events.event_words import load_words
from streamproc.nlp.events.harm import HARM_ALONE
from streamproc.nlp.events.merging import MOST_ALIKE, absorb
from streamproc.nlp.events.numbers_compared import count_otherwise
from streamproc.nlp.events.sameness import (
    Compared,
    are_of_other_modes,
    asserted,
    compared,
    compatible,
    in_common,
    may_be_same_day,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamproc.nlp.doc.drafts import EventDraft

_ANNOUNCED: dict[tuple[str, str | None], str] = {("THREATEN", "protest"): "PROTEST", ("AGREE", "meet"): "CONSULT"}
"""What some modes announce."""
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_WORDS = load_words()


_MOVING = frozenset({"animal", "cold", "heat", "human", "storm"})
"""Modes of what goes on for days and from place to place: ``the storm`` that reaches Spain on Monday hit Portugal on Sunday."""
_HAPPEN = frozenset({"be", "begin", "come", "happen", "occur", "start", "take"})


class _Naming(Enum):
    """``the attack``; ``a boycott``, of which nothing is said."""

    DEFINITE = auto()
    BARE = auto()


def named_once(events: Sequence[EventDraft], lower: Sequence[str]) -> list[EventDraft]:
    """Put what nouns only name to the event they mean. ``events``: in the order of the text.

    A definite noun means what the article tells of such, whatever place stands beside it; so does one of which nothing is
    said: nobody, no number, no day, no place of its own. Each is compared with the first ``MOST_ALIKE`` events of its type.
    """
    by_type: dict[str, list[EventDraft]] = {}
    for event in events:
        alike = by_type.setdefault(_kind(event), [])
        if len(alike) < MOST_ALIKE:
            alike.append(event)
    kept = []
    for event in events:
        others = [other for other in by_type.get(_kind(event), ()) if other is not event]
        told = _meant(event, others, lower) if others else None
        if told is None:
            kept.append(event)
        else:
            absorb(told, event)
            by_type[_kind(event)] = others
    return kept


def _kind(event: EventDraft) -> str:
    return _ANNOUNCED.get((event.type, event.mode), event.type)


def _meant(event: EventDraft, others: Sequence[EventDraft], lower: Sequence[str]) -> EventDraft | None:
    """The last that is told before it, else the first that a verb tells after it."""
    how = _naming(event)
    if how is None or event.negated or event.type == HARM_ALONE or _is_another(event):
        return None
    this = compared(event, lower)
    start = event.evidence[0].trigger.start
    told = [other for other in others if not is_only_named(other) or says_something(other)]
    before = [other for other in reversed(told) if other.evidence[0].trigger.start < start]
    after = [other for other in told if other.evidence[0].trigger.start > start and not is_only_named(other)]
    return next((o for o in (*before, *after) if _may_mean(this, compared(o, lower), how)), None)


def _naming(event: EventDraft) -> _Naming | None:
    if _is_definite(event) or _may_have_been(event):
        return _Naming.DEFINITE
    return _Naming.BARE if is_only_named(event) and _says_nothing(event) else None


def _may_mean(named: Compared, told: Compared, how: _Naming) -> bool:
    one, other = named.event, told.event
    if one.historical != other.historical or other.negated:
        return False
    if other.alleged and not (one.alleged or one.hypothetical):
        return False  # that there was a shooting does not make him guilty who is accused of it
    if how is not _Naming.DEFINITE and asserted(one) != asserted(other) and one.date is not None and other.date is None:
        return False  # ``called for a march on Friday``
    if (one.type == other.type and are_of_other_modes(one, other)) or count_otherwise(one, other):
        return False
    moves = how is _Naming.DEFINITE and one.mode in _MOVING and one.mode == other.mode
    if not moves and (_is_elsewhere(one, other, how) or not _may_be_then(one, other)):
        return False
    return _may_be_by(named.actors, told.actors, how) and _may_be_by(named.targets, told.targets, how)


def _may_be_by(mine: Who, theirs: Who, how: _Naming) -> bool:
    """``the attack on the embassy`` is none on nobody; ``the workers`` may be anybody at work."""
    if mine.named and not in_common(mine, theirs):
        return False
    return compatible(mine, theirs) or (how is _Naming.DEFINITE and is_description(mine, theirs))


def _is_elsewhere(one: EventDraft, other: EventDraft, how: _Naming) -> bool:
    """``In Lagos, the attack caused anger``: that is where there was anger."""
    if how is not _Naming.DEFINITE or one.mode != other.mode:
        return are_apart(one, other)
    return lie_apart(one, other) and _is_its_own(one)


def _is_its_own(event: EventDraft) -> bool:
    """Whether the place is that of the noun, or of a verb that says only that it happened."""
    noun = event.evidence[0].trigger.root
    place = event.place_span
    if place is None or noun.is_ancestor(place.root):
        return True
    return lemma_of(noun.vocab, noun.head.lower_, noun.head.tag_) in _HAPPEN


def _may_be_then(one: EventDraft, other: EventDraft) -> bool:
    return not (one.date and other.date) or may_be_same_day(one.date.value, other.date.value)


def _is_definite(event: EventDraft) -> bool:
    """Told first, and in one sentence or by nouns alone, as one that is known: ``the march``, ``the attack killed two``."""
    first = event.evidence[0]
    if first.trigger.root.lower_ in _WORDS.weapons or not any(
        token.lower_ in _DEFINITE or token.dep_ == "poss" for token in first.trigger.root.lefts
    ):
        return False
    is_one = all(evidence.sentence.start == first.sentence.start for evidence in event.evidence)
    return first.trigger.root.tag_[:1] == "N" and (is_one or is_only_named(event))


def _may_have_been(event: EventDraft) -> bool:
    """``she may have been shot``: what is over, and told as sure elsewhere."""
    words = {token.lower_ for token in event.evidence[0].trigger.root.lefts if token.dep_ == "aux"}
    return event.hypothetical and not event.future and "have" in words


def _is_another(event: EventDraft) -> bool:
    return any(
        token.lower_ in _WORDS.further or token.ent_type_ == "ORDINAL" for token in event.evidence[0].trigger.root.lefts
    )


def _says_nothing(event: EventDraft) -> bool:
    return not says_something(event) and event.place_basis != "stated"
