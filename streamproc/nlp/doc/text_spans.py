"""spaCy's spans as offsets into the article's own strings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.article import Evidence, TextSpan
from streamproc.nlp.doc.annotations import article_of, full_text, text_start

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from streamproc.nlp.doc.drafts import EvidenceDraft

LONGEST_EVIDENCE = 1_000
"""Characters; sentences of news are shorter, what has no full stop need not be."""


class TextSpans:
    """The stretches of one Doc."""

    def __init__(self, doc: Doc) -> None:
        self.title = article_of(doc).title or ""
        self.text = full_text(doc)
        self.text_start = text_start(doc)
        self.sentences: dict[int, TextSpan] = {}
        """By where they start: several events may have one."""

    def span(self, span: Span) -> TextSpan:
        return self.characters(span.start_char, span.end_char)

    def sentence(self, sentence: Span) -> TextSpan:
        """A sentence without the line breaks that the model counts to it."""
        start = sentence.start_char
        found = self.sentences.get(start)
        if found is None:
            text = self.text[start : sentence.end_char]
            first = start + len(text) - len(text.lstrip())
            found = self.sentences[start] = self.characters(first, first + len(text.strip()))
        return found

    def evidence(self, draft: EvidenceDraft) -> Evidence:
        """The sentence; of one that does not end, the part around the trigger."""
        sentence, trigger = self.sentence(draft.sentence), self.span(draft.trigger)
        if sentence.end - sentence.start <= LONGEST_EVIDENCE or trigger.field != sentence.field:
            return Evidence(sentence, trigger)
        first = max(sentence.start, trigger.start - LONGEST_EVIDENCE // 2)
        last = min(sentence.end, first + LONGEST_EVIDENCE)
        text = sentence.text[first - sentence.start : last - sentence.start]
        if first > sentence.start and (cut := text.find(" ")) >= 0 and first + cut < trigger.start:
            first, text = first + cut + 1, text[cut + 1 :]
        if last < sentence.end and (cut := text.rfind(" ")) >= trigger.end - first:
            text = text[:cut]
        return Evidence(TextSpan(sentence.field, first, first + len(text), text), trigger)

    def characters(self, start: int, end: int) -> TextSpan:
        if start < self.text_start:
            end = min(end, len(self.title))
            return TextSpan("title", start, end, self.title[start:end])
        return TextSpan("text", start - self.text_start, end - self.text_start, self.text[start:end])
