"""Salience: how much the article is about an entity, 0..1.

An entity matters when it is named often, early, and in the title or headline. Who is named as the source of a
quotation, or as a speaker's label in an interview, is not what an article is about by that; what stands in links,
bylines and boilerplate does not count at all. The weights were set by hand on articles of the project's own;
``log(1 + frequency)`` with the first position and the title is the strong baseline of the literature (Dunietz and
Gillick 2014).
"""

from __future__ import annotations

from math import exp, log1p
from typing import TYPE_CHECKING

from streamproc.nlp.doc.annotations import entities_of, full_text, quotes_of, text_start, zones_of
from streamproc.nlp.doc.zone_index import ZoneIndex

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc, Span

    from streamproc.nlp.doc.drafts import EntityDraft, ZoneDraft
    from streamproc.nlp.knowledge.data_files import OperatorFiles

ZONE_WEIGHT = {
    "body": 1.0,
    "subhead": 1.0,
    "dateline": 0.3,
    "caption": 0.5,
    "byline": 0.0,
    "related": 0.0,
    "boilerplate": 0.0,
}
"""How much of a mention counts in each kind of zone."""
KIND_WEIGHT = {"name": 1.0, "nominal": 0.8, "pronoun": 0.5}
TYPE_WEIGHT = {"PERSON": 1.0, "ORG": 1.0, "GPE": 1.0, "LOC": 0.8, "FAC": 0.9, "EVENT": 0.9, "NORP": 0.5}
OTHER_TYPE = 0.6
FREQUENCY, TITLE, LEAD = 1.0, 1.0, 2.0
SOURCE, LABEL = 0.5, 0.25
"""How much of a mention counts that says whose the words of a quotation are, or that stands before an answer."""
LEAD_LENGTH = 450
"""Characters after which the place of the first mention has lost about two thirds of its weight."""
_BEFORE_LABEL = frozenset({"", "\n", "\r"})
HALF = 1.5
"""The weight at which salience is a half."""


def load(_: OperatorFiles) -> Callable[[Doc], Doc]:
    """The component; it needs no data."""
    return rate_salience


def rate_salience(doc: Doc) -> Doc:
    """Set ``salience`` on the entities of ``doc._.entities``; runs after quotes, whose speakers count."""
    sources = {quote.speaker.start_char for quote in quotes_of(doc) if quote.speaker is not None}
    layout = _Layout(zones_of(doc), text_start(doc), full_text(doc))
    for entity in entities_of(doc):
        weight = _weight(entity, layout, sources)
        entity.salience = weight / (weight + HALF)
    return doc


def _weight(entity: EntityDraft, layout: _Layout, sources: set[int]) -> float:
    count = 0.0
    titled = False
    first = None
    for mention in entity.mentions:
        position = mention.span.start_char
        share = layout.share(position)
        if not share:
            continue
        role = LABEL if layout.is_label(mention.span) else SOURCE if position in sources else 1.0
        count += share * role * KIND_WEIGHT[mention.kind]
        if layout.in_title(position):
            titled = True
        elif first is None:
            first = layout.depth(position)
    if not count:
        return 0.0
    lead = exp(-first / LEAD_LENGTH) if first is not None else 0.0
    weight = FREQUENCY * log1p(count) + TITLE * titled + LEAD * lead
    return weight * TYPE_WEIGHT.get(entity.type, OTHER_TYPE)


class _Layout:
    """What zone a character is in. The headline is the title, or a first line of the text that is a headline."""

    def __init__(self, zones: list[ZoneDraft], start: int, text: str) -> None:
        self.text = text
        self.zones = ZoneIndex(zones)
        self.headline_end = start
        self.body_start = next((zone.start for zone in zones if zone.kind == "body"), start)
        if start == 0 and zones and zones[0].kind == "subhead":
            self.headline_end = zones[0].end

    def in_title(self, position: int) -> bool:
        return position < self.headline_end

    def share(self, position: int) -> float:
        """How much a mention counts by its zone; the title is in none and counts in full."""
        kind = self.zones.kind_at(position)
        return 1.0 if kind is None else ZONE_WEIGHT[kind]

    def is_label(self, span: Span) -> bool:
        """Whether a mention begins its line, or stands in double brackets, and a colon or the brackets' end follows."""
        start, end = span.start_char, span.end_char
        after = self.text[end : end + 2]
        if after[:1] == ":":
            return self.text[max(0, start - 1) : start] in _BEFORE_LABEL
        return after == "))"

    def depth(self, position: int) -> int:
        """Characters between the beginning of the body and a position."""
        return max(0, position - self.body_start)
