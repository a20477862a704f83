"""Clusters: one entity per person, organisation and place, with all its mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.annotations import EntityDraft, MentionDraft, set_clusters

if TYPE_CHECKING:
    from spacy.tokens import Doc


def clusters(doc: Doc) -> Doc:
    """Set ``doc._.entities`` and ``doc._.mention_of``."""
    found: dict[tuple[str, str], EntityDraft] = {}
    for ent in doc.ents:
        entity = found.setdefault((ent.label_, ent.text), EntityDraft(ent.label_, ent.text, []))
        entity.mentions.append(MentionDraft(ent, "name"))
    set_clusters(doc, list(found.values()))
    return doc
