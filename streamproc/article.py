"""The domain's values: an article as received, and what was found in it.

Immutable, standard library only; what an article has dozens of are named tuples, made in half of a dataclass's time.
Offsets: Unicode code points, half open, into ``field`` as received: ``getattr(article, field)[start:end] == text``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from streamproc.errors import InvalidArticle

Field = Literal["text", "title"]
ZoneKind = Literal["dateline", "caption", "byline", "related", "boilerplate", "subhead", "body"]
QuoteType = Literal["direct", "indirect", "mixed"]
Basis = Literal["stated", "sentence", "paragraph", "dateline", "resolved"]
"""How the text says it: in the event's clause, its sentence, paragraph, dateline, or by a pronoun or role for a name."""
Scope = Literal["event", "total", "forecast"]
MentionKind = Literal["name", "nominal", "pronoun"]


class Note(NamedTuple):
    """Something optional that was left out or read with doubt: our field, and what was wrong."""

    field: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A news article as received: immutable, validated once, at the edge.

    ``language`` is a BCP 47 tag, None when the scraper did not say. ``notes`` say what of it could not be read.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    source: str | None = None
    author: tuple[str, ...] = ()
    language: str | None = None
    published_at: datetime | None = None
    tags: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        if not self.id.strip():
            raise InvalidArticle("id: is blank")
        if not self.text.strip():
            raise InvalidArticle("text: is blank")


class TextSpan(NamedTuple):
    """A stretch of an article's title or text. ``plain``: the words as they are read, where markup and the like stand between."""

    field: Field
    start: int
    end: int
    text: str
    plain: str | None = None

    @property
    def words(self) -> str:
        """The words as they are read."""
        return self.text if self.plain is None else self.plain


class Zone(NamedTuple):
    """A stretch of ``text`` with a role in the layout."""

    kind: ZoneKind
    start: int
    end: int


class Mention(NamedTuple):
    """One place where an entity is named, described or referred to."""

    span: TextSpan
    kind: MentionKind


class Geo(NamedTuple):
    """A resolved place: GeoNames id (None for the few regions without one), ISO 3166 country, WGS 84 degrees, confidence in 0..1."""

    geonames_id: int | None
    name: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    confidence: float


class Entity(NamedTuple):
    """A person, organisation, place … of the article with all its mentions. Salience in 0..1.

    ``geo`` is where a place (GPE, LOC, FAC) is; of nationalities, organisations and events (NORP, ORG, EVENT), the
    place that they are named after, which need not be where they are.
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...]
    salience: float
    mentions: tuple[Mention, ...]
    geo: Geo | None = None
    links: Mapping[str, str] = MappingProxyType({})


class Reference(NamedTuple):
    """Words that refer to somebody or something, and the entity they refer to where it is known."""

    span: TextSpan
    entity_id: str | None
    name: str | None


class Participant(NamedTuple):
    """Somebody or something that takes part in an event: the whole noun phrase, and the entity it means.

    ``country``: ISO 3166, of the entity or of what the phrase says (``Israeli jets``). ``basis``: ``stated`` where the
    phrase names it, ``resolved`` where a pronoun or a role stands for a name.
    """

    span: TextSpan
    entity_id: str | None
    name: str | None
    country: str | None = None
    basis: Basis = "stated"


class Quote(NamedTuple):
    """Who said what. ``segments`` are (start, end) pairs in the span's field; confidence in 0..1.

    ``entities``: ids of the entities named inside it.
    """

    id: str
    type: QuoteType
    span: TextSpan
    segments: tuple[tuple[int, int], ...]
    cue: TextSpan | None
    cue_class: str | None
    speaker: Reference | None
    addressee: Reference | None
    confidence: float
    entities: tuple[str, ...] = ()


class Count(NamedTuple):
    """A number of people or things the event touched: ``about 45,000 civilians`` displaced.

    ``low`` and ``high``: the bounds that the words give, None where they give none. ``unit``: what is counted, people
    where nothing else is said. ``scope``: ``event``, or ``total`` of many, or ``forecast``.
    """

    kind: str
    value: int
    qualifier: str | None
    span: TextSpan
    low: int | None = None
    high: int | None = None
    unit: str = "people"
    scope: Scope = "event"


class DateValue(NamedTuple):
    """When: the words, and the ISO 8601 date or month or year they resolve to (None when it can't be told)."""

    span: TextSpan
    value: str | None
    basis: Basis = "stated"


class Evidence(NamedTuple):
    """The sentence that says so, and the words in it that made the tag."""

    span: TextSpan
    trigger: TextSpan


class Place(NamedTuple):
    """Where an event happened."""

    name: str
    entity_id: str | None
    geo: Geo | None
    span: TextSpan | None
    basis: Basis | None = None


class EventTag(NamedTuple):
    """What happened. ``type`` is a PLOVER root or a namespaced extension ``x:…``.

    ``targets`` are the side at the receiving end, ``themes`` what it was about (given, taken, signed), ``instruments``
    with what. ``key`` is equal for events of different articles that may be one; it is no identity.
    """

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    scale: float | None
    codes: Mapping[str, str]
    negated: bool
    hypothetical: bool
    future: bool
    historical: bool
    actors: tuple[Participant, ...]
    targets: tuple[Participant, ...]
    place: Place | None
    date: DateValue | None
    counts: tuple[Count, ...]
    evidence: tuple[Evidence, ...]
    attributed_to: str | None
    salience: float
    confidence: float
    attempted: bool = False
    rule: str | None = None
    alleged: bool = False
    themes: tuple[Participant, ...] = ()
    instruments: tuple[Participant, ...] = ()
    origin: Place | None = None
    destination: Place | None = None
    key: str | None = None
    """The entry of the lexicon that said so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineInfo:
    """What made a record: part of every enriched article, so that a result can be reproduced."""

    streamproc: str
    model: str
    model_version: str
    lexicon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrichment:
    """Everything found in one article."""

    pipeline: PipelineInfo
    zones: tuple[Zone, ...]
    entities: tuple[Entity, ...]
    quotes: tuple[Quote, ...]
    events: tuple[EventTag, ...]
    words: int
