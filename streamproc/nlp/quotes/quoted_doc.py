"""Quoted text with its cues and sentences: what the rules of quotation read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from streamproc.nlp.doc.zone_index import ZONES_WITHOUT_SPEECH, ZoneIndex
from streamproc.nlp.quotes.quoted_text import STOPS, QuotedText
from streamproc.nlp.quotes.sentences import sentences_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from streamproc.nlp.quotes.cue_words import Cue, CueWords
    from streamproc.nlp.quotes.sentences import Sentence


CONCEDES = frozenset(["although", "though", "whereas"])
_TURNS = CONCEDES | {"while"}


def anchor_words(cue_words: CueWords) -> frozenset[str]:
    """The words that say where quotations are and sentences end: they are looked for in a text at once."""
    return cue_words.forms | STOPS | _TURNS | {"according", "authority", "that"}


class QuotedDoc(QuotedText):
    """A Doc with its quoted stretches, cues and sentences."""

    def __init__(self, doc: Doc, cue_words: CueWords, anchors: frozenset[str]) -> None:
        super().__init__(doc)
        self.cue_words = cue_words
        self._anchors = self.tokens.indices_of_any(anchors)
        self.cues = self._cues()
        self._turns = [
            i for i in self._anchors if i in self.cues or (self.lower[i] in _TURNS and self.quoted_at[i] is None)
        ]
        self.sentences = sentences_of(self, self._anchors, self.cues)
        self._sentence_starts = [sentence.start for sentence in self.sentences]

    def _cues(self) -> dict[int, Cue]:
        """Cue verbs outside quotation marks and silent zones, by token."""
        known, zones = self.cue_words.forms, ZoneIndex(self.zones)
        return {
            i: cue
            for i in self._anchors
            if self.lower[i] in known
            and self.quoted_at[i] is None
            and not zones.in_any(self.offsets[i], ZONES_WITHOUT_SPEECH)
            and (cue := self._cue_at(i)) is not None
        }

    def _cue_at(self, i: int) -> Cue | None:
        """The cue at a token: a phrase (``shot back``) before the verb alone."""
        word = self.lower[i]
        if i and self.words[i - 1] == "-" and self.offsets[i - 1] + 1 == self.offsets[i]:
            return None  # court-ordered
        if self.tag[i][:1] != "V" and not self._is_mistagged_cue(i):
            return None
        if phrases := self.cue_words.phrases.get(word):
            for following in self.lower[i + 1 : i + 3]:
                if cue := phrases.get(following):
                    return cue
        return self.cue_words.verbs.get(word)

    def _is_mistagged_cue(self, i: int) -> bool:
        """The tagger takes ``Continued Smith: "…"`` and ``"…," tweets Smith`` for nouns: what is quoted tells."""
        words, size = self.words, self.tokens.size
        if not self.lower[i].endswith(("ed", "s")) or i + 1 >= size:
            return False
        if i and (quoted := self.quoted_at[i - 1]) is not None and quoted.end == i:
            return self.tag[i + 1] in {"NNP", "PRP", "DT"} and self.last_character(quoted) in ",?!"
        ahead = next((j for j in range(i + 1, min(i + 6, size)) if words[j] == ":"), None)
        initial = i == 0 or "\n" in words[i - 1] or words[i - 1] == "."
        return initial and ahead is not None and ahead + 1 < size and self.quoted_at[ahead + 1] is not None

    def indices_of(self, word: str) -> list[int]:
        """Where one of the anchors stands."""
        return [i for i in self._anchors if self.lower[i] == word]

    def sentence_of(self, i: int) -> Sentence:
        return self.sentences[max(bisect_right(self._sentence_starts, i) - 1, 0)]

    def number_of(self, sentence: Sentence) -> int:
        """Which sentence of the Doc it is."""
        return bisect_right(self._sentence_starts, sentence.start)

    def sentence_before(self, sentence: Sentence) -> Sentence | None:
        """The sentence before one in the same field."""
        i = bisect_left(self._sentence_starts, sentence.start) - 1
        before = self.sentences[i] if i >= 0 else None
        return before if before is not None and self.in_title(before) == self.in_title(sentence) else None

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

    def turns_in(self, start: int, end: int) -> list[int]:
        """Where in a range of tokens what is said may end: cues, and words that concede or contrast."""
        return self._turns[bisect_left(self._turns, start) : bisect_left(self._turns, end)]
