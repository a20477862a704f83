"""Matrix multiplication through NumPy's BLAS, where it is faster than thinc's own.

thinc multiplies with BLIS, whose wheels from 1.1 on fall back to a reference kernel on recent AMD processors and
whose call costs more than the product for small matrices. NumPy's wheels bring OpenBLAS, tuned for the processor
at hand. Which of them is faster is measured when a model is loaded; the results are the same.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np
import structlog
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without types
from thinc.api import NumpyOps, Ops

from streamproc.nlp.model.embedding_cache import remember_words
from streamproc.nlp.model.encoder import fuse_encoder
from streamproc.nlp.model.tokenizer_cache import ChunkCache

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language

log = structlog.get_logger(__name__)

ROWS, INNER, COLUMNS = 512, 288, 288
"""The product that is measured: half a thousand tokens through one layer of the encoder."""

ROUNDS = 8


class MatmulOps(NumpyOps):  # type: ignore[misc]  # compiled, without types
    """thinc's operations with ``gemm`` by ``numpy.matmul``."""

    name = "matmul"

    def gemm(self, x: Any, y: Any, *, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """Multiply two matrices, each transposed first if asked for."""
        left = x.T if trans1 else x
        right = y.T if trans2 else y
        if left.shape[0] == 1:  # BLAS has another kernel for a single row, which rounds differently
            product = np.matmul(np.repeat(left, 2, axis=0), right)[:1]
            if out is None:
                return product
            out[...] = product
            return out
        return np.matmul(left, right, out=out)


class BlisOps(NumpyOps):  # type: ignore[misc]  # compiled, without types
    """thinc's operations as they are."""

    name = "blis"


def choose_ops() -> tuple[Ops, dict[str, float]]:
    """The fastest operations here, and the measured GFLOP/s by name: ``matmul`` and ``blis``."""
    candidates: dict[str, Ops] = {ops.name: ops for ops in (MatmulOps(), BlisOps())}
    speeds = {name: gigaflops(ops.gemm) for name, ops in candidates.items()}
    return candidates[max(speeds, key=lambda name: speeds[name])], speeds


def gigaflops(gemm: Callable[..., Any]) -> float:
    """Billions of operations a second, the best of a few rounds: about two milliseconds in all."""
    x = np.ones((ROWS, INNER), dtype="f")
    y = np.ones((COLUMNS, INNER), dtype="f")
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        gemm(x, y, trans2=True)
        best = min(best, time.perf_counter() - start)
    return 2e-9 * ROWS * INNER * COLUMNS / best


def use_ops(nlp: Language, ops: Ops) -> None:
    """Have every node of every component's model compute with ``ops``; a model on a GPU keeps its own."""
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        for node in model.walk() if model is not None else ():
            if isinstance(node.ops, NumpyOps):
                node.ops = ops


def speed_up(nlp: Language) -> str:
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
