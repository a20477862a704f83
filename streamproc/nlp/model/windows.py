"""Long Docs cut into windows of whole paragraphs and joined again, so that the model's memory is bounded; batches by tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.tokens import Doc

from streamproc.nlp.doc.tokens import forms_of
from streamproc.nlp.model.tokenization import filled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


WINDOW = 5_000
"""Tokens of a window at most: some thirty thousand characters, beyond nearly all articles."""


ATTRIBUTES: list[Any] = ["TAG", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE"]


def windows_of(doc: Doc) -> list[Doc]:
    """The Doc itself, or Docs of at most ``WINDOW`` tokens that together have its tokens and sentence starts."""
    if len(doc) <= WINDOW:
        return [doc]
    words = forms_of(doc)
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
