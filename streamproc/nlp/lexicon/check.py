"""Do a lexicon's examples hold? Every entry is tried on its own sentences, and each miss is explained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streamproc.article import Article
from streamproc.nlp.lexicon.conditions import why_not
from streamproc.nlp.lexicon.domains import dominant_domains, in_domain
from streamproc.nlp.lexicon.entries import Entry, Phrase
from streamproc.nlp.lexicon.matcher import phrase_end, span_head

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from spacy.tokens import Doc

    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames
    from streamproc.nlp.lexicon.matcher import Matcher

    Annotate = Callable[[Iterable[Article]], Iterator[Doc]]
    """Articles in, annotated Docs out, in order: ``Pipeline.docs``."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of an entry, whether it should match, whether it does, and why or why not."""

    entry: Entry
    sentence: str
    wanted: bool
    matched: bool
    reason: str

    @property
    def holds(self) -> bool:
        return self.wanted == self.matched


def check(entries: Sequence[Entry], annotate: Annotate, matcher: Matcher) -> Iterator[Example]:
    """Try every example of the entries, in order; the sentences go through the model in one batch."""
    tried = [
        (e, s, wanted) for e in entries for wanted, listed in ((True, e.match), (False, e.no_match)) for s in listed
    ]
    docs = annotated(annotate, [sentence for _, sentence, _ in tried])
    for (entry, sentence, wanted), doc in zip(tried, docs, strict=True):
        matched, reason = explain(entry, matcher, doc)
        yield Example(entry, sentence, wanted, matched, reason)


def annotated(annotate: Annotate, sentences: Iterable[str]) -> Iterator[Doc]:
    """Docs with entities, as the event component finds them."""
    return annotate(Article(id=str(n), text=sentence) for n, sentence in enumerate(sentences))


def explain(entry: Entry, matcher: Matcher, doc: Doc) -> tuple[bool, str]:
    """Does the entry match anywhere in a Doc, and at which word, or what stands in its way?"""
    reasons = []
    syntax = matcher.syntax(doc)
    syntax.domains = dominant_domains(syntax)
    for i, end, anchor in candidates(entry, matcher, syntax):
        words = syntax.doc[i:end].text
        miss = why_not(syntax, anchor, entry)
        reason = None if miss is None else str(miss)
        if reason is None and not in_domain(entry, syntax.domains):
            reason = "the text is of a domain that the entry excludes"
        if reason is None:
            return True, f"matches at {words!r}"
        reasons.append(f"{words!r}: {reason}")
    return False, "; ".join(reasons) or "none of its words is in the sentence (as that part of speech)"


def candidates(entry: Entry, matcher: Matcher, syntax: ArgumentFrames) -> Iterator[tuple[int, int, int]]:
    """(start, end, anchor) wherever the entry's own words stand."""
    for i, word in enumerate(syntax.words):
        for trigger in (trigger.form for trigger in matcher.triggers_of.get(word, ())):
            if isinstance(trigger, Phrase) and trigger.entry is entry:
                start = i - trigger.at
                end = phrase_end(syntax, start, trigger.words)
                if end is not None:
                    yield start, end, span_head(syntax, start, end)
            elif trigger is entry:
                yield i, i + 1, syntax.head[i] if word.tag == "MD" else i
