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
from streamproc.nlp.doc.annotations import (
    article_of,
    entities_of,
    events_of,
    full_text,
    quotes_of,
    text_start,
    zones_of,
)
from streamproc.nlp.ids import BETWEEN, derive_id

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from streamproc.article import PipelineInfo
    from streamproc.nlp.doc.drafts import ArgumentDraft, CountDraft, EntityDraft, EventDraft, QuoteDraft


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
        self.sentences: dict[int, TextSpan] = {}
        """By where they start: several events may have one."""

    def enrichment(self, info: PipelineInfo) -> Enrichment:
        start = self.text_start
        return Enrichment(
            pipeline=info,
            zones=tuple([Zone(z.kind, z.start - start, z.end - start) for z in zones_of(self.doc)]),
            entities=tuple(map(self.entity, entities_of(self.doc))),
            quotes=tuple(map(self.quote, quotes_of(self.doc))),
            events=tuple(map(self.event, events_of(self.doc))),
            words=len(self.doc),
        )

    def new_id(self, kind: str, content: str) -> str:
        """An id that no other record of the article has: a number tells namesakes, and two events of one word, apart."""
        record_id = derive_id(self.article.id, kind, content)
        number = 1
        while record_id in self.ids:
            number += 1
            record_id = derive_id(self.article.id, kind, f"{content}{BETWEEN}{number}")
        self.ids.add(record_id)
        return record_id

    def entity(self, draft: EntityDraft) -> Entity:
        # No position in the id: it survives a revision that only moves the entity.
        entity_id = self.new_id("entity", f"{draft.type}{BETWEEN}{draft.name}")
        self.entity_ids[id(draft)] = entity_id
        return Entity(
            id=entity_id,
            type=draft.type,
            name=draft.name,
            aliases=tuple(draft.aliases),
            salience=round(draft.salience, 4),
            mentions=tuple([Mention(self.span(mention.span), mention.kind) for mention in draft.mentions]),
            geo=draft.geo,
            links=dict(draft.links),
        )

    def quote(self, draft: QuoteDraft) -> Quote:
        span = self.characters(draft.segments[0][0], draft.segments[-1][1])
        shift = 0 if span.field == "title" else self.text_start
        quote_id = self.new_id("quote", f"{span.field}{BETWEEN}{span.start}{BETWEEN}{span.text}")
        self.quote_ids[id(draft)] = quote_id
        return Quote(
            id=quote_id,
            type=draft.type,
            span=span,
            segments=tuple([(start - shift, end - shift) for start, end in draft.segments]),
            cue=self.span(draft.cue) if draft.cue is not None else None,
            cue_class=draft.cue_class,
            speaker=self.reference(draft.speaker, draft.speaker_entity, draft.speaker_name),
            addressee=self.reference(draft.addressee, draft.addressee_entity),
            confidence=round(draft.confidence, 3),
        )

    def event(self, draft: EventDraft) -> EventTag:
        evidence = tuple([Evidence(self.sentence(e.sentence), self.span(e.trigger)) for e in draft.evidence])
        first = evidence[0].trigger
        content = f"{draft.type}{BETWEEN}{first.field}{BETWEEN}{first.start}{BETWEEN}{first.text}"
        return EventTag(
            id=self.new_id("event", content),
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
            actors=tuple(map(self.argument, draft.actors)),
            targets=tuple(map(self.argument, draft.targets)),
            place=self.place(draft),
            date=DateValue(self.span(draft.date.span), draft.date.value) if draft.date else None,
            counts=tuple(map(self.count, draft.counts)),
            evidence=evidence,
            attributed_to=self.quote_ids.get(id(draft.attributed_to)) if draft.attributed_to else None,
            salience=round(draft.salience, 4),
            confidence=round(draft.confidence, 3),
            rule=draft.rule,
        )

    def argument(self, draft: ArgumentDraft) -> Reference:
        entity = draft.entity
        span = self.span(draft.span)
        return Reference(span, None, None) if entity is None else Reference(span, self.entity_id(entity), entity.name)

    def count(self, draft: CountDraft) -> Count:
        return Count(draft.kind, draft.value, draft.qualifier, self.span(draft.span))

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

    def sentence(self, sentence: Span) -> TextSpan:
        """A sentence without the line breaks that the model counts to it."""
        start = sentence.start_char
        found = self.sentences.get(start)
        if found is None:
            text = self.text[start : sentence.end_char]
            first = start + len(text) - len(text.lstrip())
            found = self.sentences[start] = self.characters(first, first + len(text.strip()))
        return found

    def characters(self, start: int, end: int) -> TextSpan:
        if start < self.text_start:
            title = self.article.title or ""
            end = min(end, len(title))
            return TextSpan("title", start, end, title[start:end])
        return TextSpan("text", start - self.text_start, end - self.text_start, self.text[start:end])
