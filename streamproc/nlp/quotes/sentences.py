"""Sentences that quotation marks do not break.

The parser often ends a sentence at a quotation mark. Here a sentence ends where the writer ended it: at a full
stop outside quotation marks, or at a quotation's end when its last words end a sentence and no cue follows.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from streamproc.nlp.quotes.cue_words import ABBREVIATED
from streamproc.nlp.quotes.quotation_marks import CLOSERS, DASHES
from streamproc.nlp.quotes.quoted_text import STOPS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamproc.nlp.quotes.cue_words import Cue
    from streamproc.nlp.quotes.quoted_text import QuotedText


LONGEST = 400
"""Tokens of a sentence, at most: nobody writes longer ones, and what looks at a whole sentence stays cheap."""
_NEVER_FIRST = frozenset([",", ";", ":", ")", *DASHES])
_CLOSING = "".join(CLOSERS) + " "
_NEWLINES = re.compile(r"[\n\r]+")
_FEW = 4
"""Words that may follow a cue whose quotation ended in a full stop: ``said in tears``."""
_REACH = 12
"""A cue clause after a quotation has its verb among so many words."""


class Sentence(NamedTuple):
    """A sentence as tokens, half open; ``paragraph`` numbers the lines of the text."""

    start: int
    end: int
    paragraph: int


def sentences_of(text: QuotedText, anchors: list[int], cues: Mapping[int, Cue]) -> list[Sentence]:
    """Sentences in order; line breaks belong to none. ``anchors``: the tokens that may end one."""
    n = text.tokens.size
    lines = {bisect_right(text.offsets, match.start()) - 1 for match in _NEWLINES.finditer(text.text)}
    sentences: list[Sentence] = []
    start = paragraph = 0
    for i in [*sorted(_breaks(text, anchors, cues) | lines), n]:
        while start + LONGEST < i:
            sentences.append(Sentence(start, start + LONGEST, paragraph))
            start += LONGEST
        if start < i:
            sentences.append(Sentence(start, i, paragraph))
        start = i
        if i in lines:
            start, paragraph = i + 1, paragraph + 1
    return sentences


def _breaks(text: QuotedText, anchors: list[int], cues: Mapping[int, Cue]) -> set[int]:
    """Tokens that begin a sentence, line breaks apart."""
    words, n, quoted_at = text.words, text.tokens.size, text.quoted_at
    candidates = {i for i in text.tokens.sentence_starts if quoted_at[i] is None}
    for stop in anchors:
        if words[stop] in STOPS and quoted_at[stop] is None:
            i = stop + 1
            while i < n and words[i] in CLOSERS:
                i += 1
            candidates.add(i)
    for quoted in text.quoted_spans:
        candidates.update((quoted.start, quoted.end))
    breaks = {i for i in candidates if 0 < i < n and _begins_sentence(text, cues, i)}
    return breaks | {bisect_left(text.offsets, z.end) for z in text.zones if z.kind == "dateline"}


def _begins_sentence(text: QuotedText, cues: Mapping[int, Cue], i: int) -> bool:
    """Does a new sentence begin at this token, by the characters around it?"""
    words, quoted = text.words, text.quoted_at[i]
    if quoted is not None and quoted.start != i:
        return False
    if words[i][0].islower() or words[i][0] in _NEVER_FIRST:
        return False
    before = text.quoted_at[i - 1]
    if before is not None and before.end == i:
        inner = text.text[before.marks.inner_start : before.marks.inner_end]
        last = inner.rstrip(_CLOSING)[-1:]
        return (last == "." and not _is_cue_clause(text, cues, i)) or (
            last in {"?", "!", "…"} and not _begins_cue_clause(text, cues, i)
        )
    j = i - 1
    while j > 0 and words[j] in CLOSERS:
        j -= 1
    if words[j] == "." and j and text.lower[j - 1] in ABBREVIATED:
        return False
    return words[j][-1] in STOPS


def _is_cue_clause(text: QuotedText, cues: Mapping[int, Cue], i: int) -> bool:
    """``"It hurts." Ann Lee said in tears.``: a person's name, the cue, and nothing that could be said after it."""
    mention = text.mentions[i]
    if mention is None or mention.kind != "name" or mention.span.start != i or mention.span.label_ != "PERSON":
        return False
    verb = mention.span.end
    if verb not in cues or "quote" not in cues[verb].takes:
        return False
    rest = text.words[verb + 1 : verb + 2 + _FEW]
    stop = next((n for n, word in enumerate(rest) if word in STOPS), None)
    return stop is not None and not text.has_finite_verb(verb + 1, verb + 1 + stop)


def _begins_cue_clause(text: QuotedText, cues: Mapping[int, Cue], i: int) -> bool:
    """After a quotation that ends in ? or !: does ``Smith asked`` or ``said Smith`` follow?"""
    for j in range(i, min(i + _REACH, text.tokens.size)):
        if text.words[j] in STOPS or text.words[j] in _NEVER_FIRST or text.quoted_at[j] is not None:
            return False
        if j in cues and "quote" in cues[j].takes:
            return True
    return False
