"""SpaCy's tokenizer, asked once about every stretch between white space; a text is put together from its answers.

What the tokenizer makes of a stretch depends on nothing outside it. It has a cache of its own, but writes to it only
up to a text's first special case (``don't``, ``Mr.``), and looking up what it has there takes it several times as long
as all that is done here. The tokens are the same, unless an emoticon with one more bracket after a space would make
another one (``:)) )``): the tokenizer then takes the first one apart.
"""

from __future__ import annotations

import re
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np
from spacy.tokens import Doc

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without types

LIMIT = 65_536
"""Stretches that are kept, some thirty megabytes; later ones are taken apart whenever they occur."""

LONGEST = 60
"""Characters of a stretch that is kept: longer ones are addresses and garbage, of which none comes twice."""

_STRETCH = re.compile(r"\S+ ?|\s+")
"""One space after a word is no token; all other white space is."""


Chunk = tuple[tuple[int, ...], tuple[bool, ...], tuple[int, ...]]
"""The tokens of a stretch: spaCy's hashes of their forms, whether a space follows each, and the hashes of their norms if
one is another than its word's (``can't`` is *can* and *not*), else nothing. No class: the garbage collector passes over
plain tuples of numbers."""

_WORDS, _SPACES, _NORMS = map(itemgetter, range(3))


class ChunkCache:
    """A tokenizer for ``nlp.tokenizer``: text in, Doc out."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.vocab = tokenizer.vocab
        self.known: dict[str, Chunk] = {}

    def __call__(self, text: str) -> Doc:
        chunks = self._chunks(_STRETCH.findall(text))
        words = list(chain.from_iterable(map(_WORDS, chunks)))
        spaces = list(chain.from_iterable(map(_SPACES, chunks)))
        doc = Doc(self.vocab, words=words, spaces=spaces)
        if any(map(_NORMS, chunks)):
            _set_norms(doc, chunks)
        return doc

    def _chunks(self, stretches: list[str]) -> list[Chunk]:
        chunks = list(map(self.known.get, stretches))
        if all(chunks):
            return chunks  # type: ignore[return-value]  # none is None
        return [chunk or self._new(stretch) for chunk, stretch in zip(chunks, stretches, strict=True)]

    def _new(self, stretch: str) -> Chunk:
        """A stretch that was not known when the text began, kept if it may be wanted again."""
        chunk = self.known.get(stretch)
        if chunk is None:
            chunk = self._taken_apart(stretch) if stretch.isspace() else self._word(stretch)
            if len(stretch) <= LONGEST and len(self.known) < LIMIT:
                self.known[stretch] = chunk
        return chunk

    def _word(self, stretch: str) -> Chunk:
        word = stretch.removesuffix(" ")
        spaced = word != stretch
        same = self.known.get(word if spaced else f"{word} ")
        if same is not None:
            words, spaces, norms = same
            return words, (*spaces[:-1], spaced), norms
        if self._is_one_token(word):
            return (self.vocab.strings.add(word),), (spaced,), ()
        return self._taken_apart(stretch)

    def _is_one_token(self, word: str) -> bool:
        """Whether the tokenizer has nothing to take from a word: that is told by its own rules, at a third of the cost."""
        ask = self.tokenizer
        return (
            word.isalpha()
            and word not in ask.rules
            and not (ask.find_prefix(word) or ask.find_suffix(word) or ask.find_infix(word))
        )

    def _taken_apart(self, stretch: str) -> Chunk:
        tokens = list(self.tokenizer(stretch))
        odd = any(token.norm != token.lex.norm for token in tokens)
        return (
            tuple([token.orth for token in tokens]),
            tuple([bool(token.whitespace_) for token in tokens]),
            tuple([token.norm for token in tokens]) if odd else (),
        )


def _set_norms(doc: Doc, chunks: list[Chunk]) -> None:
    norms = np.zeros(len(doc), dtype=np.uint64)  # 0: that of the word
    end = 0
    for words, _, odd in chunks:
        end += len(words)
        if odd:
            norms[end - len(odd) : end] = np.array(odd, dtype=np.uint64)
    doc.from_array(["NORM"], norms)  # type: ignore[arg-type]  # one column
