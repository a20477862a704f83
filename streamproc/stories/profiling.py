"""What the worker says of an article to the stage that groups articles: its profile, of what was found in it."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from streamproc.copies.sketch import body_of, sketch_of
from streamproc.nlp.knowledge.data_files import bundled, read_yaml
from streamproc.stories.profile import EventTold, Name, PlaceTold, Profile

if TYPE_CHECKING:
    from streamproc.article import Article, Enrichment, EventTag, Place

EVENTS, NAMES, WORDS = 6, 16, 32
"""The most that a profile has of each."""
PLACE_TYPES = frozenset({"GPE", "LOC", "NORP"})
NAMED_TYPES = PLACE_TYPES | {"PERSON", "ORG", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"}
TITLE_WEIGHT, LEAD_WEIGHT = 3, 2
LEAD_WORDS, BODY_WORDS = 60, 400
"""Words of the body that count as its lead, and that are looked at."""
LONGEST_WORD, LONGEST_NAME = 24, 80
_WORD = re.compile(r"[^\W\d_]{3,}")
_DAY = len("2026-01-31")
_ENDINGS = ("ings", "ing", "ies", "ied", "es", "ed", "s", "e", "y")
_LEAST_STEM = 3


def profile_of(article: Article, found: Enrichment) -> Profile:
    """The profile of an article as it was read; ``found``: what was found in it."""
    body = body_of(article.text, found.zones)
    names = names_of(found, article.source)
    return Profile(
        day=article.published_at.date().isoformat() if article.published_at is not None else None,
        events=events_of(found),
        names=names,
        words=words_of(article.title or "", body, {word for name in names.values() for word in stems(name.name)}),
        sketch=sketch_of(body),
    )


def events_of(found: Enrichment) -> tuple[EventTold, ...]:
    """Those that have happened, the most salient first."""
    happened = [event for event in found.events if has_happened(event)]
    happened.sort(key=lambda event: -event.salience)
    return tuple(
        EventTold(
            event.id,
            event.type,
            day_of(event),
            place_told(event.place) if event.place is not None else None,
            event.key,
        )
        for event in happened[:EVENTS]
    )


def has_happened(event: EventTag) -> bool:
    return not (event.negated or event.hypothetical or event.future or event.historical or event.attempted)


def day_of(event: EventTag) -> str | None:
    day = event.date.value if event.date is not None else None
    return day[:_DAY] if day is not None and len(day) >= _DAY else None


def place_told(place: Place) -> PlaceTold:
    name, geo = place.name[:LONGEST_NAME], place.geo
    if geo is None:
        return PlaceTold(name)
    return PlaceTold(name, geo.geonames_id, geo.country, geo.admin1, round(geo.lat, 2), round(geo.lon, 2))


def names_of(found: Enrichment, source: str | None) -> dict[str, Name]:
    """Whom and what the article names, by what they are called in all articles; not the outlet itself."""
    outlet = (source or "").casefold()
    named = [
        one
        for one in found.entities
        if one.type in NAMED_TYPES and one.entity_key is not None and one.name.casefold() != outlet
    ]
    named.sort(key=lambda one: -one.salience)
    names: dict[str, Name] = {}
    for one in named[:NAMES]:
        weight = max(1, round(100 * one.salience))
        names.setdefault(one.entity_key or "", Name(one.name[:LONGEST_NAME], weight, one.type in PLACE_TYPES))
    return names


def words_of(title: str, body: str, left_out: set[str]) -> dict[str, int]:
    """Stems and how often they come, those of headline and lead more."""
    counts = Counter[str]()
    for stem in stems(title):
        counts[stem] += TITLE_WEIGHT
    for number, stem in enumerate(stems(body)):
        if number >= BODY_WORDS:
            break
        counts[stem] += LEAD_WEIGHT if number < LEAD_WORDS else 1
    common = common_stems()
    kept = [(stem, count) for stem, count in counts.items() if stem not in common and stem not in left_out]
    kept.sort(key=lambda item: (-item[1], item[0]))
    return dict(kept[:WORDS])


def stems(text: str) -> list[str]:
    return [stem_of(word[:LONGEST_WORD].casefold()) for word in _WORD.findall(text)]


@cache
def common_stems() -> frozenset[str]:
    words: dict[str, str] = read_yaml(bundled("stories/common_words.yaml"))
    return frozenset(stem_of(word) for line in words.values() for word in line.split())


def stem_of(word: str) -> str:
    """A word without its ending: enough for telling whether two words are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            stem = word.removesuffix(ending)
            return stem[:-1] if len(stem) > _LEAST_STEM and stem[-1] == stem[-2] else stem
    return word
