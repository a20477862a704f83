"""The object on a Doc that holds what components write, and its accessors."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from spacy.tokens import Doc, Span

from streamproc.article import Article
from streamproc.nlp.doc.drafts import DatelineDraft, EntityDraft, EventDraft, MentionDraft, QuoteDraft, ZoneDraft
from streamproc.nlp.doc.tokens import Tokens


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
    resolve: Callable[[Span, AbstractSet[int]], EntityDraft | None] | None = None
    """Set by ``quotes``: the entity that a pronoun or a general noun means, None where the text names nobody; the set holds
    identities of entities that it can't mean."""
    events: list[EventDraft] = field(default_factory=list)
    remembered: int = 0
    """Tokens of which the model's annotation was remembered."""


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
