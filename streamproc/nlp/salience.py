"""Salience: how much the article is about an entity, 0..1."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


def salience(doc: Doc) -> Doc:
    """Set ``salience`` on the entities of ``doc._.entities``; runs after quotes, whose speakers count."""
    return doc
