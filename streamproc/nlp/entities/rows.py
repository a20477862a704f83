"""Rows of names: *Oran, Setif and Blida*."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamproc.nlp.doc.entity_spans import Ent
    from streamproc.nlp.entities.span_list import SpanList

_COMMAS = frozenset({",", ";"})
_LAST = frozenset({"and", "or", "&"})
_COMMA_AND_LAST = 2
MIN_COUNTED, MAX_COUNTED = 4, 10
"""Tokens of figures in brackets and the comma behind."""


def rows(spans: SpanList, *, counted: bool = False) -> Iterator[list[Ent]]:
    """The names of the article that stand in a row, two and more, in order; ``counted``: also with figures in brackets between them."""
    row: list[Ent] = []
    for one, other in pairwise(sorted(spans.ents, key=lambda ent: ent.start)):
        if is_between(spans, one, other) or (counted and _is_counted(spans.words[one.end : other.start])):
            row = row or [one]
            row.append(other)
        else:
            if row:
                yield row
            row = []
    if row:
        yield row


def is_between(spans: SpanList, one: Ent, other: Ent) -> bool:
    """Whether nothing but what separates the items of a list stands between two names."""
    gap = spans.lower[one.end : other.start]
    if len(gap) == 1:
        return gap[0] in _COMMAS or gap[0] in _LAST
    return len(gap) == _COMMA_AND_LAST and gap[0] in _COMMAS and gap[1] in _LAST


def _is_counted(words: list[str]) -> bool:
    """``Callao (1,770); Junin (+310%),``: figures in brackets between the items of a list."""
    if len(words) < MIN_COUNTED or words[0] != "(" or ")" not in words[1:MAX_COUNTED]:
        return False
    close = words.index(")", 1)
    inside, behind = words[1:close], words[close + 1 :]
    figures = any(word[-1].isdigit() for word in inside) and not any(word[0].isupper() for word in inside)
    return figures and bool(behind) and all(word in _COMMAS or word.lower() in _LAST for word in behind)
