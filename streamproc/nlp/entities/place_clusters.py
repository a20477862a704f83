"""Clusters of places, and two places of one name in one article.

``Springfield, Illinois`` and ``Springfield, Missouri`` are two towns. Only the text itself tells namesakes apart: where
it puts one name into two areas that both have a place called so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from streamproc.nlp.entities.cluster import JUST_NAMED, Cluster, grouped
from streamproc.nlp.entities.name_forms import place_key
from streamproc.nlp.knowledge.gazetteer import lookup, state_called
from streamproc.nlp.knowledge.gazetteer_index import Kind
from streamproc.nlp.knowledge.name_folding import fold, loose
from streamproc.nlp.knowledge.place_names import areas_called, bare

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc

    from streamproc.nlp.entities.cluster import Named

_COUNTY = "County "
AREA_MARKS = frozenset({",", "("})
MAX_ABBREVIATION = 6
_NAMED_ONCE = frozenset({Kind.COUNTRY, Kind.CONTINENT})
"""Places that are one entity under all their names."""

_STATES_OF_OLD = frozenset({"Soviet Union", "USSR", "U.S.S.R."})
"""The gazetteer gives them the point of a state of today."""


class Said(NamedTuple):
    """What the text says about a mention: which places called so it may be, and the area that it puts them in."""

    places: frozenset[int]
    area: str


def split_namesakes(doc: Doc, cluster: Cluster, by_start: Mapping[int, Named]) -> list[Cluster]:
    """The cluster itself, or one for each place that its mentions are said to be.

    A bare name goes to the one that was just named with its area, else to the one that is named so most often.
    """
    said = [_said(doc, mention, by_start) for mention in cluster.mentions]
    areas = _different_areas([claim for claim in said if claim is not None])
    if len(areas) <= 1 or len({claim.area for claim in areas}) < len(areas):
        return [cluster]
    split = [Cluster(cluster.label, area=claim.area) for claim in areas]
    outright = [
        (mention.start, _which(areas, claim)) for mention, claim in zip(cluster.mentions, said, strict=True) if claim
    ]
    chosen = [which for _, which in outright]
    main = max(range(len(areas)), key=lambda which: (chosen.count(which), -chosen.index(which)))
    starts = [start for start, _ in outright]
    for mention in cluster.mentions:
        last = bisect_right(starts, mention.start) - 1
        just_named = last >= 0 and mention.start - starts[last] <= JUST_NAMED
        split[chosen[last] if just_named else main].mentions.append(mention)
    return split


def _said(doc: Doc, mention: Named, by_start: Mapping[int, Named]) -> Said | None:
    """The area that is said after a mention, if a place of its name lies there (``Springfield, Mo.``)."""
    after = mention.end + 1
    if after >= len(doc) or doc[mention.end].text not in AREA_MARKS:
        return None
    text = by_start[after].text if after in by_start else doc[after].text
    if after + 1 < len(doc) and doc[after + 1].text == "." and len(text) < MAX_ABBREVIATION:
        text += "."
    areas = areas_called(text)
    for area in areas:
        inside = frozenset(place.index for place in lookup(bare(mention.text)) if area.index in place.parents)
        if inside:
            return Said(inside, area.name)
    return None


def _different_areas(claims: Sequence[Said]) -> list[Said]:
    """One claim for each place, in order; ``Illinois`` and ``United States`` may be the same one's."""
    different: list[Said] = []
    for claim in claims:
        if all(claim.places.isdisjoint(other.places) for other in different):
            different.append(claim)
    return different


def _which(areas: Sequence[Said], claim: Said) -> int:
    return next(i for i, area in enumerate(areas) if not claim.places.isdisjoint(area.places))


def cluster_places(doc: Doc, mentions: list[Named]) -> list[Cluster]:
    """Equal names, names of one country or state, and transliterations of one name; namesakes are kept apart."""
    groups: dict[str, Cluster] = {}
    sounds: dict[str, str] = {}
    for mention in mentions:
        key = _place_identity(mention.text)
        if key not in groups and (sound := loose(fold(mention.text))):
            key = sounds.setdefault(sound, key)
        grouped(groups, key, mention.label).mentions.append(mention)
    for cluster in groups.values():
        if len(cluster.mentions) > 1:
            cluster.label = Counter([mention.label for mention in cluster.mentions]).most_common(1)[0][0]
    by_start = {mention.start: mention for mention in mentions}
    return [one for cluster in groups.values() for one in _told_apart(doc, cluster, by_start)]


def _told_apart(doc: Doc, cluster: Cluster, by_start: dict[int, Named]) -> list[Cluster]:
    return split_namesakes(doc, cluster, by_start) if len(cluster.mentions) > 1 else [cluster]


def _place_identity(text: str) -> str:
    places = lookup(text)
    if places and places[0].kind in _NAMED_ONCE and text not in _STATES_OF_OLD:
        return f"#{places[0].index}"
    county = text[len(_COUNTY) :] if text.startswith(_COUNTY) else None  # Clare is County Clare
    return place_key(state_called(text) or county or text)
