"""What a recogniser learned, as a small file: numbers to add to its weights, to those they were made from and to no others."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np

from streamproc.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray
    from spacy.language import Language
    from thinc.api import Model

    Floats = NDArray[np.float32]

RECOGNISER = "ner"
META = "meta"
FORMAT = 1


def parameters(model: Model[Any, Any]) -> Iterator[tuple[str, Model[Any, Any], str]]:
    """Every parameter of a model: its key in the file, the node that has it, its name there."""
    for number, node in enumerate(model.walk()):
        for name in node.param_names:
            if node.has_param(name):
                yield f"{number}.{name}", node, name


def digest_of(arrays: Mapping[str, NDArray[Any]]) -> str:
    """SHA-256 of arrays with their names, types and shapes."""
    found = sha256()
    for key, array in sorted(arrays.items()):
        found.update(f"{key} {array.dtype.str} {array.shape}\n".encode())
        found.update(np.ascontiguousarray(array).tobytes())
    return found.hexdigest()


def weights_of(model: Model[Any, Any]) -> dict[str, Floats]:
    """A model's parameters by their keys."""
    return {key: node.get_param(name) for key, node, name in parameters(model)}


def write(path: Path, before: Mapping[str, Floats], after: Mapping[str, Floats]) -> None:
    """Write what changed between two states of one model, in half precision."""
    changes = {
        key: (after[key] - before[key]).astype("<f2") for key in before if not np.array_equal(before[key], after[key])
    }
    meta = {"format": FORMAT, "weights": digest_of(before), "changes": digest_of(changes)}
    with path.open("wb") as file:
        np.savez_compressed(file, **{META: np.array(json.dumps(meta))}, **changes)


def read(path: Path) -> tuple[str, dict[str, NDArray[np.float16]]]:
    """The digest of the weights that the changes are for, and the changes.

    Raises:
        ConfigurationError: it can't be read or is not whole.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            changes = {key: arrays[key] for key in arrays.files if key != META}
            meta = json.loads(str(arrays[META]))
        known = meta["format"] == FORMAT and meta["changes"] == digest_of(changes)
        weights = str(meta["weights"])
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
        raise ConfigurationError(f"{path.name}: cannot read it: {error}") from error
    if not known:
        raise ConfigurationError(f"{path.name}: it is damaged or of another version")
    return weights, changes


def add(nlp: Language, path: Path, share: float = 1.0) -> bool:
    """Add ``share`` of what was learned to the recogniser of a loaded model; False where the model has other weights than it is for.

    Raises:
        ConfigurationError: the file can't be read or is not whole.
    """
    if RECOGNISER not in nlp.pipe_names:
        return False
    model = nlp.get_pipe(RECOGNISER).model
    digest, changes = read(path)
    if digest_of(weights_of(model)) != digest:
        return False
    for key, node, name in parameters(model):
        if key in changes:
            node.set_param(name, node.get_param(name) + np.float32(share) * changes[key].astype("f"))
    return True
