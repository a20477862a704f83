"""Matrix multiplication through NumPy's BLAS, where it is faster than thinc's own.

thinc multiplies with BLIS, whose wheels from 1.1 on fall back to a reference kernel on recent AMD processors and
whose call costs more than the product for small matrices. NumPy's wheels bring OpenBLAS, tuned for the processor
at hand. Which of them is faster is measured when a model is loaded; the results are the same.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np
from thinc.api import NumpyOps, Ops

if TYPE_CHECKING:
    from collections.abc import Callable


ROWS, INNER, COLUMNS = 512, 288, 288
"""The product that is measured: half a thousand tokens through one layer of the encoder."""

ROUNDS = 8

FUSING_GAINS = 1.3
"""The encoder is put together anew (``encoder``) on NumPy's products only, which gains more than this: so much faster must
thinc's own product be to be chosen, whatever else the machine does while they are measured.
"""


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
    chosen = "matmul" if speeds["matmul"] * FUSING_GAINS > speeds["blis"] else "blis"
    return candidates[chosen], speeds


def gigaflops(gemm: Callable[..., Any]) -> float:
    """Billions of operations a second of this thread's CPU time, the best of a few rounds: about two milliseconds in all.

    CPU time, since a busy machine may keep the thread waiting in every round of one product and in none of the other.
    """
    x = np.ones((ROWS, INNER), dtype="f")
    y = np.ones((COLUMNS, INNER), dtype="f")
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.thread_time()
        gemm(x, y, trans2=True)
        best = min(best, time.thread_time() - start)
    return 2e-9 * ROWS * INNER * COLUMNS / best
