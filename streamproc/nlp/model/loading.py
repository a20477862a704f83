"""Find and load a model, keep only the pipes that are used, and run them over a batch."""

from __future__ import annotations

import importlib.util
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy import attrs, util

from streamproc import digests
from streamproc.errors import ConfigurationError
from streamproc.nlp.doc.lemmas import keep_tables
from streamproc.nlp.model.tokenizer_loading import TOKENIZER, read_tokenizer, to_be_read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language
    from spacy.tokens import Doc


MODEL_PIPES = ("tok2vec", "transformer", "tagger", "parser", "ner")
"""The model's pipes that are used; the others are not even loaded."""
MODEL_TOKENS = 4_000
"""Tokens at a time through the model, measured: fewer cost calls, more cost memory and the processor's cache."""
_STRINGS = "strings"
"""The words of the model's vectors, three quarters of a million, are not loaded: vectors are found by a word's hash, and what
a text says is known when it is tokenised. That is 140 MB, and two of three seconds."""
_OF_WORDS = frozenset(
    ("LOWER", "NORM", "PREFIX", "SUFFIX", "SHAPE", "IS_SPACE", "IS_STOP", "LIKE_NUM", "IS_ALPHA", "IS_PUNCT")
)
"""What is asked of a word besides what a model's features are; spaCy finds out twice as much about each new one."""
ANY = "any"
NO_TENSOR = np.zeros((0,), dtype="f")
"""The model's vectors are of no use after it, and large."""


def annotate(pipe: Any, docs: Sequence[Doc]) -> None:
    """Run one pipe over a batch: what spaCy's own ``pipe`` does, with the whole batch as one."""
    if hasattr(pipe, "predict"):
        pipe.set_annotations(docs, pipe.predict(docs))
    else:
        for doc in docs:
            pipe(doc)


def load_model(model: str, trusted: str | None = None) -> Language:
    """Load a spaCy model by package name or directory, without the pipes that nothing uses.

    ``trusted``: the digest of a model that is not in our table, or ``any``.

    Raises:
        ConfigurationError: there is no such model, or its files are not those that are trusted.
    """
    path = model_path(model)
    check_files(path, trusted)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")  # a 3.7 model under spaCy 3.8: identical, measured
        nlp = read_model(path)
    keep_tables(nlp.vocab, path)
    for _, pipe in nlp.pipeline:
        for label in getattr(pipe, "labels", ()):
            nlp.vocab.strings.add(label)
    return nlp


def read_model(path: Path) -> Language:
    """What ``spacy.load`` does, but the tokenizer's rules are read once and not three times, and unused pipes not at all."""
    config = util.load_config(path / "config.cfg")
    own_tokenizer = to_be_read(config, path)
    unused = [_STRINGS, *(name for name in config["nlp"]["pipeline"] if name not in MODEL_PIPES)]
    nlp = util.load_model_from_config(config, meta=util.get_model_meta(path), exclude=unused)
    nlp.from_disk(path, exclude=[*unused, TOKENIZER] if own_tokenizer else unused)
    ask_less_of_words(nlp)
    if own_tokenizer:
        read_tokenizer(nlp.tokenizer, path)
    return nlp


def ask_less_of_words(nlp: Language) -> None:
    """Leave out what spaCy finds out about a new word (is it an address, a bracket, in capitals …) and nobody asks."""
    models = [pipe.model for _, pipe in nlp.pipeline if hasattr(pipe, "model")]
    features = {column for model in models for node in model.walk() for column in node.attrs.get("columns", ())}
    asked = {attrs.IDS.get(name, name) for name in (*_OF_WORDS, *features)}
    getters = nlp.vocab.lex_attr_getters  # type: ignore[attr-defined]  # compiled
    for attribute in getters.keys() - asked:
        del getters[attribute]


def check_files(path: Path, trusted: str | None) -> None:
    """Compare every file of a model with what is known of it: weights decide what is said of people."""
    if trusted == ANY:
        return
    found = digests.of_files(path)
    digest = digests.together(found)
    models = digests.known("model")
    if digest == trusted or found in models.values():
        return
    nearest = min(models.values(), key=lambda files: len(files.items() ^ found.items()))
    changed = [name for name in nearest if found.get(name) != nearest[name]] if nearest.keys() == found.keys() else []
    what = f"{changed[0]} has been changed" if changed else "it is none that streamproc knows"
    raise ConfigurationError(
        f"model: {path}: {what}; if you trust it, set model_digest to {digest} (or to '{ANY}', for whatever lies there)"
    )


def model_path(model: str) -> Path:
    """The directory with the model's config: itself, or inside the package of that name."""
    root = Path(model)
    if not (root / "config.cfg").is_file():
        spec = importlib.util.find_spec(model) if model.isidentifier() else None
        if spec is None or spec.origin is None:
            raise ConfigurationError(f"model: there is no directory or package {model!r}")
        root = Path(spec.origin).parent
    for candidate in (root, *sorted(root.iterdir())):
        if (candidate / "config.cfg").is_file():
            return candidate
    raise ConfigurationError(f"model: {model!r} holds no config.cfg")
