"""The Doc as a reader of quotations sees it: quoted stretches, cues, and sentences that quotation marks don't break.

The parser often ends a sentence at a quotation mark. Here a sentence ends where the writer ended it: at a full
stop outside quotation marks, or at a quotation's end when its last words end a sentence and no cue follows.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from streamproc.nlp.doc.annotations import full_text, mentions_by_token, text_start, tokens_of, zones_of
from streamproc.nlp.quotes.cue_words import ABBREVIATED, cue_forms, cue_verbs, phrases
from streamproc.nlp.quotes.quotation_marks import CLOSERS, DASHES, Quoted, quoted

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from streamproc.nlp.quotes.cue_words import Cue

Range = tuple[int, int]
"""Tokens, half open."""

FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])

LONGEST = 400
"""Tokens of a sentence, at most: nobody writes longer ones, and what looks at a whole sentence stays cheap."""

SILENT = frozenset(["caption", "byline", "related", "boilerplate"])
"""Zones where nobody speaks."""

CONCEDES = frozenset(["although", "though", "whereas"])
_TURNS = CONCEDES | {"while"}
STOPS = frozenset([".", "?", "!", "...", "…"])
_NEVER_FIRST = frozenset([",", ";", ":", ")", *DASHES])
_CLOSING = "".join(CLOSERS) + " "
_NEWLINES = re.compile(r"[\n\r]+")
_REACH = 12
"""A cue clause after a quotation has its verb among so many words."""


@dataclass(slots=True, eq=False)
class Region:
    """A quoted stretch as tokens, marks included, and the characters it was found at."""

    start: int
    end: int
    marks: Quoted


class Sentence(NamedTuple):
    """A sentence as tokens, half open; ``paragraph`` numbers the lines of the text."""

    start: int
    end: int
    paragraph: int


@cache
def anchors() -> frozenset[str]:
    """The words that say where quotations are and sentences end: they are looked for in a text at once."""
    return cue_forms() | STOPS | _TURNS | {"according", "that"}


class Page:
    """A Doc with its quoted stretches, cues and sentences."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = full_text(doc)
        self.title_end = text_start(doc)
        self.zones = zones_of(doc)
        self.mentions = mentions_by_token(doc)
        self.tokens = tokens = tokens_of(doc)
        self.words, self.lower, self.tag = tokens.text, tokens.lower, tokens.tag
        self.dep, self.head, self.children = tokens.dep, tokens.head, tokens.children
        self.offsets = tokens.offset
        self.regions = self._regions()
        self._region_starts = [region.start for region in self.regions]
        self._region_ends = [region.end for region in self.regions]
        self.region_at: list[Region | None] = [None] * tokens.size
        for region in self.regions:
            self.region_at[region.start : region.end] = [region] * (region.end - region.start)
        self._anchors = tokens.indices_of_any(anchors())
        self.cues = self._cues()
        self._turns = [i for i in self._anchors if i in self.cues or self.lower[i] in _TURNS]
        self.sentences = self._sentences()
        self._sentence_starts = [sentence.start for sentence in self.sentences]

    # -- how it is made --------------------------------------------------------------------------------------------

    def _regions(self) -> list[Region]:
        found: list[Region] = []
        for marks in quoted(self.text):
            start, end = bisect_right(self.offsets, marks.start) - 1, bisect_left(self.offsets, marks.end)
            if max(start, 0) < end and (not found or found[-1].end <= start):
                found.append(Region(start, end, marks))
        return found

    def _cues(self) -> dict[int, Cue]:
        """Cue verbs outside quotation marks and silent zones, by token."""
        known, silent, region_at = cue_forms(), self._tokens_in(SILENT), self.region_at
        return {
            i: cue
            for i in self._anchors
            if self.lower[i] in known
            and region_at[i] is None
            and i not in silent
            and (cue := self._cue_at(i)) is not None
        }

    def _tokens_in(self, kinds: frozenset[str]) -> set[int]:
        """Tokens in zones of some kinds."""
        found: set[int] = set()
        for zone in self.zones:
            if zone.kind in kinds:
                found.update(range(bisect_left(self.offsets, zone.start), bisect_left(self.offsets, zone.end)))
        return found

    def _cue_at(self, i: int) -> Cue | None:
        """The cue at a token: a phrase (``shot back``) before the verb alone."""
        word = self.lower[i]
        if self.tag[i][:1] != "V" and not self._is_mistagged_cue(i):
            return None
        if word in phrases():
            for following in self.lower[i + 1 : i + 3]:
                if cue := phrases()[word].get(following):
                    return cue
        return cue_verbs().get(word)

    def _is_mistagged_cue(self, i: int) -> bool:
        """The tagger takes ``Continued Smith: "…"`` and ``"…," tweets Smith`` for nouns: what is quoted tells."""
        words, size = self.words, self.tokens.size
        if not self.lower[i].endswith(("ed", "s")) or i + 1 >= size:
            return False
        if i and (region := self.region_at[i - 1]) is not None and region.end == i:
            return self.tag[i + 1] in {"NNP", "PRP", "DT"} and self.last_character(region) in ",?!"
        ahead = next((j for j in range(i + 1, min(i + 6, size)) if words[j] == ":"), None)
        initial = i == 0 or "\n" in words[i - 1] or words[i - 1] == "."
        return initial and ahead is not None and ahead + 1 < size and self.region_at[ahead + 1] is not None

    def _sentences(self) -> list[Sentence]:
        """Sentences in order; line breaks belong to none."""
        n = self.tokens.size
        lines = {bisect_right(self.offsets, match.start()) - 1 for match in _NEWLINES.finditer(self.text)}
        sentences: list[Sentence] = []
        start = paragraph = 0
        for i in [*sorted(self._sentence_breaks() | lines), n]:
            while start + LONGEST < i:
                sentences.append(Sentence(start, start + LONGEST, paragraph))
                start += LONGEST
            if start < i:
                sentences.append(Sentence(start, i, paragraph))
            start = i
            if i in lines:
                start, paragraph = i + 1, paragraph + 1
        return sentences

    def _sentence_breaks(self) -> set[int]:
        """Tokens that begin a sentence, line breaks apart."""
        words, n, region_at = self.words, self.tokens.size, self.region_at
        candidates = {i for i in self.tokens.sentence_starts if region_at[i] is None}
        for stop in self._anchors:
            if words[stop] in STOPS and region_at[stop] is None:
                i = stop + 1
                while i < n and words[i] in CLOSERS:
                    i += 1
                candidates.add(i)
        for region in self.regions:
            candidates.update((region.start, region.end))
        breaks = {i for i in candidates if 0 < i < n and self._begins_sentence(i)}
        return breaks | {bisect_left(self.offsets, z.end) for z in self.zones if z.kind == "dateline"}

    def _begins_sentence(self, i: int) -> bool:
        """Does a new sentence begin at this token, by the characters around it?"""
        words, region = self.words, self.region_at[i]
        if region is not None and region.start != i:
            return False
        if words[i][0].islower() or words[i][0] in _NEVER_FIRST:
            return False
        before = self.region_at[i - 1]
        if before is not None and before.end == i:
            inner = self.text[before.marks.inner_start : before.marks.inner_end]
            last = inner.rstrip(_CLOSING)[-1:]
            return last == "." or (last in {"?", "!", "…"} and not self._begins_cue_clause(i))
        j = i - 1
        while j > 0 and words[j] in CLOSERS:
            j -= 1
        if words[j] == "." and j and self.lower[j - 1] in ABBREVIATED:
            return False
        return words[j][-1] in STOPS

    def _begins_cue_clause(self, i: int) -> bool:
        """After a quotation that ends in ? or !: does ``Smith asked`` or ``said Smith`` follow?"""
        for j in range(i, min(i + _REACH, self.tokens.size)):
            if self.words[j] in STOPS or self.words[j] in _NEVER_FIRST or self.region_at[j] is not None:
                return False
            if j in self.cues and "quote" in self.cues[j].takes:
                return True
        return False

    # -- what it tells ---------------------------------------------------------------------------------------------

    def indices_of(self, word: str) -> list[int]:
        """Where one of the anchors stands."""
        return [i for i in self._anchors if self.lower[i] == word]

    def lefts(self, i: int) -> list[int]:
        """The dependents before a token, in order."""
        children = self.children(i)
        return children[: bisect_left(children, i)]

    def rights(self, i: int) -> list[int]:
        """The dependents after a token, in order."""
        children = self.children(i)
        return children[bisect_right(children, i) :]

    def sentence_of(self, i: int) -> Sentence:
        return self.sentences[max(bisect_right(self._sentence_starts, i) - 1, 0)]

    def next_sentence(self, sentence: Sentence) -> Sentence | None:
        """The sentence after one in the same field: the text does not go on where the title ends."""
        i = bisect_right(self._sentence_starts, sentence.start)
        following = self.sentences[i] if i < len(self.sentences) else None
        return following if following is not None and self.in_title(sentence) == self.in_title(following) else None

    def in_title(self, sentence: Sentence) -> bool:
        return self.offsets[sentence.start] < self.title_end

    def headlines(self) -> list[Sentence]:
        """The title, and the text's first line when it doesn't end like a sentence."""
        at = next((n for n, s in enumerate(self.sentences) if not self.in_title(s)), len(self.sentences))
        title, first = self.sentences[:at], self.sentences[at] if at < len(self.sentences) else None
        alone = first is not None and (
            (after := self.next_sentence(first)) is None or after.paragraph > first.paragraph
        )
        if first is not None and alone and self.words[first.end - 1] not in {*STOPS, ":"}:
            title.append(first)
        return title

    def region_before(self, i: int, low: int) -> Region | None:
        """The last quotation that ends before token ``i``, not below ``low``."""
        at = bisect_right(self._region_starts, i) - 1
        region = self.regions[at] if at >= 0 else None
        return region if region is not None and region.start >= low and region.end <= i else None

    def region_from(self, i: int) -> Region | None:
        """The quotation that a token is in, or the next one after it."""
        at = bisect_right(self._region_ends, i)
        return self.regions[at] if at < len(self.regions) else None

    def turns_in(self, start: int, end: int) -> list[int]:
        """Where in a range of tokens what is said may end: cues, and words that concede or contrast."""
        return self._turns[bisect_left(self._turns, start) : bisect_left(self._turns, end)]

    def regions_in(self, start: int, end: int) -> list[Region]:
        """The quotations that touch a range of tokens."""
        return self.regions[bisect_right(self._region_ends, start) : bisect_left(self._region_starts, end)]

    def characters(self, start: int, end: int) -> str:
        """The text of a range of tokens, without the space after it."""
        return self.text[self.offsets[start] : self.offsets[end - 1] + len(self.words[end - 1])]

    def regions_between(self, start: int, end: int) -> list[Region]:
        """The quotations that touch a stretch of characters."""
        return self.regions_in(max(bisect_right(self.offsets, start) - 1, 0), bisect_left(self.offsets, end))

    def last_character(self, region: Region) -> str:
        return self.text[region.marks.inner_start : region.marks.inner_end].rstrip()[-1:] or " "

    def begins_upper(self, region: Region) -> bool:
        return self.text[region.marks.inner_start : region.marks.inner_start + 1].isupper()

    def has_finite_verb(self, start: int, end: int) -> bool:
        return not FINITE.isdisjoint(self.tag[start:end])

    def trim(self, start: int, end: int) -> int:
        """The end of a sentence without its last punctuation."""
        while end > start and (self.words[end - 1] in STOPS or self.words[end - 1].isspace()):
            end -= 1
        return end

    def whole_regions(self, end: int) -> int:
        """An end that cuts no quotation in two: one that it touches is taken in whole."""
        for i in (end, end - 1):
            if i < self.tokens.size and (region := self.region_at[i]) is not None:
                end = max(end, region.end)
        return end
