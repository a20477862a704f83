"""Types that the word tells which says what a thing is: *Brenna Lake*, *the Harbour Act*, *the Tolan dam*."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from streamproc.nlp.entities.name_words import load_words
from streamproc.nlp.knowledge.gazetteer import lookup, place_of_demonym
from streamproc.nlp.knowledge.gazetteer_index import TOWNS, Kind
from streamproc.nlp.knowledge.place_names import place_words

if TYPE_CHECKING:
    from streamproc.nlp.doc.entity_spans import Ent
    from streamproc.nlp.entities.span_list import SpanList

_MISTAKEN = frozenset({"PERSON", "ORG", "GPE", "NORP", "PRODUCT", "EVENT", "FAC", "WORK_OF_ART"})
_LAWS = re.compile(
    r".+ (?:act|treaty|treaties)|.+ conventions? (?:against|on|for) .+|(?:geneva|vienna|hague) conventions?"
)
_AGAINST = frozenset({"against", "on"})
_INSIDE = frozenset({"and", "the", "of"})
_NO_FIRM = frozenset({"the", "nazi", "fascist", "ancient", "vichy", "weimar", "rural", "building"})
"""Before a country they make no firm of it."""
_DECLARED = frozenset({"declaration", "accord", "accords", "protocol", "charter"})
_GAMES = re.compile(
    r".*\b(?:para|asian|sea|commonwealth|olympic|paralympic|african|pan american|island|military|national) games"
)
_PLANTS = re.compile(
    r".+ (?:power (?:project|plant|station)|hydro(?:power|electric)? (?:project|plant)|hydel|hydropower|hep)",
)
_POWER = frozenset({"hydro", "hydropower", "hydroelectric", "hydel", "thermal", "power", "solar", "wind"})
_WORKS = frozenset({"project", "projects", "plant", "plants", "station", "stations", "dam", "dams"})
_BUILT = frozenset(
    {
        "street",
        "avenue",
        "road",
        "dam",
        "barrage",
        "hospital",
        "stadium",
        "cathedral",
        "mosque",
        "airport",
        "museum",
        "market",
        "compound",
    }
)
_EMPIRES = re.compile(
    r"(?:the )?(?:roman|ottoman|byzantine|persian|mongol|mughal|british|russian|austro - hungarian) empire"
)
_STATES_OF_OLD = frozenset({"Roman", "Romans", "Byzantine", "Byzantines", "Ottoman", "Ottomans"})
"""Adjectives of empires that lie nowhere today; towns bear some of them by chance."""


def head_words(spans: SpanList) -> None:
    """Names by their own first or last word, or the noun right behind them."""
    for ent in spans.ents:
        label = _by_head(spans, ent)
        if label is not None:
            ent.label = label


def _by_head(spans: SpanList, ent: Ent) -> str | None:
    if ent.end - ent.start == 1:
        old = spans.words[ent.start] in _STATES_OF_OLD and ent.label in {"GPE", "LOC", "ORG"}
        return "NORP" if old else _works(spans, ent)
    if ent.label not in _MISTAKEN | {"LOC"} or ent.label == "WORK_OF_ART":
        return None
    key = " ".join(spans.lower[ent.start : ent.end])
    return _law_or_event(spans, ent, key) or _place_or_branch(spans, ent, key) or _works(spans, ent)


def _law_or_event(spans: SpanList, ent: Ent, key: str) -> str | None:
    if ent.label != "EVENT" and _is_law(spans, ent, key):
        return "LAW"
    if _is_event(spans, ent, key):
        return "EVENT"
    declared = spans.lower[ent.end - 1] in _DECLARED and ent.label != "PERSON" and "government" not in key
    return "LAW" if declared else None


def _place_or_branch(spans: SpanList, ent: Ent, key: str) -> str | None:
    if _EMPIRES.fullmatch(key):
        return "GPE"
    if ent.label == "GPE" and _is_branch(spans, ent):
        return "ORG"
    if ent.label in {"GPE", "LOC"} and spans.lower[ent.end - 1] in _BUILT and not lookup(spans.text(ent)):
        return "FAC"
    if ent.label != "LOC" and _is_nature(spans, ent) and not _is_known_town(spans, ent):
        return "LOC"
    return "FAC" if _PLANTS.fullmatch(key) else None


def _is_branch(spans: SpanList, ent: Ent) -> bool:
    """``Harbour House India``: what nobody knows as a place and a country behind it."""
    places = lookup(spans.words[ent.end - 1])
    if not places or places[0].kind is not Kind.COUNTRY or places[0].alike:
        return False
    first, before, words = spans.lower[ent.start], spans.words[ent.start : ent.end - 1], load_words()
    side = (
        first.endswith("ern")
        or any(first in others for others in (_NO_FIRM, words.beginnings, words.of_place, place_words().not_towns))
        or spans.tags[ent.start][:2] == "JJ"
    )
    return not side and all(word.isalpha() for word in before) and not (
        lookup(spans.text(ent)) or lookup(" ".join(before)) or place_of_demonym(before[0])
    )  # fmt: skip


def _is_event(spans: SpanList, ent: Ent, key: str) -> bool:
    """``the Lindos Para Games``, ``the Lindos Youth Summit``, ``Expo Lindos``."""
    last = spans.lower[ent.end - 1]
    if (last == "games" and _GAMES.fullmatch(key)) or (last == "summit" and ent.label != "LOC"):
        return True
    return spans.words[ent.start] == "Expo" and ent.label in {"GPE", "PERSON", "PRODUCT", "ORG"}


def _is_law(spans: SpanList, ent: Ent, key: str) -> bool:
    """``United Nations Conventions against Corruption`` is a law whole, and where the model ends before *against*."""
    if spans.lower[ent.end - 1] in {"convention", "conventions"} and spans.lower[ent.end : ent.end + 1] != []:
        i = ent.end + 1
        if spans.lower[ent.end] in _AGAINST and i < len(spans.words) and spans.is_proper(i):
            taken = spans.taken()
            while i < len(spans.words) and i not in taken and (spans.is_proper(i) or _joins(spans, i)):
                i += 1
            if i > ent.end + 1:
                ent.end = i
                return True
    return _LAWS.fullmatch(key) is not None


def _joins(spans: SpanList, i: int) -> bool:
    return spans.lower[i] in _INSIDE and i + 1 < len(spans.words) and spans.is_proper(i + 1)


def _is_nature(spans: SpanList, ent: Ent) -> bool:
    words, last = load_words(), spans.lower[ent.end - 1]
    first = spans.lower[ent.start] in words.beginnings and ent.label in {"GPE", "PERSON"}
    reserve = " ".join(spans.lower[max(ent.start + 1, ent.end - 2) : ent.end]) in words.reserves
    return first or reserve or last in {"lake", "river", "mountains", "mountain", "reef"}


def _is_known_town(spans: SpanList, ent: Ent) -> bool:
    """``Crystal Lake``, ``Mount Pleasant``, ``Cape Town``, ``River Gee`` are towns or provinces."""
    places = lookup(spans.text(ent))
    return bool(places) and (places[0].kind in TOWNS or places[0].kind in {Kind.ADMIN1, Kind.ADMIN2, Kind.COUNTRY})


def _works(spans: SpanList, ent: Ent) -> str | None:
    """``the Tolan hydropower plant``, ``Kalnar Hydro project``, ``the Baral dam``."""
    if ent.label not in {"PERSON", "GPE", "LOC", "PRODUCT", "ORG"} or ent.end + 1 >= len(spans.lower):
        return None
    after, then = spans.lower[ent.end], spans.lower[ent.end + 1]
    inside = spans.lower[ent.end - 1] in _POWER - {"power", "solar", "wind"} and ent.end - ent.start > 1
    power = after in _POWER and then in _WORKS and ent.label != "ORG" and not lookup(spans.text(ent))
    named = ent.label in {"PERSON", "PRODUCT"} and after in {"dam", "barrage"}
    return "FAC" if power or named or (inside and after in {"project", "plant", "station"}) else None
