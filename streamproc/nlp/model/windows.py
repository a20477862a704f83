"""Texts of any length and shape at a cost that grows with their length alone.

A long Doc is annotated in windows of whole paragraphs and put together again, so that the model's memory is bounded.
A stretch without white space that is too long for a word (encoded data, rules of dashes) is cut by a plain pattern,
because spaCy's tokenizer takes quadratic time over it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.language import Language
    from spacy.vocab import Vocab

WINDOW = 5_000
"""Tokens of a window at most: some thirty thousand characters, beyond nearly all articles."""

SUSPECT, TOO_LONG = 80, 300
"""Characters without white space: from the first on it matters what they are, from the second on it does not."""

MARKS_SHARE = 0.4
"""A longer share of neither letters nor digits than any address has."""

STRETCH = re.compile(rf"\S{{{SUSPECT},}}")
PIECE = re.compile(r"\w{1,50}|[^\w\s]{1,10}")
ATTRIBUTES: list[Any] = ["TAG", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE"]


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


def windows_of(doc: Doc) -> list[Doc]:
    """The Doc itself, or Docs of at most ``WINDOW`` tokens that together have its tokens and sentence starts."""
    if len(doc) <= WINDOW:
        return [doc]
    words = [token.text for token in doc]
    names: list[Any] = ["NORM", "SPACY", "SENT_START"]
    attributes: Any = doc.to_array(names)
    windows = []
    start = 0
    for end in window_ends(doc):
        window = Doc(doc.vocab, words=words[start:end])
        windows.append(filled(window, names, attributes[start:end]))
        start = end
    return windows


def window_ends(doc: Doc) -> Iterator[int]:
    """Token offsets: after the last paragraph that fits, else after the last sentence mark, else where it is full."""
    start = paragraph = sentence = 0
    for token in doc:
        if token.i - start >= WINDOW:
            start = paragraph if paragraph > start else sentence if sentence > start else token.i
            yield start
        if token.is_space and "\n" in token.text:
            paragraph = token.i + 1
        elif token.text in {".", "!", "?"}:
            sentence = token.i + 1
    yield len(doc)


def join_windows(doc: Doc, windows: Sequence[Doc]) -> None:
    """Copy the windows' tags, parses and entities to the Doc they were made from."""
    if len(windows) > 1:
        filled(doc, ATTRIBUTES, np.concatenate([window.to_array(ATTRIBUTES) for window in windows]))


def filled(doc: Doc, names: list[Any], values: Any) -> Doc:
    """The Doc with these attributes set for every token."""
    return doc.from_array(names, values)


def batches(docs: Iterable[Doc], tokens: int) -> Iterator[list[Doc]]:
    """Docs of similar length together, shortest first, up to so many tokens (a longer Doc stands alone)."""
    batch: list[Doc] = []
    filled = 0
    for doc in sorted(docs, key=len):
        if batch and filled + len(doc) > tokens:
            yield batch
            batch, filled = [], 0
        batch.append(doc)
        filled += len(doc)
    if batch:
        yield batch
