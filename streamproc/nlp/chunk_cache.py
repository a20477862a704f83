"""SpaCy's tokenizer with its cache kept full: every stretch between white space is taken apart once.

The tokenizer has a cache for that, but writes to it only up to a text's first special case (``don't``, ``Mr.``), and
no more than ten thousand stretches: most words of a stream of news are taken apart anew in every text, which costs four
times as much as everything else it does. Stretches that are seen for the first time are given to it one by one here,
each a text of its own. The tokens are the same.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without types
    from spacy.tokens import Doc

LIMIT = 65_536
"""Stretches that are kept, some fifteen megabytes; later ones are taken apart whenever they occur."""

LONGEST = 60
"""Characters of a stretch that is kept: longer ones are addresses and garbage, of which none comes twice."""


class ChunkCache:
    """A tokenizer for ``nlp.tokenizer``: text in, Doc out."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.known: set[str] = set()
        tokenizer.max_cache_size = LIMIT

    def __call__(self, text: str) -> Doc:
        room = LIMIT - len(self.known)
        if room > 0:
            unknown = set(text.split()) - self.known
            new = set(islice((chunk for chunk in unknown if len(chunk) <= LONGEST), room))
            for chunk in new:
                self.tokenizer(chunk)
            self.known |= new
        doc: Doc = self.tokenizer(text)
        return doc
