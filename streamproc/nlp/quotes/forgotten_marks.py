"""Marks that were forgotten or stand in the wrong line: where a quotation ends, or began, that has only one of its two."""

from __future__ import annotations

import re

_SAYS = (
    r"(?:said|says|add(?:ed|s)|not(?:ed|es)|explain(?:ed|s)|shar(?:ed|es)|stress(?:ed|es)|recall(?:ed|s)|continued"
    r"|concluded|told\s\w+)"
)
_TELLS = re.compile(rf",\s(?:\w+\s){{1,3}}{_SAYS}\b")
_ENDS_IN_CUE = re.compile(rf",(?=\s(?:\w+\s){{1,3}}{_SAYS}\.$)")
_LONGEST_CUE = 60
"""Characters."""
_OPENING = frozenset('"“')


def is_told(text: str, start: int, end: int) -> bool:
    """Is there narration between two marks: ``The parks are safe, he said. On Monday it rained.``?"""
    return _TELLS.search(text, start, end) is not None and _ENDS_IN_CUE.search(text, start, end) is None


def before_cue(words: str) -> int:
    """The end of what is quoted, of words that begin with a mark: ``“We wait, he said.`` ends before the cue."""
    told = _ENDS_IN_CUE.search(words, max(len(words) - _LONGEST_CUE, 0))
    return told.end() if told else len(words)


def opens_below(text: str, start: int, end: int) -> bool:
    """``…," she said. “`` at the end of a line: the mark belongs to the next one."""
    line = text[start:end].rstrip()
    return len(line) > 1 and line[-1] in _OPENING and line[-2] == " "
