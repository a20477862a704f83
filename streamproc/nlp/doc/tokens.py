"""A Doc's words, tags and parse as lists, read once after the model and shared by the components.

spaCy's Token objects cost more than the work done on them here, so one array per Doc is read, and everything after
that is lists of strings and numbers.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from spacy.strings import StringStore
    from spacy.tokens import Doc

_COLUMNS: list[int | str] = ["ORTH", "LOWER", "TAG", "DEP", "HEAD", "SENT_START", "IDX"]
_FORM: list[int | str] = ["ORTH"]
_CACHE_LIMIT = 200_000


class _Strings(dict[int, str]):
    """spaCy's hash ─► string, remembered: its own store makes a new string at each look-up."""

    store: StringStore

    def __missing__(self, key: int) -> str:
        self[key] = word = self.store[key]
        return word

    def of(self, keys: list[int], store: StringStore) -> list[str]:
        if len(self) > _CACHE_LIMIT:
            self.clear()
        self.store = store
        return list(map(self.__getitem__, keys))


class _Labels:
    """Tags and dependency labels: so few that all of a Doc's are found by one search in a short sorted array."""

    def __init__(self) -> None:
        self.keys = np.array([np.iinfo(np.uint64).max], dtype=np.uint64)
        """The last one stands for none, and is larger than all others."""
        self.names = np.array([""], dtype=object)

    def of(self, keys: NDArray[np.uint64], store: StringStore) -> list[str]:
        at = np.searchsorted(self.keys, keys)
        if (self.keys[at] != keys).any():
            new = np.setdiff1d(keys, self.keys)
            places = np.searchsorted(self.keys, new)
            self.names = np.insert(self.names, places, [store[key] for key in new.tolist()])
            self.keys = np.insert(self.keys, places, new)
            at = np.searchsorted(self.keys, keys)
        found: list[str] = self.names[at].tolist()
        return found


class _Dependents(dict[int, list[int]]):
    """Token ─► its direct dependents, put together when somebody asks first: most are asked for several times or never.

    A dictionary's own look-up takes a quarter of a method's time.
    """

    __slots__ = ("_first", "_in_order")

    def __init__(self, above: NDArray[np.int64]) -> None:
        """``above``: the head of each token, of a root itself."""
        self._in_order: list[int] = np.argsort(above, kind="stable").tolist()
        """Tokens in the order of their heads, so that those of one head stand together."""
        self._first: list[int] = [0, *np.cumsum(np.bincount(above, minlength=len(above))).tolist()]

    def __missing__(self, i: int) -> list[int]:
        found = self[i] = self._in_order[self._first[i] : self._first[i + 1]]
        if i in found:  # a root
            found.remove(i)
        return found


_WORDS = _Strings()
_LABELS = _Labels()


def forms_of(doc: Doc) -> list[str]:
    """The words of a Doc as they stand, whether the model has annotated it or not."""
    return _WORDS.of(doc.to_array(_FORM).tolist(), doc.vocab.strings)


class Tokens:
    """One Doc's tokens. Every list has an entry for each; all methods take and return token indices."""

    __slots__ = ("children", "dep", "doc", "head", "lower", "lower_ids", "offset", "sentence_starts", "size", "tag", "tag_ids",
                 "text")  # fmt: skip

    def __init__(self, doc: Doc) -> None:
        orths, lowers, tags, deps, heads, starts, offsets = np.ascontiguousarray(doc.to_array(_COLUMNS).T)
        store = doc.vocab.strings
        self.doc = doc
        self.size = size = len(orths)
        self.lower_ids, self.tag_ids = lowers, tags
        """spaCy's hashes of forms in lower case and of tags, as arrays."""
        self.text = _WORDS.of(orths.tolist(), store)
        self.lower = self.text.copy()
        capitalised = np.flatnonzero(lowers != orths)
        for i, word in zip(capitalised.tolist(), _WORDS.of(lowers[capitalised].tolist(), store), strict=True):
            self.lower[i] = word
        self.tag = _LABELS.of(tags, store)
        self.dep = _LABELS.of(deps, store)
        self.offset: list[int] = offsets.tolist()
        """Where each token starts in ``doc.text``."""
        self.sentence_starts: list[int] = [0, *(np.flatnonzero(starts[1:] == 1) + 1).tolist()] if size else []
        above = heads.view(np.int64) + np.arange(size)  # the column holds offsets, negative ones too
        self.head: list[int] = above.tolist()
        self.children: Callable[[int], list[int]] = _Dependents(above).__getitem__
        """Direct dependents of a token, in order; the same list each time, not to be changed."""

    def indices_of_any(self, words: frozenset[str]) -> list[int]:
        """Where lower-case words of a set stand."""
        return list(compress(range(self.size), map(words.__contains__, self.lower)))

    def sentence_end(self, i: int) -> int:
        """Where the sentence of a token ends by the parse, half open."""
        following = bisect_right(self.sentence_starts, i)
        return self.sentence_starts[following] if following < len(self.sentence_starts) else self.size

    def begins_sentence(self, i: int) -> bool:
        """Does a sentence begin at a token, by the parse?"""
        at = bisect_right(self.sentence_starts, i)
        return at > 0 and self.sentence_starts[at - 1] == i

    def left_edge(self, i: int) -> int:
        """The first token of a token's subtree."""
        if not self.children(i):
            return i
        first: int = self.doc[i].left_edge.i
        return first

    def right_edge(self, i: int) -> int:
        """The last token of a token's subtree."""
        if not self.children(i):
            return i
        last: int = self.doc[i].right_edge.i
        return last


def nearest(tokens: Sequence[int], to: int, start: int, end: int) -> int | None:
    """The token nearest to ``to`` of those from ``start`` to before ``end``, the first of two; ``tokens`` ascend."""
    low, high = bisect_left(tokens, start), bisect_left(tokens, end)
    if low == high:
        return None
    after = bisect_left(tokens, to, low, high)
    if after == low:
        return tokens[low]
    if after == high or to - tokens[after - 1] <= tokens[after] - to:
        return tokens[after - 1]
    return tokens[after]
