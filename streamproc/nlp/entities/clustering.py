"""Clusters: one entity per person, organisation and place, with all its mentions.

Names are joined by rules, longest forms first, then role phrases (``nominal_mentions``) are tied to them. Nothing here
depends on anything but the Doc, so the same text gives the same entities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.doc.annotations import full_text, set_clusters, tokens_of
from streamproc.nlp.doc.drafts import PLACE_TYPES, EntityDraft, MentionDraft
from streamproc.nlp.entities import name_forms
from streamproc.nlp.entities.canonical_names import best_name
from streamproc.nlp.entities.cluster import Cluster, Named, grouped
from streamproc.nlp.entities.nominal_mentions import attach_nominals
from streamproc.nlp.entities.organisation_clusters import cluster_organisations
from streamproc.nlp.entities.person_clusters import cluster_people, gender_of
from streamproc.nlp.entities.place_clusters import cluster_places
from streamproc.nlp.knowledge.gazetteer import place_of_demonym
from streamproc.nlp.knowledge.gazetteer_index import gazetteer
from streamproc.nlp.knowledge.given_names import given_names
from streamproc.nlp.knowledge.name_folding import fold
from streamproc.nlp.knowledge.roles import load_roles

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

    from streamproc.nlp.knowledge.data_files import OperatorFiles

NAMED = frozenset(
    {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "WORK_OF_ART", "PRODUCT", "LAW", "LANGUAGE"},
)
"""The labels whose mentions are entities; numbers, dates and sums are not."""


def load(_: OperatorFiles) -> Callable[[Doc], Doc]:
    """The component with the role words, given names and the gazetteer."""
    for read in (load_roles, given_names, gazetteer):
        read()
    return cluster_entities


def cluster_entities(doc: Doc) -> Doc:
    """Set ``doc._.entities`` and ``doc._.mention_of``."""
    by_label: dict[str, list[Named]] = {}
    text, tokens = full_text(doc), tokens_of(doc)
    words = tokens.text
    for ent in doc.ents:
        label = ent.label_
        if label in NAMED:
            surface = name_forms.surface(text[ent.start_char : ent.end_char])
            kind = "place" if label in PLACE_TYPES else label if label in ("PERSON", "ORG") else "other"
            by_label.setdefault(kind, []).append(Named(ent, label, surface, ent.start, ent.end, words))
    found = [
        *cluster_people(by_label.get("PERSON", [])),
        *cluster_organisations(tokens, by_label.get("ORG", [])),
        *cluster_places(doc, by_label.get("place", [])),
        *_others(by_label.get("other", [])),
    ]
    for cluster in found:
        if len(cluster.mentions) > 1:
            cluster.mentions.sort(key=lambda mention: mention.start)
    found.sort(key=lambda cluster: cluster.mentions[0].start)
    entities = [_entity(cluster) for cluster in found]
    set_clusters(doc, entities)
    attach_nominals(doc, entities)
    return doc


def _others(mentions: list[Named]) -> list[Cluster]:
    """Equal names of one label; nationalities by the country or people they belong to."""
    groups: dict[tuple[str, str], Cluster] = {}
    for mention in mentions:
        label, key = mention.label, fold(mention.text)
        if label == "NORP":
            place = place_of_demonym(mention.text)
            key = f"#{place.index}" if place else key.removesuffix("s")
        grouped(groups, (label, key), label).mentions.append(mention)
    return list(groups.values())


def _entity(cluster: Cluster) -> EntityDraft:
    forms: dict[str, int] = {}
    for mention in cluster.mentions:
        forms[mention.text] = forms.get(mention.text, 0) + 1
    name = best_name(cluster.label, forms)
    if cluster.area:
        name = f"{name}, {cluster.area}"
    return EntityDraft(
        type=cluster.label,
        name=name,
        mentions=[MentionDraft(mention.span, "name") for mention in cluster.mentions],
        aliases=[form for form in forms if form != name],
        gender=gender_of(cluster) if cluster.label == "PERSON" else None,
    )
