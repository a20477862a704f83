"""A sentence tried against a whole lexicon: every entry that fires, with its arguments, and why near misses miss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streamproc.nlp.lexicon.conditions import governor, why_not
from streamproc.nlp.lexicon.domains import dominant_domains, in_domain
from streamproc.nlp.lexicon.entries import Entry, Phrase
from streamproc.nlp.lexicon.matcher import is_used_otherwise, phrase_end, span_head
from streamproc.nlp.lexicon.syntax import MODIFIERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames
    from streamproc.nlp.lexicon.matcher import Matcher


@dataclass(frozen=True, slots=True)
class Trial:
    """An entry at words of a sentence; ``miss``: the first condition that does not hold, None where it fires."""

    entry: Entry
    words: str
    arguments: dict[str, list[str]]
    """By where they stand (subject, object, a preposition …), the words at their heads."""
    miss: str | None


def trials(matcher: Matcher, doc: Doc) -> list[Trial]:
    """Every entry of which a trigger stands in a Doc, in order of the words; those that fire before near misses."""
    syntax = matcher.syntax(doc)
    syntax.domains = dominant_domains(syntax)
    found = [
        Trial(entry, doc[start:end].text, _arguments(syntax, anchor), _miss(syntax, entry, start, end, anchor))
        for entry, start, end, anchor in candidates(matcher, syntax)
    ]
    return sorted(found, key=lambda trial: trial.miss is not None)


def candidates(matcher: Matcher, syntax: ArgumentFrames) -> Iterator[tuple[Entry, int, int, int]]:
    """(entry, start, end, anchor) wherever the words of some entry stand, as that part of speech."""
    for i, word in enumerate(syntax.words):
        for trigger in matcher.triggers_of.get(word, ()):
            if isinstance(trigger.form, Phrase):
                start = i - trigger.form.at
                end = phrase_end(syntax, start, trigger.form.words)
                if end is not None:
                    yield trigger.entry, start, end, span_head(syntax, start, end)
            else:
                yield trigger.entry, i, i + 1, syntax.head[i] if word.tag == "MD" else i


def _miss(syntax: ArgumentFrames, entry: Entry, start: int, end: int, anchor: int) -> str | None:
    missed = why_not(syntax, anchor, entry)
    if missed is not None:
        return str(missed)
    if not in_domain(entry, syntax.domains):
        return f"the text is about {' and '.join(sorted(syntax.domains)) or 'none of its domains'}"
    if end == start + 1 and is_used_otherwise(syntax, start, entry):
        return "the word is part of a name, or only describes another noun"
    return None


def _arguments(syntax: ArgumentFrames, anchor: int) -> dict[str, list[str]]:
    frame = syntax.frame(anchor)
    above = governor(syntax, anchor)
    found = {
        "subject": frame.subjects,
        "object": frame.objects,
        **frame.preps,
        "complement": frame.complements,
        "modifier": [child for child in syntax.children(anchor) if syntax.dep[child] in MODIFIERS],
        "governor": [] if above is None else [above],
    }
    named = {place: [syntax.doc[i].text for i in heads] for place, heads in found.items() if heads}
    return {**named, "particle": frame.particles} if frame.particles else named
