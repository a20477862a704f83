"""What the components write on a Doc: drafts that hold spaCy spans and point at each other.

The reader turns them into the values of ``streamproc.article``; nothing else leaves this package.
Character offsets here are into ``doc.text`` (title, blank line, text); token offsets are spaCy's.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from spacy.tokens import Doc, Span

from streamproc.article import Article, Geo, MentionKind, QuoteType, ZoneKind
from streamproc.nlp.doc.tokens import Tokens


@dataclass(slots=True, eq=False)
class ZoneDraft:
    """A stretch of ``doc.text`` with a role in the layout (characters)."""

    kind: ZoneKind
    start: int
    end: int


@dataclass(slots=True, eq=False)
class DatelineDraft:
    """Where, by whom and when a story was filed: (start, end) characters of ``doc.text``, None for what it does not say."""

    start: int
    end: int
    place: tuple[int, int] | None = None
    outlet: tuple[int, int] | None = None
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
    plural: bool = False


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


@dataclass(slots=True, eq=False)
class CountDraft:
    """How many, of what kind: dead, injured, displaced, detained."""

    kind: str
    value: int
    qualifier: str | None
    span: Span


@dataclass(slots=True, eq=False)
class DateDraft:
    """When: words and the ISO 8601 value they resolve to."""

    span: Span
    value: str | None


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
    mode: str | None = None
    contexts: list[str] = field(default_factory=list)
    scale: float | None = None
    codes: dict[str, str] = field(default_factory=dict)
    negated: bool = False
    hypothetical: bool = False
    attempted: bool = False
    future: bool = False
    historical: bool = False
    actors: list[ArgumentDraft] = field(default_factory=list)
    targets: list[ArgumentDraft] = field(default_factory=list)
    themes: list[ArgumentDraft] = field(default_factory=list)
    instruments: list[ArgumentDraft] = field(default_factory=list)
    place: EntityDraft | None = None
    place_span: Span | None = None
    date: DateDraft | None = None
    counts: list[CountDraft] = field(default_factory=list)
    attributed_to: QuoteDraft | None = None
    salience: float = 0.0
    confidence: float = 0.5


@dataclass(slots=True, eq=False)
class Annotations:
    """All that the components write on one Doc; ``doc._.quotes`` and the like are its fields."""

    article: Article | None = None
    full_text: str | None = None
    text_start: int = 0
    tokens: Tokens | None = None
    zones: list[ZoneDraft] = field(default_factory=list)
    dateline: DatelineDraft | None = None
    credits: list[tuple[int, int]] = field(default_factory=list)
    entities: list[EntityDraft] = field(default_factory=list)
    mention_of: list[MentionDraft | None] = field(default_factory=list)
    quotes: list[QuoteDraft] = field(default_factory=list)
    events: list[EventDraft] = field(default_factory=list)


def annotations_of(doc: Doc) -> Annotations:
    """The Doc's annotations: one object, because every look at ``doc._`` costs as much as the work on ten words."""
    found: Annotations | None = doc.user_data.get("streamproc")
    if found is None:
        found = doc.user_data["streamproc"] = Annotations()
    return found


def zones_of(doc: Doc) -> list[ZoneDraft]:
    """Set by ``zones``: every character of the text is in exactly one zone; the title is in none."""
    return annotations_of(doc).zones


def dateline_of(doc: Doc) -> DatelineDraft | None:
    """Set by ``zones``: the dateline, where the text has one."""
    return annotations_of(doc).dateline


def credits_of(doc: Doc) -> list[tuple[int, int]]:
    """Set by ``zones``: characters whose names are credits (agencies, photographers), not entities of the story."""
    return annotations_of(doc).credits


def entities_of(doc: Doc) -> list[EntityDraft]:
    """Set by ``clusters``, in order of first mention."""
    return annotations_of(doc).entities


def mentions_by_token(doc: Doc) -> list[MentionDraft | None]:
    """Set by ``clusters``: for every token the mention it is part of (names before nominals)."""
    return annotations_of(doc).mention_of


def quotes_of(doc: Doc) -> list[QuoteDraft]:
    """Set by ``quotes``, in order of appearance."""
    return annotations_of(doc).quotes


def events_of(doc: Doc) -> list[EventDraft]:
    """Set by ``events``, most salient first."""
    return annotations_of(doc).events


def article_of(doc: Doc) -> Article:
    """The article the Doc was made from."""
    article: Article = annotations_of(doc).article  # type: ignore[assignment]  # set before any component runs
    return article


def text_start(doc: Doc) -> int:
    """Where the article's text begins in ``doc.text``: 0 without a title, else after title and blank line."""
    return annotations_of(doc).text_start


def full_text(doc: Doc) -> str:
    """``doc.text``, put together once: spaCy joins the tokens at each call."""
    annotations = annotations_of(doc)
    if annotations.full_text is None:
        annotations.full_text = doc.text
    return annotations.full_text


def set_clusters(doc: Doc, entities: list[EntityDraft]) -> None:
    """Write entities and the token index that goes with them; names win over nominals over pronouns."""
    index: list[MentionDraft | None] = [None] * len(doc)
    names: list[MentionDraft] = []
    others: list[MentionDraft] = []
    for entity in entities:
        for mention in entity.mentions:
            mention.entity = entity
            (names if mention.kind == "name" else others).append(mention)
    others.sort(key=lambda mention: mention.kind == "nominal")
    for mention in (*others, *names):
        start, end = mention.span.start, mention.span.end
        index[start:end] = [mention] * (end - start)
    annotations = annotations_of(doc)
    annotations.entities, annotations.mention_of = entities, index


def release(doc: Doc) -> None:
    """Forget what the components wrote, and what points back at it: then the Doc is freed as soon as nobody holds it.

    To find it as garbage takes three times as long.
    """
    for entity in entities_of(doc):
        entity.mentions.clear()
    doc.user_data.clear()


def _add_extension(name: str) -> None:
    def get(doc: Doc) -> Any:
        return getattr(annotations_of(doc), name)

    def put(doc: Doc, value: Any) -> None:
        setattr(annotations_of(doc), name, value)

    if not Doc.has_extension(name):
        Doc.set_extension(name, getter=get, setter=put)


for _field in fields(Annotations):
    _add_extension(_field.name)


def tokens_of(doc: Doc) -> Tokens:
    """The tokens of a Doc that the model has annotated, read when somebody asks first."""
    annotations = annotations_of(doc)
    if annotations.tokens is None:
        annotations.tokens = Tokens(doc)
    return annotations.tokens


class Passage(NamedTuple):
    """The words around names: a Doc's tokens, and the mention that each is part of."""

    tokens: Tokens
    mentions: list[MentionDraft | None]


def passage_of(doc: Doc) -> Passage:
    """The tokens and mentions of a Doc whose entities have been found."""
    return Passage(tokens_of(doc), mentions_by_token(doc))
