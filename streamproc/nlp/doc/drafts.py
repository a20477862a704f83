"""Drafts: what components write on a Doc, as dataclasses that hold spaCy spans and point at each other.

``enrichment`` turns them into the values of ``streamproc.article``; nothing else leaves this package.
Character offsets are into ``doc.text`` (title, blank line, text); token offsets are spaCy's.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Span

from streamproc.article import Basis, Geo, MentionKind, QuoteType, Scope, ZoneKind

PLACE_TYPES = frozenset({"GPE", "LOC", "FAC"})
"""The types of entities that are places."""


@dataclass(slots=True, eq=False)
class ZoneDraft:
    """A stretch of ``doc.text`` with a role in the layout (characters)."""

    kind: ZoneKind
    start: int
    end: int


@dataclass(slots=True, eq=False)
class DatelineDraft:
    """Where and when a story was filed: (start, end) characters of ``doc.text``, None for what it does not say."""

    start: int
    end: int
    place: tuple[int, int] | None = None
    date: tuple[int, int] | None = None


@dataclass(slots=True, eq=False)
class MentionDraft:
    """A mention; ``entity`` is set by clustering."""

    span: Span
    kind: MentionKind
    entity: EntityDraft | None = None


@dataclass(slots=True, eq=False)
class EntityDraft:
    """A cluster of mentions in order of appearance. ``gender``: f, m or None; ``plural``: a group of people."""

    type: str
    name: str
    mentions: list[MentionDraft]
    aliases: list[str] = field(default_factory=list)
    salience: float = 0.0
    geo: Geo | None = None
    links: dict[str, str] = field(default_factory=dict)
    gender: str | None = None


@dataclass(slots=True, eq=False)
class QuoteDraft:
    """A quotation. Segments are (start, end) characters of ``doc.text``, without the outer marks."""

    type: QuoteType
    segments: list[tuple[int, int]]
    cue: Span | None = None
    cue_class: str | None = None
    speaker: Span | None = None
    speaker_entity: EntityDraft | None = None
    speaker_name: str | None = None
    addressee: Span | None = None
    addressee_entity: EntityDraft | None = None
    confidence: float = 0.5


@dataclass(slots=True, eq=False)
class ArgumentDraft:
    """Somebody or something that takes part in an event."""

    span: Span
    entity: EntityDraft | None = None
    country: str | None = None
    basis: Basis = "stated"


@dataclass(slots=True, eq=False)
class CountDraft:
    """How many, of what kind: dead, injured, displaced, detained; bounds, unit and scope as in ``article.Count``."""

    kind: str
    value: int
    qualifier: str | None
    span: Span
    low: int | None = None
    high: int | None = None
    unit: str = "people"
    scope: Scope = "event"


@dataclass(slots=True, eq=False)
class DateDraft:
    """When: words and the ISO 8601 value they resolve to."""

    span: Span
    value: str | None
    basis: Basis = "stated"


@dataclass(slots=True, eq=False)
class EvidenceDraft:
    """The sentence and the trigger words in it."""

    sentence: Span
    trigger: Span


@dataclass(slots=True, eq=False)
class EventDraft:
    """An event tag."""

    type: str
    evidence: list[EvidenceDraft]
    rule: str | None = None
    mode: str | None = None
    contexts: list[str] = field(default_factory=list)
    scale: float | None = None
    codes: dict[str, str] = field(default_factory=dict)
    negated: bool = False
    hypothetical: bool = False
    attempted: bool = False
    future: bool = False
    historical: bool = False
    alleged: bool = False
    actors: list[ArgumentDraft] = field(default_factory=list)
    targets: list[ArgumentDraft] = field(default_factory=list)
    themes: list[ArgumentDraft] = field(default_factory=list)
    instruments: list[ArgumentDraft] = field(default_factory=list)
    place: EntityDraft | None = None
    place_span: Span | None = None
    place_basis: Basis | None = None
    origin: MentionDraft | None = None
    destination: MentionDraft | None = None
    date: DateDraft | None = None
    counts: list[CountDraft] = field(default_factory=list)
    attributed_to: QuoteDraft | None = None
    salience: float = 0.0
    confidence: float = 0.5
