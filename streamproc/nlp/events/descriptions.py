"""Words for participants that say only what part they had: *the suspect*, *the protesters*, *officers*."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from streamproc.nlp.events.event_words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Span

    from streamproc.nlp.doc.drafts import EventDraft

_PARTS = load_words().parts
_KNOWN = frozenset({"the", "these", "those", "this", "that", "both"})


class Who(NamedTuple):
    """Participants of one role: entities, the last words of those that are none, and what the entities are called."""

    named: frozenset[int]
    unnamed: frozenset[str]
    called: frozenset[str]
    """``rebels``, of the rebels of the Northern Front."""
    states: frozenset[str] = frozenset()
    """Countries: of ``Israel`` and ``Israeli``, and where something is said, of a minister too."""


def is_description(mine: Who, theirs: Who) -> bool:
    """Whether of two who have nothing in common one side is nobody by name, and only called by its part."""
    return _is_part(mine) or _is_part(theirs)


def is_known(event: EventDraft) -> bool:
    """Whether some are described, and all of these as spoken of before: ``the suspect``."""
    spans = [a.span for a in (*event.actors, *event.targets) if a.entity is None and a.span.root.lower_ in _PARTS]
    return bool(spans) and all(map(_is_definite, spans))


def is_spoken_of_before(span: Span) -> bool:
    """``the suspect``: says nothing of who it is that is not said of them elsewhere."""
    return span.root.lower_ in _PARTS and _is_definite(span)


def _is_definite(span: Span) -> bool:
    return any(token.lower_ in _KNOWN for token in span.root.lefts)


def _is_part(who: Who) -> bool:
    return not who.named and bool(who.unnamed) and who.unnamed <= _PARTS
