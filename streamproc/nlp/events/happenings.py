"""One happening, one event: triggers of one sentence that tell it together, and harm told apart from its cause."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from streamproc.nlp.doc.drafts import EventDraft
from streamproc.nlp.events.containment import are_apart
from streamproc.nlp.events.harm import HARM_ALONE, is_cause
from streamproc.nlp.events.merging import absorb
from streamproc.nlp.events.sameness import EXTENSION, are_at_odds, asserted, share_somebody
from streamproc.nlp.lexicon.taxonomy import EventType

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOBODYS = frozenset({"x:DISASTER", "x:ACCIDENT"})
_OTHER_CAUSES: dict[tuple[str, str | None], frozenset[str]] = {
    ("ASSAULT", "property"): _NOBODYS,
    ("PROTEST", "riot"): _NOBODYS | {"ASSAULT"},
}
_CAUSES = _NOBODYS | {"ASSAULT", "PROTEST"}
MOST_RIVALS = 12
"""Events of one sentence that a further one is compared with."""
_GIVING_UP = frozenset({"drop", "yield"})
"""Modes of CONCEDE and of AGREE to it: what was demanded, claimed or struck for is no more."""
_DISSENT = frozenset({"PROTEST", "THREATEN"})
_ANNOUNCED = frozenset({"promised", "wanted", "threatened"})
"""The words above tell the event; what is promised, wanted or threatened is its content."""


class Telling(NamedTuple):
    """An event as one trigger tells it: where the trigger stands, and the word above that has an event of its own."""

    event: EventDraft
    type: EventType
    anchor: int
    sentence: tuple[int, int]
    operator: int | None = None
    inside: str | None = None
    only_harm: bool = False
    """The trigger says no more than what befell people: ``killed``."""
    under: int | None = None
    """The word above of a participle: ``fell into a gorge, killing nine``."""
    people: bool = False
    """The trigger only names people: ``refugees``."""


def told_together(tellings: Sequence[Telling], lower: Sequence[str]) -> list[EventDraft]:
    """Fold what the triggers of a sentence say of one happening; events stay in the order of the text.

    ``lower``: the words of the Doc in lower case.
    """
    kept: list[EventDraft] = []
    by_sentence: dict[tuple[int, int], list[Telling]] = {}
    for telling in tellings:
        by_sentence.setdefault(telling.sentence, []).append(telling)
    for rivals in by_sentence.values():
        kept.extend(_folded(rivals, lower) if len(rivals) > 1 else [rivals[0].event])
    return kept


def _folded(tellings: Sequence[Telling], lower: Sequence[str]) -> list[EventDraft]:
    operators = {t.anchor: t for t in tellings if not t.type.gives_way}
    left: list[Telling] = []
    announced: list[Telling] = []
    for telling in tellings:
        above = operators.get(telling.operator) if telling.operator is not None else None
        if above and above is not telling and _is_content(telling, above):
            if not telling.type.announced or above.event.type != "AGREE":
                if above.event.targets:  # ``urged Kenya to meet the envoys``: Kenya is urged
                    telling.event.targets = []
                absorb(above.event, telling.event)
                continue
            absorb(telling.event, above.event)  # ``agreed to buy its rival`` is a purchase to come
            telling.event.future, telling.event.hypothetical = True, False
            announced.append(above)
        left.append(telling)
    left = _by_plover([t for t in left if not any(t is other for other in announced)])
    told: list[Telling] = []
    for telling in left:
        same = next((other for other in told[:MOST_RIVALS] if _is_one(other, telling, lower)), None)
        if same is None:
            told.append(telling)
        else:
            absorb(same.event, telling.event)
    return _whole(told)


def _whole(told: Sequence[Telling]) -> list[EventDraft]:
    """The happenings without those that are only a part of another: what is given up, harm, victims."""
    told = [t for t in told if not _is_given_up(t, told)]
    return [t.event for t in told if not _is_harm_of_another(t, told) and not _only_names_victims(t, told)]


def _by_plover(tellings: Sequence[Telling]) -> list[Telling]:
    """``sentenced`` is COERCE and x:COURT: one event of PLOVER's type, with the other in its codes."""
    first = {t.anchor: t for t in reversed(tellings) if not t.event.type.startswith("x:")}
    kept: list[Telling] = []
    for telling in tellings:
        same = first.get(telling.anchor) if telling.type.gives_way else None
        if same is None:
            kept.append(telling)
            continue
        same.event.codes[EXTENSION] = "/".join(filter(None, (telling.event.type, telling.event.mode)))
        absorb(same.event, telling.event)
    return kept


def _is_given_up(telling: Telling, told: Sequence[Telling]) -> bool:
    """``called off the strike``: giving up is what happened, and is told with what is given up."""
    if telling.event.type not in _DISSENT:
        return False
    above = next(
        (t for t in told if t.event.mode in _GIVING_UP and (_names(t, telling) or _are_of_one_thing(t, telling))), None
    )
    if above is not None:
        telling.event.date = None  # ``suspended a strike planned for Friday``: not on Friday
        absorb(above.event, telling.event)
    return above is not None


def _are_of_one_thing(one: Telling, other: Telling) -> bool:
    """``suspended a strike planned for next week``: what is given up is what was threatened."""
    return any(a.span.root.i == b.span.root.i for a in one.event.themes for b in other.event.themes)


def _only_names_victims(telling: Telling, told: Sequence[Telling]) -> bool:
    """``Soldiers killed 25 refugees``: nobody fled there."""
    return (
        telling.people
        and telling.type.harm
        and any(
            "dead" in other.type.counts
            and any(a.span.start <= telling.anchor < a.span.end for a in other.event.targets)
            for other in told
            if other is not telling
        )
    )


def _is_content(telling: Telling, above: Telling) -> bool:
    """What is promised for another day is told with its own date."""
    return telling.inside in _ANNOUNCED and not are_at_odds(above.event, telling.event)


def _is_one(one: Telling, other: Telling, lower: Sequence[str]) -> bool:
    """Two triggers of one type and status: ``attacked the post and killed six``, ``met … and discussed``."""
    if one.type is not other.type or asserted(one.event) != asserted(other.event):
        return False
    if are_at_odds(one.event, other.event) or are_apart(one.event, other.event):
        return False
    return _names(one, other) or _names(other, one) or share_somebody(one.event, other.event, lower)


def _names(one: Telling, other: Telling) -> bool:
    """``won the parliamentary election``: the one's object is the other's trigger."""
    objects = (*one.event.themes, *one.event.targets)
    is_noun = other.event.evidence[0].trigger.root.tag_[:1] == "N"
    return is_noun and any(a.span.start <= other.anchor < a.span.end for a in objects)


def _is_harm_of_another(telling: Telling, told: Sequence[Telling]) -> bool:
    """Put deaths and injuries to what caused them, the nearest trigger of the sentence."""
    befell = next((t for t in told if t.anchor == telling.under and t.type.harm and t.event.type != HARM_ALONE), None)
    if befell is not None and telling.only_harm and is_cause(befell.type, befell.event, telling.event):
        telling.event.actors = []  # a bus that falls is no murderer
        absorb(befell.event, telling.event)
        return True
    if not _may_be_harm(telling):
        return False
    causes = [t for t in told if not _may_be_harm(t) and is_cause(t.type, t.event, telling.event)]
    if not causes and telling.event.type == HARM_ALONE:  # ``protesters were killed`` is an attack itself
        causes = [t for t in told if t.event.type != HARM_ALONE and is_cause(t.type, t.event, telling.event)]
    if not causes:
        return False
    cause = min(causes, key=lambda t: abs(t.anchor - telling.anchor))
    if cause.people:  # ``One protester was killed``: who died is not said to have protested
        harmed = [a.span for a in telling.event.targets]
        cause.event.actors = [a for a in cause.event.actors if a.span not in harmed]
    absorb(cause.event, telling.event)
    return True


def _may_be_harm(telling: Telling) -> bool:
    """Deaths and injuries, and ``killed`` where nobody is said to have done it: what killed decides."""
    return telling.event.type == HARM_ALONE or (telling.only_harm and not telling.event.actors)


def without_ruin_by_nature(events: Sequence[EventDraft]) -> list[EventDraft]:
    """Leave out what nobody is said to have destroyed, where no attack or riot was told of last but a flood or shelling."""
    kept: list[EventDraft] = []
    last_cause: str | None = None
    for event in events:
        others = _OTHER_CAUSES.get((event.type, event.mode), frozenset())
        is_deed = event.evidence[0].trigger.root.tag_[:1] == "V"
        if is_deed and not event.actors and not event.instruments and last_cause in others:
            continue
        kept.append(event)
        last_cause = event.type if event.type in _CAUSES else last_cause
    return kept
