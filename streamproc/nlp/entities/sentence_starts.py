"""Words that have their capital from the sentence or heading that they begin: *Hidden gems*, *Travel was slow*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.entities.known_organisations import known_organisations
from streamproc.nlp.entities.name_words import load_words
from streamproc.nlp.knowledge.gazetteer import is_usual, place_of_demonym
from streamproc.nlp.knowledge.given_names import given_names

if TYPE_CHECKING:
    from streamproc.nlp.doc.entity_spans import Ent
    from streamproc.nlp.entities.span_list import SpanList

_BEFORE = frozenset(".!?:\u201c\u201d\"'\u2018\u2019\u2022-\u2013\u2014*")
_NAMES = frozenset({"NNP", "NNPS"})


def drop_starts(spans: SpanList) -> None:
    """Drop single words at the beginning of a sentence or line that the tagger takes for no name and no table knows."""
    doubtful = [ent for ent in spans.ents if _may_be_word(spans, ent)]
    if not doubtful:
        return
    starts = {ent.start for ent in doubtful}
    named = {spans.text(ent) for ent in spans.ents if ent.start not in starts}
    parts = {spans.words[i] for ent in spans.ents if ent.end - ent.start > 1 for i in range(ent.start, ent.end)}
    dropped = {id(ent) for ent in doubtful if spans.words[ent.start] not in named | parts}
    spans.ents = [ent for ent in spans.ents if id(ent) not in dropped]


def _may_be_word(spans: SpanList, ent: Ent) -> bool:
    i = ent.start
    word = spans.words[i]
    if ent.end - i != 1 or ent.label == "NORP" or not word[1:].islower() or spans.tags[i] in _NAMES:
        return False
    begins = i == 0 or spans.words[i - 1] in _BEFORE or spans.words[i - 1].isspace()
    return begins and not _is_known(word)


def _is_known(word: str) -> bool:
    words = load_words()
    return (
        word.lower() in given_names()
        or word in known_organisations().listed
        or word in words.firms
        or word in words.bodies
        or place_of_demonym(word) is not None
        or is_usual(word)
    )
