"""Signatures: ``— Ann Lee, engineer`` behind a quotation or in the line below it; lines in which somebody can speak."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from streamproc.nlp.doc.zone_index import ZONES_WITHOUT_SPEECH, ZoneIndex
from streamproc.nlp.quotes.attribution import Attribution
from streamproc.nlp.quotes.quotation_marks import DASHES
from streamproc.nlp.quotes.quoted_text import FINITE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamproc.nlp.doc.drafts import EntityDraft
    from streamproc.nlp.quotes.quoted_doc import QuotedDoc
    from streamproc.nlp.quotes.quoted_text import Range

_DASHES = frozenset("-–—―")
_DASH_IN_FRONT = re.compile(r"[\n\r\u2028\u2029]\s*[-–—―]")
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_LONGEST_SIGNATURE = 24
"""Tokens after the name, at most."""
_NAME_WORDS = range(2, 5)


def spoken_lines(doc: QuotedDoc, silent: frozenset[str] = ZONES_WITHOUT_SPEECH) -> list[Range]:
    """The lines of the text, as tokens, blank ones and those of silent zones left out."""
    zones, found = ZoneIndex(doc.zones), []
    for match in _LINE.finditer(doc.text, doc.title_end):
        start, end = bisect_left(doc.offsets, match.start()), bisect_left(doc.offsets, match.end())
        while start < end and doc.words[start].isspace():
            start += 1
        while end > start and doc.words[end - 1].isspace():
            end -= 1
        if start < end and not zones.in_any(doc.offsets[start], silent):
            found.append((start, end))
    return found


def person_in(doc: QuotedDoc, start: int, end: int) -> tuple[int, int, EntityDraft] | None:
    """The person named first in a range of tokens, and the words of the name."""
    for i in range(start, end):
        mention = doc.mentions[i]
        entity = mention.entity if mention is not None and mention.kind == "name" else None
        if mention is not None and entity is not None and entity.type == "PERSON":
            return mention.span.start, min(mention.span.end, end), entity
    return None


def signed(doc: QuotedDoc) -> Iterator[Attribution]:
    """Quotations with a signature: a dash and a name, behind them or in the next line, and nothing more."""
    if not doc.quoted_spans or not _may_be_signed(doc):
        return
    lines = spoken_lines(doc, ZONES_WITHOUT_SPEECH - {"byline"})  # a signature looks like one
    ends = [end for _, end in lines]
    for quoted in doc.quoted_spans:
        n = bisect_right(ends, quoted.start)
        if n >= len(lines) or lines[n][0] != quoted.start:
            continue
        dash = quoted.end
        if dash >= lines[n][1]:
            if n + 1 >= len(lines):
                continue
            n, dash = n + 1, lines[n + 1][0]
        person = _signature(doc, dash, lines[n][1])
        if person is not None:
            low, high, entity = person
            yield Attribution(
                (dash, dash + 1), "neutral", [(quoted.start, quoted.end)], (low, high), "label",
                doc.sentence_of(quoted.start), quoted.start, entity=entity,
            )  # fmt: skip


def _may_be_signed(doc: QuotedDoc) -> bool:
    """Whether a dash stands behind a quotation or begins a line."""
    behind = (doc.words[quoted.end] for quoted in doc.quoted_spans if quoted.end < doc.tokens.size)
    return any(word[0] in _DASHES for word in behind) or _DASH_IN_FRONT.search(doc.text, doc.title_end) is not None


def _signature(doc: QuotedDoc, dash: int, end: int) -> tuple[int, int, EntityDraft | None] | None:
    """``— Ann Lee, engineer`` up to the end of a line."""
    first = doc.words[dash]
    if first[0] not in _DASHES or any(tag in FINITE for tag in doc.tag[dash:end]):
        return None
    start = dash + (first in DASHES)
    person = person_in(doc, start, min(end, start + 2))
    if person is not None:
        return person if person[0] <= start and end - person[1] <= _LONGEST_SIGNATURE else None
    after = next((i for i in range(start, end) if not doc.words[i].replace(".", "").isalpha()), end)
    named = after - start in _NAME_WORDS and all(doc.words[i][0].isupper() for i in range(start, after))
    return (start, after, None) if named and end - after <= _LONGEST_SIGNATURE else None
