"""Entities: repair of the model's spans and types."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


def entities(doc: Doc) -> Doc:
    """Set ``doc.ents``."""
    return doc
