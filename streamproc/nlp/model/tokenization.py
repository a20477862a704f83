"""Tokenizing text that contains stretches which are no words.

A stretch without white space that is too long for a word (encoded data, rules of dashes) is cut by a plain pattern,
because spaCy's tokenizer takes quadratic time over it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language
    from spacy.vocab import Vocab

SUSPECT, TOO_LONG = 80, 300
"""Characters without white space: from the first on it matters what they are, from the second on it does not."""
MARKS_SHARE = 0.4
"""A longer share of neither letters nor digits than any address has."""
STRETCH = re.compile(rf"\S{{{SUSPECT},}}")
PIECE = re.compile(r"\w{1,50}|[^\w\s]{1,10}")


def tokenize(nlp: Language, text: str) -> Doc:
    """SpaCy's tokens, but for stretches that are no words."""
    if len(max(text.split(), key=len, default="")) < SUSPECT:
        return nlp.make_doc(text)
    parts = list(split_stretches(text))
    if len(parts) == 1 and not parts[0][1]:
        return nlp.make_doc(text)
    docs = [plain_tokens(nlp.vocab, part) if stretch else nlp.make_doc(part) for part, stretch in parts]
    words = [token.text for doc in docs for token in doc]
    spaces = [bool(token.whitespace_) for doc in docs for token in doc]
    whole = Doc(nlp.vocab, words=words, spaces=spaces)
    return filled(whole, ["NORM"], np.concatenate([doc.to_array(["NORM"]) for doc in docs]))


def split_stretches(text: str) -> Iterator[tuple[str, bool]]:
    """The text in parts; True with those that are no words. A single space after one belongs to it."""
    done = 0
    for match in STRETCH.finditer(text):
        if not is_word(match[0]):
            end = match.end() + (text[match.end() : match.end() + 1] == " ")
            if match.start() > done:
                yield text[done : match.start()], False
            yield text[match.start() : end], True
            done = end
    if done < len(text):
        yield text[done:], False


def is_word(stretch: str) -> bool:
    if len(stretch) >= TOO_LONG:
        return False
    marks = sum(not character.isalnum() for character in stretch)
    return marks < MARKS_SHARE * len(stretch)


def plain_tokens(vocab: Vocab, stretch: str) -> Doc:
    words = PIECE.findall(stretch)
    spaces = [False] * len(words)
    spaces[-1] = stretch.endswith(" ")
    return Doc(vocab, words=words, spaces=spaces)


def filled(doc: Doc, names: list[Any], values: Any) -> Doc:
    """The Doc with these attributes set for every token."""
    return doc.from_array(names, values)
