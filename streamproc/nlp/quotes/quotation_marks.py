"""Quotation marks: finds the quoted stretches of a text by its characters alone, before any parse.

Marks are read paragraph by paragraph, so that one stray or missing mark never shifts what follows:

- a mark that can only open (a space before it, a letter after it) starts a new quotation, even when the one
  before was never closed; behind a full stop it begins a paragraph that goes on with it;
- a mark that can only close without anything open is stray and dropped;
- inches, feet, apostrophes and plural possessives are no marks;
- a quotation that is not closed runs to the end of its paragraph, and goes on in the next one when that
  begins with an opening mark again, as newspapers print long quotations.

Linear in the length of the text; never raises.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from streamproc.nlp.quotes.forgotten_marks import before_cue, is_told, opens_below

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
_LOST_BREAK = re.compile(r"(?<=[.!?…])\s+(?=“|\"\w)")
"""Between a sentence and a mark that opens."""
_DOUBLE = re.compile(r"``|''|[\"“”„‟«»＂]")
_DOUBLES = ('"', "“", "”", "„", "‟", "«", "»", "＂", "``", "''")
_SINGLE = re.compile(r"['‘’‚‛](?:(?!\w)|(?<!\w.))")
"""Between two letters it is an apostrophe."""
_SINGLE_OPENING = ("'", "‘", "‛", "‚")
_INCHES = re.compile(r"(?:\d{1,3}['’]\s?\d{1,3}|\s\d{1,3})$")
_OPENING = frozenset("“„‟«")
_CLOSING = frozenset("”»")
_STRAIGHT = frozenset(['"', "＂"])
_BEFORE_OPENING = frozenset("([{—–-/…:;,‘'\u2009")
_BEFORE_SINGLE = frozenset('([{—–-/“"')
_AFTER_SINGLE = frozenset('”"')
_AFTER_CLOSING = frozenset(".,;:!?)]}—–-…/'’")
_ELISIONS = frozenset(["em", "til", "tis", "twas", "cause", "n", "bout", "round", "cuz"])

CLAUSE_END = frozenset(",?!.…'’-–—")
"""The last characters of quoted words that a cue may follow: ``"We will," he said``."""

DASHES = frozenset(["-", "–", "—", "--", "―"])
CLOSERS = frozenset(['"', "”", "''", "’", "'", ")", "]", "»"])
"""Tokens that close a quotation or a bracket."""


class Quoted(NamedTuple):
    """A quoted stretch: ``start`` and ``end`` with its marks, ``inner_start`` and ``inner_end`` without.

    ``closed``: its closing mark was found. ``continues``: it re-opens the quotation of the paragraph before.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True
    continues: bool = False


def quoted_stretches(text: str) -> list[Quoted]:
    """The outermost quoted stretches of a text, in order, without overlaps."""
    found: list[Quoted] = []
    doubles = [mark for mark in _DOUBLES if mark in text]
    singles = [mark for mark in _SINGLE_OPENING if mark in text]
    pending = False  # the paragraph before ended inside a quotation
    above = False  # the first mark of this paragraph stands at the end of the one before
    for start, end in _paragraphs(text):
        here = _double_quoted(text, start, end, above=above) if _holds(text, start, end, doubles) else []
        above = opens_below(text, start, end) or (above and not text[start:end].strip())
        if _holds(text, start, end, singles):
            here = _with_single_quoted(text, start, end, here)
        if not here:
            pending = pending and not text[start:end].strip()
            continue
        if pending and not text[start : here[0].start].strip():
            here[0] = here[0]._replace(continues=True)
        pending = not here[-1].closed
        found += here
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where paragraphs start and end, also those whose line break is lost: ``“It is over. “We lost.”``."""
    for match in _PARAGRAPH.finditer(text):
        start, end = match.span()
        counted, opened, straight = start, 0, 0
        for lost in _LOST_BREAK.finditer(text, start, end):
            opened += text.count("“", counted, lost.start()) - text.count("”", counted, lost.start())
            straight += text.count('"', counted, lost.start())
            since = max(text.rfind('"', counted, lost.start()), counted)
            told = is_told(text, since, lost.start())
            counted = lost.start()
            if straight % 2 and not told if text[lost.end()] == '"' else opened > 0:
                yield start, lost.start()
                start = counted = lost.end()
                opened = straight = 0
        yield start, end


def _holds(text: str, start: int, end: int, marks: list[str]) -> bool:
    """Whether one of some marks stands in a paragraph: most have none, and this is quicker than a pattern."""
    for mark in marks:  # noqa: SIM110 - any() with a generator takes twice the time
        if text.find(mark, start, end) >= 0:
            return True
    return False


def _double_quoted(text: str, start: int, end: int, *, above: bool = False) -> list[Quoted]:
    """Stretches between double marks in one paragraph; ``above``: its first mark stands in the line before."""
    found: list[Quoted] = []
    opened: tuple[int, int, str] | None = None  # where it starts, where its words start, its mark
    dropped: tuple[int, int, str] | None = (start, start, "“") if above else None  # was open when another opened
    for match in _DOUBLE.finditer(text, start, end):
        mark, at, after = match.group(), match.start(), match.end()
        if opened is None and _is_measure(text, start, at):
            continue
        action = _action(mark, _role(text, start, end, at, after), opened[2] if opened else None)
        if action == "open":
            dropped = opened or dropped
            opened = (at, after, mark)
        elif action == "close":
            if opened is None and dropped:  # it closes the quotation that others were nested in
                opened, found = dropped, _before(dropped[0], found)
            if opened and at > opened[1]:
                found.append(Quoted(opened[0], after, opened[1], at))
            dropped = None if opened is dropped else dropped
            opened = None
    if opened and _is_worth_keeping(text, start, end, opened[0], opened[1]):
        found.append(_to_paragraph_end(text, end, opened[0], opened[1]))
    return found


def _before(start: int, found: list[Quoted]) -> list[Quoted]:
    """The stretches that begin before a character."""
    return [quoted for quoted in found if quoted.start < start]


def _action(mark: str, role: str, opened: str | None) -> str:
    """What a double mark does, given the role its neighbours allow and the mark that is open."""
    if opened == "„" and mark == "“":
        return "close"
    if mark in _OPENING or mark == "``":
        action = "close" if opened and role == "close" else "open"
    elif mark in _CLOSING and not (opened is None and role == "open"):
        action = "close"
    elif role == "either":
        action = "close" if opened else "open"
    else:
        action = role
    nested = action == "open" and opened is not None and opened not in _STRAIGHT and mark not in {opened, *_STRAIGHT}
    return "none" if nested else action


def _role(text: str, start: int, end: int, at: int, after: int) -> str:
    """Whether a mark can open, close or do either, by its neighbours."""
    before = text[at - 1] if at > start else " "
    behind = text[after] if after < end else " "
    can_open = (before.isspace() or before in _BEFORE_OPENING) and not behind.isspace()
    can_close = not before.isspace() and (behind.isspace() or behind in _AFTER_CLOSING)
    if can_open and not can_close:
        return "open"
    if can_close and not can_open:
        return "close"
    if can_open and before in ",;:…-–—'" and not behind.isalnum():
        return "close"
    return "either"


def _is_measure(text: str, start: int, at: int) -> bool:
    """``6'2"`` and ``a 12" pipe``: a number of inches."""
    head = text[max(start, at - 8) : at]
    return head[-1:].isdigit() and bool(_INCHES.search(head))


def _is_worth_keeping(text: str, start: int, end: int, at: int, inner: int) -> bool:
    """A mark without its partner counts when a paragraph or a clause begins with it."""
    head = text[start:at].rstrip()
    return end - inner > 1 and (not head or head[-1] in ",:;.?!—–")


def _to_paragraph_end(text: str, end: int, at: int, inner: int) -> Quoted:
    last = inner + before_cue(text[inner:end].rstrip())
    return Quoted(at, last, inner, last, closed=False)


def _with_single_quoted(text: str, start: int, end: int, doubles: list[Quoted]) -> list[Quoted]:
    """Add stretches between single marks outside double ones; those inside the single ones give way to them."""
    marks = [
        (match.start(), _single_role(text, start, end, match.start()))
        for match in _SINGLE.finditer(text, start, end)
        if text[match.start() : match.start() + 2] != "''" and text[match.start() - 1 : match.start() + 1] != "''"
    ]
    marks = [(at, role) for at, role in marks if role != "apostrophe"]
    singles: list[Quoted] = []
    opened: int | None = None
    covered = 0
    for number, (at, role) in enumerate(marks):
        while covered < len(doubles) and doubles[covered].end <= at:
            covered += 1
        inside = covered < len(doubles) and doubles[covered].start < at
        if role == "open" and not inside and opened is None:
            opened = at
        elif role in ("close", "possessive") and opened is not None and not inside:
            later = [kind for _, kind in marks[number + 1 : number + 3]]
            if role == "possessive" and later and later[0] in ("close", "possessive"):
                continue  # "the ministers' plan": another mark closes
            singles.append(Quoted(opened, at + 1, opened + 1, at))
            opened = None
    if not singles:
        return doubles
    return _outermost(sorted([*doubles, *singles], key=lambda quoted: (quoted.start, -quoted.end)), singles)


def _outermost(stretches: list[Quoted], singles: list[Quoted]) -> list[Quoted]:
    """Of overlapping stretches the outer one; of two that cross, the one between double marks."""
    single = {id(quoted) for quoted in singles}
    kept: list[Quoted] = []
    for quoted in stretches:
        if not kept or kept[-1].end <= quoted.start:
            kept.append(quoted)
        elif quoted.end > kept[-1].end and id(kept[-1]) in single:
            kept[-1] = quoted
    return kept


def _single_role(text: str, start: int, end: int, at: int) -> str:
    """Whether a single mark opens, closes, may be a plural possessive, or is an apostrophe."""
    before = text[at - 1] if at > start else " "
    behind = text[at + 1] if at + 1 < end else " "
    begins = (before.isspace() or before in _BEFORE_SINGLE) and not behind.isspace()
    ends = not before.isspace() and (behind.isspace() or behind in _AFTER_CLOSING or behind in _AFTER_SINGLE)
    if begins:
        elided = text[at] == "’" or behind.isdigit() or _is_elision(text, at + 1, end)
        return "apostrophe" if elided else "open"
    if not ends or text[at] == "‘":
        return "apostrophe"
    return "possessive" if before in "sS" and behind == " " and text[at + 2 : at + 3].islower() else "close"


def _is_elision(text: str, at: int, end: int) -> bool:
    word = re.match(r"[a-z]+", text[at : min(end, at + 8)])
    return bool(word) and word.group() in _ELISIONS  # type: ignore[union-attr]
