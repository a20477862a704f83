"""Event tags: what happened, with the words that say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True)
class Lexicon:
    """The event lexicon."""

    hash: str


def load_lexicon() -> Lexicon:
    """Load the lexicon's data files."""
    return Lexicon("none")


@dataclass(frozen=True)
class Events:
    """The component: sets ``doc._.events``."""

    lexicon: Lexicon

    def __call__(self, doc: Doc) -> Doc:
        doc._.events = []
        return doc
