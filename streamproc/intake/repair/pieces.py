"""Pieces of text in markup: where words stand in the source, and what is to be read around them."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from streamproc.intake.repair.origins import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKS = (("“", "”"), ("‘", "’"))
"""What goes around the words of ``<q>``, and around one in it."""

OWN_MARKS = frozenset("\"'“„«‘‚‹")
"""Words that begin with one of these bring their marks along."""

WHITE = " \t\n\r\f"
LOOSE_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
"""As browsers read it: the semicolon may be missing."""

_ATOM = re.compile(rf"{LOOSE_REFERENCE.pattern}|\s+")
_BETWEEN_TAGS = re.compile(f">[{WHITE}]+(?=<)")
_BLANK_LINE = re.compile(r"\n\s*\n")


class Piece(NamedTuple):
    """Where words stand in the source, the white space that goes before them, and the marks right before and behind them."""

    start: int
    end: int
    gap: str
    opening: str = ""
    closing: str = ""


def edits_of(source: str, pieces: list[Piece]) -> Iterator[Edit]:
    """What lies between the words goes; white space inside them is read as a browser does where there are paragraphs."""
    collapse = any("\n" in piece.gap for piece in pieces)
    done = 0
    for number, (start, end, gap, opening, closing) in enumerate(pieces):
        if start > done or gap:
            yield Edit(done, start, (gap or _space(source, done, start, collapse=collapse)) if number else "")
        if opening:
            yield Edit(start, start, opening)
        yield from _inside(source, start, end, collapse=collapse)
        if closing:
            yield Edit(end, end, closing)
        done = end
    if done < len(source):
        yield Edit(done, len(source), "")


def _space(source: str, done: int, start: int, *, collapse: bool) -> str:
    """White space around the tags between two pieces: the parser drops it where it stands alone."""
    found = _BETWEEN_TAGS.search(source, done, start)
    if not found:
        return ""
    return " " if collapse else found[0].removeprefix(">")


def _inside(source: str, start: int, end: int, *, collapse: bool) -> Iterator[Edit]:
    for match in _ATOM.finditer(source, start, end):
        atom = match[0]
        if atom[0] == "&":
            if (read := html.unescape(atom)) != atom:
                yield Edit(match.start(), match.end(), read)
        elif collapse and atom not in (" ", "\u00a0"):
            yield Edit(match.start(), match.end(), "\n\n" if _BLANK_LINE.search(atom) else " ")
