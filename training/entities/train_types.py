"""Fit what ``streamproc.nlp.model.name_types`` adds to the recogniser on the passages beside this file: ``make train-name-types``.

A logistic regression with an L2 penalty over the recogniser's own vectors of each labelled name and what it said of it. Features are
scaled to equal spread for the fit, and the table holds the numbers for unscaled ones. No text but the passages is used.
Same labels, seed and versions give the same numbers on one kind of processor.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
from passages import passages
from sklearn.linear_model import LogisticRegression
from train import MODEL, TIMES, span_of

from streamproc.article import Article
from streamproc.nlp.model.loading import annotate, load_model
from streamproc.nlp.model.name_types import (
    CLASS_OF,
    CLASSES,
    FILE,
    RECOGNISER,
    digest_of_weights,
    features,
    written,
)
from streamproc.nlp.pipeline import assemble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SEED, BATCH = 7, 32
PENALTY = 0.05
SPREAD = 0.3
"""Of a number over all names, in the fit: what the recogniser said counts for more."""

HEADER = """# What a name is, from the recogniser's vectors: streamproc.nlp.model.name_types. Written by training/entities/train_types.py from
# passages written for streamproc; Apache-2.0 like the code. The card is training/entities/README.md.
# feature	PERSON	ORG	GPE	NORP
"""


def main() -> int:
    pipeline = assemble(load_model(MODEL), "none")
    nlp = pipeline.nlp
    recogniser = nlp.get_pipe(RECOGNISER)
    encode = recogniser.model.get_ref("tok2vec").layers[0]
    found = list(passages(TIMES, SEED))
    docs = [pipeline.make_doc(Article(id=str(n), title=None, text=one.text)) for n, one in enumerate(found)]
    rows, classes = [], []
    for i in range(0, len(docs), BATCH):
        batch = docs[i : i + BATCH]
        for _, pipe in nlp.pipeline:
            annotate(pipe, batch)
        for doc, vectors, passage in zip(batch, encode.predict(batch), found[i : i + BATCH], strict=True):
            said = {t: CLASS_OF.get(ent.label_, "") for ent in doc.ents for t in range(ent.start, ent.end)}
            names = [span_of(doc, *name) for name in passage.names if name[2] in CLASS_OF]
            rows.append(features(vectors, [(name.start, name.end, said.get(name.start, "")) for name in names]))
            classes += [CLASS_OF[name.label_] for name in names]
    table = fitted(np.concatenate(rows), classes)
    width = (len(table) - 1 - len(CLASSES)) // 5
    parts = ("first", "last", "mean", "before", "after")
    keys = [f"{part}{n}" for part in parts for n in range(width)] + [f"said {c}" for c in CLASSES] + ["bias"]
    lines = written(dict(zip(keys, table.tolist(), strict=True)), digest_of_weights(recogniser.model))
    FILE.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(docs)} passages, {len(classes)} names; {FILE.stat().st_size} bytes")
    return 0


def fitted(rows: NDArray[np.float32], classes: Sequence[str]) -> NDArray[np.float64]:
    """The table for unscaled features, the bias last; its columns are ``CLASSES``."""
    vectors = rows.shape[1] - len(CLASSES)
    means, spread = np.zeros(rows.shape[1]), np.ones(rows.shape[1])
    means[:vectors] = rows[:, :vectors].mean(axis=0)
    spread[:vectors] = (rows[:, :vectors].std(axis=0) + 1e-6) / SPREAD
    model = LogisticRegression(C=PENALTY, max_iter=300).fit((rows - means) / spread, classes)
    order = [list(model.classes_).index(name) for name in CLASSES]
    weights = (model.coef_ / spread)[order].T
    bias = model.intercept_[order] - means @ weights
    return np.vstack((weights, bias))


if __name__ == "__main__":
    sys.exit(main())
