"""What a text calls a river: the names beside the words *river* and *rivers*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.knowledge.gazetteer import lookup, place_of_demonym
from streamproc.nlp.knowledge.gazetteer_index import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_RIVERS = frozenset({"river", "rivers"})
BETWEEN = frozenset({"and", "or", "&", ",", "the"})
"""Between the items of a list."""
_BEFORE_LIST = frozenset({"—", "–", "-", "--", ":", "("})  # noqa: RUF001 - as printed
_WIDE = frozenset({Kind.COUNTRY, Kind.ADMIN1, Kind.CAPITAL, Kind.CONTINENT})
MAX_LISTED = 8
"""Rivers of one list that are looked at."""
MAX_WORDS = 2
"""Words of a river's name."""


def called_rivers(words: Sequence[str], lower: Sequence[str], tags: Sequence[str]) -> list[tuple[int, int]]:
    """The tokens of names that stand before or behind the word *river* or *rivers*, which itself has no capital."""
    if "river" not in words and "rivers" not in words:
        return []
    found: list[tuple[int, int]] = []
    for i, word in enumerate(words):
        if word in _RIVERS:
            found.extend(_before(words, lower, tags, i, many=word == "rivers"))
            found.extend(_behind(words, lower, tags, i, many=word == "rivers"))
    return sorted({(start, end) for start, end in found if _may_be_river(" ".join(words[start:end]))})


def _before(
    words: Sequence[str], lower: Sequence[str], tags: Sequence[str], i: int, *, many: bool
) -> Iterator[tuple[int, int]]:
    end = i
    for _ in range(MAX_LISTED):
        start = end
        while start and _is_proper(words, tags, start - 1):
            start -= 1
        if not 0 < end - start <= MAX_WORDS:
            return
        yield start, end
        end = start
        while end and start - end < MAX_WORDS and lower[end - 1] in BETWEEN:
            end -= 1
        if not many or end == start or lower[end : end + 1] == ["the"]:
            return


def _behind(
    words: Sequence[str], lower: Sequence[str], tags: Sequence[str], i: int, *, many: bool
) -> Iterator[tuple[int, int]]:
    size = len(words)
    start = i + 1
    if many and start < size and lower[start] in _BEFORE_LIST:
        start += 1
    for _ in range(MAX_LISTED):
        if start < size and lower[start] == "the" and many:
            start += 1
        end = start
        while end < size and _is_proper(words, tags, end):
            end += 1
        if not 0 < end - start <= MAX_WORDS:
            return
        yield start, end
        start = end
        while start < size and start - end < MAX_WORDS and lower[start] in BETWEEN:
            start += 1
        if not many or start == end:
            return


def _is_proper(words: Sequence[str], tags: Sequence[str], i: int) -> bool:
    return words[i][0].isupper() and tags[i] in {"NNP", "NNPS"} and not words[i].isupper()


def _may_be_river(name: str) -> bool:
    """*the Indian rivers*, *Kenya's rivers* are countries'."""
    places = lookup(name)
    return place_of_demonym(name) is None and not (places and places[0].kind in _WIDE)
