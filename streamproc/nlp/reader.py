"""Doc ─► Enrichment: spaCy objects stop here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.article import (
    Count,
    DateValue,
    Enrichment,
    Entity,
    EventTag,
    Evidence,
    Mention,
    Place,
    Quote,
    Reference,
    TextSpan,
    Zone,
)
from streamproc.nlp.annotations import (
    article_of,
    entities_of,
    events_of,
    full_text,
    quotes_of,
    text_start,
    zones_of,
)
from streamproc.nlp.ids import derive_id

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from streamproc.article import PipelineInfo
    from streamproc.nlp.annotations import ArgumentDraft, EntityDraft, EventDraft, QuoteDraft


def read(doc: Doc, info: PipelineInfo) -> Enrichment:
    """Turn the drafts on a Doc into values with ids and offsets into the article's own strings."""
    return _Reader(doc).enrichment(info)


class _Reader:
    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.article = article_of(doc)
        self.text = full_text(doc)
        self.text_start = text_start(doc)
        self.ids: set[str] = set()
        self.entity_ids: dict[int, str] = {}
        self.quote_ids: dict[int, str] = {}

    def enrichment(self, info: PipelineInfo) -> Enrichment:
        entities = tuple(self.entity(draft) for draft in entities_of(self.doc))
        quotes = tuple(self.quote(draft) for draft in quotes_of(self.doc))
        events = tuple(self.event(draft) for draft in events_of(self.doc))
        start = self.text_start
        return Enrichment(
            pipeline=info,
            zones=tuple(Zone(z.kind, z.start - start, z.end - start) for z in zones_of(self.doc)),
            entities=entities,
            quotes=quotes,
            events=events,
            words=len(self.doc),
        )

    def new_id(self, kind: str, *parts: object) -> str:
        """An id that no other record of the article has: a number tells namesakes, and two events of one word, apart."""
        record_id = derive_id(self.article.id, kind, *parts)
        number = 1
        while record_id in self.ids:
            number += 1
            record_id = derive_id(self.article.id, kind, *parts, number)
        self.ids.add(record_id)
        return record_id

    def entity(self, draft: EntityDraft) -> Entity:
        # No position in the id: it survives a revision that only moves the entity.
        entity_id = self.new_id("entity", draft.type, draft.name)
        self.entity_ids[id(draft)] = entity_id
        return Entity(
            id=entity_id,
            type=draft.type,
            name=draft.name,
            aliases=tuple(draft.aliases),
            salience=round(draft.salience, 4),
            mentions=tuple(Mention(self.span(m.span), m.kind) for m in draft.mentions),
            geo=draft.geo,
            links=dict(draft.links),
        )

    def quote(self, draft: QuoteDraft) -> Quote:
        span = self.characters(draft.segments[0][0], draft.segments[-1][1])
        shift = 0 if span.field == "title" else self.text_start
        quote_id = self.new_id("quote", span.field, span.start, span.text)
        self.quote_ids[id(draft)] = quote_id
        return Quote(
            id=quote_id,
            type=draft.type,
            span=span,
            segments=tuple((start - shift, end - shift) for start, end in draft.segments),
            cue=self.span(draft.cue) if draft.cue is not None else None,
            cue_class=draft.cue_class,
            speaker=self.reference(draft.speaker, draft.speaker_entity, draft.speaker_name),
            addressee=self.reference(draft.addressee, draft.addressee_entity),
            confidence=round(draft.confidence, 3),
        )

    def event(self, draft: EventDraft) -> EventTag:
        evidence = tuple(Evidence(self.trimmed(e.sentence), self.span(e.trigger)) for e in draft.evidence)
        first = evidence[0].trigger
        return EventTag(
            id=self.new_id("event", draft.type, first.field, first.start, first.text),
            type=draft.type,
            mode=draft.mode,
            contexts=tuple(draft.contexts),
            scale=draft.scale,
            codes=dict(draft.codes),
            negated=draft.negated,
            hypothetical=draft.hypothetical,
            attempted=draft.attempted,
            future=draft.future,
            historical=draft.historical,
            actors=tuple(self.argument(a) for a in draft.actors),
            targets=tuple(self.argument(a) for a in draft.targets),
            place=self.place(draft),
            date=DateValue(self.span(draft.date.span), draft.date.value) if draft.date else None,
            counts=tuple(Count(c.kind, c.value, c.qualifier, self.span(c.span)) for c in draft.counts),
            evidence=evidence,
            attributed_to=self.quote_ids.get(id(draft.attributed_to)) if draft.attributed_to else None,
            salience=round(draft.salience, 4),
            confidence=round(draft.confidence, 3),
        )

    def argument(self, draft: ArgumentDraft) -> Reference:
        entity = draft.entity
        return Reference(self.span(draft.span), self.entity_id(entity), entity.name if entity else None)

    def place(self, draft: EventDraft) -> Place | None:
        if draft.place is None:
            return None
        span = self.span(draft.place_span) if draft.place_span is not None else None
        return Place(draft.place.name, self.entity_id(draft.place), draft.place.geo, span)

    def reference(self, span: Span | None, entity: EntityDraft | None, name: str | None = None) -> Reference | None:
        if span is None:
            return None
        return Reference(self.span(span), self.entity_id(entity), name or (entity.name if entity else None))

    def entity_id(self, draft: EntityDraft | None) -> str | None:
        return self.entity_ids.get(id(draft)) if draft is not None else None

    def span(self, span: Span) -> TextSpan:
        return self.characters(span.start_char, span.end_char)

    def trimmed(self, sentence: Span) -> TextSpan:
        """A sentence without the line breaks that the model counts to it."""
        start, end = sentence.start_char, sentence.end_char
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        return self.characters(start, start + len(text.strip()))

    def characters(self, start: int, end: int) -> TextSpan:
        if start < self.text_start:
            title = self.article.title or ""
            end = min(end, len(title))
            return TextSpan("title", start, end, title[start:end])
        start, end = start - self.text_start, end - self.text_start
        return TextSpan("text", start, end, self.article.text[start:end])
