"""Doc ─► Enrichment: spaCy objects stop here."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from streamproc.article import (
    Count,
    DateValue,
    Enrichment,
    Entity,
    EventTag,
    Mention,
    Participant,
    Place,
    Quote,
    Reference,
    Zone,
)
from streamproc.nlp.doc.annotations import (
    article_of,
    entities_of,
    events_of,
    quotes_of,
    zones_of,
)
from streamproc.nlp.doc.text_spans import TextSpans
from streamproc.nlp.ids import BETWEEN, derive_id, entity_key, event_key, said_by, shown_by
from streamproc.nlp.knowledge.name_folding import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from streamproc.article import PipelineInfo
    from streamproc.nlp.doc.drafts import (
        ArgumentDraft,
        CountDraft,
        EntityDraft,
        EventDraft,
        MentionDraft,
        QuoteDraft,
    )


def read(doc: Doc, info: PipelineInfo) -> Enrichment:
    """Turn the drafts on a Doc into values with ids and offsets into the article's own strings."""
    return _Reader(doc).enrichment(info)


class _Reader:
    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.article = article_of(doc)
        self.spans = TextSpans(doc)
        self.ids: set[str] = set()
        self.numbers: dict[str, int] = {}
        """The last number that tells ids of one content apart."""
        self.entity_ids: dict[int, str] = {}
        self.quote_ids: dict[int, str] = {}
        self.names: list[tuple[int, str]] = []
        """Where every name starts, and its entity's id, in order."""

    def enrichment(self, info: PipelineInfo) -> Enrichment:
        start = self.spans.text_start
        entities = tuple(map(self.entity, entities_of(self.doc)))
        self.names.sort()
        return Enrichment(
            pipeline=info,
            zones=tuple([Zone(z.kind, z.start - start, z.end - start) for z in zones_of(self.doc)]),
            entities=entities,
            quotes=tuple(map(self.quote, quotes_of(self.doc))),
            events=tuple(map(self.event, events_of(self.doc))),
            words=len(self.doc),
        )

    def new_id(self, kind: str, content: str) -> str:
        """An id that no other record of the article has: a number tells namesakes, and two events of one word, apart."""
        record_id = derive_id(self.article.id, kind, content)
        while record_id in self.ids:
            number = self.numbers[content] = self.numbers.get(content, 1) + 1
            record_id = derive_id(self.article.id, kind, f"{content}{BETWEEN}{number}")
        self.ids.add(record_id)
        return record_id

    def entity(self, draft: EntityDraft) -> Entity:
        entity_id = self.new_id("entity", f"{draft.type}{BETWEEN}{draft.name}")
        self.entity_ids[id(draft)] = entity_id
        self.names += [(m.span.start_char, entity_id) for m in draft.mentions if m.kind == "name"]
        return Entity(
            id=entity_id,
            type=draft.type,
            name=draft.name,
            aliases=tuple(draft.aliases),
            salience=round(draft.salience, 4),
            mentions=tuple([Mention(self.spans.span(mention.span), mention.kind) for mention in draft.mentions]),
            geo=draft.geo,
            links=dict(draft.links),
            entity_key=entity_key(draft.type, fold(draft.name), draft.geo, draft.links.get("wikidata")),
        )

    def quote(self, draft: QuoteDraft) -> Quote:
        span = self.spans.characters(draft.segments[0][0], draft.segments[-1][1])
        shift = 0 if span.field == "title" else self.spans.text_start
        speaker = self.reference(draft.speaker, draft.speaker_entity, draft.speaker_name)
        quote_id = self.new_id("quote", said_by(span, speaker))
        self.quote_ids[id(draft)] = quote_id
        return Quote(
            id=quote_id,
            type=draft.type,
            span=span,
            segments=tuple([(start - shift, end - shift) for start, end in draft.segments]),
            cue=self.spans.span(draft.cue) if draft.cue is not None else None,
            cue_class=draft.cue_class,
            speaker=speaker,
            addressee=self.reference(draft.addressee, draft.addressee_entity),
            confidence=round(draft.confidence, 3),
            entities=self.named_in(draft.segments),
        )

    def named_in(self, segments: list[tuple[int, int]]) -> tuple[str, ...]:
        """Ids of the entities that a quotation names, in order."""
        found: dict[str, None] = {}
        for start, end in segments:
            first, last = bisect_left(self.names, (start,)), bisect_left(self.names, (end,))
            found.update(dict.fromkeys(entity_id for _, entity_id in self.names[first:last]))
        return tuple(found)

    def event(self, draft: EventDraft) -> EventTag:
        evidence = tuple(map(self.spans.evidence, draft.evidence))
        place = self.place(draft)
        date = DateValue(self.spans.span(draft.date.span), draft.date.value, draft.date.basis) if draft.date else None
        actors = tuple(map(self.argument, draft.actors))
        return EventTag(
            id=self.new_id("event", shown_by(draft.type, evidence[0])),
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
            alleged=draft.alleged,
            actors=actors,
            targets=tuple(map(self.argument, draft.targets)),
            themes=tuple(map(self.argument, draft.themes)),
            instruments=tuple(map(self.argument, draft.instruments)),
            origin=self.place_of(draft.origin),
            destination=self.place_of(draft.destination),
            place=place,
            date=date,
            key=event_key(draft.type, date, place, [self.identity(a) for a in draft.actors]),
            counts=tuple(map(self.count, draft.counts)),
            evidence=evidence,
            attributed_to=self.quote_ids.get(id(draft.attributed_to)) if draft.attributed_to else None,
            salience=round(draft.salience, 4),
            confidence=round(draft.confidence, 3),
            rule=draft.rule,
        )

    def argument(self, draft: ArgumentDraft) -> Participant:
        entity = draft.entity
        name = entity.name if entity is not None else None
        return Participant(self.spans.span(draft.span), self.entity_id(entity), name, draft.country, draft.basis)

    def identity(self, draft: ArgumentDraft) -> str | None:
        """What an actor is called in all articles: its Wikidata id, else its name."""
        entity = draft.entity
        return None if entity is None else entity.links.get("wikidata") or entity.name.casefold()

    def count(self, draft: CountDraft) -> Count:
        span = self.spans.span(draft.span)
        return Count(draft.kind, draft.value, draft.low, draft.high, draft.unit, draft.scope, draft.qualifier, span)

    def place_of(self, mention: MentionDraft | None) -> Place | None:
        entity = mention.entity if mention is not None else None
        if mention is None or entity is None:
            return None
        return Place(entity.name, self.entity_id(entity), entity.geo, self.spans.span(mention.span), "stated")

    def place(self, draft: EventDraft) -> Place | None:
        if draft.place is None:
            return None
        span = self.spans.span(draft.place_span) if draft.place_span is not None else None
        return Place(draft.place.name, self.entity_id(draft.place), draft.place.geo, span, draft.place_basis)

    def reference(self, span: Span | None, entity: EntityDraft | None, name: str | None = None) -> Reference | None:
        if span is None:
            return None
        return Reference(self.spans.span(span), self.entity_id(entity), name or (entity.name if entity else None))

    def entity_id(self, draft: EntityDraft | None) -> str | None:
        return self.entity_ids.get(id(draft)) if draft is not None else None
