"""Numbers of an event in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.events.event_words import load_words

if TYPE_CHECKING:
    from streamproc.article import Count, Participant

_BUILDINGS = frozenset({"houses", "buildings"})
_KINDS = {"in_need": "in need"}
_HARM = load_words().harm


def counts_harm_to(count: Count, target: Participant) -> bool:
    """Whether a number of dead, hurt or missing is one of these targets."""
    same = count.span.field == target.span.field
    return count.kind in _HARM and same and target.span.start <= count.span.start < target.span.end


def is_told(count: Count, told: str) -> bool:
    """Whether a number stands in the sentence already, or the words of one that is vague."""
    if count.qualifier == "vague":
        return count.kind not in _HARM and " ".join(count.span.words.lower().split()) in told.lower()
    return f"{count.value}" in told.replace(",", "")


def count_in_words(count: Count) -> str:
    """``at least 40 dead``; the article's own words of one that is vague."""
    if count.qualifier == "vague":
        words = " ".join(count.span.words.split())
        return f"{words[:1].lower()}{words[1:]} {counted_as(count)}" if count.kind in _HARM else words
    qualifier = f"{count.qualifier} " if count.qualifier else ""
    return f"{qualifier}{count.value:,} {counted_as(count)}"


def counted_as(count: Count) -> str:
    """What stands behind the number: ``dead``, ``households displaced``; of buildings alone what they are."""
    kind = _KINDS.get(count.kind, count.kind)
    if count.unit in _BUILDINGS:
        return count.unit  # people are displaced, not houses
    return kind if count.unit == "people" else f"{count.unit} {kind}"
