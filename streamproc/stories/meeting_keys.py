"""What articles of one story find each other by: keys that only few articles have in common."""

from __future__ import annotations

from hashlib import blake2b
from itertools import chain, combinations, islice, product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from streamproc.stories.profile import Profile

EVENTS, NAMES, NAMES_WITH_WORDS, WORDS_WITH_NAMES, WORDS = 2, 3, 2, 3, 2
"""So many of an article's first events, names and words are in keys."""
BETWEEN = "\x1f"


def keys_of(profile: Profile) -> list[int]:
    """64-bit numbers: of events, of pairs of names, of names with words, of pairs of words."""
    names, words = list(first(profile.names, NAMES)), list(first(profile.words, WORDS))
    with_words = product(first(names, NAMES_WITH_WORDS), first(words, WORDS_WITH_NAMES))
    parts = chain(events(profile), map(sorted, combinations(names, 2)), with_words, map(sorted, combinations(words, 2)))
    return list(dict.fromkeys(hashed(part) for part in parts))


def events(profile: Profile) -> Iterator[tuple[str, ...]]:
    for event in profile.events[:EVENTS]:
        if event.key is not None:
            yield (event.key,)
        if event.day is not None and event.place is not None:
            yield event.type, event.day, event.place.key


def first(values: Iterable[str], count: int) -> Iterator[str]:
    return islice(values, count)


def hashed(part: Iterable[str]) -> int:
    content = BETWEEN.join(part).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(content, digest_size=8).digest())
