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

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_LONGEST_SIGNATURE = 12
"""Words after the name, at most twice as many tokens."""


def spoken_lines(doc: QuotedDoc) -> list[Range]:
    """The lines of the text, as tokens, blank ones and those of silent zones left out."""
    zones, found = ZoneIndex(doc.zones), []
    for match in _LINE.finditer(doc.text, doc.title_end):
        start, end = bisect_left(doc.offsets, match.start()), bisect_left(doc.offsets, match.end())
        while start < end and doc.words[start].isspace():
            start += 1
        while end > start and doc.words[end - 1].isspace():
            end -= 1
        if start < end and not zones.in_any(doc.offsets[start], ZONES_WITHOUT_SPEECH):
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


def signed(doc: QuotedDoc, lines: list[Range]) -> Iterator[Attribution]:
    """Quotations with a signature: a dash and a name, behind them or in the next line, and nothing more."""
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


def _signature(doc: QuotedDoc, dash: int, end: int) -> tuple[int, int, EntityDraft] | None:
    """``— Ann Lee, engineer`` up to the end of a line."""
    first = doc.words[dash]
    if first[0] not in {"-", "–", "—"} or any(tag in FINITE for tag in doc.tag[dash:end]):
        return None
    named = dash + (first in DASHES)
    person = person_in(doc, named, min(end, named + 2))
    stamped = person is not None and end - person[1] <= 2 * _LONGEST_SIGNATURE
    return person if stamped and person is not None and person[0] <= named else None
