"""Texts in which a test has marked the mentions."""

from __future__ import annotations

import re

BRACKETS = re.compile(r"\[(?P<name>[^\]|]+)\|(?P<label>[A-Z_]+)\]")
"""``[name|TYPE]``"""

Mark = tuple[int, int, str]
"""Where a mention starts and ends, and its label."""


def unmarked(marked: str, pattern: re.Pattern[str] = BRACKETS) -> tuple[str, list[Mark]]:
    """The text without its marks, and the marks; ``pattern`` has the groups ``name`` and ``label``."""
    text, marks, last = "", [], 0
    for match in pattern.finditer(marked):
        text += marked[last : match.start()]
        marks.append((len(text), len(text) + len(match["name"]), match["label"]))
        text += match["name"]
        last = match.end()
    return text + marked[last:], marks
