"""Do a lexicon's examples hold? Every entry is tried on its own sentences, and each miss is explained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from streamproc.article import Article
from streamproc.nlp.doc.annotations import events_of
from streamproc.nlp.lexicon.entries import Entry
from streamproc.nlp.lexicon.examples import differences
from streamproc.nlp.lexicon.trial import Trial, trials

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc

    from streamproc.nlp.doc.drafts import EventDraft
    from streamproc.nlp.lexicon.matcher import Matcher

    Annotate = Callable[[Iterable[Article]], Iterator[Doc]]
    """Articles in, annotated Docs out, in order: ``Pipeline.docs``."""


@dataclass(frozen=True, slots=True)
class EntryExample:
    """A sentence of an entry, whether it should match, whether it does, why or why not, and which others fire on it."""

    entry: Entry
    sentence: str
    wanted: bool
    matched: bool
    reason: str
    others: tuple[Entry, ...]

    @property
    def holds(self) -> bool:
        return self.wanted == self.matched


def check(entries: Sequence[Entry], annotate: Annotate, matcher: Matcher) -> Iterator[EntryExample]:
    """Try every example of the entries, in order; the sentences go through the model in one batch."""
    tried = [
        (e, s, wanted) for e in entries for wanted, listed in ((True, e.match), (False, e.no_match)) for s in listed
    ]
    docs = annotated(annotate, [sentence for _, sentence, _ in tried])
    for (entry, sentence, wanted), doc in zip(tried, docs, strict=True):
        found = trials(matcher, doc)
        matched, reason = explain(entry, found)
        if matched and sentence in entry.expected:
            matched, reason = _participants(entry, entry.expected[sentence], events_of(doc), reason)
        others = {trial.entry.name: trial.entry for trial in found if trial.miss is None and trial.entry is not entry}
        yield EntryExample(entry, sentence, wanted, matched, reason, tuple(others.values()))


def _participants(
    entry: Entry, expected: Mapping[str, Any], events: Sequence[EventDraft], reason: str
) -> tuple[bool, str]:
    """Whether an event of the entry holds what the example says, or how it differs."""
    own = f"{entry.type}/{entry.mode}"  # told with the event of another entry where its type gives way
    event = next((e for e in events if e.rule == entry.name or e.codes.get("extension") == own), None)
    if event is None:
        return False, f"{reason}, but no event comes of it"
    wrong = list(differences(expected, event))
    return not wrong, "; ".join([reason, *wrong])


def annotated(annotate: Annotate, sentences: Iterable[str]) -> Iterator[Doc]:
    """Docs with entities, as the event component finds them."""
    return annotate(Article(id=str(n), text=sentence) for n, sentence in enumerate(sentences))


def explain(entry: Entry, found: Iterable[Trial]) -> tuple[bool, str]:
    """Does the entry fire, and at which word, or what stands in its way?"""
    reasons = []
    for trial in found:
        if trial.entry is entry:
            if trial.miss is None:
                return True, f"matches at {trial.words!r}"
            reasons.append(f"{trial.words!r}: {trial.miss}")
    return False, "; ".join(reasons) or "none of its words is in the sentence (as that part of speech)"
