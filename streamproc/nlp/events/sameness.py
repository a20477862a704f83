"""Whether two drafts tell one happening: participants, place, date and numbers compared."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from streamproc.nlp.doc.drafts import PLACE_TYPES, EventDraft
from streamproc.nlp.doc.number_phrases import VAGUE
from streamproc.nlp.events.containment import lie_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamproc.nlp.doc.drafts import ArgumentDraft, CountDraft

EXTENSION = "extension"
"""Under which an event's codes have the type and mode of ours that its trigger tells too."""
_MOST_OF_VAGUE = 10
"""``dozens`` and ``thousands`` are fewer than so many times the value that is guessed for them."""
_ANYBODY = frozenset(
    {"they", "them", "he", "him", "she", "her", "it", "we", "us", "who", "which", "that", "others", "some"}
)
"""Words for somebody spoken of before: they contradict nobody."""
_BY_ANYBODY = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Of these an article tells many, and who says it tells them apart: a pronoun that means nobody known is not enough."""
_KNOWN = frozenset({"them", "those", "these", "us", "the", "our", "their", "his", "her", "its", "my"})
_NOUNS = frozenset({"NN", "NNS"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_ONE_UNNAMED = frozenset({"a", "an"})
_CLOSE_BELOW = 120
"""Tokens between somebody without a name and the name."""
_OF_ONE_HAPPENING = (
    frozenset({"visit", "meeting", "multilateral"}),  # whoever is received is met
    frozenset({"demo", "riot", "obstruct"}),
    frozenset({"explosives", "suicide-attack", "aerial"}),  # ``bombing`` may be either
    frozenset({"explosives", "aerial", "heavy-weapons"}),
    frozenset({"firearms", "clash"}),
    frozenset({"transport", "fire"}),
    frozenset({"storm", "cold"}),
)
"""Modes that the tellings of one happening may have: a march and the riot that came of it, a bomb and its bomber."""


class Compared(NamedTuple):
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


def compared(event: EventDraft, lower: Sequence[str]) -> Compared:
    says_nothing = frozenset() if event.type in _BY_ANYBODY else _ANYBODY
    return Compared(event, _who(event.actors, lower, says_nothing), _who(event.targets, lower, says_nothing))


def _who(arguments: Sequence[ArgumentDraft], lower: Sequence[str], says_nothing: frozenset[str]) -> _Who:
    named = frozenset(id(a.entity) for a in arguments if a.entity)
    unnamed = frozenset(lower[a.span.end - 1] for a in arguments if not a.entity) - says_nothing
    return _Who(named, unnamed, frozenset(lower[a.span.root.i] for a in arguments if a.entity))


def are_same(mine: Compared, theirs: Compared) -> bool:
    """Whether two drafts of one status are one event."""
    one, other = mine.event, theirs.event
    if any(token.lower_ == "another" for token in other.evidence[0].trigger.root.lefts):
        return False  # ``another rally``
    if _of_other_modes(one, other) or are_at_odds(one, other):
        return False
    if _contradict(mine.actors, theirs.actors) or _contradict(mine.targets, theirs.targets):
        same_place = one.place is other.place is not None and _aims_at_place(one, other)
        return _is_other_side(mine, theirs) or (same_place and _compatible(mine.actors, theirs.actors))
    otherwise = [
        not _compatible(mine.actors, theirs.actors),
        not _compatible(mine.targets, theirs.targets),
    ]
    alike = _in_common(mine.actors, theirs.actors) or _in_common(mine.targets, theirs.targets) or _agree(one, other)
    elsewhere = None not in {one.place_span, other.place_span} and one.place is not other.place  # in Turkey, in Izmir
    if not any(otherwise):
        return alike or not elsewhere
    return not all(otherwise) and not elsewhere and (alike or _introduces(one, other))


def _is_other_side(mine: Compared, theirs: Compared) -> bool:
    """``paid a visit to Paris``, ``was welcomed by Mr Roy``: the guest is the same, and of host and place only one is a person."""
    if mine.event.type != "CONSULT" or "visit" not in {mine.event.mode, theirs.event.mode}:
        return False
    for one, other in ((mine, theirs), (theirs, mine)):
        guest = not one.actors.named.isdisjoint(other.targets.named)
        if guest and all(a.entity is None or a.entity.type in PLACE_TYPES for a in one.event.targets):
            return True
    return False


def is_retold(headline: Compared, told: Compared) -> bool:
    """Whether a headline may tell what the text below tells: it names people its own way, and contradicts nothing."""
    if not _tells(headline.event.type, told.event) or asserted(headline.event) != asserted(told.event):
        return False
    if headline.event.type == told.event.type and _of_other_modes(headline.event, told.event):
        return False
    if are_at_odds(headline.event, told.event):
        return False
    return not (_contradict(headline.actors, told.actors) or _contradict(headline.targets, told.targets))


def _tells(kind: str, event: EventDraft) -> bool:
    """Whether an event is of a type, or tells it too: ``A jury convicted`` is ACCUSE and a verdict."""
    return kind in {event.type, event.codes.get(EXTENSION, "").partition("/")[0]}


def is_named_again(named: Compared, told: Compared) -> bool:
    """Whether an event that only nouns tell is one that is told elsewhere as planned, feared or done: ``the strike``, of one to come.

    Both of the same type, or the other one announces such an event.
    """
    one, other = named.event, told.event
    if one.historical != other.historical or one.negated or other.negated or not _is_definite(one):
        return False
    if (one.type == other.type and _of_other_modes(one, other)) or are_at_odds(one, other):
        return False
    if not (_compatible(named.actors, told.actors) and _compatible(named.targets, told.targets)):
        return False
    return one.place is other.place or one.place_span is None or other.place_span is None


def _is_definite(event: EventDraft) -> bool:
    """Told by nouns alone, and first as one that is known: ``the march``, ``their talks``."""
    triggers = [evidence.trigger.root for evidence in event.evidence]
    return all(token.tag_ in _NOUNS for token in triggers) and any(
        token.lower_ in _DEFINITE or token.dep_ == "poss" for token in triggers[0].lefts
    )


def _of_other_modes(one: EventDraft, other: EventDraft) -> bool:
    if not one.mode or not other.mode or one.mode == other.mode:
        return False
    return not any(modes.issuperset((one.mode, other.mode)) for modes in _OF_ONE_HAPPENING)


def _contradict(mine: _Who, theirs: _Who) -> bool:
    """Both are named, and nobody is the same. Other words may mean the same people: *police*, *officers*."""
    return bool(mine.named) and bool(theirs.named) and mine.named.isdisjoint(theirs.named)


def _introduces(one: EventDraft, other: EventDraft) -> bool:
    """``A man was charged``, and close below ``Tom Bray, 56, is charged``: a lead says who it was, the name comes after."""
    if len(one.targets) != 1 or one.targets[0].entity is not None or one.targets[0].span[0].lower_ not in _ONE_UNNAMED:
        return False
    below = other.evidence[0].sentence.start - one.evidence[0].sentence.start
    return 0 < below < _CLOSE_BELOW and any(a.entity is not None and a.entity.type == "PERSON" for a in other.targets)


def _agree(one: EventDraft, other: EventDraft) -> bool:
    """Whether place, date or a number of people says that two drafts are one."""
    if one.place_span is not None and other.place_span is not None and one.place is other.place is not None:
        return True
    if one.date and other.date and one.date.value is not None and one.date.value == other.date.value:
        return True
    return not {(c.kind, c.value) for c in one.counts}.isdisjoint((c.kind, c.value) for c in other.counts)


def are_at_odds(one: EventDraft, other: EventDraft) -> bool:
    """Whether place, date or numbers say that two drafts are two events."""
    if lie_apart(one, other):
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
        if not any(may_be_same_number(a, b) for a in mine for b in theirs):
            return True
    return False


def is_part(count: CountDraft) -> bool:
    """``17 of them``, ``two of our nurses``: some of those who are counted elsewhere."""
    words = [token.lower_ for token in count.span.doc[count.span.start : count.span.end + 2]]
    return count.qualifier != VAGUE and any(a == "of" and b in _KNOWN for a, b in pairwise(words))


def may_be_same_number(one: CountDraft, other: CountDraft) -> bool:
    """Whether two numbers of a kind contradict each other: a part may be smaller."""
    least, most = sorted((one, other), key=lambda count: count.value)
    if is_part(least):
        return True
    return least.value == most.value or (least.qualifier == VAGUE and most.value < _MOST_OF_VAGUE * least.value)


def share_somebody(one: EventDraft, other: EventDraft, lower: Sequence[str]) -> bool:
    """Whether two triggers of a sentence may have the same people: the same doers, or nobody in contradiction."""
    mine, theirs = compared(one, lower), compared(other, lower)
    if not _compatible(mine.actors, theirs.actors):
        return False
    return _in_common(mine.actors, theirs.actors) or _compatible(mine.targets, theirs.targets)


def asserted(event: EventDraft) -> tuple[bool, ...]:
    """Whether, and how, it is said to have happened."""
    return event.negated, event.hypothetical, event.attempted, event.future


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
