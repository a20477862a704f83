"""Places: GeoNames ids and coordinates for the entities that are places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.gazetteer import country_of_demonym, is_place, lookup

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["country_of_demonym", "is_place", "lookup", "places"]


def places(doc: Doc) -> Doc:
    """Set ``geo`` on the entities of ``doc._.entities`` that are places and can be told apart."""
    return doc
