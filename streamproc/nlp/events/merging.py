"""Drafts of one event put together."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from streamproc.nlp.doc.drafts import EventDraft
from streamproc.nlp.doc.number_phrases import VAGUE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamproc.nlp.doc.drafts import ArgumentDraft, CountDraft, DateDraft, EvidenceDraft

MOST_ALIKE = 50
"""Events of one type and status that a further one is compared with; an article of news has a few."""


MOST_PARTICIPANTS = 8
_MOST_OF_VAGUE = 10
"""``dozens`` and ``thousands`` are fewer than so many times the value that is guessed for them."""
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
            absorb(other, draft)
            candidates[at] = _compared(other, lower)
            continue
        kept.append(draft)
        if len(candidates) < MOST_ALIKE:
            candidates.append(compared)
    return kept


class _Compared(NamedTuple):
    """An event with what it is compared by, read once for all comparisons."""

    event: EventDraft
    actors: _Who
    targets: _Who


class _Who(NamedTuple):
    """Participants of one role: entities, the last words of those that are none, and what the entities are called."""

    named: frozenset[int]
    unnamed: frozenset[str]
    called: frozenset[str]
    """``rebels``, of the rebels of the Northern Front."""


def _compared(event: EventDraft, lower: Sequence[str]) -> _Compared:
    return _Compared(event, _who(event.actors, lower), _who(event.targets, lower))


def _who(arguments: Sequence[ArgumentDraft], lower: Sequence[str]) -> _Who:
    named = frozenset(id(a.entity) for a in arguments if a.entity)
    unnamed = frozenset(lower[a.span.end - 1] for a in arguments if not a.entity)
    return _Who(named, unnamed, frozenset(lower[a.span.root.i] for a in arguments if a.entity))


def _same(mine: _Compared, theirs: _Compared) -> bool:
    """Whether two drafts of one status are one event."""
    one, other = mine.event, theirs.event
    if any(token.lower_ == "another" for token in other.evidence[0].trigger.root.lefts):
        return False  # ``another rally``
    if (one.mode and other.mode and one.mode != other.mode) or are_at_odds(one, other):
        return False
    if _contradict(mine.actors, theirs.actors) or _contradict(mine.targets, theirs.targets):
        same_place = one.place is other.place is not None and _aims_at_place(one, other)
        return same_place and _compatible(mine.actors, theirs.actors)
    otherwise = [
        not _compatible(mine.actors, theirs.actors),
        not _compatible(mine.targets, theirs.targets),
    ]
    if not any(otherwise):
        return True
    return not all(otherwise) and (
        _in_common(mine.actors, theirs.actors) or _in_common(mine.targets, theirs.targets) or _agree(one, other)
    )


def _contradict(mine: _Who, theirs: _Who) -> bool:
    """Both are named, and nobody is the same. Other words may mean the same people: *police*, *officers*."""
    return bool(mine.named) and bool(theirs.named) and mine.named.isdisjoint(theirs.named)


def _agree(one: EventDraft, other: EventDraft) -> bool:
    """Whether place, date or a number of people says that two drafts are one."""
    if one.place_span is not None and other.place_span is not None and one.place is other.place is not None:
        return True
    if one.date and other.date and one.date.value is not None and one.date.value == other.date.value:
        return True
    return not {(c.kind, c.value) for c in one.counts}.isdisjoint((c.kind, c.value) for c in other.counts)


def are_at_odds(one: EventDraft, other: EventDraft) -> bool:
    """Whether place, date or numbers say that two drafts are two events."""
    placed = one.place_span is not None and other.place_span is not None
    if placed and one.place is not other.place:
        return True
    if one.date and other.date and not _may_be_same_day(one.date.value, other.date.value):
        return True
    return _count_otherwise(one, other)


def _may_be_same_day(one: str | None, other: str | None) -> bool:
    """Nothing is said, or one lies in the other: a day in its month."""
    return not one or not other or one.startswith(other) or other.startswith(one)


def _count_otherwise(one: EventDraft, other: EventDraft) -> bool:
    """Of one kind of people each gives other numbers; ``thousands`` is as good as any that is larger."""
    for kind in {count.kind for count in one.counts} & {count.kind for count in other.counts}:
        mine = [count for count in one.counts if count.kind == kind]
        theirs = [count for count in other.counts if count.kind == kind]
        if not any(_may_be_same_number(a, b) for a in mine for b in theirs):
            return True
    return False


def _may_be_same_number(one: CountDraft, other: CountDraft) -> bool:
    least, most = sorted((one, other), key=lambda count: count.value)
    return least.value == most.value or (least.qualifier == VAGUE and most.value < _MOST_OF_VAGUE * least.value)


def _without_vague(counts: Sequence[CountDraft]) -> list[CountDraft]:
    """``thousands`` gives way to 5,000 of the same kind and unit."""
    exact = [count for count in counts if count.qualifier != VAGUE]
    return [c for c in counts if c.qualifier != VAGUE or not any(_says_more_of(other, c) for other in exact)]


def _says_more_of(exact: CountDraft, vague: CountDraft) -> bool:
    same = (exact.kind, exact.unit) == (vague.kind, vague.unit)
    return same and exact.value >= vague.value and _may_be_same_number(exact, vague)


def share_somebody(one: EventDraft, other: EventDraft, lower: Sequence[str]) -> bool:
    """Whether two triggers of a sentence may have the same people: the same doers, or nobody in contradiction."""
    mine, theirs = _compared(one, lower), _compared(other, lower)
    if not _compatible(mine.actors, theirs.actors):
        return False
    return _in_common(mine.actors, theirs.actors) or _compatible(mine.targets, theirs.targets)


def asserted(event: EventDraft) -> tuple[bool, ...]:
    """Whether, and how, it is said to have happened."""
    return event.negated, event.hypothetical, event.attempted, event.future


def _place_in_text(evidence: EvidenceDraft) -> tuple[int, int]:
    return evidence.trigger.start, evidence.trigger.end


def _status(event: EventDraft) -> tuple[object, ...]:
    return event.type, *asserted(event)


def _aims_at_place(one: EventDraft, other: EventDraft) -> bool:
    """``the town of Palmyra`` and ``Palmyra``: the target of one is the place of the other."""
    places = {id(event.place) for event in (one, other) if event.place is not None}
    return any(id(target.entity) in places for target in (*one.targets, *other.targets))


def _in_common(mine: _Who, theirs: _Who) -> bool:
    if not mine.named.isdisjoint(theirs.named) or not mine.unnamed.isdisjoint(theirs.unnamed):
        return True
    return not mine.unnamed.isdisjoint(theirs.called) or not theirs.unnamed.isdisjoint(mine.called)


def _compatible(mine: _Who, theirs: _Who) -> bool:
    """Nothing in common is a contradiction, nothing said is none."""
    return not any(mine) or not any(theirs) or _in_common(mine, theirs)


def _with_more(kept: list[ArgumentDraft], more: Sequence[ArgumentDraft]) -> list[ArgumentDraft]:
    """Each participant once, by who it is, else by its last word."""
    entities = {id(a.entity) for a in kept if a.entity is not None}
    heads = {a.span[-1].lower for a in kept}
    new = [a for a in more if id(a.entity) not in entities and a.span[-1].lower not in heads]
    return [*kept, *new][:MOST_PARTICIPANTS]


def _is_of_another_paragraph(kept: EventDraft, more: EventDraft) -> bool:
    """Whether a place is only that of the events beside it, and these are not beside the event that is kept."""
    if more.place_basis != "paragraph":
        return False
    one, other = sorted((kept.evidence[0].sentence, more.evidence[0].sentence), key=lambda sentence: sentence.start)
    return any("\n" in token.text for token in one.doc[one.start : other.start])


def _more_exact(one: DateDraft | None, other: DateDraft | None) -> DateDraft | None:
    """The one date, or of two that agree the longer: ``in March`` and ``on March 3``."""
    if one is None or other is None or one.value is None:
        return other if one is None or (other and other.value) else one
    return other if other.value and other.value != one.value and other.value.startswith(one.value) else one


def _by_name(kept: Sequence[ArgumentDraft], more: Sequence[ArgumentDraft]) -> list[ArgumentDraft]:
    """``the town`` gives way to ``the town of Palmyra``."""
    named = {a.span.root.lower: a for a in more if a.entity or any(token.ent_type for token in a.span)}
    return [a if a.entity else named.get(a.span[-1].lower, a) for a in kept]


def absorb(kept: EventDraft, more: EventDraft) -> None:
    """Give an event what another draft says of the same happening."""
    told = {evidence.sentence.start for evidence in kept.evidence}
    new_sentence = any(evidence.sentence.start not in told for evidence in more.evidence)
    evidence = {_place_in_text(each): each for each in (*more.evidence, *kept.evidence)}
    kept.evidence = [each for _, each in sorted(evidence.items())][:MOST_EVIDENCE]
    kept.actors = _by_name(kept.actors, more.actors) or more.actors
    kept.targets = _with_more(
        _by_name(kept.targets, more.targets), more.targets
    )  # ``attacked the town, killing nine farmers``
    if kept.place_span is None and more.place is not None and not _is_of_another_paragraph(kept, more):
        kept.place, kept.place_span, kept.place_basis = more.place, more.place_span, more.place_basis
    if kept.type == more.type:
        kept.mode = kept.mode or more.mode
    kept.date = _more_exact(kept.date, more.date)
    kept.origin, kept.destination = kept.origin or more.origin, kept.destination or more.destination
    known = {(c.kind, c.value) for c in kept.counts}
    kept.counts = _without_vague([*kept.counts, *(c for c in more.counts if (c.kind, c.value) not in known)])
    kept.contexts = list(dict.fromkeys([*kept.contexts, *more.contexts]))[:5]
    kept.attributed_to = kept.attributed_to or more.attributed_to
    kept.historical = kept.historical and more.historical
    kept.salience = min(1.0, max(kept.salience, more.salience) + (0.03 if new_sentence else 0.0))
    kept.confidence = min(0.95, max(kept.confidence, more.confidence) + (0.03 if new_sentence else 0.0))
