"""A text's sketch: the smallest hashes of its shingles (bottom-k MinHash), by which texts are compared without their words.

Measured against datasketch and rensa: docs/LIFE.md.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

SHINGLE = 4
"""Words of a shingle."""
KEPT = 96
"""Hashes of a sketch: 384 bytes; an overlap of 0.7 is then told within 0.04."""
KEYS = 6
"""Of them, so many of the smallest are what texts find each other by: of two that have half of all their
shingles in common, 1 pair in 400 has no key in common."""
LONGEST = 100_000
"""Words of a text that are looked at."""

LONGEST_WORD = 64
REMEMBERED = 100_000
_WORD = re.compile(r"\w+")
_MULTIPLIER = 0x9E3779B97F4A7C15
_KEY_BYTES = 8
_DIGEST_BYTES = 8
_COUNT_BYTES = 4


class Sketch(NamedTuple):
    """``digest`` of all words in their order, ``size``: different shingles, ``keys`` and ``hashes``: the smallest, rising.

    ``hashes`` are 32 bits of each, ``keys`` 64, since they must tell apart the shingles of all articles there are.
    """

    digest: bytes
    size: int
    keys: tuple[int, ...]
    hashes: tuple[int, ...]

    def dump(self) -> bytes:
        """Bytes: digest, size, number of keys, keys, hashes."""
        head = self.digest + self.size.to_bytes(_COUNT_BYTES) + bytes((len(self.keys),))
        return head + np.array(self.keys, ">u8").tobytes() + np.array(self.hashes, ">u4").tobytes()

    @classmethod
    def load(cls, content: bytes) -> Sketch:
        """Read what ``dump`` wrote.

        Raises:
            ValueError: it is no sketch.
        """
        start = _DIGEST_BYTES + _COUNT_BYTES + 1
        if len(content) < start:
            raise ValueError("a sketch that is too short")
        behind = start + _KEY_BYTES * content[start - 1]
        keys = np.frombuffer(content[start:behind], ">u8").tolist()
        hashes = np.frombuffer(content[behind:], ">u4").tolist()
        size = int.from_bytes(content[_DIGEST_BYTES : start - 1])
        return cls(content[:_DIGEST_BYTES], size, tuple(keys), tuple(hashes))


class Likeness(NamedTuple):
    """Shares of shingles that two texts have in common, 0..1: of the larger one's, and of the smaller one's."""

    of_larger: float
    of_smaller: float
    is_same: bool


def sketch_of(text: str) -> Sketch | None:
    """The sketch of a text, None where it has too few words for a shingle."""
    words = _WORD.findall(text.casefold())[:LONGEST]
    if len(words) < SHINGLE:
        return None
    hashed = np.frombuffer(b"".join(map(HASHES.__getitem__, words)), "<u8")
    shingles = np.unique(mixed(hashed))
    smallest = shingles[:KEPT]
    return Sketch(
        digest=blake2b(hashed.tobytes(), digest_size=_DIGEST_BYTES).digest(),
        size=len(shingles),
        keys=tuple(smallest[:KEYS].tolist()),
        hashes=tuple((smallest >> np.uint64(32)).tolist()),
    )


def content_of(text: str) -> bytes:
    """What a text is compared by; nothing where it has too few words."""
    sketch = sketch_of(text)
    return sketch.dump() if sketch is not None else b""


def likeness(one: Sketch, other: Sketch) -> Likeness:
    """How much of their shingles two texts share, as far as the sketches tell."""
    if one.digest == other.digest:
        return Likeness(1.0, 1.0, is_same=True)
    seen = [end for end in (end_of(one), end_of(other)) if end is not None]
    limit = min(seen, default=2**32)
    ours = {value for value in one.hashes if value <= limit}
    theirs = {value for value in other.hashes if value <= limit}
    share = len(ours & theirs) / max(1, len(ours | theirs))
    both = share / (1 + share) * (one.size + other.size)
    smaller, larger = sorted((one.size, other.size))
    return Likeness(min(1.0, both / larger), min(1.0, both / smaller), is_same=False)


def end_of(sketch: Sketch) -> int | None:
    """The largest hash up to which a sketch has all of its text's; None where it has them all."""
    return sketch.hashes[-1] if sketch.size > len(sketch.hashes) else None


def mixed(hashed: np.ndarray[tuple[int], np.dtype[np.uint64]]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """A 64-bit hash of each shingle (splitmix64 over a polynomial of its words)."""
    count = len(hashed) - SHINGLE + 1
    total = np.zeros(count, np.uint64)
    for number in range(SHINGLE):
        total = total * np.uint64(_MULTIPLIER) + hashed[number : number + count]
    total = (total ^ (total >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    total = (total ^ (total >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixture: np.ndarray[tuple[int], np.dtype[np.uint64]] = total ^ (total >> np.uint64(31))
    return mixture


class WordHashes(dict[str, bytes]):
    """Hashes of words, eight bytes each, remembered until there are too many."""

    def __missing__(self, word: str) -> bytes:
        if len(self) >= REMEMBERED:
            self.clear()
        hashed = self[word] = blake2b(word[:LONGEST_WORD].encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return hashed


HASHES = WordHashes()


def body_of(text: str, zones: Sequence[tuple[str, int, int]]) -> str:
    """What of a text counts: its body, without captions, links and boilerplate, which outlets repeat everywhere."""
    return "\n".join(text[start:end] for kind, start, end in zones if kind == "body")
