"""Whether two drafts tell one happening: participants, place, date and numbers compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from streamproc.nlp.doc.drafts import PLACE_TYPES, EventDraft
from streamproc.nlp.events.containment import are_apart, lie_apart
from streamproc.nlp.events.descriptions import Who, is_description, is_known
from streamproc.nlp.events.numbers_compared import count_otherwise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamproc.nlp.doc.drafts import ArgumentDraft

EXTENSION = "extension"
"""Under which an event's codes have the type and mode of ours that its trigger tells too."""
_ANYBODY = frozenset(
    {"they", "them", "he", "him", "she", "her", "it", "we", "us", "who", "which", "that", "others", "some"}
)
"""Words for somebody spoken of before: they contradict nobody."""
_BY_ANYBODY = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Of these an article tells many, and who says it tells them apart: a pronoun that means nobody known is not enough."""
_BY_STATES = frozenset({"ACCUSE", "AGREE", "CONSULT", "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN"})
"""Of these a state and who speaks for it are one side."""
_DEEDS = frozenset({"ASSAULT", "COERCE", "PROTEST", "RETREAT", "x:COURT", "x:CRIME", "x:ESCAPE"})
"""Of these the people may be described below: ``the suspect``, ``the workers``."""
_STATES = frozenset({"GPE", "NORP"})
_FURTHER = frozenset({"also", "another"})
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
    frozenset({"vote", "referendum"}),
    frozenset({"vote", "result"}),
)
"""Modes that the tellings of one happening may have: a march and the riot that came of it, a bomb and its bomber."""


class Compared(NamedTuple):
    """An event with what it is compared by, read once for all comparisons."""

    event: EventDraft
    actors: Who
    targets: Who


def compared(event: EventDraft, lower: Sequence[str]) -> Compared:
    return Compared(event, _who(event, event.actors, lower), _who(event, event.targets, lower))


def _who(event: EventDraft, arguments: Sequence[ArgumentDraft], lower: Sequence[str]) -> Who:
    says_nothing = frozenset() if event.type in _BY_ANYBODY else _ANYBODY
    named = frozenset(id(a.entity) for a in arguments if a.entity)
    unnamed = frozenset(lower[a.span.end - 1] for a in arguments if not a.entity) - says_nothing
    called = frozenset(lower[a.span.root.i] for a in arguments if a.entity)
    return Who(named, unnamed, called, frozenset(filter(None, (_state(event, a) for a in arguments))))


def _state(event: EventDraft, argument: ArgumentDraft) -> str | None:
    """The country that somebody is, or where something is said, speaks for."""
    entity = argument.entity
    if entity is None:
        return None
    if entity.geo is not None and entity.geo.admin1 is None and entity.type in _STATES:
        return entity.geo.country
    return argument.country if entity.type == "PERSON" and event.type in _BY_STATES else None


def are_same(mine: Compared, theirs: Compared) -> bool:
    """Whether two drafts of one status are one event."""
    one, other = mine.event, theirs.event
    if _is_another(other) and not in_common(mine.targets, theirs.targets):
        return False
    if are_of_other_modes(one, other) or are_at_odds(one, other) or _is_elsewhere(mine, theirs):
        return False
    if contradict(mine.actors, theirs.actors) or contradict(mine.targets, theirs.targets):
        same_place = one.place is other.place is not None and _aims_at_place(one, other)
        return _is_other_side(mine, theirs) or (same_place and compatible(mine.actors, theirs.actors))
    otherwise = [
        not compatible(mine.actors, theirs.actors),
        not compatible(mine.targets, theirs.targets),
    ]
    alike = in_common(mine.actors, theirs.actors) or in_common(mine.targets, theirs.targets) or _agree(one, other)
    elsewhere = None not in {one.place_span, other.place_span} and one.place is not other.place  # in Turkey, in Izmir
    if not any(otherwise):
        return alike or not elsewhere
    if all(otherwise) or elsewhere:
        return False
    return alike or _introduces(one, other) or _is_described(mine, theirs)


def _is_elsewhere(mine: Compared, theirs: Compared) -> bool:
    """Places apart, of nobody who is the same."""
    if not are_apart(mine.event, theirs.event):
        return False
    return not (in_common(mine.actors, theirs.actors) or in_common(mine.targets, theirs.targets))


def _is_described(mine: Compared, theirs: Compared) -> bool:
    """``Teachers are on strike``, and below ``The workers are striking``: one deed, and the one side called only by its part."""
    one, other = mine.event, theirs.event
    if one.mode != other.mode or one.type not in _DEEDS or not is_known(other):
        return False
    return all(
        compatible(a, b) or is_description(a, b)
        for a, b in ((mine.actors, theirs.actors), (mine.targets, theirs.targets))
    )


def _is_another(event: EventDraft) -> bool:
    """``another rally``; ``also attacked Iba``, not ``was also killed``."""
    before = list(event.evidence[0].trigger.root.lefts)
    if any(token.dep_ == "nsubjpass" for token in before) or event.type in _BY_STATES:
        before = [token for token in before if token.lower_ == "another"]
    return any(token.lower_ in _FURTHER for token in before)


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
    if headline.event.type == told.event.type and are_of_other_modes(headline.event, told.event):
        return False
    if are_at_odds(headline.event, told.event):
        return False
    return not (contradict(headline.actors, told.actors) or contradict(headline.targets, told.targets))


def _tells(kind: str, event: EventDraft) -> bool:
    """Whether an event is of a type, or tells it too: ``A jury convicted`` is ACCUSE and a verdict."""
    return kind in {event.type, event.codes.get(EXTENSION, "").partition("/")[0]}


def are_of_other_modes(one: EventDraft, other: EventDraft) -> bool:
    if not one.mode or not other.mode or one.mode == other.mode:
        return False
    return not any(modes.issuperset((one.mode, other.mode)) for modes in _OF_ONE_HAPPENING)


def contradict(mine: Who, theirs: Who) -> bool:
    """Both are named, and nobody is the same. Other words may mean the same people: *police*, *officers*."""
    if not mine.named or not theirs.named:
        return False
    return mine.named.isdisjoint(theirs.named) and mine.states.isdisjoint(theirs.states)


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
    if one.date and other.date and not may_be_same_day(one.date.value, other.date.value):
        return True
    return count_otherwise(one, other)


def may_be_same_day(one: str | None, other: str | None) -> bool:
    """Nothing is said, or one lies in the other: a day in its month."""
    return not one or not other or one.startswith(other) or other.startswith(one)


def share_somebody(one: EventDraft, other: EventDraft, lower: Sequence[str]) -> bool:
    """Whether two triggers of a sentence may have the same people: the same doers, or nobody in contradiction."""
    mine, theirs = compared(one, lower), compared(other, lower)
    if not compatible(mine.actors, theirs.actors):
        return False
    return in_common(mine.actors, theirs.actors) or compatible(mine.targets, theirs.targets)


def asserted(event: EventDraft) -> tuple[bool, ...]:
    """Whether, and how, it is said to have happened."""
    return event.negated, event.hypothetical, event.attempted, event.future


def _aims_at_place(one: EventDraft, other: EventDraft) -> bool:
    """``the town of Palmyra`` and ``Palmyra``: the target of one is the place of the other."""
    places = {id(event.place) for event in (one, other) if event.place is not None}
    return any(id(target.entity) in places for target in (*one.targets, *other.targets))


def in_common(mine: Who, theirs: Who) -> bool:
    if not mine.named.isdisjoint(theirs.named) or not mine.unnamed.isdisjoint(theirs.unnamed):
        return True
    if not mine.states.isdisjoint(theirs.states):
        return True
    return not mine.unnamed.isdisjoint(theirs.called) or not theirs.unnamed.isdisjoint(mine.called)


def compatible(mine: Who, theirs: Who) -> bool:
    """Nothing in common is a contradiction, nothing said is none."""
    return not (mine.named or mine.unnamed) or not (theirs.named or theirs.unnamed) or in_common(mine, theirs)
