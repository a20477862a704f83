"""Promises and refusals of an act, demands for it: events of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamproc.nlp.events.modality import Modality
    from streamproc.nlp.lexicon.taxonomy import EventType


def type_of_promise(kind: EventType, how: Modality, mode: str | None) -> str | None:
    """What a promise or refusal of such an act is; None when nobody promised or an operator's own event says it."""
    if how.inside:
        return None
    if how.negated and mode in kind.refusal_modes and not how.hypothetical:
        return kind.will_not  # not given is refused
    if how.future and not how.hypothetical:
        return kind.will_not if how.negated else kind.will
    if how.possible and how.reported and not how.negated and kind.will == "THREATEN":
        return kind.will  # said that it might
    if how.wanted and how.reported and not how.negated and kind.will:
        return "REQUEST"
    return None
