"""Places: GeoNames ids and coordinates for the entities that are places."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


def places(doc: Doc) -> Doc:
    """Set ``geo`` on the entities of ``doc._.entities`` that are places and can be told apart."""
    return doc
