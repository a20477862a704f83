"""Lines that are no paragraphs: indented ones, and those of texts that were wrapped at up to 120 columns."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from streamproc.intake.repair.origins import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamproc.intake.repair.origins import OriginText

NARROWEST = 45
WIDEST = 120
"""Columns at which texts are wrapped: mail has 72, terminals 80, editors up to 120."""

SURE = 0.7
"""Share of the lines that break in the middle of a sentence which must be as full as they can be."""

ENDS = (".", "!", "?", ":", "…", '."', '!"', '?"', ".”", "!”", "?”", ".’", "?’", ".)", "”", '"')
_EDGE = re.compile(r"(?<![ \t])[ \t]++(?=\n)|(?<=\n)[ \t]++|\A[ \t]++")


class _Line(NamedTuple):
    start: int
    end: int
    text: str


def repair_lines(text: OriginText) -> None:
    """Take out spaces at the edges of lines, and join the lines of wrapped paragraphs."""
    found = text.text
    if found[:1] in " \t" or any(edge in found for edge in ("\n ", "\n\t", " \n", "\t\n")):
        text.apply(Edit(edge.start(), edge.end(), "") for edge in _EDGE.finditer(found))
    if "\n" in text.text:
        text.apply(_joins(text.text))


def _joins(text: str) -> Iterator[Edit]:
    """A line was wrapped if the next word would not have fitted in; wrapped texts are known by most lines being so."""
    width = 0
    for line in text.split("\n"):
        if len(line) > width and " " in line:
            width = len(line)
            if width > WIDEST:
                return
    if width < NARROWEST:
        return
    lines = list(_lines(text))
    pairs = [(one, other) for one, other in itertools.pairwise(lines) if one.text and other.text]
    broken = [pair for pair in pairs if not pair[0].text.endswith(ENDS)]
    wrapped = [pair for pair in broken if _full(*pair, width)]
    if not wrapped or len(wrapped) < SURE * len(broken):
        return
    gaps = any(not line.text for line in lines)
    for one, other in pairs:
        # Where no blank line divides paragraphs, a full line that ends a sentence may end one.
        if _full(one, other, width) and (gaps or not one.text.endswith(ENDS)):
            hyphen = one.text[-1] == "-" and one.text[-2:-1].isalpha()
            yield Edit(one.end, other.start, "" if hyphen else " ")


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.split("\n"):
        yield _Line(start, start + len(line), line)
        start += len(line) + 1


def _full(line: _Line, following: _Line, width: int) -> bool:
    return len(line.text) + 1 + len(following.text.split(" ", 1)[0]) > width
