"""SpaCy's tokenizer, asked once about every stretch between white space; a text is put together from its answers.

What the tokenizer makes of a stretch depends on nothing outside it. It has a cache of its own, but writes to it only
up to a text's first special case (``don't``, ``Mr.``), and looking up what it has there takes it several times as long
as all that is done here. The tokens are the same, unless an emoticon with one more bracket after a space would make
another one (``:)) )``): the tokenizer then takes the first one apart.
"""

from __future__ import annotations

import re
from hashlib import sha256
from itertools import accumulate, chain, compress
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

MOST_MARKS = 4
"""Behind a word that is taken apart here: all that stand together are asked about, so of many it would take for ever."""

KNOWN_RULES = frozenset({
    "8ad60c6e8b939a7ca95d34bfc0e2ebe349b517eeaaa841731d2b598ba77cad25",
    "88df06b14f05b95f4a2421868ad0abb7eca8dd8909b42e1ff5c2201c964abe7a",  # with the bar of ``tokenizer_loading``
})  # fmt: skip
"""Digests of the rules for marks of spaCy's English models: by these a word of ASCII letters alone is one token, no mark stands
before one that begins with such a letter and has no dollar sign, and each of ``SINGLE``, or a full stop behind a small
letter, is a token by itself at the end of a stretch."""
SINGLE = frozenset(",;:!?")

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
        self.has_known_rules = digest_of_rules(tokenizer) in KNOWN_RULES

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
        return self._by_rules(word, spaced=spaced) or self._taken_apart(stretch)

    def _by_rules(self, word: str, *, spaced: bool) -> Chunk | None:
        """A word with marks before and after it, as the tokenizer's own rules take it apart, at a third of the cost.

        None where more than that is to be done: special cases, several marks before the word, many behind it, marks inside of it.
        """
        pieces = self._pieces(word) if self.tokenizer.token_match is None else None
        if pieces is None:
            return None
        if len(pieces) == 1:  # no special case: those are not taken apart here
            return (self.vocab.strings.add(word),), (spaced,), ()
        words = tuple(map(self.vocab.strings.add, pieces))
        spaces = (*(False for _ in pieces[1:]), spaced)
        special = {piece: self._taken_apart(piece) for piece in pieces if piece in self.tokenizer.rules}
        if any(len(tokens) > 1 for tokens, _, _ in special.values()):
            return None
        if not any(norms for _, _, norms in special.values()):
            return words, spaces, ()
        odd = {piece: norms[0] for piece, (_, _, norms) in special.items() if norms}
        return words, spaces, tuple([odd.get(piece) or self.vocab[piece].norm for piece in pieces])

    def _pieces(self, word: str) -> list[str] | None:
        ask = self.tokenizer
        if word in ask.rules:
            return None
        if self._is_letters(word):
            return [word]
        before = "" if self._begins_with_letter(word) else word[: ask.find_prefix(word)]
        core = word[len(before) :]
        after: list[str] = []
        while not self._is_known_token(core) and (length := self._mark_after(core)):
            after.insert(0, core[-length:])
            core = core[:-length]
            if len(after) > MOST_MARKS:
                return None
        if not core or ((before or after) and not self._is_one_token(core)) or (core == word and ask.find_infix(core)):
            return None
        pieces = [part for part in (before, core, *after) if part]
        size = len(pieces)
        together = ("".join(pieces[i:j]) for i in range(size) for j in range(i + 2, size + 1))
        return None if any(part in ask.rules for part in together) else pieces

    def _is_letters(self, word: str) -> bool:
        """Whether the rules for marks have nothing to say of a word, which need not be asked for that."""
        return self.has_known_rules and word.isascii() and word.isalpha()

    def _begins_with_letter(self, word: str) -> bool:
        """Whether the rules for marks have nothing to say of how a word begins."""
        return self.has_known_rules and word[:1].isascii() and word[:1].isalpha() and "$" not in word

    def _mark_after(self, word: str) -> int:
        """The length of the mark at the end of a word; 0 where there is none."""
        if self._is_letters(word):
            return 0
        last = word[-1:]
        if self.has_known_rules and (last in SINGLE or (last == "." and "a" <= word[-2:-1] <= "z")):
            return 1
        length: int = self.tokenizer.find_suffix(word)
        return length

    def _is_known_token(self, word: str) -> bool:
        """Whether a word has been met as one token."""
        known = self.known.get(f"{word} ") or self.known.get(word)
        return known is not None and len(known[0]) == 1 and not known[2] and word.isalpha()

    def _is_one_token(self, word: str) -> bool:
        """Whether the tokenizer has nothing to take from a word that ends with no mark."""
        ask = self.tokenizer
        if self._is_known_token(word):
            return True
        return word not in ask.rules and (self._is_letters(word) or not (ask.find_prefix(word) or ask.find_infix(word)))

    def _taken_apart(self, stretch: str) -> Chunk:
        tokens = list(self.tokenizer(stretch))
        odd = any(token.norm != token.lex.norm for token in tokens)
        return (
            tuple([token.orth for token in tokens]),
            tuple([bool(token.whitespace_) for token in tokens]),
            tuple([token.norm for token in tokens]) if odd else (),
        )


def digest_of_rules(tokenizer: Tokenizer) -> str:
    """A digest of a tokenizer's patterns for marks before, after and inside of words; empty where these are no patterns."""
    searches = (tokenizer.prefix_search, tokenizer.suffix_search, tokenizer.infix_finditer)
    found = (getattr(getattr(search, "__self__", None), "pattern", None) for search in searches)
    patterns = [pattern for pattern in found if isinstance(pattern, str)]
    return sha256("\n".join(patterns).encode()).hexdigest() if len(patterns) == len(searches) else ""


def _set_norms(doc: Doc, chunks: list[Chunk]) -> None:
    norms = np.zeros(len(doc), dtype=np.uint64)  # 0: that of the word
    ends = list(accumulate(map(len, map(_WORDS, chunks))))
    for odd, end in compress(zip(map(_NORMS, chunks), ends, strict=True), map(_NORMS, chunks)):
        norms[end - len(odd) : end] = odd
    doc.from_array(["NORM"], norms)  # type: ignore[arg-type]  # one column
