"""Speakers' labels in interviews: ``Okello:`` before an answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from streamproc.nlp.doc.annotations import full_text
from streamproc.nlp.doc.entity_spans import Ent
from streamproc.nlp.entities.name_words import load_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamproc.nlp.entities.span_list import SpanList

MAX_LABEL, MIN_LABEL = 4, 2
"""Words of a speaker's label in an interview, at most; letters of its first word, at least (not ``Q`` and ``A``)."""
_ROLES = frozenset(["host", "anchor", "byline", "presenter", "moderator", "correspondent", "reporter"])
"""What stands behind the name of a label in a transcript."""
_LABELS = re.compile(r"(?m)^ {0,9}(?:[A-ZÀ-Þ][\w.’'-]{1,20} ?){1,4}:")


def speaker_labels(spans: SpanList) -> None:
    """``Okello:`` or ``((Okello))`` before the answers of an interview: a name, if it comes back."""
    text = full_text(spans.doc)
    if "((" not in text and (text.count(":") < 2 or len(_LABELS.findall(text)) < 2):  # noqa: PLR2004 - a label comes back
        return
    labels = _labels(spans)
    hosts = [words for words in labels if any(_has_role(spans, end) for _, end in labels[words])]
    repeated = {words: places for words, places in labels.items() if len(places) > 1 or words in hosts}
    if not repeated:
        return
    by_token = spans.by_token()
    names, initials = _people(spans)
    names |= {words[-1].casefold() for words in hosts}
    for words, places in repeated.items():
        is_person = _is_person(words, names, initials)
        for place in places:
            _name_at(spans, place, by_token, is_person=is_person)
    roles = {end + 1 for words in hosts for _, end in labels[words] if _has_role(spans, end)}
    spans.ents = [ent for ent in spans.ents if ent.start not in roles]


def _people(spans: SpanList) -> tuple[set[str], set[str]]:
    """First and last words of the people that the article names, and their initials."""
    people = [ent for ent in spans.ents if ent.label == "PERSON"]
    names = {spans.words[i].casefold() for ent in people for i in (ent.start, ent.end - 1)}
    return names, {"".join(word[0] for word in re.split(r"[\s-]", spans.text(ent)) if word) for ent in people}


def _name_at(spans: SpanList, place: tuple[int, int], by_token: Sequence[Ent | None], *, is_person: bool) -> None:
    """Make an entity of a label, or a person of the one that it is."""
    known = {id(ent): ent for ent in by_token[slice(*place)] if ent is not None}
    if not known:
        spans.ents.append(Ent(*place, "PERSON" if is_person else "ORG"))
    elif is_person and len(known) == 1:
        [ent] = known.values()
        ent.label = "PERSON" if ent in spans.ents else ent.label


def _has_role(spans: SpanList, end: int) -> bool:
    """``TESS WHITLOCK, HOST:``."""
    return end + 1 < len(spans.words) and spans.words[end] == "," and spans.lower[end + 1] in _ROLES


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
    return (i, end) if words[end] == ":" or (_has_role(spans, end) and ":" in words[end + 2 : end + 4]) else None
