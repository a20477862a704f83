"""What is replaced in a loaded model, and the log line that says so. None of it changes what the model says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without types
from thinc.api import NumpyOps, Ops

from streamproc.nlp.model.embedding_cache import remember_words
from streamproc.nlp.model.encoder import fuse_encoder
from streamproc.nlp.model.matrix_product import choose_ops
from streamproc.nlp.model.tokenizer_cache import ChunkCache

if TYPE_CHECKING:
    from spacy.language import Language

log = structlog.get_logger(__name__)


def use_ops(nlp: Language, ops: Ops) -> None:
    """Have every node of every component's model compute with ``ops``; a model on a GPU keeps its own."""
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        for node in model.walk() if model is not None else ():
            if isinstance(node.ops, NumpyOps):
                node.ops = ops


def accelerate(nlp: Language) -> str:
    """Make a model faster without changing what it says; returns the name of the matrix multiplication chosen."""
    ops, speeds = choose_ops()
    use_ops(nlp, ops)
    if isinstance(nlp.tokenizer, Tokenizer):
        nlp.tokenizer = ChunkCache(nlp.tokenizer)
    models = [pipe.model for _, pipe in nlp.pipeline if hasattr(pipe, "model")]
    remembered = sum(map(remember_words, models))
    fused = sum(map(fuse_encoder, models)) if ops.name == "matmul" else 0
    log.debug(
        "model kernels",
        gemm=ops.name,
        **{f"{name}_gflops": round(value, 1) for name, value in speeds.items()},
        word_rows=remembered,
        window_encoders=fused,
    )
    return ops.name
