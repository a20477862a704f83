"""Words of another language that a model takes for a person."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from streamproc.nlp.entities.name_words import load_words
from streamproc.nlp.knowledge.roles import load_roles

if TYPE_CHECKING:
    from streamproc.nlp.doc.entity_spans import Ent
    from streamproc.nlp.entities.span_list import SpanList

_MORE_PARTICLES = frozenset({"abu", "af", "av", "da", "das", "dit", "do", "dos", "du", "e", "i", "la", "las", "le", "los", "san", "ten",
                             "ter", "ud", "und", "ur", "vel", "zu", "zum"})  # fmt: skip


@cache
def _particles() -> frozenset[str]:
    return load_words().in_person | load_words().in_organisation | _MORE_PARTICLES


def is_other_language(spans: SpanList, ent: Ent) -> bool:
    """``buhay ko si Kristo``: most words, or the first one, have no capital and are no particle of a name."""
    size = ent.end - ent.start
    if size == 1 or (ent.start and spans.lower[ent.start - 1].rstrip(".") in load_roles().honorifics):
        return False
    words = spans.words[ent.start : ent.end]
    lower = [word for word in words if word.isalpha() and word.islower() and word not in _particles()]
    return bool(lower) and (2 * len(lower) >= size or words[0] == lower[0])
