"""Bytes ─► records: for the programs that subscribe. Standard library only."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from streamproc.errors import Reason
from streamproc.records.conversion import reader
from streamproc.records.facets import ENRICHED, LINKS, PARTS, Facet
from streamproc.records.messages import InvalidRecord, unframed
from streamproc.records.values import (
    CopyRecord,
    DeadLetter,
    EnrichedArticle,
    EntityRecord,
    EventRecord,
    QuoteRecord,
    StoryRecord,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from streamproc.records.values import ParsedRecord

JSON = dict[str, Any]
T = TypeVar("T")
FACETS = (ENRICHED, *PARTS, *LINKS)
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError)
"""What reading another object raises."""


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
    return _read(value, EnrichedArticle)


def parse_entity(value: bytes) -> EntityRecord:
    """Read a message of ``articles.entities``."""
    return _read(value, EntityRecord)


def parse_quote(value: bytes) -> QuoteRecord:
    """Read a message of ``articles.quotes``."""
    return _read(value, QuoteRecord)


def parse_event(value: bytes) -> EventRecord:
    """Read a message of ``articles.events``."""
    return _read(value, EventRecord)


def parse_copy(value: bytes) -> CopyRecord:
    """Read a message of ``articles.copies``."""
    return _read(value, CopyRecord)


def parse_story(value: bytes) -> StoryRecord:
    """Read a message of ``articles.stories``."""
    return _read(value, StoryRecord)


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


def _read(value: bytes, kind: type[T]) -> T:
    record = unframed(value)
    try:
        read: T = reader(kind)(record)
    except UNREADABLE as error:
        other = next((facet for facet in FACETS if facet.record is not kind and _is(facet, record)), None)
        found = f"{other.title.lower()}, as on {other.topic}" if other else f"{type(error).__name__}: {error}"
        raise InvalidRecord(f"not such a record: {found}") from error
    return read


def _is(facet: Facet, record: JSON) -> bool:
    """Whether the object is a record of this topic."""
    try:
        reader(facet.record)(record)
    except UNREADABLE:
        return False
    return True


PARSERS: dict[str, Callable[[bytes], ParsedRecord]] = {
    facet.name: partial(_read, kind=facet.record) for facet in FACETS
}
