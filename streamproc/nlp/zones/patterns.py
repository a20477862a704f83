"""The patterns of zones: ``zones/patterns.yaml``, compiled, and indexed by what a block must have to match one.

Every pattern is anchored at one end of a block and sees a bounded stretch of it, so the work is linear in the text
whatever the text is.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from streamproc.article import ZoneKind
from streamproc.nlp.knowledge.data_files import bundled, read_yaml
from streamproc.nlp.knowledge.gazetteer import is_place

Where = Literal["whole", "opening", "ending", "prefix", "suffix"]
WINDOW = 260
"""Characters of a block that an ``opening``, ``ending``, ``prefix`` or ``suffix`` pattern may look at."""
TOWN = 50_000
"""People of a town that a dateline may name without its outlet, date or region."""
SMALL_TOWN = 2_000
"""People of a town before whose name in capitals and a long dash nothing else is asked for."""
_FIRST_WORD = re.compile(r"[^\w©#*=-]*(\d|[^\W\d_]+|.)", re.DOTALL)
_ANOTHER_PLACE = re.compile(r"[,/&]")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One entry of ``zones/patterns.yaml``."""

    kind: ZoneKind
    name: str
    where: Where
    regex: re.Pattern[str]
    within: str | None
    known: str | None
    longest: int
    needs: tuple[str, ...]
    first: frozenset[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]

    def find(self, text: str) -> re.Match[str] | None:
        """The match in a block's text, or None; it looks at no more than ``longest`` or ``WINDOW`` characters."""
        if len(text) > self.longest or (self.first and first_word(text) not in self.first):
            return None
        return self.find_in(text)

    def find_in(self, text: str) -> re.Match[str] | None:
        """The same for a text that is known to be short enough and to begin with a word that the pattern may begin with."""
        at_end = self.where in ("ending", "suffix")
        if self.needs and not _any_in(self.needs, text[-WINDOW:] if at_end else text):
            return None
        if at_end:
            match = self.regex.search(text, max(0, len(text) - WINDOW))
        elif self.where == "whole":
            match = self.regex.fullmatch(text)
        else:
            match = self.regex.match(text, 0, WINDOW)
        return match if match and self.known_place(match) else None

    def known_place(self, match: re.Match[str]) -> bool:
        """Whether a dateline's place is one, as far as the entry asks for it."""
        if self.known is None:
            return True
        place = match["place"]
        first = _ANOTHER_PLACE.split(place, maxsplit=1)[0].strip()
        if is_place(first, SMALL_TOWN if self.known == "town" else TOWN):
            return True
        if self.known == "gazetteer-or-region":
            return "," in place or place.endswith(" CO.")
        return self.known == "gazetteer-or-dash" and match[0].rstrip()[-1:] in tuple(":-–—―")


def first_word(text: str) -> str:
    """The word a block begins with, in small letters; its first digit or mark if it begins with a number or none."""
    match = _FIRST_WORD.match(text)
    return match[1].lower() if match else ""


def _any_in(needs: tuple[str, ...], text: str) -> bool:
    for need in needs:  # noqa: SIM110 - a generator costs more than the search
        if need in text:
            return True
    return False


@lru_cache(maxsize=10_000)
def candidates(word: str, step: int, *flags: bool) -> tuple[Pattern, ...]:
    """The patterns that a block can match at all, by its first word, its length and its place in the text.

    ``step``: of its length (``length_step``); ``flags``: it is the very first, among the first, among the last; it can't have a
    dateline.
    """
    first, head, tail, dated = flags
    places = {None: True, "first": first, "head": head, "tail": tail, "ends": head or tail}
    exceeded = _lengths()[step - 1] if step else -1
    return tuple(
        pattern
        for pattern in load_patterns()
        if places[pattern.within]
        and not (pattern.kind == "dateline" and dated)
        and pattern.longest > exceeded
        and (not pattern.first or word in pattern.first)
    )


def length_step(length: int) -> int:
    """How many of the patterns' lengths a block of so many characters exceeds."""
    return bisect_left(_lengths(), length)


@cache
def _lengths() -> tuple[int, ...]:
    return tuple(sorted({pattern.longest for pattern in load_patterns()}))


@cache
def first_words() -> frozenset[str]:
    """All words that some pattern begins with."""
    return frozenset().union(*[pattern.first for pattern in load_patterns()])


def absent_in(text: str) -> frozenset[str]:
    """The patterns that any block might match by its first word, but need something that is nowhere in the text."""
    return frozenset([name for name, needs in needs_anywhere() if not _any_in(needs, text)])


@cache
def needs_anywhere() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (pattern.name, pattern.needs)
        for pattern in load_patterns()
        if pattern.needs and pattern.within is None and not pattern.first
    )


@cache
def load_patterns() -> tuple[Pattern, ...]:
    """The patterns of ``zones/patterns.yaml`` in their order."""
    data = read_yaml(bundled("zones/patterns.yaml"))
    pieces: dict[str, str] = {}
    for name, piece in data["pieces"].items():
        pieces[name] = piece.format_map(pieces)
    return tuple(_pattern(entry, pieces) for entry in data["zones"])


def _pattern(entry: dict[str, object], pieces: dict[str, str]) -> Pattern:
    where = entry["where"]
    regex = str(entry["pattern"]).format_map(pieces)
    if where in ("ending", "suffix"):
        regex = f"(?:{regex})$"
    return Pattern(
        kind=entry["kind"],  # type: ignore[arg-type]
        name=str(entry["name"]),
        where=where,  # type: ignore[arg-type]
        regex=re.compile(regex),
        within=entry.get("within"),  # type: ignore[arg-type]
        known=entry.get("known"),  # type: ignore[arg-type]
        longest=int(entry.get("longest", sys.maxsize if where in ("prefix", "suffix") else 300)),  # type: ignore[call-overload]
        needs=tuple(entry.get("needs", ())),  # type: ignore[arg-type]
        first=frozenset(str(entry.get("first", "")).split()),
        examples=tuple(entry.get("examples", ())),  # type: ignore[arg-type]
        counterexamples=tuple(entry.get("not", ())),  # type: ignore[arg-type]
    )
