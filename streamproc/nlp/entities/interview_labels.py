"""Speakers' labels in interviews: ``Okello:`` before an answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from streamproc.nlp.doc.annotations import full_text
from streamproc.nlp.doc.entity_spans import Ent
from streamproc.nlp.entities.name_words import load_words

if TYPE_CHECKING:
    from streamproc.nlp.entities.span_list import SpanList

MAX_LABEL, MIN_LABEL = 4, 2
"""Words of a speaker's label in an interview, at most; letters of its first word, at least (not ``Q`` and ``A``)."""
_LABELS = re.compile(r"(?m)^ {0,9}(?:[A-ZÀ-Þ][\w.’'-]{1,20} ?){1,4}:")


def speaker_labels(spans: SpanList) -> None:
    """``Okello:`` or ``((Okello))`` before the answers of an interview: a name, if it comes back."""
    text = full_text(spans.doc)
    if "((" not in text and (text.count(":") < 2 or len(_LABELS.findall(text)) < 2):  # noqa: PLR2004 - a label comes back
        return
    repeated = {words: places for words, places in _labels(spans).items() if len(places) > 1}
    if not repeated:
        return
    by_token = spans.by_token()
    people = [ent for ent in spans.ents if ent.label == "PERSON"]
    names = {spans.words[i].casefold() for ent in people for i in (ent.start, ent.end - 1)}
    initials = {"".join(word[0] for word in re.split(r"[\s-]", spans.text(ent)) if word) for ent in people}
    for words, places in repeated.items():
        label = "PERSON" if _is_person(words, names, initials) else "ORG"
        spans.ents.extend(Ent(start, end, label) for start, end in places if not any(by_token[start:end]))


def _labels(spans: SpanList) -> dict[tuple[str, ...], list[tuple[int, int]]]:
    """The words of labels, and the tokens where they stand."""
    found: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for i, word in enumerate(spans.words):
        if word == "(" or (word[0].isupper() and spans.doc[i].is_sent_start):
            span = _label_at(spans, i)
            if span is not None:
                found.setdefault(tuple(spans.words[slice(*span)]), []).append(span)
    return found


def _is_person(words: tuple[str, ...], names: set[str], initials: set[str]) -> bool:
    """Whether a label is a title with a name, or the name or initials of somebody in the article."""
    titled = words[0].lower().rstrip(".") in load_words().before_person
    named = words[-1].casefold() in names or words[0].casefold() in names
    return titled or named or (len(words) == 1 and words[0] in initials)


def _label_at(spans: SpanList, i: int) -> tuple[int, int] | None:
    words = spans.words
    brackets = words[i] == "("
    while i < len(words) and words[i] == "(":
        i += 1
    end = i
    while end < len(words) and end - i < MAX_LABEL and words[end][0].isupper() and spans.tags[end][:2] == "NN":
        end += 1
    if end == i or end >= len(words) or len(words[i]) < MIN_LABEL:
        return None
    if brackets:
        return (i, end) if i > 1 and words[i - 2 : i] == ["(", "("] and words[end].startswith(")") else None
    return (i, end) if words[end] == ":" else None
