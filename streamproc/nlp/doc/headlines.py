"""Headlines: the title and the subheads of a text, and whether their capitals say anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.doc.annotations import text_start, zones_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc

CAPITALISED = 0.7
"""Share of a headline's longer words that begin with a capital, from which on capitals say nothing there."""
LONGER = 4
"""Letters of a word that a headline in sentence case writes small."""


def headline_lines(doc: Doc) -> list[range]:
    """The tokens of the title and of each headline in the text."""
    start = text_start(doc)
    lines = [(0, start)] if start else []
    lines += [(zone.start, zone.end) for zone in zones_of(doc) if zone.kind == "subhead"]
    found = [doc.char_span(*line, alignment_mode="expand") for line in lines]
    return [range(span.start, span.end) for span in found if span is not None]


def is_capitalised(words: Sequence[str], line: Iterable[int]) -> bool:
    """Whether nearly every longer word of a line begins with a capital. ``words``: those of the Doc."""
    longer = [words[i] for i in line if len(words[i]) >= LONGER and words[i].isalpha()]
    return len(longer) > 1 and sum(word[0].isupper() for word in longer) >= CAPITALISED * len(longer)
