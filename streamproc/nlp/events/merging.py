"""Drafts of one event put together."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from streamproc.nlp.doc.drafts import EventDraft

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from streamproc.nlp.doc.drafts import ArgumentDraft

MOST_ALIKE = 50
"""Events of one type and status that a further one is compared with; an article of news has a few."""


MOST_EVIDENCE = 20
"""Sentences that say one thing, the first so many."""


def merged(drafts: Sequence[EventDraft], lower: Sequence[str]) -> list[EventDraft]:
    """One event per thing that happened: same type and status, nobody and nowhere in contradiction.

    ``lower``: the words of the Doc in lower case.
    """
    kept: list[EventDraft] = []
    alike: dict[tuple[object, ...], list[_Compared]] = {}
    statuses = list(map(_status, drafts))
    alone = Counter(statuses)
    for draft, status in zip(drafts, statuses, strict=True):
        if alone[status] == 1:
            kept.append(draft)
            continue
        candidates = alike.setdefault(status, [])
        compared = _compared(draft, lower)
        at = next((n for n, other in enumerate(candidates) if _same(other, compared)), None)
        if at is not None:
            other = candidates[at].event
            _absorb(other, draft)
            candidates[at] = _compared(other, lower)
            continue
        kept.append(draft)
        if len(candidates) < MOST_ALIKE:
            candidates.append(compared)
    return kept


class _Compared(NamedTuple):
    """An event with what it is compared by, read once for all comparisons."""

    event: EventDraft
    actors: set[int | str]
    targets: set[int | str]
    counts: set[tuple[str, int]]


def _compared(event: EventDraft, lower: Sequence[str]) -> _Compared:
    counts = {(count.kind, count.value) for count in event.counts}
    return _Compared(event, _who(event.actors, lower), _who(event.targets, lower), counts)


def _who(arguments: Iterable[ArgumentDraft], lower: Sequence[str]) -> set[int | str]:
    """The entities, and the last words of what is none."""
    return {id(a.entity) if a.entity else lower[a.span.end - 1] for a in arguments}


def _same(mine: _Compared, theirs: _Compared) -> bool:
    """Whether two drafts of one status are one event."""
    one, other = mine.event, theirs.event
    if one.mode and other.mode and one.mode != other.mode:
        return False
    placed = one.place_span is not None and other.place_span is not None
    if placed and one.place is not other.place:
        return False
    if one.date and other.date and one.date.value and other.date.value and one.date.value != other.date.value:
        return False
    if not _compatible(mine.counts, theirs.counts) or not _compatible(mine.actors, theirs.actors):
        return False
    return _compatible(mine.targets, theirs.targets) or (
        one.place is other.place is not None and _aims_at_place(one, other)
    )


def _status(event: EventDraft) -> tuple[object, ...]:
    return event.type, event.negated, event.hypothetical, event.attempted, event.future


def _aims_at_place(one: EventDraft, other: EventDraft) -> bool:
    """``the town of Palmyra`` and ``Palmyra``: the target of one is the place of the other."""
    places = {id(event.place) for event in (one, other) if event.place is not None}
    return any(id(target.entity) in places for target in (*one.targets, *other.targets))


def _compatible(mine: AbstractSet[object], theirs: AbstractSet[object]) -> bool:
    """Nothing in common is a contradiction, nothing said is none."""
    return not mine or not theirs or not mine.isdisjoint(theirs)


def _absorb(kept: EventDraft, more: EventDraft) -> None:
    new_sentence = kept.evidence[-1].sentence.start != more.evidence[0].sentence.start  # they come in order
    kept.evidence.extend(more.evidence[: MOST_EVIDENCE - len(kept.evidence)])
    kept.actors = kept.actors or more.actors
    kept.targets = kept.targets or more.targets
    if kept.place_span is None and more.place is not None:
        kept.place, kept.place_span = more.place, more.place_span
    kept.date = kept.date or more.date
    known = {(c.kind, c.value) for c in kept.counts}
    kept.counts.extend(c for c in more.counts if (c.kind, c.value) not in known)
    kept.contexts = list(dict.fromkeys([*kept.contexts, *more.contexts]))[:5]
    kept.attributed_to = kept.attributed_to or more.attributed_to
    kept.historical = kept.historical and more.historical
    kept.salience = min(1.0, max(kept.salience, more.salience) + (0.03 if new_sentence else 0.0))
    kept.confidence = min(0.95, max(kept.confidence, more.confidence) + (0.03 if new_sentence else 0.0))
