"""Which event takes a count: a number of an article stands in one event."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spacy.tokens import Span

from streamproc.nlp.doc.drafts import CountDraft, EventDraft
from streamproc.nlp.doc.number_phrases import VAGUE
from streamproc.nlp.events.counted_people import does_it_to_others
from streamproc.nlp.events.counts import Counted, counted
from streamproc.nlp.events.numbers_compared import is_part
from streamproc.nlp.lexicon.matcher import Match
from streamproc.nlp.lexicon.taxonomy import EventType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from streamproc.nlp.doc.number_phrases import Number
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

_LOW = frozenset({"at least", "more than", VAGUE})
_HIGH = frozenset({"at most", "up to", "less than", "nearly"})
_SAYS_SO, _IS_ARGUMENT, _IS_NEAR = 4.0, 3.0, 1.0
"""What ties a count to an event: its trigger says what became of them, they are its argument, it is in the sentence."""
_DISTANCE = 0.02
_LESS_EXACT = 0.5
"""For each kind that says more of them than the one the event takes: evacuated, not only displaced."""


class Claimant(NamedTuple):
    """An event that may take counts: its match, type and sentence."""

    event: EventDraft
    match: Match
    type: EventType
    sentence: tuple[int, int]


class EventCounts:
    """Counts of one article's events."""

    def __init__(self, doc: Doc, syntax: ArgumentFrames) -> None:
        self._doc = doc
        self._syntax = syntax

    def assign(self, claimants: Sequence[Claimant]) -> None:
        """Give each number of the claimants' sentences to the one event that it belongs to, or to none."""
        by_sentence: dict[tuple[int, int], list[Claimant]] = {}
        for claimant in claimants:
            if claimant.type.counts:
                by_sentence.setdefault(claimant.sentence, []).append(claimant)
        for sentence, rivals in by_sentence.items():
            for item in counted(self._syntax, *sentence):
                claims = [(self._claim(rival, item), rival) for rival in rivals]
                (strength, kind), winner = max(claims, key=lambda claim: claim[0][0])
                if kind is not None and strength > 0:
                    winner.event.counts.append(self._draft(kind, item))

    def _claim(self, claimant: Claimant, item: Counted) -> tuple[float, str | None]:
        """How strong a claim is, and the kind that the event would count them as."""
        match, wanted = claimant.match, claimant.type.counts
        frame = self._syntax.frame(match.anchor)
        is_argument = (
            item.noun in frame.subjects or item.noun in frame.objects or item.noun in frame.preps.get("of", ())
        )
        if does_it_to_others(self._syntax, item.noun, match.anchor):
            return 0.0, None  # ``two gunmen killed five people``
        kind = next((k for k in item.kinds if k in wanted), None)
        if kind is None and is_argument:
            kind = claimant.type.own_count(match.entry.mode)
        if kind is None or (kind == "participants" and item.number.value == 1):
            return 0.0, None  # ``one of the protesters said``: no measure of the protest
        strength = _IS_NEAR + _IS_ARGUMENT * is_argument
        if item.by is not None and (match.start <= item.by < match.end or item.by == match.anchor):
            strength += _SAYS_SO
        if kind in item.kinds:
            strength -= _LESS_EXACT * item.kinds.index(kind)
        return strength - _DISTANCE * abs(match.anchor - item.noun), kind

    def _draft(self, kind: str, item: Counted) -> CountDraft:
        number = item.number
        low, high = bounds(number)
        span = Span(self._doc, number.start, item.end)
        return CountDraft(kind, number.value, number.qualifier, span, low, high, item.unit, item.scope)


def bounds(number: Number) -> tuple[int | None, int | None]:
    """The least and the most that the words allow; None where they set no bound."""
    if number.low is not None:
        return number.low, number.value
    low = number.value if number.qualifier in _LOW else None
    return low, number.value if number.qualifier in _HIGH else None


def each_once(events: list[EventDraft]) -> list[EventDraft]:
    """The events, with a figure that several tell only at the first; what is counted as dead is not displaced too."""
    seen: set[tuple[str, int]] = set()
    dead = {(event.historical, c.value) for event in events for c in event.counts if c.kind == "dead"}
    for event in events:
        kept = []
        whole = {count.kind: count.value for count in event.counts if not is_part(count)}
        for count in event.counts:
            if is_part(count) and count.value <= whole.get(count.kind, 0):
                continue  # ``120 injured, 17 of them seriously``
            told = count.kind, count.value
            if told not in seen and not (count.kind == "displaced" and (event.historical, count.value) in dead):
                kept.append(count)
            seen.add(told)
        event.counts = kept
    return events
