"""Quotation marks that are other signs, and those that stick to the next word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from streamproc.intake.repair.origins import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamproc.intake.repair.origins import OriginText

OTHER_MARKS = {
    "〝": "“",
    "〞": "”",
    "〟": "”",
    "＂": '"',
    "「": "“",
    "」": "”",
    "『": "‘",
    "』": "’",
    "＇": "'",
    "ʼ": "’",
}
_OTHER = re.compile(f"[{''.join(OTHER_MARKS)}]|(?<![0-9])″|(?<=[A-Za-z])[′´](?=[a-z])")
SUSPECT = frozenset("".join(OTHER_MARKS) + "″′´")
"""One of these, or every mark is a usual one."""

BEFORE_CLOSING = frozenset(",.!?…")


def repair_marks(text: OriginText, signs: set[str]) -> None:
    """Read primes and the marks of other scripts as quotation marks, and put the missing space after or before a mark.

    ``gone,"said``, ``gone,”said``, ``said.“We``. ``signs``: the characters that the text had as it came.
    """
    if not SUSPECT.isdisjoint(signs):
        text.apply(Edit(found.start(), found.end(), _usual(found[0])) for found in _OTHER.finditer(text.text))
    text.apply(sorted(_stuck(text.text)))


def _usual(sign: str) -> str:
    return OTHER_MARKS.get(sign, '"' if sign == "″" else "’")


def _stuck(text: str) -> Iterator[Edit]:
    """Where spaces are missing. A straight mark closes if one is open in its paragraph."""
    for place in _places(text, "”"):
        if text[place - 1 : place] in BEFORE_CLOSING and text[place + 1 : place + 2].isalpha():
            yield Edit(place + 1, place + 1, " ")
    for place in _places(text, "“"):
        if place and text[place - 1] in ",.:!?" and text[place + 1 : place + 2].isupper():
            yield Edit(place, place, " ")
    is_open, paragraph = False, 0
    for place in _places(text, '"'):
        if (line := text.rfind("\n", paragraph, place)) >= 0:
            is_open = False
        paragraph = max(paragraph, line + 1, place)
        if place and text[place - 1] in BEFORE_CLOSING and text[place + 1 : place + 2].isalpha():
            at = place + 1 if is_open else place
            yield Edit(at, at, " ")
        is_open = not is_open


def _places(text: str, mark: str) -> Iterator[int]:
    """Where a mark stands."""
    place = text.find(mark)
    while place >= 0:
        yield place
        place = text.find(mark, place + 1)
