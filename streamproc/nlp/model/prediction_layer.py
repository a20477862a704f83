"""A layer that only predicts, in the place of layers of a loaded model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from thinc.api import Model

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def prediction_layer(
    name: str, predict: Callable[[Any], Any], width: int, inner: Sequence[Model[Any, Any]] = ()
) -> Model[Any, Any]:
    """A thinc layer that calls ``predict`` and gives rows of ``width`` numbers; ``inner``: layers that it calls.

    Training it raises RuntimeError: the weights that ``predict`` has prepared would stay as they were, and what the
    model learned would silently have no effect.
    """

    def forward(_model: Model[Any, Any], inputs: Any, is_train: bool) -> Any:  # noqa: FBT001 - thinc's signature
        if is_train:
            raise RuntimeError(f"{name} can't be trained: train the model as spaCy loads it")
        return predict(inputs), lambda gradient: gradient

    return Model(name, forward, layers=inner, dims={"nO": width})
