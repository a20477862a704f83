"""A Doc with its quoted stretches as token ranges."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from streamproc.nlp.doc.annotations import full_text, mentions_by_token, text_start, tokens_of, zones_of
from streamproc.nlp.quotes.quotation_marks import Quoted, quoted_stretches

if TYPE_CHECKING:
    from spacy.tokens import Doc


Range = tuple[int, int]
"""Tokens, half open."""
FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])


@dataclass(slots=True, eq=False)
class QuotedSpan:
    """A quoted stretch as tokens, marks included, and the characters it was found at."""

    start: int
    end: int
    marks: Quoted


STOPS = frozenset([".", "?", "!", "...", "…"])
"""Marks that end a sentence."""


class QuotedText:
    """A Doc's text and tokens with the stretches in quotation marks."""

    def __init__(self, doc: Doc) -> None:
        self.spacy_doc = doc
        self.text = full_text(doc)
        self.title_end = text_start(doc)
        self.zones = zones_of(doc)
        self.mentions = mentions_by_token(doc)
        self.tokens = tokens = tokens_of(doc)
        self.words, self.lower, self.tag = tokens.text, tokens.lower, tokens.tag
        self.dep, self.head, self.children = tokens.dep, tokens.head, tokens.children
        self.offsets = tokens.offset
        self.quoted_spans = self._quoted_spans()
        self._quoted_starts = [quoted.start for quoted in self.quoted_spans]
        self._quoted_ends = [quoted.end for quoted in self.quoted_spans]
        self.quoted_at: list[QuotedSpan | None] = [None] * tokens.size
        for quoted in self.quoted_spans:
            self.quoted_at[quoted.start : quoted.end] = [quoted] * (quoted.end - quoted.start)

    def _quoted_spans(self) -> list[QuotedSpan]:
        found: list[QuotedSpan] = []
        for marks in quoted_stretches(self.text):
            start, end = bisect_right(self.offsets, marks.start) - 1, bisect_left(self.offsets, marks.end)
            if max(start, 0) < end and (not found or found[-1].end <= start):
                found.append(QuotedSpan(start, end, marks))
        return found

    def lefts(self, i: int) -> list[int]:
        """The dependents before a token, in order."""
        children = self.children(i)
        return children[: bisect_left(children, i)]

    def rights(self, i: int) -> list[int]:
        """The dependents after a token, in order."""
        children = self.children(i)
        return children[bisect_right(children, i) :]

    def quoted_before(self, i: int, low: int) -> QuotedSpan | None:
        """The last quotation that ends before token ``i``, not below ``low``."""
        at = bisect_right(self._quoted_starts, i) - 1
        quoted = self.quoted_spans[at] if at >= 0 else None
        return quoted if quoted is not None and quoted.start >= low and quoted.end <= i else None

    def quoted_from(self, i: int) -> QuotedSpan | None:
        """The quotation that a token is in, or the next one after it."""
        at = bisect_right(self._quoted_ends, i)
        return self.quoted_spans[at] if at < len(self.quoted_spans) else None

    def quoted_in(self, start: int, end: int) -> list[QuotedSpan]:
        """The quotations that touch a range of tokens."""
        return self.quoted_spans[bisect_right(self._quoted_ends, start) : bisect_left(self._quoted_starts, end)]

    def quoted_between(self, start: int, end: int) -> list[QuotedSpan]:
        """The quotations that touch a stretch of characters."""
        return self.quoted_in(max(bisect_right(self.offsets, start) - 1, 0), bisect_left(self.offsets, end))

    def characters(self, start: int, end: int) -> str:
        """The text of a range of tokens, without the space after it."""
        return self.text[self.offsets[start] : self.offsets[end - 1] + len(self.words[end - 1])]

    def last_character(self, quoted: QuotedSpan) -> str:
        return self.text[quoted.marks.inner_start : quoted.marks.inner_end].rstrip()[-1:] or " "

    def begins_upper(self, quoted: QuotedSpan) -> bool:
        return self.text[quoted.marks.inner_start : quoted.marks.inner_start + 1].isupper()

    def has_finite_verb(self, start: int, end: int) -> bool:
        return not FINITE.isdisjoint(self.tag[start:end])

    def has_noun(self, start: int, end: int) -> bool:
        return any(tag[:2] in {"NN", "PR"} for tag in self.tag[start:end])

    def trim(self, start: int, end: int) -> int:
        """The end of a sentence without its last punctuation."""
        while end > start and (self.words[end - 1] in STOPS or self.words[end - 1].isspace()):
            end -= 1
        return end

    def whole_quoted(self, end: int) -> int:
        """An end that cuts no quotation in two: one that it touches is taken in whole."""
        for i in (end, end - 1):
            if i < self.tokens.size and (quoted := self.quoted_at[i]) is not None:
                end = max(end, quoted.end)
        return end

    def whole(self, start: int, end: int) -> Range:
        """A range without a lone quotation mark: what it touches of a quotation is taken in whole, a mark alone left out.

        A range within a quotation's marks stays, as does one where the writer forgot to close them.
        """
        first, last = self.quoted_at[start], self.quoted_at[end - 1]
        if first is not None and first.marks.closed and end >= first.end:
            lone = start == first.end - 1 and end > first.end
            start = start + 1 if lone else first.start
        if last is not None and last.marks.closed and start <= last.start:
            lone = end == last.start + 1 and start < last.start
            end = end - 1 if lone else last.end
        return start, end
