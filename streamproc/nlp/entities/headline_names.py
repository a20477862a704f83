"""Names in lines where every word is capitalised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.doc.annotations import text_start, zones_of
from streamproc.nlp.doc.entity_spans import Ent
from streamproc.nlp.entities.span_list import SpanEdits
from streamproc.nlp.knowledge.gazetteer import lookup
from streamproc.nlp.knowledge.given_names import given_names

if TYPE_CHECKING:
    from streamproc.nlp.entities.span_list import SpanList

CAPITALISED = 0.7
"""Share of a headline's longer words that begin with a capital, from which on capitals say nothing there."""
MAX_NAME = 6
LONG_LINE, WHOLE = 5, 0.7
"""Words of a name that may be a whole headline, and its share of the line, at least."""
SHORT = 3
"""Letters of an acronym that may be a small word, too."""


def headlines(spans: SpanList) -> None:
    """In a line of capitals the model cannot tell names: those that the article names elsewhere count.

    ``Olsen Wins Vote`` is cut to ``Olsen``, and ``OLSEN WINS`` names her too.
    """
    lines = [line for line in _headline_tokens(spans) if _is_capitalised(spans, line)]
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


def _headline_tokens(spans: SpanList) -> list[range]:
    """The tokens of the title and of each headline in the text."""
    doc = spans.doc
    start = text_start(doc)
    lines = [(0, start)] if start else []
    lines += [(zone.start, zone.end) for zone in zones_of(doc) if zone.kind == "subhead"]
    found = [doc.char_span(*line, alignment_mode="expand") for line in lines]
    return [range(span.start, span.end) for span in found if span is not None]


def _is_capitalised(spans: SpanList, line: range) -> bool:
    words = [spans.words[i] for i in line if len(spans.words[i]) > 3 and spans.words[i].isalpha()]  # noqa: PLR2004
    return len(words) > 1 and sum(word[0].isupper() for word in words) >= CAPITALISED * len(words)


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
