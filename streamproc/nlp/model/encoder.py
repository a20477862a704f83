"""spaCy's convolutional encoder for prediction only, in blocks that stay in the processor's cache.

The same sums as thinc's layers (expand_window, maxout, layernorm, residual), without the arrays that only training
needs and without fresh memory for every step. Source of the architecture: spaCy's ``MaxoutWindowEncoder``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from streamproc.nlp.model.prediction_layer import prediction_layer

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from thinc.api import Model

    Floats = NDArray[np.float32]

BLOCK = 512
"""Tokens at a time: a block's arrays (0.6 MB each at width 96) fit into the second-level cache."""

PIECES = 3
LAYER = "residual(expand_window>>maxout>>layernorm>>dropout)"
EPSILON = 1e-08


@dataclass(frozen=True, slots=True)
class Layer:
    """The parameters of one layer; ``weights`` has the pieces in blocks, so that their maximum is a few long sweeps."""

    weights: Floats  # (3 * width, pieces * width): input, output
    bias: Floats
    scale: Floats
    shift: Floats


class Encoder:
    """Several layers, one after the other."""

    def __init__(self, layers: list[Layer]) -> None:
        self.layers = layers
        self.width = len(layers[0].scale)
        self.windows: Floats = np.zeros((BLOCK, 3 * self.width), dtype="f")
        self.sums: Floats = np.empty((BLOCK, PIECES * self.width), dtype="f")

    def __call__(self, tokens: Floats) -> Floats:
        """Encode rows in their order; padding rows between Docs are the caller's."""
        for layer in self.layers:
            encoded = np.empty_like(tokens)
            for start in range(0, len(tokens), BLOCK):
                self.block(layer, tokens, start, encoded)
            tokens = encoded
        return tokens

    def block(self, layer: Layer, tokens: Floats, start: int, encoded: Floats) -> None:
        end = min(start + BLOCK, len(tokens))
        windows, sums = self.windows[: end - start], self.sums[: end - start]
        fill_windows(windows, tokens, start, end)
        np.matmul(windows, layer.weights, out=sums)
        sums += layer.bias
        best = encoded[start:end]
        width = self.width
        np.maximum(sums[:, :width], sums[:, width : 2 * width], out=best)
        np.maximum(best, sums[:, 2 * width :], out=best)
        normalize(best, sums[:, :width])
        best *= layer.scale
        best += layer.shift
        best += tokens[start:end]


def fill_windows(windows: Floats, tokens: Floats, start: int, end: int) -> None:
    """Each token's row between those of its neighbours; zeros beyond the first and last."""
    width = tokens.shape[1]
    windows[:, width : 2 * width] = tokens[start:end]
    first = 1 if start == 0 else 0
    windows[:first, :width] = 0
    windows[first:, :width] = tokens[start + first - 1 : end - 1]
    last = end - start - (1 if end == len(tokens) else 0)
    windows[:last, 2 * width :] = tokens[start + 1 : start + 1 + last]
    windows[last:, 2 * width :] = 0


def normalize(rows: Floats, scratch: Floats) -> None:
    """Give each row mean 0 and variance 1, in place, with the steps of ``numpy.mean`` and ``numpy.var``."""
    size = np.float32(rows.shape[1])
    rows -= np.add.reduce(rows, axis=1, keepdims=True) / size
    np.multiply(rows, rows, out=scratch)
    variance = np.add.reduce(scratch, axis=1, keepdims=True) / size
    variance += np.float32(EPSILON)
    rows *= variance ** np.float32(-0.5)


def fuse_encoder(model: Model[Any, Any]) -> bool:
    """Replace the encoder in ``model``; False when there is none of this architecture."""
    for node in list(model.walk()):
        if node.layers and all(layer.name == LAYER for layer in node.layers) and is_supported(node):
            encoder = Encoder([layer_of(layer) for layer in node.layers])
            model.replace_node(node, prediction_layer("window_encoder", encoder, encoder.width))
            return True
    return False


def is_supported(node: Model[Any, Any]) -> bool:
    windows = [inner.attrs["window_size"] for inner in node.walk() if inner.name == "expand_window"]
    pieces = [inner.get_dim("nP") for inner in node.walk() if inner.name == "maxout"]
    return set(windows) == {1} and set(pieces) == {PIECES}


def layer_of(node: Model[Any, Any]) -> Layer:
    named = {inner.name: inner for inner in node.walk() if not inner.layers}
    maxout, norm = named["maxout"], named["layernorm"]
    weights: Any = maxout.get_param("W")  # (width, pieces, 3 * width)
    bias: Any = maxout.get_param("b")  # (width, pieces)
    scale: Any = norm.get_param("G")
    shift: Any = norm.get_param("b")
    return Layer(
        weights=np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, weights.shape[2]).T),
        bias=np.ascontiguousarray(bias.T.reshape(-1)),
        scale=scale,
        shift=shift,
    )
