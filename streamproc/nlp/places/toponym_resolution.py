"""Places: GeoNames ids and coordinates for the entities that are places, and for nationalities and organisations named after one.

Names are ambiguous (34 towns are called Springfield), so the article decides. What it says outright comes first
(``Springfield, Ill.``), then how large a candidate is and how well it agrees with the other places of the article,
each of which is weighed by how likely it is so far. What stays unsure is left unresolved.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from streamproc.nlp.doc.annotations import article_of, dateline_of, entities_of, full_text, passage_of, tokens_of
from streamproc.nlp.doc.drafts import PLACE_TYPES, EntityDraft
from streamproc.nlp.knowledge.gazetteer_index import TOWNS, GazetteerEntry, Kind, distance_km, gazetteer
from streamproc.nlp.knowledge.name_folding import fold
from streamproc.nlp.knowledge.place_names import (
    LARGE_TOWN,
    bare,
    eponyms,
    pieces,
    place_words,
)
from streamproc.nlp.knowledge.publisher_home import country_codes, home_of_source, known_outlets
from streamproc.nlp.knowledge.rivers import called_rivers
from streamproc.nlp.places.abroad import namesakes_abroad
from streamproc.nlp.places.candidates import geo_of, is_street, names_of, toponym_of
from streamproc.nlp.places.context_clues import beside, claims_about, is_afar, says_state
from streamproc.nlp.places.local_bodies import place_local_bodies
from streamproc.nlp.places.scoring import AREAS, DATELINE, WIDE, prior, weigh_candidates
from streamproc.nlp.places.telephone_numbers import area_codes, state_of_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from spacy.tokens import Doc, Span

    from streamproc.article import Geo
    from streamproc.nlp.doc.annotations import Passage
    from streamproc.nlp.doc.drafts import MentionDraft
    from streamproc.nlp.knowledge.data_files import OperatorFiles
    from streamproc.nlp.places.candidates import Toponym
    from streamproc.nlp.places.context_clues import Claim


NAMED_AFTER_PLACES = frozenset({"ORG", "EVENT", *PLACE_TYPES})


PLAUSIBLE = 3.6  # a score as likely right as wrong when nothing else bears the name: a town of 4,000 out of nowhere
EPONYM = 0.9  # what is named after a place is mostly there
SURE = 0.5
"""Below this confidence a place is left unresolved."""

AROUND = frozenset({Kind.ADMIN1, Kind.COUNTRY})
"""Right behind a town's name these say where it is: ``Brevik, Norway`` is not the one in Sweden."""

_CONTINENT = " América"
"""In Spanish names this is no country: ``Copa América``."""

CLOSE_KM = 60.0
SAME_KM = 25.0


def load(_: OperatorFiles) -> Callable[[Doc], Doc]:
    """The component with the gazetteer, its word lists and the outlets' homes."""
    for read in (place_words, gazetteer, known_outlets, country_codes, area_codes):
        read()
    return resolve_toponyms


def resolve_toponyms(doc: Doc) -> Doc:
    """Set ``geo`` on the entities of ``doc._.entities`` that can be told apart."""
    entities = entities_of(doc)
    toponyms = [toponym for entity in entities if (toponym := toponym_of(entity)) is not None]
    rivers = rivers_of(doc)
    toponyms = [toponym for toponym in toponyms if may_be_river(toponym, rivers)] if rivers else toponyms
    others = {id(entity) for entity in entities if entity.type in NAMED_AFTER_PLACES}
    others -= {id(toponym.entity) for toponym in toponyms}
    known: dict[str, Geo] = {}
    if toponyms:
        read_clues(doc, toponyms)
        weigh_dateline(doc, toponyms)
        note_numbers(full_text(doc), toponyms)
        weigh_candidates(toponyms, home_of_source(article_of(doc)))
        abroad = namesakes_abroad(toponyms)
        for toponym in toponyms:
            toponym.entity.geo = answer(toponym) if id(toponym) not in abroad else at_home(abroad[id(toponym)])
            if toponym.entity.geo is not None and toponym.entity.type in PLACE_TYPES:
                known.setdefault(fold(bare(toponym.entity.name)), toponym.entity.geo)
    for entity in entities:
        if id(entity) in others:
            entity.geo = geo_of_eponym(entity, known)
    place_local_bodies([entity for entity in entities if id(entity) in others and entity.geo is None], toponyms)
    return doc


def rivers_of(doc: Doc) -> set[str]:
    """What the article calls a river: its names as they are printed."""
    tokens = tokens_of(doc)
    return {" ".join(tokens.text[start:end]) for start, end in called_rivers(tokens.text, tokens.lower, tokens.tag)}


def may_be_river(toponym: Toponym, rivers: set[str]) -> bool:
    """Leave a river the candidates that are no towns or districts; whether there are any."""
    if toponym.entity.type == "LOC" and not rivers.isdisjoint(names_of(toponym.entity)):
        toponym.candidates = [place for place in toponym.candidates if place.kind in WIDE]
    return bool(toponym.candidates)


def read_clues(doc: Doc, toponyms: Sequence[Toponym]) -> None:
    """Note what the words around the mentions of every toponym say about where it is."""
    of_entity = {id(toponym.entity): toponym for toponym in toponyms}
    passage = passage_of(doc)
    for toponym in toponyms:
        mentions = [mention.span for mention in toponym.entity.mentions if mention.kind == "name"]
        note_company(passage, toponym, mentions, of_entity)
        if toponym.entity.type not in PLACE_TYPES:
            continue
        for span in mentions:
            for claim in claims_about(passage, span):
                note(toponym, claim)
                note_container(toponym, passage.mentions[claim.at] if claim.outright else None, of_entity)
        if 2 * sum(says_state(passage, span) for span in mentions) >= max(1, len(mentions)):
            toponym.hint = "area"


def note_company(
    passage: Passage, toponym: Toponym, mentions: Sequence[Span], of_entity: Mapping[int, Toponym]
) -> None:
    """Note whether a toponym is named for forces that fight elsewhere, and what it is listed with."""
    toponym.afar = len(of_entity) > 1 and bool(mentions) and all(is_afar(passage, span) for span in mentions)
    if toponym.entity.type in PLACE_TYPES:
        listed = [of_entity.get(id(other.entity)) for span in mentions if (other := beside(passage, span)) is not None]
        toponym.listed = [other for other in listed if other is not None and other is not toponym]


def note_container(toponym: Toponym, container: MentionDraft | None, of_entity: Mapping[int, Toponym]) -> None:
    """The place that a toponym is said to lie in contains it: ``Georgia`` after ``Athens,``."""
    other = of_entity.get(id(container.entity)) if container is not None else None
    if other is not None and other is not toponym:
        other.contains |= toponym.areas


def weigh_dateline(doc: Doc, toponyms: Sequence[Toponym]) -> None:
    """A story is mostly about where it was filed, and what is around that."""
    dateline = dateline_of(doc)
    if dateline is None:
        return
    for toponym in toponyms:
        if any(dateline.start <= m.span.start_char < dateline.end for m in toponym.entity.mentions):
            toponym.weight += DATELINE


def note_numbers(text: str, toponyms: Sequence[Toponym]) -> None:
    """Towns lie rather in the state whose telephone numbers the article prints."""
    state = state_of_numbers(text)
    if state is None:
        return
    for toponym in toponyms:
        if any(place.kind in TOWNS and state in place.parents for place in toponym.candidates):
            toponym.hinted_areas.add(state)


def note(toponym: Toponym, claim: Claim) -> None:
    """Take up a claim, if a candidate fits it."""
    fitting = {area.index for area in claim.areas for place in toponym.candidates if lies_in(place, area)}
    if fitting and lists_countries(toponym, claim):
        return
    if fitting:
        (toponym.areas if claim.outright else toponym.hinted_areas).update(fitting)
    elif any(area.kind in AROUND if claim.outright else area.kind in TOWNS for area in claim.areas):
        toponym.doubtful = True


def lists_countries(toponym: Toponym, claim: Claim) -> bool:
    """``Mexico, the US, and Canada``: a country lies in no other, whatever towns bear its name there."""
    if any(area.kind is not Kind.COUNTRY for area in claim.areas):
        return False
    inside = [place for place in toponym.candidates for area in claim.areas if lies_in(place, area)]
    return toponym.candidates[0].kind is Kind.COUNTRY and all(place.kind in TOWNS for place in inside)


def lies_in(place: GazetteerEntry, area: GazetteerEntry) -> bool:
    if area.kind in TOWNS:
        return place.index != area.index and distance_km(place, area) < CLOSE_KM
    return area.index in place.parents


def answer(toponym: Toponym) -> Geo | None:
    """The best candidate with its confidence, if that is enough."""
    scores = toponym.scores
    first = max(range(len(scores)), key=scores.__getitem__)
    best = toponym.candidates[first]
    if toponym.doubtful and best.kind in TOWNS and best.population < LARGE_TOWN:
        return None
    chosen = town_of_its_area(best, toponym) if toponym.hint != "area" else best
    together = sum(
        [share for place, share in zip(toponym.candidates, toponym.likelihoods, strict=True) if same_spot(place, best)]
    )
    plausible = 1 / (1 + math.exp(-2.0 * (scores[first] - PLAUSIBLE)))
    confidence = together * plausible
    return geo_of(chosen, confidence) if confidence >= SURE else None


def at_home(place: GazetteerEntry | None) -> Geo | None:
    """What a namesake abroad is instead."""
    return None if place is None else geo_of(place, SURE)


def town_of_its_area(best: GazetteerEntry, toponym: Toponym) -> GazetteerEntry:
    """The town rather than the province or district around it that bears its name."""
    if best.kind in AREAS and best.country not in {"US", "CA"}:
        for i in sorted(range(len(toponym.scores)), key=lambda i: (-toponym.scores[i], i)):
            other = toponym.candidates[i]
            if other.kind in TOWNS and best.index in other.parents and other.population * 20 > best.population:
                return other
    return best


def same_spot(one: GazetteerEntry, other: GazetteerEntry) -> bool:
    """Whether to a reader two candidates are one place: a town and the district named after it, or one place listed twice."""
    return (
        one.index == other.index
        or one.index in other.parents
        or other.index in one.parents
        or distance_km(one, other) < SAME_KM
    )


def geo_of_eponym(entity: EntityDraft, known: dict[str, Geo]) -> Geo | None:
    """Where an organisation is named after: a place that the article names, or a country, state or large city."""
    for name in names_of(entity):
        if (entity.type == "FAC" and is_street(name)) or name.endswith(_CONTINENT):
            continue
        for piece in pieces(name) if known else ():
            geo = known.get(fold(piece))
            if geo is not None:
                return geo._replace(confidence=round(geo.confidence * EPONYM, 3))
        if entity.type in {"ORG", "EVENT"} and (found := eponyms(name)):
            return geo_of(max(found, key=prior), EPONYM**2)
    return None
