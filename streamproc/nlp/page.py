"""The Doc as a reader of quotations sees it: sentences that quotation marks don't break, and quoted stretches.

The parser often ends a sentence at a quotation mark. Here a sentence ends where the writer ended it: at a full
stop outside quotation marks, or at a quotation's end when its last words end a sentence and no cue follows.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.strings import get_string_id

from streamproc.nlp.cues import cue_ids, cue_verbs, phrases
from streamproc.nlp.marks import CLOSERS, DASHES, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt
    from spacy.tokens import Doc, Token

    from streamproc.nlp.cues import Cue
    from streamproc.nlp.marks import Quoted

Range = tuple[int, int]
"""Tokens, half open."""

SCARE_WORDS = 3
"""Up to so many quoted words can be a title, a nickname or irony rather than speech."""

FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])

STOPS = frozenset([".", "?", "!", "...", "…"])
_STOP_IDS = np.array(sorted(get_string_id(stop) for stop in STOPS), dtype="uint64")
_CUE_IDS = np.array(cue_ids(), dtype="uint64")


@dataclass(frozen=True, slots=True)
class Region:
    """A quoted stretch as tokens: ``start`` and ``end`` with its marks, and the characters it was found at."""

    start: int
    end: int
    marks: Quoted

    @property
    def words(self) -> int:
        return self.end - self.start - 2


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as tokens, half open; ``paragraph`` numbers the lines of the text."""

    start: int
    end: int
    paragraph: int


class Page:
    """A Doc with its quoted stretches and its sentences."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text: str = doc.text
        self.offsets = [token.idx for token in doc]
        ids = doc.to_array(["LOWER", "SENT_START"])
        self.lower_ids = ids[:, 0]
        self.regions = self._regions()
        self._region_starts = [region.start for region in self.regions]
        self.region_at: list[Region | None] = [None] * len(doc)
        for region in self.regions:
            self.region_at[region.start : region.end] = [region] * (region.end - region.start)
        self.cues = {
            i: cue
            for i in np.flatnonzero(np.isin(self.lower_ids, _CUE_IDS)).tolist()
            if self.region_at[i] is None
            and (doc[i].tag_[:1] == "V" or self._is_mistagged_cue(i))
            and (cue := self._cue_at(i)) is not None
        }
        self.sentences = self._sentences(ids[:, 1])
        self.sentence_starts = [sentence.start for sentence in self.sentences]

    def _regions(self) -> list[Region]:
        found = []
        for marks in quoted(self.text):
            start, end = bisect_left(self.offsets, marks.start), bisect_left(self.offsets, marks.end)
            if start and self.offsets[start - 1] + len(self.doc[start - 1]) > marks.start:
                start -= 1
            if start < end:
                found.append(Region(start, end, marks))
        return found

    def _sentences(self, sent_starts: npt.NDArray[Any]) -> list[Sentence]:
        """Sentences in order; blank lines belong to none."""
        doc, n = self.doc, len(self.doc)
        stops = np.flatnonzero(np.isin(self.lower_ids, _STOP_IDS))
        candidates = {int(i) for i in np.flatnonzero(sent_starts == 1)}
        for stop in stops.tolist():
            i = stop + 1
            while i < n and doc[i].text in CLOSERS:
                i += 1
            candidates.add(i)
        candidates |= {region.end for region in self.regions} | {region.start for region in self.regions}
        breaks = {i for i in candidates if 0 < i < n and self._begins_sentence(i)}
        sentences: list[Sentence] = []
        start = paragraph = 0
        newlines = sorted({bisect_right(self.offsets, m.start()) - 1 for m in re.finditer(r"\n+", self.text)})
        for stop in [*newlines, n]:
            bounds = [start, *sorted(i for i in breaks if start < i < stop), stop]
            sentences += [Sentence(a, b, paragraph) for a, b in pairwise(bounds) if a < b]
            start, paragraph = stop + 1, paragraph + 1
        return sentences

    def _cue_at(self, i: int) -> Cue | None:
        """The cue at a token: a phrase (``shot back``) before the verb alone."""
        word = self.doc[i].lower_
        for following in self.doc[i + 1 : i + 3]:
            if cue := phrases().get(word, {}).get(following.lower_):
                return cue
        return cue_verbs().get(word)

    def _is_mistagged_cue(self, i: int) -> bool:
        """The tagger takes ``Continued Smith: "…"`` and ``"…," tweets Smith`` for nouns: what is quoted tells."""
        doc = self.doc
        if not doc[i].lower_.endswith(("ed", "s")) or i + 1 >= len(doc):
            return False
        if i and (region := self.region_at[i - 1]) is not None and region.end == i:
            return doc[i + 1].tag_ in {"NNP", "PRP", "DT"} and self.last_character(region) in ",?!"
        ahead = next((j for j in range(i + 1, min(i + 6, len(doc))) if doc[j].text == ":"), None)
        initial = i == 0 or "\n" in doc[i - 1].text or doc[i - 1].text == "."
        return initial and ahead is not None and ahead + 1 < len(doc) and self.region_at[ahead + 1] is not None

    def _begins_sentence(self, i: int) -> bool:
        """Does a new sentence begin at this token, by the characters around it?"""
        doc = self.doc
        region = self.region_at[i]
        if region is not None and region.start != i:
            return False
        if doc[i].text[:1].islower() or doc[i].text[:1] in {",", ";", ":", ")", *DASHES}:
            return False
        before = self.region_at[i - 1]
        if before is not None and before.end == i:
            last = self._last_word_mark(before)
            return last == "." or (last in "?!…" and not self._begins_cue_clause(i))
        j = i - 1
        while j > 0 and doc[j].text in CLOSERS:
            j -= 1
        return doc[j].text[-1:] in ".?!…"

    def _last_word_mark(self, region: Region) -> str:
        inner = self.text[region.marks.inner_start : region.marks.inner_end].rstrip("".join(CLOSERS) + " ")
        return inner[-1:] or " "

    def _begins_cue_clause(self, i: int) -> bool:
        """After a quotation that ends in ? or !: does ``Smith asked`` or ``said Smith`` follow?"""
        cues = cue_verbs()
        for token in self.doc[i : i + 12]:
            word = token.lower_
            if word in STOPS or word in {",", ":", ";"} or "\n" in word:
                return False
            if word in cues and token.tag_.startswith("V") and "quote" in cues[word].takes:
                return True
        return False

    def sentence_of(self, i: int) -> Sentence:
        return self.sentences[max(bisect_right(self.sentence_starts, i) - 1, 0)]

    def next_sentence(self, sentence: Sentence) -> Sentence | None:
        i = bisect_right(self.sentence_starts, sentence.start)
        return self.sentences[i] if i < len(self.sentences) else None

    def cue_verbs(self) -> Iterator[tuple[Token, Cue]]:
        """Cue verbs outside quotation marks, in order."""
        for i, cue in self.cues.items():
            yield self.doc[i], cue

    def indices_of(self, word: str) -> list[int]:
        """Where a lower-case word stands."""
        found: list[int] = np.flatnonzero(self.lower_ids == get_string_id(word)).tolist()
        return found

    def last_character(self, region: Region) -> str:
        return self.text[region.marks.inner_start : region.marks.inner_end].rstrip()[-1:] or " "

    def begins_upper(self, region: Region) -> bool:
        return self.text[region.marks.inner_start : region.marks.inner_start + 1].isupper()

    def trim(self, start: int, end: int) -> int:
        """The end of a sentence without its last punctuation."""
        while end > start and (self.doc[end - 1].text in STOPS or self.doc[end - 1].is_space):
            end -= 1
        return end

    def region_before(self, i: int, low: int) -> Region | None:
        """The last quotation that ends before token ``i``, not below ``low``."""
        at = bisect_right(self._region_starts, i) - 1
        region = self.regions[at] if at >= 0 else None
        return region if region is not None and region.start >= low and region.end <= i else None

    def has_finite_verb(self, start: int, end: int) -> bool:
        return any(token.tag_ in FINITE for token in self.doc[start:end])

    def whole_regions(self, end: int) -> int:
        """An end that cuts no quotation in two: one that it touches is taken in whole."""
        for i in (end, end - 1):
            if i < len(self.doc) and (region := self.region_at[i]) is not None:
                end = max(end, region.end)
        return end
