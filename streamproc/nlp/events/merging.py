"""Drafts of one event put together."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from streamproc.nlp.doc.annotations import tokens_of
from streamproc.nlp.doc.drafts import PLACE_TYPES
from streamproc.nlp.doc.number_phrases import VAGUE
from streamproc.nlp.events.containment import are_apart, lies_in
from streamproc.nlp.events.descriptions import is_spoken_of_before
from streamproc.nlp.events.numbers_compared import may_be_same_number
from streamproc.nlp.events.sameness import (
    EXTENSION,
    Compared,
    are_same,
    asserted,
    compared,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from streamproc.nlp.doc.drafts import ArgumentDraft, CountDraft, DateDraft, EventDraft, EvidenceDraft

MOST_ALIKE = 50
"""Events of one type and status that a further one is compared with; an article of news has a few."""


_TO_PURPOSE = frozenset({"dobj", "xcomp", "advcl"})
_STEPS = 3
_FIGURES = frozenset({"", "CARDINAL", "ORDINAL", "QUANTITY", "PERCENT", "MONEY", "DATE", "TIME"})
"""Types of the model's spans that name nobody, and none."""
_TITLE = 8
"""Words of a name with its role before it."""

MOST_PARTICIPANTS = 8
_ONE = frozenset({"he", "she", "him", "her"})
MOST_EVIDENCE = 20
"""Sentences that say one thing, the first so many."""


def merged(drafts: Sequence[EventDraft], lower: Sequence[str]) -> list[EventDraft]:
    """One event per thing that happened: same type and status, nobody and nowhere in contradiction.

    ``lower``: the words of the Doc in lower case.
    """
    drafts = _without_purposes(drafts)
    kept: list[EventDraft] = []
    alike: dict[tuple[object, ...], list[Compared]] = {}
    statuses = list(map(_status, drafts))
    alone = Counter(statuses)
    for draft, status in zip(drafts, statuses, strict=True):
        if alone[status] == 1:
            kept.append(draft)
            continue
        candidates = alike.setdefault(status, [])
        this = compared(draft, lower)
        at = _same(candidates, this)
        if at is not None:
            other = candidates[at].event
            absorb(other, draft)
            candidates[at] = compared(other, lower)
            continue
        kept.append(draft)
        if len(candidates) < MOST_ALIKE:
            candidates.append(this)
    return kept


def _same(candidates: Sequence[Compared], this: Compared) -> int | None:
    """Which of the events told before is this one: rather one at its place than one elsewhere."""
    elsewhere = None
    for n, other in enumerate(candidates):
        if are_same(other, this):
            if not are_apart(other.event, this.event):
                return n
            elsewhere = n if elsewhere is None else elsewhere
    return elsewhere


def _without_purposes(drafts: Sequence[EventDraft]) -> list[EventDraft]:
    """``met in Oslo to hold talks``: what somebody does in order to do the same is no further event."""
    told = {(draft.type, _root(draft).i) for draft in drafts if not draft.hypothetical}
    return [draft for draft in drafts if not (draft.hypothetical and told.intersection(_done_for(draft)))]


def _done_for(draft: EventDraft) -> Iterator[tuple[str, int]]:
    """The verbs that a trigger's clause depends on as their purpose, with the trigger's own type."""
    token = _root(draft)
    for _ in range(_STEPS):
        if token.dep_ not in _TO_PURPOSE:
            return
        token = token.head
        yield draft.type, token.i
        if draft.type == "COERCE":  # ``fired tear gas to disperse the crowd``
            yield "ASSAULT", token.i


def _root(draft: EventDraft) -> Token:
    return draft.evidence[0].trigger.root


def _without_vague(counts: Sequence[CountDraft]) -> list[CountDraft]:
    """``thousands`` gives way to 5,000 of the same kind and unit."""
    exact = [count for count in counts if count.qualifier != VAGUE]
    return [c for c in counts if c.qualifier != VAGUE or not any(_says_more_of(other, c) for other in exact)]


def _says_more_of(exact: CountDraft, vague: CountDraft) -> bool:
    same = (exact.kind, exact.unit) == (vague.kind, vague.unit)
    return same and exact.value >= vague.value and may_be_same_number(exact, vague)


def _place_in_text(evidence: EvidenceDraft) -> tuple[int, int]:
    return evidence.trigger.start, evidence.trigger.end


def _status(event: EventDraft) -> tuple[object, ...]:
    return event.type, *asserted(event)


def _with_more(
    kept: list[ArgumentDraft], more: Sequence[ArgumentDraft], counts: Sequence[CountDraft]
) -> list[ArgumentDraft]:
    """Each participant once, by who it is, else by its last word and what befell it: nine dead people and four missing."""
    entities = {id(a.entity) for a in kept if a.entity is not None}
    told = [(a.span[-1].lower, _befell(a, counts)) for a in kept]
    roles = {token.lower for a in kept if a.entity is not None and len(a.span) <= _TITLE for token in a.span}
    new = [
        a
        for a in more
        if id(a.entity) not in entities
        and not any(a.span[-1].lower == last and _befell(a, counts) in {kind, None} for last, kind in told)
        and (a.entity is not None or a.span[-1].lower not in roles)  # the minister is the minister Ann Lee
        and (a.entity is not None or not kept or not (is_spoken_of_before(a.span) or _stands_for_one(a, kept)))
    ]
    return [*kept, *new][:MOST_PARTICIPANTS]


def _stands_for_one(argument: ArgumentDraft, kept: Sequence[ArgumentDraft]) -> bool:
    """``they``, and ``he`` after ``the man``: most likely who was told of before."""
    lower = argument.span[-1].lower_
    return lower == "they" or (lower in _ONE and any(a.entity is None and a.span.root.tag_ == "NN" for a in kept))


def _befell(argument: ArgumentDraft, counts: Sequence[CountDraft]) -> str | None:
    start, end = argument.span.start, argument.span.end
    return next((c.kind for c in counts if start <= c.span.start < end), None)


def _is_of_another_paragraph(kept: EventDraft, more: EventDraft) -> bool:
    """Whether a place is only that of the events beside it, and these are not beside the event that is kept."""
    if more.place_basis != "paragraph":
        return False
    one, other = sorted((kept.evidence[0].sentence, more.evidence[0].sentence), key=lambda sentence: sentence.start)
    return any("\n" in word for word in tokens_of(one.doc).text[one.start : other.start])


def _more_exact(one: DateDraft | None, other: DateDraft | None) -> DateDraft | None:
    """The one date, or of two that agree the longer: ``in March`` and ``on March 3``."""
    if one is None or other is None or one.value is None:
        return other if one is None or (other and other.value) else one
    return other if other.value and other.value != one.value and other.value.startswith(one.value) else one


def _without_whereabouts(targets: list[ArgumentDraft]) -> list[ArgumentDraft]:
    """``an attack in Kabul`` that killed nine men was aimed at these."""
    aimed = [a for a in targets if not (a.entity and a.entity.type in PLACE_TYPES and _stands_after_in(a))]
    return aimed or targets


def _stands_after_in(argument: ArgumentDraft) -> bool:
    span = argument.span
    return span.start > 0 and span.doc[span.start - 1].lower_ == "in"


def _by_name(kept: Sequence[ArgumentDraft], more: Sequence[ArgumentDraft]) -> list[ArgumentDraft]:
    """``the town`` gives way to ``the town of Palmyra``."""
    named = {a.span.root.lower: a for a in more if a.entity or any(_is_named(token) for token in a.span)}
    return [a if a.entity else named.get(a.span[-1].lower, a) for a in kept]


def _is_named(token: Token) -> bool:
    return token.ent_type_ not in _FIGURES


def _absorb_status(kept: EventDraft, more: EventDraft) -> None:
    kept.alleged = kept.alleged and (more.alleged or asserted(kept) != asserted(more))
    if EXTENSION in more.codes:
        kept.codes.setdefault(EXTENSION, more.codes[EXTENSION])


def absorb(kept: EventDraft, more: EventDraft) -> None:
    """Give an event what another draft says of the same happening."""
    told = {evidence.sentence.start for evidence in kept.evidence}
    new_sentence = any(evidence.sentence.start not in told for evidence in more.evidence)
    evidence = {_place_in_text(each): each for each in (*more.evidence, *kept.evidence)}
    kept.evidence = [each for _, each in sorted(evidence.items())][:MOST_EVIDENCE]
    kept.actors = _by_name(kept.actors, more.actors) or more.actors
    others = [
        a for a in more.targets if all(a.span != actor.span for actor in kept.actors)
    ]  # protesters who were killed
    if kept.type == "PROTEST" and (more.type != kept.type or (kept.targets and more.mode == "obstruct")):
        others = []  # who came to harm at a march is not whom it is against, nor are the roads that it blocked
    kept.targets = _with_more(  # ``attacked the town, killing nine farmers``
        _by_name(kept.targets, others), others, [*kept.counts, *more.counts]
    )
    if kept.type == "ASSAULT":
        kept.targets = _without_whereabouts(kept.targets)
    is_new = kept.place_span is None and more.place is not None and not _is_of_another_paragraph(kept, more)
    if is_new or lies_in(more.place, kept.place):
        kept.place, kept.place_span, kept.place_basis = more.place, more.place_span, more.place_basis
    if kept.type == more.type:
        kept.mode = kept.mode or more.mode
        _absorb_status(kept, more)
    kept.date = _more_exact(kept.date, more.date)
    kept.origin, kept.destination = kept.origin or more.origin, kept.destination or more.destination
    known = {(c.kind, c.value) for c in kept.counts}
    kept.counts = _without_vague([*kept.counts, *(c for c in more.counts if (c.kind, c.value) not in known)])
    kept.contexts = list(dict.fromkeys([*kept.contexts, *more.contexts]))[:5]
    kept.attributed_to = kept.attributed_to or more.attributed_to
    kept.historical = kept.historical and more.historical
    kept.salience = min(1.0, max(kept.salience, more.salience) + (0.03 if new_sentence else 0.0))
    kept.confidence = min(0.95, max(kept.confidence, more.confidence) + (0.03 if new_sentence else 0.0))
