"""Zones: dateline, byline, caption, related links, boilerplate, subheads, body.

A text is cut into blocks (paragraphs), and each block is compared with the patterns of ``zones/patterns.yaml``; what is
left is body. Every pattern is anchored at one end of a block and sees a bounded stretch of it, so the work is linear
in the text whatever the text is.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from streamproc.article import ZoneKind
from streamproc.nlp.doc.annotations import annotations_of, full_text, text_start
from streamproc.nlp.doc.drafts import DatelineDraft, ZoneDraft
from streamproc.nlp.knowledge.data_files import bundled, read_yaml
from streamproc.nlp.knowledge.gazetteer import is_place
from streamproc.nlp.knowledge.gazetteer_index import gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Doc

    from streamproc.nlp.knowledge.data_files import OperatorFiles


Where = Literal["whole", "opening", "ending", "prefix", "suffix"]

WINDOW = 260
"""Characters of a block that an ``opening``, ``ending``, ``prefix`` or ``suffix`` pattern may look at."""
HEAD_BLOCKS = 8
TAIL_BLOCKS = 6
MAX_PIECES = 4
"""Prefixes and suffixes taken off one block at most."""
MAX_SUBHEAD = 70
MAX_HEADLINE = 160
MAX_LINK_HEAD = 30
MIN_PARAGRAPH = 80
SHORT = 160
"""Characters of a line; most patterns are about lines, not paragraphs."""
TOWN = 50_000
"""People of a town that a dateline may name without its outlet, date or region."""
SMALL_TOWN = 2_000
"""People of a town before whose name in capitals and a long dash nothing else is asked for."""
WRAPPED_LINE = 140
"""Lines of a hard-wrapped text are at most this long."""

_LINE = re.compile(r"\S[^\n\r\u2028\u2029]*")
_HEADLINE = re.compile(r"(?!.{0,160}[.!?…] )(?:[\"“‘'][^.!?]{1,70}[\"”’']|[^\n]{0,159}[^\s.!?…\"”’')\]:;,»])\Z")
"""No sentence's end in it, or a few words in quotation marks."""
_FIRST_WORD = re.compile(r"[^\w©#*=-]*(\d|[^\W\d_]+|.)", re.DOTALL)
_DATED = re.compile(r"[A-ZÀ-Þ(][^\n–—―(:-]{0,110}[–—―(:-]|[A-ZÀ-Þ]{2}|(?!.{63})[A-ZÀ-Þ].{3,58}\d[.:]?\Z")
"""What every dateline has: a capital or bracket, and before long a dash, bracket or colon, or at once two capitals, or
a number at the end of a short line."""
_ANOTHER_PLACE = re.compile(r"[,/&]")
_LIST_ITEM = re.compile(r"[^\w\"“‘']|\d{1,3}[.)]")


class Block(NamedTuple):
    """A paragraph: characters of ``doc.text``, without the space around it."""

    start: int
    end: int


class Standing(NamedTuple):
    """Where a block stands: its number among all of them, and the patterns that can match nothing in its text."""

    number: int
    total: int
    absent: frozenset[str]


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
        if self.first and first_word(text) not in self.first:
            return None
        return self.find_after_first_word(text)

    def find_after_first_word(self, text: str) -> re.Match[str] | None:
        """The same for a text that is known to begin with a word that the pattern may begin with."""
        if len(text) > self.longest:
            return None
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


def load(_: OperatorFiles) -> Callable[[Doc], Doc]:
    """The component with its patterns and the gazetteer that datelines are looked up in."""
    for read in (load_patterns, _first_words, _needs_anywhere, gazetteer):
        read()
    return zones


def zones(doc: Doc) -> Doc:
    """Set ``doc._.zones``, ``doc._.dateline`` and ``doc._.credits``, and start sentences at paragraphs.

    Runs on the tokenised Doc, before the model: the parser and the recogniser then cross no paragraph's border.
    """
    start = text_start(doc)
    text = full_text(doc)
    blocks = list(blocks_of(text, start))
    pieces: list[ZoneDraft] = []
    annotations = annotations_of(doc)
    annotations.credits = []
    dated = False
    absent = _absent(text)
    for number, block in enumerate(blocks):
        found = _divide(doc, text, block, Standing(number, len(blocks), absent), dated=dated)
        dated = dated or any(piece.kind == "dateline" for piece in found)
        pieces.extend(found)
    _mark_headlines(text, pieces, titled=start > 0)
    annotations.zones = _tile(pieces, start, len(text))
    _start_sentences(doc, [piece.start for piece in pieces])
    return doc


def blocks_of(text: str, start: int) -> Iterator[Block]:
    """Paragraphs of the text from ``start``; the lines of a hard-wrapped paragraph are one block."""
    lines = [Block(m.start(), m.start() + len(m[0].rstrip())) for m in _LINE.finditer(text, start)]
    longest = max((end - begin for begin, end in lines), default=0)
    block: Block | None = None
    for begin, end in lines:
        if block and _continues(text, block, begin, longest):
            block = Block(block.start, end)
            continue
        if block:
            yield block
        block = Block(begin, end)
    if block:
        yield block


def _continues(text: str, block: Block, begin: int, longest: int) -> bool:
    """Whether the line at ``begin`` goes on with the sentence that the block ends in."""
    gap = text[block.end : begin]
    if gap.count("\n") > 1 or gap.count("\r") > 1 or text[block.end - 1] in '.!?:;"”)':
        return False
    if text[begin].islower():
        return True
    last_line = block.end - max(text.rfind("\n", block.start, block.end), block.start)
    return longest <= WRAPPED_LINE and last_line > 0.7 * longest and last_line > MAX_SUBHEAD


def _divide(doc: Doc, text: str, block: Block, standing: Standing, *, dated: bool) -> list[ZoneDraft]:
    """The zones of one block, in order; ``dated``: a dateline has been found."""
    before: list[ZoneDraft] = []
    after: list[ZoneDraft] = []
    start, end = block
    for _ in range(MAX_PIECES):
        stretch = text[start:end]
        found = _first_match(stretch, standing, dated=dated)
        if found is None:
            break
        pattern, match = found
        dated = dated or pattern.kind == "dateline"
        _note(doc, pattern, match, start)
        if pattern.where == "prefix" and match.end() < len(stretch):
            before.append(ZoneDraft(pattern.kind, start, start + match.end()))
            start += match.end()
        elif pattern.where == "suffix" and match.start() > 0:
            after.insert(0, ZoneDraft(pattern.kind, start + match.start(), end))
            end = start + len(stretch[: match.start()].rstrip())
        else:
            return [*before, ZoneDraft(pattern.kind, start, end), *after]
        if start >= end:
            return [*before, *after]
    return [*before, ZoneDraft("body", start, end), *after]


def _first_match(stretch: str, standing: Standing, *, dated: bool) -> tuple[Pattern, re.Match[str]] | None:
    number, total, absent = standing
    head = number < HEAD_BLOCKS
    word = first_word(stretch)
    patterns = _candidates(
        word if word in _first_words() else "",
        number == 0,
        head,
        number >= total - TAIL_BLOCKS,
        dated or not head or not _DATED.match(stretch),
        len(stretch) > SHORT,
    )
    for pattern in patterns:
        if pattern.name not in absent:
            match = pattern.find_after_first_word(stretch)
            if match:
                return pattern, match
    return None


@lru_cache(maxsize=10_000)
def _candidates(word: str, *flags: bool) -> tuple[Pattern, ...]:
    """The patterns that a block can match at all, by its first word, its place in the text and its length.

    ``flags``: it is the very first, among the first, among the last; it can't have a dateline; it is no short line.
    """
    first, head, tail, dated, long = flags
    places = {None: True, "first": first, "head": head, "tail": tail, "ends": head or tail}
    return tuple(
        pattern
        for pattern in load_patterns()
        if places[pattern.within]
        and not (pattern.kind == "dateline" and dated)
        and not (long and pattern.longest <= SHORT)
        and (not pattern.first or word in pattern.first)
    )


@cache
def _first_words() -> frozenset[str]:
    """All words that some pattern begins with."""
    return frozenset().union(*[pattern.first for pattern in load_patterns()])


def _absent(text: str) -> frozenset[str]:
    """The patterns that any block might match by its first word, but need something that is nowhere in the text."""
    return frozenset([name for name, needs in _needs_anywhere() if not _any_in(needs, text)])


@cache
def _needs_anywhere() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (pattern.name, pattern.needs)
        for pattern in load_patterns()
        if pattern.needs and pattern.within is None and not pattern.first
    )


def _note(doc: Doc, pattern: Pattern, match: re.Match[str], offset: int) -> None:
    """Keep what the match says about the story's place, outlet and date, and where names are credits."""
    parts = {
        name: (offset + match.start(name), offset + match.end(name))
        for name, value in match.groupdict().items()
        if value
    }
    annotations = annotations_of(doc)
    annotations.credits.extend(parts[name] for name in ("credit", "outlet") if name in parts)
    if pattern.kind == "dateline":
        annotations.dateline = DatelineDraft(
            start=offset + match.start(),
            end=offset + match.end(),
            place=parts.get("place"),
            outlet=parts.get("outlet"),
            date=parts.get("date"),
        )


def _mark_headlines(text: str, pieces: list[ZoneDraft], *, titled: bool) -> None:
    """Body blocks that are headlines: no sentence, and a paragraph follows; one after ``Also read`` is a link."""
    for before, piece in pairwise(pieces):
        alone = before.kind == "related" and before.end - before.start <= MAX_LINK_HEAD
        if alone and piece.kind == "body" and piece.end - piece.start <= MAX_HEADLINE:
            piece.kind = "related" if _HEADLINE.match(text, piece.start, piece.end) else "body"
    for piece, following in pairwise(pieces):
        top = piece is pieces[0] and not titled
        short = piece.end - piece.start <= (MAX_HEADLINE if top else MAX_SUBHEAD)
        if piece.kind != "body" or not short or not _HEADLINE.match(text, piece.start, piece.end):
            continue
        paragraph = following.kind != "body" or following.end - following.start >= MIN_PARAGRAPH
        if paragraph and (top or not _LIST_ITEM.match(text, piece.start)):
            piece.kind = "subhead"


def _tile(pieces: list[ZoneDraft], start: int, end: int) -> list[ZoneDraft]:
    """Zones without gaps: each reaches to the next one's start; neighbouring body blocks are one zone."""
    tiled: list[ZoneDraft] = []
    for piece in pieces:
        if tiled and tiled[-1].kind == piece.kind == "body":
            continue
        tiled.append(ZoneDraft(piece.kind, piece.start, piece.end))
    if not tiled:
        return [ZoneDraft("body", start, end)]
    tiled[0].start = start
    for zone, following in pairwise(tiled):
        zone.end = following.start
    tiled[-1].end = end
    return tiled


def _start_sentences(doc: Doc, starts: list[int]) -> None:
    """A sentence starts where a block or zone does."""
    if not starts:
        return
    places = np.searchsorted(doc.to_array("IDX"), np.array(starts, dtype="uint64"))
    marks = np.zeros(len(doc), dtype="uint64")
    marks[places[places < len(doc)]] = 1
    doc.from_array(["SENT_START"], marks)  # type: ignore[arg-type]  # at once: ``token.is_sent_start = True`` looks through the whole Doc


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
