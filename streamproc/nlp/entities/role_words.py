"""Roles in a few words of text: ``president``, ``vice president``, ``Sen.``, whatever their capitals.

People hold offices in hundreds of combinations, and to compile a pattern of one takes as long as to read several articles.
So the words of a text are looked up among the first words of roles instead.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=4_096)
def by_first_word(words: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Role words, each of which begins with a letter, as ``roles_in`` asks for them: in small letters, the longest first."""
    found: dict[str, list[str]] = {}
    for role in sorted({word.lower() for word in words}, key=lambda role: (-len(role), role)):
        found.setdefault(_WORD.findall(role)[0], []).append(role)
    return {first: tuple(roles) for first, roles in found.items()}


def roles_in(text: str, roles: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Where roles stand as whole words: from the left, without overlaps, the longest of those that begin at one place."""
    lower = text.lower()
    if len(lower) != len(text):  # a capital that two small characters stand for
        lower = "".join([small if len(small := character.lower()) == 1 else character for character in text])
    free = 0
    for word in _WORD.finditer(lower):
        start = word.start()
        for role in roles.get(word[0], ()) if start >= free else ():
            end = start + len(role)
            if lower.startswith(role, start) and _WORD.match(lower, end) is None:
                yield start, end
                free = end
                break
