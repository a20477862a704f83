"""Headlines in capitals, tagged and parsed once more in small letters.

To the tagger and the parser ``Army Foils Coup Plot`` is one long name; as ``Army foils coup plot`` it is a sentence. Names are
those that the article writes with a capital elsewhere, or that gazetteer and given names know; what the recogniser found
in the line stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from spacy.tokens import Doc

from streamproc.nlp.doc.headlines import headline_lines, is_capitalised
from streamproc.nlp.doc.lemmas import is_common_word
from streamproc.nlp.doc.tokens import forms_of
from streamproc.nlp.knowledge.gazetteer import is_place, place_of_demonym
from streamproc.nlp.knowledge.given_names import given_names
from streamproc.nlp.model.loading import MODEL_TOKENS, annotate
from streamproc.nlp.model.windows import batches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language

READ_AGAIN: list[Any] = ["TAG", "DEP", "HEAD"]
RECOGNISER = "ner"
LONGEST = 40
"""Tokens of a headline; a longer line of capitals is no sentence."""
_ENDS = frozenset(".!?:\"'(-*\u201c\u201d\u2018\u2019\u2013\u2014\u2022")
"""After these a capital says nothing."""


class _Line(NamedTuple):
    """A headline of a Doc, and its tokens in small letters."""

    doc: Doc
    tokens: range
    small: Doc


def reread_headlines(nlp: Language, docs: Sequence[Doc]) -> None:
    """Give the headlines in capitals of annotated Docs the tags and the parse that they have in small letters."""
    lines = [line for doc in docs for line in _lines(doc)]
    if not lines:
        return
    for batch in batches((line.small for line in lines), MODEL_TOKENS):
        for name, pipe in nlp.pipeline:
            if name != RECOGNISER:
                annotate(pipe, batch)
    for doc in {id(line.doc): line.doc for line in lines}.values():
        values: Any = doc.to_array(READ_AGAIN)
        for line in lines:
            if line.doc is doc:
                values[line.tokens.start : line.tokens.stop] = line.small.to_array(READ_AGAIN)
        doc.from_array(READ_AGAIN, values)


def _lines(doc: Doc) -> list[_Line]:
    tokens = [line for line in headline_lines(doc) if len(line) <= LONGEST]
    if not tokens:
        return []
    words = forms_of(doc)
    capitals = [line for line in tokens if is_capitalised(words, line)]
    if not capitals:
        return []
    headlines = {i for line in capitals for i in line}
    elsewhere = _Elsewhere(words, headlines)
    found = []
    for line in capitals:
        own = words[line.start : line.stop]
        small = _in_small_letters(doc, own, elsewhere)
        if small != own:
            spaces = [bool(doc[i].whitespace_) for i in line]
            found.append(_Line(doc, line, Doc(doc.vocab, words=small, spaces=spaces)))
    return found


class _Elsewhere:
    """How the rest of an article writes a word."""

    def __init__(self, words: Sequence[str], headlines: set[int]) -> None:
        self.small: set[str] = set()
        self.capital: set[str] = set()
        self.shouted: set[str] = set()
        before = "."
        for i, word in enumerate(words):
            if i not in headlines and word[0].isalpha():
                if word.islower():
                    self.small.add(word)
                elif word.isupper() and len(word) > 1:
                    self.shouted.add(word.lower())
                elif before[-1] not in _ENDS and not before.isspace():
                    self.capital.add(word.lower())
            before = word


def _in_small_letters(doc: Doc, words: Sequence[str], elsewhere: _Elsewhere) -> list[str]:
    shouted = all(word.isupper() for word in words if word.isalpha() and len(word) > 1)
    found = []
    first = True
    for word in words:
        form = _form(doc, word, elsewhere, shouted=shouted) if word[0].isupper() and word.isalpha() else word
        found.append(form[:1].upper() + form[1:] if first else form)
        first = first and not word[0].isalnum()
    return found


def _form(doc: Doc, word: str, elsewhere: _Elsewhere, *, shouted: bool) -> str:
    low = word.lower()
    if low in elsewhere.shouted or (word.isupper() and not shouted):
        return word
    name = word.capitalize() if shouted else word
    if low in elsewhere.capital:
        return name
    if low in elsewhere.small:
        return low
    if low in given_names() or place_of_demonym(name) is not None or is_place(name):
        return name
    return low if is_common_word(doc.vocab, low) else name
