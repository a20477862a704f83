"""A text whose characters know where they come from."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Edit(NamedTuple):
    """Characters from ``start`` to ``end`` are to be read as ``text``; an insertion where the two are equal."""

    start: int
    end: int
    text: str


class OriginText:
    """A repaired text: ``text`` as it is read, ``received`` as it came, and for each character where it came from.

    A character of ``text`` stands for ``received[starts[i]:ends[i]]``: itself, or all that it replaced.
    """

    def __init__(self, received: str) -> None:
        self.received = received
        self.text = received
        self._starts = array("I")
        self._ends = array("I")
        self._as_received = True

    def apply(self, edits: Iterable[Edit]) -> None:
        """Make changes to the text as it is now, in order of their place; one that overlaps an earlier one is left out."""
        edits = list(edits)
        if not edits:
            return
        self._count()
        pieces: list[str] = []
        starts, ends = array("I"), array("I")
        done = 0
        for start, end, text in edits:
            if start < done:
                continue
            pieces += (self.text[done:start], text)
            starts += self._starts[done:start]
            ends += self._ends[done:start]
            first, last = self.span(start, end)
            starts.extend([first] * len(text))
            ends.extend([last] * len(text))
            done = end
        pieces.append(self.text[done:])
        self._starts, self._ends = starts + self._starts[done:], ends + self._ends[done:]
        self.text = "".join(pieces)

    def _count(self) -> None:
        """Number the characters: not before the first change, since most texts need none."""
        if self._as_received:
            self._starts.extend(range(len(self.received)))
            self._ends.extend(range(1, len(self.received) + 1))
            self._as_received = False

    def translate(self, table: dict[int, str]) -> None:
        """Replace single characters by single characters."""
        self.text = self.text.translate(table)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where characters of the text as it is now lie in the text as it was received."""
        if self._as_received:
            return start, end
        if start < end:
            return self._starts[start], self._ends[end - 1]
        place = self._starts[start] if start < len(self._starts) else len(self.received)
        return place, place
