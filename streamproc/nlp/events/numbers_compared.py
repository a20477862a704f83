"""Whether numbers of people in two tellings contradict each other."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from streamproc.nlp.doc.annotations import tokens_of
from streamproc.nlp.doc.number_phrases import VAGUE

if TYPE_CHECKING:
    from streamproc.nlp.doc.drafts import CountDraft, EventDraft

_MOST_OF_VAGUE = 10
"""``dozens`` and ``thousands`` are fewer than so many times the value that is guessed for them."""
_KNOWN = frozenset({"them", "those", "these", "us", "the", "our", "their", "his", "her", "its", "my"})

_STATES = frozenset({"serious", "critical", "stable", "grave", "intensive"})


def count_otherwise(one: EventDraft, other: EventDraft) -> bool:
    """Of one kind of people each gives other numbers; ``thousands`` is as good as any that is larger."""
    for kind in {count.kind for count in one.counts} & {count.kind for count in other.counts}:
        mine = [count for count in one.counts if count.kind == kind]
        theirs = [count for count in other.counts if count.kind == kind]
        if not any(may_be_same_number(a, b) for a in mine for b in theirs):
            return True
    return False


def is_part(count: CountDraft) -> bool:
    """``17 of them``, ``two of our nurses``, ``two in serious condition``: some of those who are counted elsewhere."""
    if count.qualifier == VAGUE:
        return False
    words = tokens_of(count.span.doc).lower[count.span.start : count.span.end + 2]
    return any((a == "of" and b in _KNOWN) or (a == "in" and b in _STATES) for a, b in pairwise(words))


def may_be_same_number(one: CountDraft, other: CountDraft) -> bool:
    """Whether two numbers of a kind contradict each other: a part may be smaller."""
    least, most = sorted((one, other), key=lambda count: count.value)
    if is_part(least):
        return True
    return least.value == most.value or (least.qualifier == VAGUE and most.value < _MOST_OF_VAGUE * least.value)
