"""Names in lines where every word is capitalised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.doc.entity_spans import Ent
from streamproc.nlp.doc.headlines import headline_lines, is_capitalised
from streamproc.nlp.entities.span_list import SpanEdits
from streamproc.nlp.knowledge.gazetteer import lookup
from streamproc.nlp.knowledge.given_names import given_names

if TYPE_CHECKING:
    from streamproc.nlp.entities.span_list import SpanList

MAX_NAME = 6
LONG_LINE, WHOLE = 5, 0.7
"""Words of a name that may be a whole headline, and its share of the line, at least."""
_FINITE = frozenset({"VBZ", "VBP", "VBD"})
_PROPER = frozenset({"NNP", "NNPS"})
SHORT = 3
"""Letters of an acronym that may be a small word, too."""


def headlines(spans: SpanList) -> None:
    """In a line of capitals the model cannot tell names: those that the article names elsewhere count.

    ``Olsen Wins Vote`` is cut to ``Olsen``, and ``OLSEN WINS`` names her too.
    """
    lines = [line for line in headline_lines(spans.doc) if is_capitalised(spans.words, line)]
    if not lines:
        return
    inside = {i for line in lines for i in line}
    known: dict[tuple[str, ...], str] = {}
    for ent in spans.ents:
        if ent.start not in inside:
            words = tuple(word.casefold() for word in spans.words[ent.start : ent.end])
            known.setdefault(words, ent.label)
            if ent.label == "PERSON":
                known.setdefault(words[-1:], ent.label)
    index = SpanEdits(spans)
    body = {word for i, word in enumerate(spans.words) if i not in inside and word[0].islower()}
    for line in lines:
        _drop_misread(spans, index, line, body, known)
        _name_headline(spans, index, line, known)
    index.write()


def _drop_misread(
    spans: SpanList, index: SpanEdits, line: range, body: set[str], known: dict[tuple[str, ...], str]
) -> None:
    """No name: (nearly) a whole headline; a word of a line in capitals that the text below does not name."""
    seen = {id(ent): ent for i in line if (ent := index.at[i]) is not None}
    shouted = all(spans.words[i].isupper() for i in line if spans.words[i].isalpha())
    for ent in seen.values():
        size = ent.end - ent.start
        whole = size >= LONG_LINE and size >= WHOLE * len(line) and ent.label != "PERSON"
        word = spans.words[ent.start]
        unknown = (word.casefold(),) not in known and not any(place.usual for place in lookup(word))
        if whole or (size == 1 and shouted and len(word) > SHORT and (unknown or word.lower() in body)):
            index.clear(ent.start, ent.end)
        elif any(spans.tags[i] in _FINITE for i in range(ent.start, ent.end)):
            _cut_at_verbs(spans, index, ent)


def _cut_at_verbs(spans: SpanList, index: SpanEdits, ent: Ent) -> None:
    """``FARC Dissidents Release 29 Soldiers``: the names before and behind the verb."""
    index.clear(ent.start, ent.end)
    start = ent.start
    for end in range(ent.start, ent.end + 1):
        if end < ent.end and spans.tags[end] in _PROPER:
            continue
        if end > start:
            index.put(Ent(start, end, ent.label))
        start = end + 1


def _name_headline(spans: SpanList, index: SpanEdits, line: range, known: dict[tuple[str, ...], str]) -> None:
    folded = [spans.words[i].casefold() for i in line]
    i = 0
    while i < len(line):
        size = next((n for n in range(min(MAX_NAME, len(line) - i), 0, -1) if tuple(folded[i : i + n]) in known), 0)
        if size and spans.words[line[i]][0].isupper():
            start, end = line[i], line[i] + size
            if not any(ent is not None and _stays(spans, ent, start, end) for ent in index.at[start:end]):
                index.put(Ent(start, end, known[tuple(folded[i : i + size])]))
        i += max(size, 1)


def _stays(spans: SpanList, ent: Ent, start: int, end: int) -> bool:
    """Whether the model's name in a headline is a longer one that no verb belongs to: ``Olsen Foundation``."""
    if ent.label == "PERSON":
        return ent.end == end and (ent.start == start or spans.words[ent.start].lower() in given_names())
    rest = [i for i in range(ent.start, ent.end) if not start <= i < end]
    return all(spans.tags[i].startswith("NN") for i in rest) and not spans.words[start].isupper()
