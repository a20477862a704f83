"""Zone segmentation: blocks of the text become dateline, byline, caption, related links, boilerplate, subheads, body.

A text is cut into blocks (paragraphs), and each block is compared with the lines of ``zones/lines.yaml`` and the patterns
of ``zones/patterns.yaml``; what is left is body. Sentences start where zones do.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from streamproc.nlp.doc.annotations import annotations_of, full_text, text_start
from streamproc.nlp.doc.drafts import DatelineDraft, ZoneDraft
from streamproc.nlp.knowledge.gazetteer_index import gazetteer
from streamproc.nlp.zones.blocks import MAX_SUBHEAD, blocks_of
from streamproc.nlp.zones.lines import MOST_BELOW, kind_of_line, load_lines
from streamproc.nlp.zones.patterns import (
    absent_in,
    candidates,
    first_word,
    first_words,
    length_step,
    load_patterns,
    needs_anywhere,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

    from streamproc.nlp.knowledge.data_files import OperatorFiles
    from streamproc.nlp.zones.blocks import Block
    from streamproc.nlp.zones.patterns import Pattern


_NO_START = np.uint64(2**64 - 1)
"""Minus one, as a column of a Doc holds it."""
HEAD_BLOCKS = 8
TAIL_BLOCKS = 6
MAX_PIECES = 4
"""Prefixes and suffixes taken off one block at most."""
MAX_HEADLINE = 160
MAX_LINK_HEAD = 30
MIN_PARAGRAPH = 80

_HEADLINE = re.compile(r"(?!.{0,160}[.!?…] )(?:[\"“‘'][^.!?]{1,70}[\"”’']|[^\n]{0,159}[^\s.!?…\"”’')\]:;,»])\Z")
"""No sentence's end in it, or a few words in quotation marks."""
_QUESTION = re.compile(r"(?!.{0,70}[.!?…] )[A-Z][^\n\"“”]{4,68}[^\W_]\?\Z")
"""A short question, in nobody's words."""
_SENTENCE = re.compile(r"(?:\S+\s+){5,}\S*[.!?][\"”’')]?\Z")
"""Six words and a full stop."""
_DATED = re.compile(r"[A-ZÀ-Þ(][^\n–—―(:|-]{0,110}[–—―(:|-]|\([A-Z]|[A-ZÀ-Þ]{2}|(?!.{63})[A-ZÀ-Þ].{3,58}\d[.:]?\Z")
"""What every dateline has: a capital or bracket, and before long a dash, bracket or colon, or at once two capitals, or
a number at the end of a short line."""
_LIST_ITEM = re.compile(r"[^\w\"“‘']|\d{1,3}[.)]")


class Standing(NamedTuple):
    """Where a block stands: its number among all of them, and the patterns that can match nothing in its text."""

    number: int
    total: int
    absent: frozenset[str]


def load(_: OperatorFiles) -> Callable[[Doc], Doc]:
    """The component with its patterns and the gazetteer that datelines are looked up in."""
    for read in (load_lines, load_patterns, first_words, needs_anywhere, gazetteer):
        read()
    return segment_zones


def segment_zones(doc: Doc) -> Doc:
    """Set ``doc._.zones``, ``doc._.dateline`` and ``doc._.credits``, and start sentences at paragraphs.

    Runs on the tokenised Doc, before the model: the parser and the recogniser then cross no paragraph's border.
    """
    start = text_start(doc)
    text = full_text(doc)
    blocks = list(blocks_of(text, start))
    pieces: list[ZoneDraft] = []
    annotations = annotations_of(doc)
    annotations.credits = []
    dated = closed = False
    absent = absent_in(text)
    for number, block in enumerate(blocks):
        line = kind_of_line(text[block.start : block.end])
        if line == "closing":
            closed = closed or (number > 0 and len(blocks) - number <= MOST_BELOW)
            line = "boilerplate"
        kind = "boilerplate" if closed else line
        if kind:
            pieces.append(ZoneDraft(kind, *block))
            continue
        found = _divide(doc, text, block, Standing(number, len(blocks), absent), dated=dated)
        dated = dated or any(piece.kind == "dateline" for piece in found)
        pieces.extend(found)
    _mark_headlines(text, pieces, titled=start > 0)
    _keep_a_body(text, pieces)
    annotations.zones = _tile(pieces, start, len(text))
    _start_sentences(doc, [piece.start for piece in pieces])
    return doc


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
    patterns = candidates(
        word if word in first_words() else "",
        length_step(len(stretch)),
        number == 0,
        head,
        number >= total - TAIL_BLOCKS,
        dated or not head or not _DATED.match(stretch),
    )
    for pattern in patterns:
        if pattern.name not in absent:
            match = pattern.find_in(stretch)
            if match:
                return pattern, match
    return None


def _note(doc: Doc, pattern: Pattern, match: re.Match[str], offset: int) -> None:
    """Keep what the match says about the story's place and date, and where names are credits."""
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
            date=parts.get("date"),
        )


def _mark_headlines(text: str, pieces: list[ZoneDraft], *, titled: bool) -> None:
    """Body blocks that are headlines: no sentence, and a paragraph follows; those in a row after ``Also read`` are links."""
    listed = False
    for number, (before, piece) in enumerate(pairwise(pieces), 1):
        listed = (before.kind == "related" and before.end - before.start <= MAX_LINK_HEAD) or (
            listed and before.kind == "related" and not _heads_a_paragraph(pieces, number)
        )
        if listed and piece.kind == "body" and _is_headline(text, piece, MAX_HEADLINE):
            piece.kind = "related"
    for number, piece in enumerate(pieces[:-1]):
        top = piece is pieces[0] and not titled
        if piece.kind != "body" or not _is_headline(text, piece, MAX_HEADLINE if top else MAX_SUBHEAD):
            continue
        if _heads_a_paragraph(pieces, number) and (top or not _LIST_ITEM.match(text, piece.start)):
            piece.kind = "subhead"


def _is_headline(text: str, piece: ZoneDraft, longest: int) -> bool:
    if piece.end - piece.start > longest:
        return False
    return bool(_HEADLINE.match(text, piece.start, piece.end) or _QUESTION.match(text, piece.start, piece.end))


def _heads_a_paragraph(pieces: list[ZoneDraft], number: int) -> bool:
    """Whether a paragraph or some other zone follows a block."""
    if number + 1 == len(pieces):
        return False
    following = pieces[number + 1]
    return following.kind != "body" or following.end - following.start >= MIN_PARAGRAPH


def _keep_a_body(text: str, pieces: list[ZoneDraft]) -> None:
    """An article has a text: where all of it looks like furniture, its longest block with a sentence is body."""
    if any(piece.kind in ("body", "subhead", "caption") for piece in pieces):
        return
    sentences = [piece for piece in pieces if _SENTENCE.match(text, piece.start, piece.end)]
    if sentences:
        max(sentences, key=lambda piece: piece.end - piece.start).kind = "body"


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
    """A sentence starts where a block or zone does, not at its second token, and never at an ``of``.

    ``Gunmen | stormed a prison``, ``Rebels | of the Northern Front``: the parser takes a lone plural for a sentence. And
    with no choice there it carries nothing from one paragraph to the next (``model.paragraph_memory`` relies on that).
    """
    marks = np.where(doc.to_array("ORTH") == doc.vocab.strings.add("of"), _NO_START, np.uint64(0))
    places = np.searchsorted(doc.to_array("IDX"), np.array(starts, dtype="uint64"))
    places = places[places < len(doc)]
    seconds = places[places + 1 < len(doc)]
    marks[seconds + 1] = _NO_START
    marks[places] = 1
    doc.from_array(["SENT_START"], marks)  # type: ignore[arg-type]  # at once: ``token.is_sent_start = True`` looks through the whole Doc
