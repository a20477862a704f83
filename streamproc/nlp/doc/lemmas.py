"""Lemmas for the words that a lexicon asks about.

The rules and exceptions are those of spaCy's own English lemmatizer (they come with the model), but looked up
only for the words that are asked for and remembered per form, so that the lemmatizer pipe, which visits every
token, is not needed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from spacy.lookups import Lookups

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from spacy.vocab import Vocab

_TABLES = ("lemma_exc", "lemma_index", "lemma_rules")
_POS = {"V": "verb", "M": "verb", "N": "noun", "J": "adj"}


def keep_tables(vocab: Vocab, model: Path) -> None:
    """Put the tables of a model's lemmatizer on the vocab. Without them, lemmas are lower case."""
    lookups = Lookups().from_disk(model / "lemmatizer" / "lookups")
    for name in _TABLES:
        if lookups.has_table(name) and not vocab.lookups.has_table(name):
            vocab.lookups.add_table(name, lookups.get_table(name))


def lemma_of(vocab: Vocab, lower: str, tag: str) -> str:
    """The lemma of a form in lower case by its fine-grained tag: ``said/VBD`` ─► ``say``."""
    return _lemma(vocab, lower, _POS.get(tag[:1], ""))


def verb_lemma(vocab: Vocab, form: str) -> str:
    """The lemma of a form read as a verb; of ``found`` itself, which is the lemma of ``founded`` too."""
    _, index, _ = _tables(vocab, "verb")
    return form if form in index else _lemma(vocab, form, "verb")


@lru_cache(maxsize=20_000)
def is_common_word(vocab: Vocab, form: str) -> bool:
    """Whether a form in small letters is a word of the dictionary that comes with the model, and not only a name."""
    if vocab[form].is_stop:
        return True
    return any(_lemma(vocab, form, pos) in _tables(vocab, pos)[1] for pos in _POS.values())


@lru_cache(maxsize=8)
def _tables(vocab: Vocab, pos: str) -> tuple[dict[str, list[str]], frozenset[str], list[list[str]]]:
    """Exceptions, known words (a list in the model: a set is a thousand times faster) and suffix rules."""
    lookups = vocab.lookups
    if not pos or not all(lookups.has_table(name) for name in _TABLES):
        return {}, frozenset(), []
    tables: list[Mapping[str, Any]] = [lookups.get_table(name) for name in _TABLES]  # not plain dicts: keys are hashed
    exceptions, index, rules = (table.get(pos, ()) for table in tables)
    return dict(exceptions), frozenset(index), list(rules)


@lru_cache(maxsize=100_000)
def _lemma(vocab: Vocab, form: str, pos: str) -> str:
    exceptions, index, rules = _tables(vocab, pos)
    if form in exceptions:
        return exceptions[form][0]
    if form in index and pos != "verb":
        return form
    for suffix, replacement in rules:
        if form.endswith(suffix):
            candidate: str = form[: len(form) - len(suffix)] + replacement
            if candidate and candidate in index:
                return candidate
    return form
