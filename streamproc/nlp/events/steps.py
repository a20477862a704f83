"""One process that is told by its steps: convicted and jailed, a resignation tendered and accepted, a deal agreed and signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.events.containment import lie_apart
from streamproc.nlp.events.descriptions import is_description
from streamproc.nlp.events.event_words import load_words
from streamproc.nlp.events.merging import MOST_ALIKE, absorb
from streamproc.nlp.events.sameness import (
    EXTENSION,
    Compared,
    are_at_odds,
    asserted,
    compared,
    compatible,
    contradict,
    in_common,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.tokens import Token

    from streamproc.nlp.doc.drafts import EventDraft

_PRESS = frozenset({"news", "press", "media"})


def steps_together(events: Sequence[EventDraft], lower: Sequence[str]) -> list[EventDraft]:
    """Each process once, as the event of its first step. ``events``: in the order of the text."""
    kept: list[EventDraft] = []
    told: dict[str, list[EventDraft]] = {}
    for event in events:
        process = _process(event)
        if process is None:
            kept.append(event)
            continue
        steps = told.setdefault(process, [])
        this = compared(event, lower) if steps else None
        first = next((s for s in reversed(steps) if this and _is_step(process, compared(s, lower), this)), None)
        if first is not None:
            absorb(first, event)
            continue
        kept.append(event)
        if len(steps) < MOST_ALIKE:
            steps.append(event)
    return kept


def _process(event: EventDraft) -> str | None:
    processes = load_words().processes
    kind, _, mode = event.codes.get(EXTENSION, "").partition("/")
    return processes.get((kind, mode or None)) or processes.get((event.type, event.mode))


def _is_step(process: str, one: Compared, other: Compared) -> bool:
    if asserted(one.event) != asserted(other.event) or one.event.historical != other.event.historical:
        return False
    return RULES[process](one, other)


def _is_verdict(one: Compared, other: Compared) -> bool:
    return not are_at_odds(one.event, other.event) and in_common(one.targets, other.targets)


def _is_resignation(one: Compared, other: Compared) -> bool:
    """Nobody resigns twice in an article: whenever it is tendered and accepted, by the one or of the one."""
    if lie_apart(one.event, other.event):
        return False
    if _is_of(other.event, one) or _is_of(one.event, other):
        return True
    if contradict(one.actors, other.actors):
        return False
    sides = [(a, b) for a in (one.actors, one.targets) for b in (other.actors, other.targets)]
    return any(in_common(a, b) for a, b in sides) or _is_of_known(other.event)


def _is_of(event: EventDraft, whose: Compared) -> bool:
    """``submitted the Cabinet's resignation``: the Cabinet's, whoever submitted it."""
    words = {token.lower_ for a in event.themes for token in a.span}
    return not words.isdisjoint(whose.actors.called | whose.targets.called)


def _is_of_known(event: EventDraft) -> bool:
    """``accepted the resignation``: that of before."""
    return any(token.lower_ == "the" for a in event.themes for token in a.span.root.lefts)


def _is_briefing(one: Compared, other: Compared) -> bool:
    """``told reporters``, ``opened the news conference``: who speaks at one holds it."""
    if one.event.type == other.event.type or are_at_odds(one.event, other.event):
        return False
    meeting = one.event if one.event.type == "CONSULT" else other.event
    return any(_is_for_press(a.span.root) for a in meeting.themes) and in_common(one.actors, other.actors)


def _is_for_press(noun: Token) -> bool:
    """``a news conference``; a peace conference is another matter."""
    return noun.lower_ == "briefing" or any(token.lower_ in _PRESS for token in noun.lefts)


def _is_deal(one: Compared, other: Compared) -> bool:
    """``agreed to share the water``, ``signed the accord``: by the same, or only called the parties."""
    if one.event.type == other.event.type or are_at_odds(one.event, other.event):
        return False
    if not compatible(one.targets, other.targets) and not is_description(one.targets, other.targets):
        return False
    return in_common(one.actors, other.actors) or is_description(one.actors, other.actors)


def _is_violence(one: Compared, other: Compared) -> bool:
    """``stabbed``, and below ``is accused of murdering``: the same people came to harm by nobody else."""
    if one.event.type == other.event.type or are_at_odds(one.event, other.event):
        return False
    if contradict(one.actors, other.actors):
        return False
    return in_common(one.targets, other.targets) or is_description(one.targets, other.targets)


RULES: dict[str, Callable[[Compared, Compared], bool]] = {
    "verdict": _is_verdict,
    "resignation": _is_resignation,
    "briefing": _is_briefing,
    "deal": _is_deal,
    "violence": _is_violence,
}
