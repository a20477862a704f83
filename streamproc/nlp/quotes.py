"""Quotations: who said what, in whose words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


def quotes(doc: Doc) -> Doc:
    """Set ``doc._.quotes``."""
    doc._.quotes = []
    return doc
