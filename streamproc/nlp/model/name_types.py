"""The type of a name once more, from the recogniser's own vectors: person, organisation, place or people.

The recogniser computes a vector for every token and uses it for its next step alone. Here a softmax over the vectors of a name's
first and last token, their mean and its neighbours says what it is, and changes the recogniser's label where it is sure.
``training/entities`` holds the labels, the trainer and the card. The numbers are for one model's weights and used with no others.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np

from streamproc.errors import ConfigurationError
from streamproc.nlp.doc.entity_spans import read_ents, write_ents
from streamproc.nlp.knowledge.data_files import bundled, read_lines
from streamproc.nlp.knowledge.gazetteer import lookup, place_of_demonym
from streamproc.nlp.knowledge.given_names import given_names
from streamproc.nlp.model.prediction_layer import prediction_layer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc
    from thinc.api import Model

    Floats = NDArray[np.float32]

FILE = bundled("entities/name_types.tsv")
RECOGNISER = "ner"
CLASS_OF = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "GPE", "LOC": "GPE", "FAC": "GPE", "NORP": "NORP"}
CLASSES = ("PERSON", "ORG", "GPE", "NORP")
VECTORS = 5
"""Of a name: first and last token, mean, the tokens before and after."""
BESIDE = 1
"""Tokens on either side of a name whose vectors tell its type."""
LETTERS = 5
"""So many capitals alone are rather an acronym than a surname."""
SURE = 0.6
"""Below this share of the softmax the recogniser's label stays."""


@dataclass(frozen=True, slots=True)
class Weights:
    """``table``: a row for each number of a name's vectors, for each class the recogniser may have said and for the bias; a column for each class."""

    model: str
    """The digest of the recogniser's weights that these were made from."""
    table: Floats

    def shares(self, rows: Floats) -> Floats:
        """The softmax of each row of features, without bias, over the classes."""
        scores = rows @ self.table[:-1] + self.table[-1]
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares: Floats = scores / scores.sum(axis=1, keepdims=True)
        return shares


def digest_of_weights(model: Model[Any, Any]) -> str:
    """SHA-256 of a model's parameters with their places and shapes."""
    found = sha256()
    for number, node in enumerate(model.walk()):
        for name in sorted(node.param_names):
            if node.has_param(name):
                array = np.ascontiguousarray(node.get_param(name))
                found.update(f"{number}.{name} {array.dtype.str} {array.shape}\n".encode())
                found.update(array.tobytes())
    return found.hexdigest()


def digest_of_table(table: Floats) -> str:
    return sha256(np.ascontiguousarray(table, dtype="<f4").tobytes()).hexdigest()


def read_weights(path: Path = FILE) -> Weights:
    """Read the table.

    Raises:
        ConfigurationError: it can't be read, or is not whole.
    """
    facts: dict[str, str] = {}
    rows: list[list[float]] = []
    try:
        for _, line in read_lines(path, "name types"):
            cells = line.split("\t")
            if cells[0] in {"model", "table"}:
                facts[cells[0]] = cells[1]
            else:
                rows.append([float(cell) for cell in cells[1:]])
        table = np.array(rows, dtype=np.float32)
        whole = table.ndim == 2 and table.shape[1] == len(CLASSES) and digest_of_table(table) == facts["table"]  # noqa: PLR2004
        model = facts["model"]
    except (ValueError, KeyError, IndexError) as error:
        raise ConfigurationError(f"{path.name}: cannot read it: {error}") from error
    if not whole or not np.isfinite(table).all():
        raise ConfigurationError(f"{path.name}: it is damaged")
    return Weights(model, table)


def features(vectors: Floats, names: Sequence[tuple[int, int, str]]) -> Floats:
    """A row for each name (first token, end, class): its vectors one after the other, then which class the recogniser said."""
    width = vectors.shape[1]
    rows = np.zeros((len(names), VECTORS * width + len(CLASSES)), dtype=np.float32)
    if not names:
        return rows
    beyond = np.zeros((1, width), dtype=vectors.dtype)
    padded = np.concatenate((beyond, vectors, beyond))
    starts, ends = np.array([name[0] for name in names]), np.array([name[1] for name in names])
    sums = np.stack([vectors[start:end].sum(axis=0) for start, end, _ in names])
    parts = padded[starts + 1], padded[ends], sums / (ends - starts)[:, None], padded[starts], padded[ends + 1]
    rows[:, : VECTORS * width] = np.concatenate(parts, axis=1)
    for row, (_, _, label) in zip(rows, names, strict=True):
        if label in CLASSES:
            row[VECTORS * width + CLASSES.index(label)] = 1
    return rows


class NameTypes:
    """Keeps the vectors of the recogniser's last batch, and changes the labels of the names it found there."""

    def __init__(self, model: Model[Any, Any], weights: Weights) -> None:
        self._weights = weights
        self._vectors: Sequence[Floats] = ()
        layer = model.get_ref("tok2vec").layers[0]
        self._encode = layer.predict
        model.replace_node(layer, prediction_layer("kept_vectors", self._kept, layer.get_dim("nO"), (layer,)))

    def _kept(self, docs: Sequence[Doc]) -> Any:
        vectors = self._encode(docs)
        self._vectors = vectors
        return vectors

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Look at the names of the Docs that the recogniser has just annotated, in place."""
        vectors, self._vectors = self._vectors, ()
        if len(vectors) == len(docs):
            for doc, of_doc in zip(docs, vectors, strict=True):
                self._retype(doc, of_doc)

    def _retype(self, doc: Doc, vectors: Floats) -> None:
        found = read_ents(doc)
        ents = [ent for ent in found if ent.label in CLASS_OF]
        if not ents or len(vectors) != len(doc):
            return
        names = [(ent.start, ent.end, CLASS_OF[ent.label]) for ent in ents]
        shares = self._weights.shares(features(vectors, names))
        best, sure = shares.argmax(axis=1).tolist(), (shares.max(axis=1) >= SURE).tolist()
        changed = False
        for ent, (_, _, said), number, is_sure in zip(ents, names, best, sure, strict=True):
            label = CLASSES[number]
            if is_sure and label != said and may_be(doc[ent.start : ent.end].text, said, label):
                ent.label, changed = label, True
        if changed:
            write_ents(doc, found)


def may_be(text: str, said: str, label: str) -> bool:
    """Whether a label may be changed: what the gazetteer knows stays a place, and of peoples the recogniser knows more.

    Letters are nobody's name, and who has a known given name stays a person.
    """
    if "NORP" in (said, label) or place_of_demonym(text) is not None:
        return False
    if label == "PERSON" and text.isupper() and len(text) <= LETTERS:
        return False
    given, _, surname = text.partition(" ")
    if (said, label) == ("PERSON", "ORG") and surname and given.lower() in given_names():
        return False
    return said != "GPE" or not lookup(text)


def weights_for(nlp: Language) -> Weights | None:
    """The table for a loaded model that is as spaCy loads it; None where it has other weights than the table is for.

    Raises:
        ConfigurationError: the table can't be read, or is not whole.
    """
    if RECOGNISER not in nlp.pipe_names:
        return None
    weights = read_weights()
    return weights if digest_of_weights(nlp.get_pipe(RECOGNISER).model) == weights.model else None  # type: ignore[attr-defined]


def name_types(nlp: Language, weights: Weights) -> NameTypes:
    """Have a loaded model's recogniser keep its vectors, and return what looks at its names."""
    return NameTypes(nlp.get_pipe(RECOGNISER).model, weights)  # type: ignore[attr-defined]


def written(table: Mapping[str, Sequence[float]], model: str) -> list[str]:
    """The lines of a table: what it is for, its digest, and a row for each feature."""
    rows = {name: [f"{value:.6g}" for value in values] for name, values in table.items()}
    array = np.array([[float(value) for value in values] for values in rows.values()], dtype=np.float32)
    return [
        f"model\t{model}",
        f"table\t{digest_of_table(array)}",
        *("\t".join((name, *values)) for name, values in rows.items()),
    ]
