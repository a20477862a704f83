"""The Doc as a reader of quotations sees it: quoted stretches, cues, and sentences that quotation marks don't break.

The parser often ends a sentence at a quotation mark. Here a sentence ends where the writer ended it: at a full
stop outside quotation marks, or at a quotation's end when its last words end a sentence and no cue follows.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.strings import get_string_id

from streamproc.nlp.annotations import article_of, text_start, zones_of
from streamproc.nlp.cues import ABBREVIATED, cue_ids, cue_verbs, phrases
from streamproc.nlp.marks import CLOSERS, DASHES, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from streamproc.nlp.cues import Cue
    from streamproc.nlp.marks import Quoted

Range = tuple[int, int]
"""Tokens, half open."""

FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])

LONGEST = 400
"""Tokens of a sentence, at most: nobody writes longer ones, and what looks at a whole sentence stays cheap."""

SILENT = frozenset(["caption", "byline", "related", "boilerplate"])
"""Zones where nobody speaks."""

STOPS = frozenset([".", "?", "!", "...", "…"])
_STOP_IDS = frozenset(get_string_id(stop) for stop in STOPS)
_NEVER_FIRST = frozenset([",", ";", ":", ")", *DASHES])
_NEWLINES = re.compile(r"[\n\r]+")
_REACH = 12
"""A cue clause after a quotation has its verb among so many words."""


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """A quoted stretch as tokens, marks included, and the characters it was found at."""

    start: int
    end: int
    marks: Quoted


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as tokens, half open; ``paragraph`` numbers the lines of the text."""

    start: int
    end: int
    paragraph: int


class Page:
    """A Doc with its quoted stretches, cues and sentences."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = text_of(doc)
        columns = doc.to_array(["IDX", "LOWER", "SENT_START"]).T.tolist()
        self.offsets: list[int] = columns[0]
        self.lower_ids: list[int] = columns[1]
        self.regions = self._regions()
        self._region_starts = [region.start for region in self.regions]
        self.region_at: list[Region | None] = [None] * len(doc)
        for region in self.regions:
            self.region_at[region.start : region.end] = [region] * (region.end - region.start)
        self.cues = self._cues()
        self.sentences = self._sentences(columns[2])
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
        known, silent = cue_ids(), self._tokens_in(SILENT)
        return {
            i: cue
            for i, word in enumerate(self.lower_ids)
            if word in known and self.region_at[i] is None and i not in silent and (cue := self._cue_at(i)) is not None
        }

    def _tokens_in(self, kinds: frozenset[str]) -> set[int]:
        """Tokens in zones of some kinds."""
        found: set[int] = set()
        for zone in zones_of(self.doc):
            if zone.kind in kinds:
                found.update(range(bisect_left(self.offsets, zone.start), bisect_left(self.offsets, zone.end)))
        return found

    def _cue_at(self, i: int) -> Cue | None:
        """The cue at a token: a phrase (``shot back``) before the verb alone."""
        token = self.doc[i]
        if token.tag_[:1] != "V" and not self._is_mistagged_cue(i):
            return None
        word = token.lower_
        if word in phrases():
            for following in self.doc[i + 1 : i + 3]:
                if cue := phrases()[word].get(following.lower_):
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

    def _sentences(self, sent_starts: list[int]) -> list[Sentence]:
        """Sentences in order; line breaks belong to none."""
        n = len(self.doc)
        lines = {bisect_right(self.offsets, match.start()) - 1 for match in _NEWLINES.finditer(self.text)}
        sentences: list[Sentence] = []
        start = paragraph = 0
        for i in [*sorted(self._sentence_breaks(sent_starts) | lines), n]:
            while start + LONGEST < i:
                sentences.append(Sentence(start, start + LONGEST, paragraph))
                start += LONGEST
            if start < i:
                sentences.append(Sentence(start, i, paragraph))
            start = i
            if i in lines:
                start, paragraph = i + 1, paragraph + 1
        return sentences

    def _sentence_breaks(self, sent_starts: list[int]) -> set[int]:
        """Tokens that begin a sentence, line breaks apart."""
        doc, n, region_at = self.doc, len(self.doc), self.region_at
        candidates = {i for i, flag in enumerate(sent_starts) if flag == 1 and region_at[i] is None}
        for stop, word in enumerate(self.lower_ids):
            if word in _STOP_IDS and region_at[stop] is None:
                i = stop + 1
                while i < n and doc[i].text in CLOSERS:
                    i += 1
                candidates.add(i)
        for region in self.regions:
            candidates.update((region.start, region.end))
        breaks = {i for i in candidates if 0 < i < n and self._begins_sentence(i)}
        return breaks | {bisect_left(self.offsets, z.end) for z in zones_of(doc) if z.kind == "dateline"}

    def _begins_sentence(self, i: int) -> bool:
        """Does a new sentence begin at this token, by the characters around it?"""
        doc, region = self.doc, self.region_at[i]
        if region is not None and region.start != i:
            return False
        if doc[i].text[:1].islower() or doc[i].text[:1] in _NEVER_FIRST:
            return False
        before = self.region_at[i - 1]
        if before is not None and before.end == i:
            inner = self.text[before.marks.inner_start : before.marks.inner_end]
            last = inner.rstrip("".join(CLOSERS) + " ")[-1:]
            return last == "." or (last in {"?", "!", "…"} and not self._begins_cue_clause(i))
        j = i - 1
        while j > 0 and doc[j].text in CLOSERS:
            j -= 1
        if doc[j].text == "." and j and doc[j - 1].lower_ in ABBREVIATED:
            return False
        return doc[j].text[-1:] in STOPS

    def _begins_cue_clause(self, i: int) -> bool:
        """After a quotation that ends in ? or !: does ``Smith asked`` or ``said Smith`` follow?"""
        for j in range(i, min(i + _REACH, len(self.doc))):
            if self.doc[j].text in STOPS or self.doc[j].text in _NEVER_FIRST or self.region_at[j] is not None:
                return False
            if j in self.cues and "quote" in self.cues[j].takes:
                return True
        return False

    # -- what it tells ---------------------------------------------------------------------------------------------

    def cue_verbs(self) -> Iterator[tuple[Token, Cue]]:
        """Cue verbs in order."""
        for i, cue in self.cues.items():
            yield self.doc[i], cue

    def indices_of(self, word: str) -> list[int]:
        """Where a lower-case word stands."""
        wanted = get_string_id(word)
        return [i for i, found in enumerate(self.lower_ids) if found == wanted] if wanted in self.lower_ids else []

    def sentence_of(self, i: int) -> Sentence:
        return self.sentences[max(bisect_right(self._sentence_starts, i) - 1, 0)]

    def next_sentence(self, sentence: Sentence) -> Sentence | None:
        """The sentence after one in the same field: the text does not go on where the title ends."""
        i = bisect_right(self._sentence_starts, sentence.start)
        following = self.sentences[i] if i < len(self.sentences) else None
        return following if following is not None and self.in_title(sentence) == self.in_title(following) else None

    def in_title(self, sentence: Sentence) -> bool:
        return self.offsets[sentence.start] < text_start(self.doc)

    def headlines(self) -> list[Sentence]:
        """The title, and the text's first line when it doesn't end like a sentence."""
        start = text_start(self.doc)
        first = next((s for s in self.sentences if self.offsets[s.start] >= start), None)
        title = [s for s in self.sentences if self.in_title(s)]
        alone = first is not None and (
            (after := self.next_sentence(first)) is None or after.paragraph > first.paragraph
        )
        if first is not None and alone and self.doc[first.end - 1].text not in {*STOPS, ":"}:
            title.append(first)
        return title

    def region_before(self, i: int, low: int) -> Region | None:
        """The last quotation that ends before token ``i``, not below ``low``."""
        at = bisect_right(self._region_starts, i) - 1
        region = self.regions[at] if at >= 0 else None
        return region if region is not None and region.start >= low and region.end <= i else None

    def regions_in(self, start: int, end: int) -> list[Region]:
        """The quotations that touch a range of tokens."""
        first = max(bisect_right(self._region_starts, start) - 1, 0)
        found = self.regions[first : bisect_left(self._region_starts, end)]
        return [region for region in found if region.end > start]

    def regions_between(self, start: int, end: int) -> list[Region]:
        """The quotations that touch a stretch of characters."""
        return self.regions_in(max(bisect_right(self.offsets, start) - 1, 0), bisect_left(self.offsets, end))

    def last_character(self, region: Region) -> str:
        return self.text[region.marks.inner_start : region.marks.inner_end].rstrip()[-1:] or " "

    def begins_upper(self, region: Region) -> bool:
        return self.text[region.marks.inner_start : region.marks.inner_start + 1].isupper()

    def has_finite_verb(self, start: int, end: int) -> bool:
        return any(token.tag_ in FINITE for token in self.doc[start:end])

    def trim(self, start: int, end: int) -> int:
        """The end of a sentence without its last punctuation."""
        while end > start and (self.doc[end - 1].text in STOPS or self.doc[end - 1].is_space):
            end -= 1
        return end

    def whole_regions(self, end: int) -> int:
        """An end that cuts no quotation in two: one that it touches is taken in whole."""
        for i in (end, end - 1):
            if i < len(self.doc) and (region := self.region_at[i]) is not None:
                end = max(end, region.end)
        return end


def text_of(doc: Doc) -> str:
    """``doc.text``, from the article it was made of when it is at hand: putting it together again is slow."""
    article = article_of(doc)
    if article is None or (text_start(doc) and not article.title):
        return doc.text
    text = f"{article.title}\n\n{article.text}" if text_start(doc) else article.text
    last = doc[-1] if len(doc) else None
    fits = last is not None and len(text) == last.idx + len(last.text_with_ws)
    return text if fits else doc.text
