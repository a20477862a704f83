"""Titles of films, books and songs between quotation marks, in articles that speak of such works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.doc.entity_spans import Ent
from streamproc.nlp.entities.name_words import load_words
from streamproc.nlp.entities.span_list import SpanEdits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamproc.nlp.entities.span_list import SpanList

_MARKS = {'"': '"', "\u201c": "\u201d", "``": "''", "\u2018": "\u2019"}
_LONGEST = 8
"""Tokens of a title, at most."""
_BEFORE = 4
"""Tokens between the noun and the title, at most."""
_ROLES = frozenset({"in", "of", "starred", "stars", "directed", "wrote", "titled", "entitled", "called", "for", "with"})
_ENDS = frozenset(".!?;")


def quoted_titles(spans: SpanList) -> None:
    """Make a work of art of what stands between marks behind its noun, or behind *in* and the like in an article about one."""
    nouns = (load_words().works | load_words().kinds_of_works).intersection(spans.lower)
    if not nouns:
        return
    about = [i for i, word in enumerate(spans.lower) if word in nouns]
    edits = SpanEdits(spans)
    for start, end in _between_marks(spans):
        noun = any(start - 1 - _BEFORE <= at < start - 1 for at in about)
        role = spans.lower[start - 2] in _ROLES and len(about) > 1
        held = edits.at[start]
        inside = held is None or (held.start >= start and held.end <= end)
        if (noun or role) and inside:
            edits.put(Ent(start, end, "WORK_OF_ART"))
    if edits.added:
        edits.write()


def _between_marks(spans: SpanList) -> Iterator[tuple[int, int]]:
    """Where what may be a title begins and ends."""
    words = spans.words
    for i in range(1, len(words) - 2):
        close = _MARKS.get(words[i])
        if close is None or not words[i + 1][0].isupper():
            continue
        end = next((j for j in range(i + 1, min(i + 2 + _LONGEST, len(words))) if words[j] == close), None)
        if end is not None and _is_title(spans, i + 1, end):
            yield i + 1, end


def _is_title(spans: SpanList, start: int, end: int) -> bool:
    """No sentence or speech: longer words have capitals, or it is one word, and nothing ends in it."""
    inside = spans.words[start:end]
    if not inside or inside[-1] in {",", "."} or any(word in _ENDS for word in inside):
        return False
    large = [word for word in inside if len(word) > 3 and word.isalpha()]  # noqa: PLR2004
    return len(inside) <= 1 or not large or sum(word[0].isupper() for word in large) * 2 > len(large) or "-" in inside
