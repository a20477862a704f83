"""Embeddings remembered by word: what a model's embedding layer computes depends on the word alone.

The hash embeddings, the static vector and the layer that mixes them take half of the time of a convolutional
tok2vec, and news repeats its words: after a few articles nearly every token's row has been computed before.
The rows are the layer's own, so results are the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from spacy import attrs
from spacy.tokens import Doc

from streamproc.nlp.model.prediction_layer import prediction_layer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from thinc.api import Model

CONTEXT_FREE = {
    "extract_features", "list2ragged", "ints-getitem", "hashembed", "static_vectors", "maxout", "layernorm",
    "dropout", "ragged2list",
}  # fmt: skip
"""Layers of which each row of output depends on one token only."""

LEXICAL = {"NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE", "ORTH", "LOWER"}
"""Features that follow from a token's form, its norm and whether a space follows: the key of a row."""

KEY: list[int | str] = ["ORTH", "NORM", "SPACY"]

LIMIT = 65_536
"""Rows that are kept; with more different words the memory starts anew."""

SPREAD = (np.uint64(1), np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))
"""Odd numbers that keep the three parts of a key apart: 64-bit hashes, as everywhere in spaCy."""


class RowNumbers(dict[int, int]):
    """Key to row; a new key gets the next row."""

    def __missing__(self, key: int) -> int:
        row = self[key] = len(self)
        return row


class WordRows:
    """The memory of one embedding layer."""

    def __init__(self, layer: Model[Any, Any]) -> None:
        self.layer = layer
        self.rows = RowNumbers()
        self.table: NDArray[np.float32] = np.empty((LIMIT, layer.get_dim("nO")), dtype="f")

    def __call__(self, docs: Sequence[Doc]) -> list[NDArray[np.float32]]:
        """The layer's output for every Doc."""
        keys = [word_keys(doc) for doc in docs]
        found = self.find(docs, np.concatenate(keys) if keys else np.empty(0, dtype=np.uint64))
        ends = np.cumsum([len(doc) for doc in docs])
        return np.split(found, ends[:-1])

    def find(self, docs: Sequence[Doc], keys: NDArray[np.uint64]) -> NDArray[np.float32]:
        """The rows for the keys of all tokens, computed where they are new."""
        known = len(self.rows)
        if known + len(keys) > LIMIT:
            known = 0
            self.rows.clear()
        index = np.fromiter(map(self.rows.__getitem__, keys.tolist()), dtype=np.intp, count=len(keys))
        new = len(self.rows) - known
        if len(self.rows) > LIMIT:
            self.rows.clear()
            return np.concatenate(self.layer.predict(docs))
        if new:
            unseen = np.flatnonzero(index >= known)
            first = unseen[np.unique(index[unseen], return_index=True)[1]]
            self.table[known : known + new] = self.layer.predict([words_at(docs, first)])[0]
        return self.table[index]


def word_keys(doc: Doc) -> NDArray[np.uint64]:
    """One number a token, equal for tokens with equal features."""
    form, norm, space = doc.to_array(KEY).T
    keys: NDArray[np.uint64] = form * SPREAD[0] + norm * SPREAD[1] + space * SPREAD[2]
    return keys


def words_at(docs: Sequence[Doc], positions: NDArray[np.intp]) -> Doc:
    """A Doc of the tokens at these positions of all Docs taken together (ascending)."""
    forms, norms, spaces = np.concatenate([doc.to_array(KEY) for doc in docs])[positions].T
    words = Doc(docs[0].vocab, words=forms.tolist(), spaces=spaces.astype(bool).tolist())
    return words.from_array(["NORM"], norms)


def remember_words(model: Model[Any, Any]) -> bool:
    """Put a memory before the embedding layer in ``model``; False when there is none that is context-free."""
    for node in list(model.walk()):
        if is_embedding(node):
            model.replace_node(node, prediction_layer("word_rows", WordRows(node), node.get_dim("nO")))
            return True
    return False


def is_embedding(node: Model[Any, Any]) -> bool:
    """A chain from Docs to one row a token, of layers that look at no neighbour."""
    if not (node.layers and node.layers[-1].name == "ragged2list" and node.has_dim("nO")):
        return False
    leaves = [inner for inner in node.walk() if not inner.layers]
    columns = {column for leaf in leaves for column in leaf.attrs.get("columns", ())}
    names = {column if isinstance(column, str) else ID_NAMES[column] for column in columns}
    key_attrs = {leaf.attrs["key_attr"] for leaf in leaves if "key_attr" in leaf.attrs}
    return {leaf.name for leaf in leaves} <= CONTEXT_FREE and names | key_attrs <= LEXICAL and bool(names)


ID_NAMES = {number: name for name, number in attrs.IDS.items()}
