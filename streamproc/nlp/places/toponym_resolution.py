"""Places: GeoNames ids and coordinates for the entities that are places, and for nationalities and organisations named after one.

Names are ambiguous (34 towns are called Springfield), so the article decides. What it says outright comes first
(``Springfield, Ill.``), then how large a candidate is and how well it agrees with the other places of the article,
each of which is weighed by how likely it is so far. What stays unsure is left unresolved.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from streamproc.article import Geo
from streamproc.nlp.doc.annotations import article_of, dateline_of, entities_of, passage_of
from streamproc.nlp.doc.drafts import PLACE_TYPES, EntityDraft
from streamproc.nlp.knowledge.gazetteer import place_of_demonym, states_abbreviated
from streamproc.nlp.knowledge.gazetteer_index import TOWNS, Kind, Place, distance_km, gazetteer
from streamproc.nlp.knowledge.name_folding import fold
from streamproc.nlp.knowledge.place_names import (
    LARGE_TOWN,
    STATE_COUNTRIES,
    Form,
    Hint,
    bare,
    eponyms,
    parse,
    pieces,
    place_words,
)
from streamproc.nlp.places.context_clues import claims_about, says_state
from streamproc.nlp.places.publisher_home import NOWHERE, Home, country_codes, home_of_source, known_outlets

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

    from streamproc.nlp.knowledge.data_files import OperatorFiles
    from streamproc.nlp.places.context_clues import Claim


NAMED_AFTER_PLACES = frozenset({"ORG", "EVENT", *PLACE_TYPES})
WIDE = frozenset({Kind.CONTINENT, Kind.REGION, Kind.WATER, Kind.LAND})
AREAS = frozenset({Kind.ADMIN1, Kind.ADMIN2})
SITES = TOWNS | {Kind.LANDMARK}
SPOTS = SITES | {Kind.ADMIN2}
_ADMIN1, _COUNTRY, _CAPITAL = Kind.ADMIN1, Kind.COUNTRY, Kind.CAPITAL
"""An enumeration's member takes three times as long to find as a name, and these are asked for with every candidate."""

# What evidence is worth, in powers of ten of a town's population.
OUTRIGHT = 6.0  # "Springfield, Ill."
SAID = 3.0  # "the Syrian city of Aleppo", "Aleppo in Syria"
CONTAINS = 3.0  # it is the Georgia of "Athens, Georgia"
HINTED = 2.5  # "Raqqa province" is the province
SPELLED = 0.4  # "St. Louis", not "Saint-Louis"
OTHER_NAME = -1.5  # GeoNames knows it better by another name
ALIKE = -1.5  # … and by this one only in another transliteration
CAPITAL = 1.2
COUNTRY_SHARE = 1.6
STATE_SHARE = 2.4
NEAR = 2.0
SOURCE = 1.2  # the outlet is of that country
SOURCE_STATE = 0.8  # … of that state
SOURCE_TOWN = 2.0  # … of that very town
DATELINE = 2.0  # times that a dateline counts as company for the other places
SITE = -1.0
TAKEN = -4.0  # the article calls that place by its full name: beside Mexico City, Mexico is the country
PRIOR = {
    Kind.CONTINENT: 9.5,
    Kind.REGION: 7.5,
    Kind.WATER: 6.5,
    Kind.LAND: 6.5,
    Kind.LANDMARK: 6.2,
}
SMALLER_AREA = {Kind.ADMIN1: 0.1, Kind.ADMIN2: -1.0}  # to be added to their population as if they were towns
SHARPNESS = math.log(10)  # likelihood goes with population
ROUNDS = 2

PLAUSIBLE = 3.6  # a score as likely right as wrong when nothing else bears the name: a town of 4,000 out of nowhere
EPONYM = 0.9  # what is named after a place is mostly there
SURE = 0.5
"""Below this confidence a place is left unresolved."""

NEAR_KM = 120.0
CLOSE_KM = 60.0
SAME_KM = 25.0
NEGLIGIBLE = 0.05
FAR_DEGREES = 5.0  # of latitude, more than NEAR_KM reaches
MAX_CANDIDATES = 24
MAX_NAMES = 5


@dataclass(slots=True, eq=False)
class Toponym:
    """A name on its way to a place, with its candidates and how likely each is so far."""

    entity: EntityDraft
    candidates: Sequence[Place]
    weight: float
    spelling: str
    hint: Hint | None = None
    areas: set[int] = field(default_factory=set)  # it lies in one of them, the text says outright
    hinted_areas: set[int] = field(default_factory=set)  # … or in passing
    contains: set[int] = field(default_factory=set)  # candidates that the text puts another place in
    doubtful: bool = False  # the text puts it in a state or town where none of the candidates is
    own: list[float] = field(default_factory=list)
    likely: list[float] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)


def load(_: OperatorFiles) -> Callable[[Doc], Doc]:
    """The component with the gazetteer, its word lists and the outlets' homes."""
    for read in (place_words, gazetteer, known_outlets, country_codes):
        read()
    return places


def places(doc: Doc) -> Doc:
    """Set ``geo`` on the entities of ``doc._.entities`` that can be told apart."""
    entities = entities_of(doc)
    toponyms = [toponym for entity in entities if (toponym := toponym_of(entity)) is not None]
    others = {id(entity) for entity in entities if entity.type in NAMED_AFTER_PLACES}
    others -= {id(toponym.entity) for toponym in toponyms}
    known: dict[str, Geo] = {}
    if toponyms:
        read_text(doc, toponyms)
        weigh_dateline(doc, toponyms)
        resolve(toponyms, home_of_source(article_of(doc)))
        for toponym in toponyms:
            toponym.entity.geo = answer(toponym)
            if toponym.entity.geo is not None and toponym.entity.type in PLACE_TYPES:
                known.setdefault(fold(bare(toponym.entity.name)), toponym.entity.geo)
    for entity in entities:
        if id(entity) in others:
            entity.geo = geo_of_eponym(entity, known)
    return doc


def toponym_of(entity: EntityDraft) -> Toponym | None:
    """The entity as a toponym with its candidates, if it is a place or a nationality that the gazetteer knows."""
    if entity.type not in PLACE_TYPES and entity.type != "NORP":
        return None
    weight = 1.0 + math.log2(len(entity.mentions))
    for place in map(place_of_nationality, names_of(entity)):
        if place is not None:
            return Toponym(entity, (place,), weight, bare(entity.name))
    if entity.type in PLACE_TYPES:
        form = form_of(entity)
        if form.candidates:
            areas = {area.index for area in form.areas}
            return Toponym(entity, form.candidates[:MAX_CANDIDATES], weight, bare(entity.name), form.hint, areas)
    return None


def place_of_nationality(name: str) -> Place | None:
    """The place of a demonym, or of the first one of a compound (``German-Iraqi``)."""
    for part in (name, *name.split("-")) if "-" in name else (name,):
        place = place_of_demonym(part.strip())
        if place is not None:
            return place
    return None


def form_of(entity: EntityDraft) -> Form:
    """The first of the entity's names that the gazetteer knows, as it stands or as the short form of a state."""
    for name in names_of(entity):
        if entity.type == "FAC" and is_street(name):
            continue
        form = parse(name)
        states = states_abbreviated(bare(name))
        if states:
            return Form((*states, *(p for p in form.candidates if p not in states)), form.hint, form.areas)
        if form.candidates:
            return form
    return Form()


def is_street(name: str) -> bool:
    return not place_words().streets.isdisjoint(fold(name).split())


def names_of(entity: EntityDraft) -> list[str]:
    return [entity.name, *entity.aliases][:MAX_NAMES]


def read_text(doc: Doc, toponyms: Sequence[Toponym]) -> None:
    """Note what the words around the mentions of every toponym say about where it is."""
    of_entity = {id(toponym.entity): toponym for toponym in toponyms}
    passage = passage_of(doc)
    for toponym in toponyms:
        if toponym.entity.type not in PLACE_TYPES:
            continue
        mentions = [mention.span for mention in toponym.entity.mentions if mention.kind == "name"]
        for span in mentions:
            for claim in claims_about(passage, span):
                note(toponym, claim)
                container = passage.mentions[claim.at] if claim.outright else None
                other = of_entity.get(id(container.entity)) if container is not None else None
                if other is not None and other is not toponym:
                    other.contains |= toponym.areas
        if 2 * sum(says_state(passage, span) for span in mentions) >= max(1, len(mentions)):
            toponym.hint = "area"


def weigh_dateline(doc: Doc, toponyms: Sequence[Toponym]) -> None:
    """A story is mostly about where it was filed, and what is around that."""
    dateline = dateline_of(doc)
    if dateline is None:
        return
    for toponym in toponyms:
        if any(dateline.start <= m.span.start_char < dateline.end for m in toponym.entity.mentions):
            toponym.weight += DATELINE


def note(toponym: Toponym, claim: Claim) -> None:
    """Take up a claim, if a candidate fits it."""
    fitting = {area.index for area in claim.areas for place in toponym.candidates if lies_in(place, area)}
    if fitting:
        (toponym.areas if claim.outright else toponym.hinted_areas).update(fitting)
    elif any(area.kind is Kind.ADMIN1 if claim.outright else area.kind in TOWNS for area in claim.areas):
        toponym.doubtful = True


def lies_in(place: Place, area: Place) -> bool:
    if area.kind in TOWNS:
        return place.index != area.index and distance_km(place, area) < CLOSE_KM
    return area.index in place.parents


# ------------------------------------------------------------------ choosing


def resolve(toponyms: Sequence[Toponym], home: Home) -> None:
    """Weigh the candidates: each by itself first, then a few times in the light of all the others."""
    spelled = spelled_out(toponyms)
    for toponym in toponyms:
        toponym.own = [
            own_score(place, toponym, home) + (TAKEN if spelled.get(place.index, toponym) is not toponym else 0.0)
            for place in toponym.candidates
        ]
        toponym.scores = toponym.own
        toponym.likely = likelihoods(toponym.own)
    open_questions = [toponym for toponym in toponyms if not is_settled(toponym)] if len(toponyms) > 1 else []
    for _ in range(ROUNDS if open_questions else 0):
        context = Context(toponyms)
        for toponym in open_questions:
            toponym.scores = context.scores(toponym)
        for toponym in open_questions:
            toponym.likely = likelihoods(toponym.scores)


def spelled_out(toponyms: Sequence[Toponym]) -> dict[int, Toponym]:
    """The cities that the article calls so (``Mexico City``), and the toponym that does."""
    return {
        place.index: toponym
        for toponym in toponyms
        if toponym.spelling.endswith(" City")
        for place in toponym.candidates
    }


def is_settled(toponym: Toponym) -> bool:
    """Whether no company could make another candidate the best one."""
    first, second = sorted([*toponym.own, 0.0, 0.0], reverse=True)[:2]
    return first - second > COUNTRY_SHARE + STATE_SHARE + NEAR


def likelihoods(scores: Sequence[float]) -> list[float]:
    if len(scores) == 1:
        return [1.0]
    top = max(scores)
    weights = [math.exp(SHARPNESS * (score - top)) for score in scores]
    total = sum(weights)
    return [weight / total for weight in weights]


def own_score(place: Place, toponym: Toponym, home: Home) -> float:
    """What its size, its name and the words around it say for a candidate."""
    score = prior(place) + (SPELLED if place.name == toponym.spelling else 0.0)
    around = place.parents
    if toponym.areas and any(area in toponym.areas for area in around):
        score += OUTRIGHT
    if toponym.hinted_areas and (any(area in toponym.hinted_areas for area in around)):
        score += SAID
    if place.index in toponym.contains:
        score += CONTAINS
    if (toponym.hint == "area" and place.kind in AREAS) or (toponym.hint == "town" and place.kind in TOWNS):
        score += HINTED
    elif toponym.hint == "site":
        score += SITE
    return score if home is NOWHERE else score + at_home(place, home)


def at_home(place: Place, home: Home) -> float:
    """What it is worth that the article's source is of the same country, state or town."""
    if place.country != home.country:
        return 0.0
    if home.state is None or (home.state != place.index and home.state not in place.parents):
        return SOURCE
    same_town = place.kind in TOWNS and home.town == fold(place.name)
    return SOURCE + SOURCE_STATE + (SOURCE_TOWN if same_town else 0.0)


def prior(place: Place) -> float:
    """How likely news means this place by its name, knowing nothing else."""
    if place.kind in TOWNS:
        score = math.log10(place.population + 30) + (CAPITAL if place.kind is _CAPITAL else 0.0)
        return score + (0.0 if place.usual else OTHER_NAME) + (ALIKE if place.alike else 0.0)
    if place.kind is _COUNTRY:
        return 6.3 + 0.35 * math.log10(place.population + 1_000)
    if place.kind is _ADMIN1 and place.country in STATE_COUNTRIES:
        return 6.8
    if place.kind in SMALLER_AREA:
        return math.log10(place.population + 30) + SMALLER_AREA[place.kind]
    return PRIOR[place.kind]


class Context:
    """The countries, states and spots of the article, each as likely as its toponyms are so far."""

    def __init__(self, toponyms: Sequence[Toponym]) -> None:
        self.toponyms = toponyms
        self.total = sum(toponym.weight for toponym in toponyms)
        self.country: defaultdict[str | None, float] = defaultdict(float)
        self.state: defaultdict[int, float] = defaultdict(float)
        self.spots: list[tuple[Toponym, Place, float]] = []
        for toponym in toponyms:
            for place, share in zip(toponym.candidates, toponym.likely, strict=True):
                if share < NEGLIGIBLE:
                    continue
                self.country[place.country] += toponym.weight * share
                state = state_of(place)
                if state is not None:
                    self.state[state] += toponym.weight * share
                if place.kind in SPOTS:
                    self.spots.append((toponym, place, share))

    def scores(self, toponym: Toponym) -> list[float]:
        """The scores of its candidates: their own, and how well they agree with the rest of the article."""
        rest = self.total - toponym.weight
        own_country: defaultdict[str | None, float] = defaultdict(float)
        own_state: defaultdict[int | None, float] = defaultdict(float)
        states = list(map(state_of, toponym.candidates))
        for place, state, share in zip(toponym.candidates, states, toponym.likely, strict=True):
            own_country[place.country] += toponym.weight * share
            own_state[state] += toponym.weight * share
        scores = []
        for place, state, own in zip(toponym.candidates, states, toponym.own, strict=True):
            score = own
            if place.kind not in WIDE and place.country:
                score += COUNTRY_SHARE * max(0.0, self.country[place.country] - own_country[place.country]) / rest
                if state is not None:
                    score += STATE_SHARE * min(1.0, 2 * max(0.0, self.state[state] - own_state[state]) / rest)
                if place.kind in SITES:
                    score += NEAR * self.nearness(place, toponym)
            scores.append(score)
        return scores

    def nearness(self, place: Place, toponym: Toponym) -> float:
        """How near the nearest other spot of the article is: 1 for next door, 0 for far away."""
        best = 0.0
        for other, spot, share in self.spots:
            if (
                share > best
                and other is not toponym
                and spot.country == place.country
                and abs(spot.lat - place.lat) < FAR_DEGREES
            ):
                best = max(best, share * math.exp(-rough_km(place, spot) / NEAR_KM))
        return best


def rough_km(one: Place, other: Place) -> float:
    """The distance of two places that are near each other, as on a flat map."""
    height = one.lat - other.lat
    width = (one.lon - other.lon) * math.cos(math.radians(one.lat))
    return 111.2 * math.sqrt(height * height + width * width)


def state_of(place: Place) -> int | None:
    """The state or province around a place, or itself if it is one."""
    if place.kind is _ADMIN1:
        return place.index
    return place.parents[-2] if len(place.parents) > 1 else None


def answer(toponym: Toponym) -> Geo | None:
    """The best candidate with its confidence, if that is enough."""
    scores = toponym.scores
    first = max(range(len(scores)), key=scores.__getitem__)
    best = toponym.candidates[first]
    if toponym.doubtful and best.kind in TOWNS and best.population < LARGE_TOWN:
        return None
    chosen = town_of_its_area(best, toponym) if toponym.hint != "area" else best
    together = sum(
        [share for place, share in zip(toponym.candidates, toponym.likely, strict=True) if same_spot(place, best)]
    )
    plausible = 1 / (1 + math.exp(-2.0 * (scores[first] - PLAUSIBLE)))
    confidence = together * plausible
    return geo_of(chosen, confidence) if confidence >= SURE else None


def town_of_its_area(best: Place, toponym: Toponym) -> Place:
    """The town rather than the province or district around it that bears its name."""
    if best.kind in AREAS and best.country not in {"US", "CA"}:
        for i in sorted(range(len(toponym.scores)), key=lambda i: (-toponym.scores[i], i)):
            other = toponym.candidates[i]
            if other.kind in TOWNS and best.index in other.parents and other.population * 20 > best.population:
                return other
    return best


def same_spot(one: Place, other: Place) -> bool:
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
        if entity.type == "FAC" and is_street(name):
            continue
        for piece in pieces(name) if known else ():
            geo = known.get(fold(piece))
            if geo is not None:
                return geo._replace(confidence=round(geo.confidence * EPONYM, 3))
        if entity.type in {"ORG", "EVENT"} and (found := eponyms(name)):
            return geo_of(max(found, key=prior), EPONYM**2)
    return None


def geo_of(place: Place, confidence: float) -> Geo:
    state = state_of(place)
    return Geo(
        geonames_id=place.geonames_id,
        name=place.name,
        country=place.country,
        admin1=gazetteer().name(state) if state is not None else None,
        lat=place.lat,
        lon=place.lon,
        confidence=round(confidence, 3),
    )
