"""Zones: dateline, caption, byline, related links, boilerplate, subheads, body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.annotations import ZoneDraft, text_start

if TYPE_CHECKING:
    from spacy.tokens import Doc


def zones(doc: Doc) -> Doc:
    """Set ``doc._.zones``; runs on the tokenised Doc, before the model."""
    doc._.zones = [ZoneDraft("body", text_start(doc), len(doc.text))]
    return doc
