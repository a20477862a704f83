"""Entities: repair of the model's spans and types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Span

from streamproc.nlp.annotations import credits_of, dateline_of

if TYPE_CHECKING:
    from spacy.tokens import Doc


def entities(doc: Doc) -> Doc:
    """Set ``doc.ents``."""
    ents = list(doc.ents)
    ents = _without_credits(doc, ents)
    ents = _with_dateline(doc, ents)
    doc.ents = ents
    return doc


def _without_credits(doc: Doc, ents: list[Span]) -> list[Span]:
    """Agencies and photographers in credits, and a dateline's outlet, are not entities of the story."""
    for start, end in credits_of(doc):
        ents = [ent for ent in ents if ent.end_char <= start or ent.start_char >= end]
    return ents


def _with_dateline(doc: Doc, ents: list[Span]) -> list[Span]:
    """A dateline names one place (before a comma: ``GLASGOW, Ky.``), whatever the model took it for."""
    dateline = dateline_of(doc)
    if dateline is None or dateline.place is None:
        return ents
    start, end = dateline.place
    inside = doc.char_span(start, end, alignment_mode="contract")
    if inside is None:
        return ents
    ents = [ent for ent in ents if ent.end_char <= dateline.start or ent.start_char >= dateline.end or _dated(ent)]
    return sorted([*ents, *_places(doc, inside)], key=lambda ent: ent.start)


def _dated(ent: Span) -> bool:
    return ent.label_ in ("DATE", "TIME")


def _places(doc: Doc, inside: Span) -> list[Span]:
    """The places of a dateline: parts between commas, slashes and ampersands."""
    places: list[Span] = []
    start = inside.start
    for i in range(inside.start, inside.end + 1):
        if i == inside.end or doc[i].text in (",", ",,", "/", "&"):
            if i > start:
                places.append(Span(doc, start, i, label="GPE"))
            start = i + 1
    return places
