"""Bytes ─► records: for the programs that subscribe. Standard library only."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from streamproc.article import (
    Count,
    DateValue,
    Entity,
    EventTag,
    Evidence,
    Geo,
    Mention,
    Note,
    Participant,
    PipelineInfo,
    Place,
    Quote,
    Reference,
    TextSpan,
    Zone,
)
from streamproc.errors import Reason
from streamproc.records.messages import InvalidRecord, unframed
from streamproc.records.values import DeadLetter, EnrichedArticle, EntityRecord, EventRecord, QuoteRecord, Revision

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from streamproc.records.values import ParsedRecord

JSON = dict[str, Any]
T = TypeVar("T")


def parse(topic: str, value: bytes) -> ParsedRecord:
    """Read a message of an output topic; the last part of the topic's name says which, whatever its prefix.

    Raises:
        InvalidRecord: the topic has another name, or the value is not its record.
    """
    facet = topic.rpartition(".")[2]
    if facet not in PARSERS:
        raise InvalidRecord(f"{topic}: not one of {', '.join(PARSERS)}; call parse_… directly")
    return PARSERS[facet](value)


def parse_enriched(value: bytes) -> EnrichedArticle:
    """Read a message of ``articles.enriched``, or a line of ``streamproc enrich``."""
    return _read(value, _enriched)


def parse_entity(value: bytes) -> EntityRecord:
    """Read a message of ``articles.entities``."""
    return _read(value, lambda record: EntityRecord(**_part_of(record), entity=_entity(record)))


def parse_quote(value: bytes) -> QuoteRecord:
    """Read a message of ``articles.quotes``."""
    return _read(value, lambda record: QuoteRecord(**_part_of(record), quote=_quote(record)))


def parse_event(value: bytes) -> EventRecord:
    """Read a message of ``articles.events``."""
    return _read(value, lambda record: EventRecord(**_part_of(record), event=_event(record)))


def parse_dead_letter(value: bytes | None, headers: Iterable[tuple[str, bytes]]) -> DeadLetter:
    """Read a message of ``articles.raw.dlq``; the last header of a name counts."""
    header = {name: content.decode("utf-8", "replace") for name, content in headers if content is not None}
    reason: Any = header.get("streamproc.reason")
    if reason not in get_args(Reason):
        raise InvalidRecord(f"streamproc.reason: {reason!r}")
    connect = "__connect.errors."
    try:
        return DeadLetter(
            value=value,
            reason=reason,
            message=header[f"{connect}exception.message"],
            stage=header[f"{connect}stage"],
            exception=header[f"{connect}exception.class.name"],
            topic=header[f"{connect}topic"],
            partition=int(header[f"{connect}partition"]),
            offset=int(header[f"{connect}offset"]),
            attempt=int(header.get("streamproc.attempt", "0")),
        )
    except (KeyError, ValueError) as error:
        raise InvalidRecord(f"not a dead letter: {error}") from error


PARSERS: dict[str, Callable[[bytes], ParsedRecord]] = {
    "enriched": parse_enriched,
    "entities": parse_entity,
    "quotes": parse_quote,
    "events": parse_event,
}


def _read(value: bytes, read: Callable[[JSON], T]) -> T:
    record = unframed(value)
    try:
        return read(record)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidRecord(f"not such a record: {type(error).__name__}: {error}") from error


def _origin(record: JSON) -> JSON:
    return {
        "article_id": record["article_id"],
        "url": record["url"],
        "source": record["source"],
        "published_at": _date(record["published_at"]),
    }


def _part_of(record: JSON) -> JSON:
    return {**_origin(record), "content_hash": record.get("content_hash"), "revision": _revision(record)}


def _revision(record: JSON) -> Revision | None:
    revision = record.get("revision")
    return None if revision is None else Revision(int(revision["partition"]), int(revision["offset"]))


def _enriched(record: JSON) -> EnrichedArticle:
    return EnrichedArticle(
        **_origin(record),
        title=record["title"],
        language=record["language"],
        content_hash=record["content_hash"],
        author=tuple(record["author"]),
        tags=tuple(record["tags"]),
        extra=record["extra"],
        pipeline=PipelineInfo(**_only(record["pipeline"], "streamproc", "model", "model_version", "lexicon")),
        zones=tuple(Zone(zone["kind"], zone["start"], zone["end"]) for zone in record["zones"]),
        entities=tuple(map(_entity, record["entities"])),
        quotes=tuple(map(_quote, record["quotes"])),
        events=tuple(map(_event, record["events"])),
        notes=tuple(Note(note["field"], note["problem"]) for note in record.get("notes", ())),
        text=record.get("text"),
        revision=_revision(record),
    )


def _entity(record: JSON) -> Entity:
    return Entity(
        **_only(record, "id", "type", "name", "salience", "links"),
        aliases=tuple(record["aliases"]),
        mentions=tuple(Mention(_span(mention), mention["kind"]) for mention in record["mentions"]),
        geo=_geo(record["geo"]),
    )


def _quote(record: JSON) -> Quote:
    cue = record["cue"]
    return Quote(
        **_only(record, "id", "type", "confidence"),
        span=_span(record),
        segments=tuple((start, end) for start, end in record["segments"]),
        cue=_span(cue) if cue else None,
        cue_class=cue["class"] if cue else None,
        speaker=_reference(record["speaker"]) if record["speaker"] else None,
        addressee=_reference(record["addressee"]) if record["addressee"] else None,
        entities=tuple(record.get("entities", ())),
    )


def _event(record: JSON) -> EventTag:
    date, place = record["date"], record["place"]
    return EventTag(
        **_only(record, "id", "type", "mode", "scale", "codes", "negated", "hypothetical", "future", "historical"),
        **_only(record, "attributed_to", "salience", "confidence"),
        attempted=record.get("attempted", False),
        rule=record.get("rule"),
        contexts=tuple(record["contexts"]),
        alleged=record.get("alleged", False),
        key=record.get("key"),
        actors=tuple(map(_participant, record["actors"])),
        targets=tuple(map(_participant, record["targets"])),
        themes=tuple(map(_participant, record.get("themes", ()))),
        instruments=tuple(map(_participant, record.get("instruments", ()))),
        origin=_place(record.get("origin")),
        destination=_place(record.get("destination")),
        place=_place(place),
        date=DateValue(_span(date), date["value"], date.get("basis", "stated")) if date else None,
        counts=tuple(map(_count, record["counts"])),
        evidence=tuple(Evidence(_span(e), _span(e["trigger"])) for e in record["evidence"]),
    )


def _participant(record: JSON) -> Participant:
    more = record.get("country"), record.get("basis", "stated")
    return Participant(_span(record), record["entity_id"], record["name"], *more)


def _count(record: JSON) -> Count:
    bounds = record.get("low"), record.get("high")
    more = record.get("unit", "people"), record.get("scope", "event")
    return Count(record["kind"], record["value"], record["qualifier"], _span(record), *bounds, *more)


def _place(record: JSON | None) -> Place | None:
    if not record:
        return None
    span = _span(record) if record["start"] is not None else None
    return Place(record["name"], record["entity_id"], _geo(record["geo"]), span, record.get("basis"))


def _geo(record: JSON | None) -> Geo | None:
    if record is None:
        return None
    return Geo(**_only(record, "geonames_id", "name", "country", "admin1", "lat", "lon", "confidence"))


def _reference(record: JSON) -> Reference:
    return Reference(_span(record), record["entity_id"], record["name"])


def _span(record: JSON) -> TextSpan:
    return TextSpan(**_only(record, "field", "start", "end", "text"), plain=record.get("plain"))


def _date(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _only(record: JSON, *names: str) -> JSON:
    return {name: record[name] for name in names}
