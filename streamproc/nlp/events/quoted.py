"""Which quotation an event is told in."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from streamproc.nlp.doc.annotations import quotes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from streamproc.nlp.doc.drafts import QuoteDraft
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames


def quotes_around(doc: Doc, syntax: ArgumentFrames, tokens: Sequence[int]) -> dict[int, QuoteDraft]:
    """The quote around each of some tokens, which ascend; of several the one that begins first."""
    offsets = [syntax.offset[i] for i in tokens]
    around: dict[int, QuoteDraft] = {}
    for quote in reversed(quotes_of(doc)) if tokens else ():
        for start, end in quote.segments:
            for i in tokens[bisect_left(offsets, start) : bisect_left(offsets, end)]:
                around[i] = quote
    return around
