"""A message of a kept topic ─► what it changes in the store."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from streamproc.errors import ConfigurationError
from streamproc.logs import about, log
from streamproc.records import InvalidRecord, parse_dead_letter
from streamproc.records.messages import AVRO_TYPE, CONFLUENT_FRAME
from streamproc.store.copies import Copied, copied
from streamproc.store.rows import read_record, rows_of
from streamproc.store.stories import Told, told
from streamproc.store.writing import Change, Kept, Refused, Withdrawn
from streamproc.stream.topics import topic_name

if TYPE_CHECKING:
    from streamproc.settings import Settings
    from streamproc.store.writing import Revision
    from streamproc.stream.reading import Message
    from streamproc.stream.record_format import AvroRecords

REVISION = re.compile(r"(\d{1,9})-(\d{1,18})")
LONGEST = 2_000
"""Characters of a dead letter's message."""


def change_of(message: Message, settings: Settings, avro: AvroRecords) -> Change | None:
    """What a message changes; None for one that is no record of its topic, which is logged.

    Raises:
        ConfigurationError: its topic's records are in Avro, and no registry is set: all of them would be passed over.
        InfrastructureError: the registry can't be reached.
    """
    try:
        if message.topic == topic_name(settings, "dead_letters"):
            return refused(message)
        message = in_json(message, settings, avro)
        if message.topic == topic_name(settings, "copies"):
            return copy(message)
        if message.topic == topic_name(settings, "stories"):
            return story(message)
        return enriched(message)
    except (InvalidRecord, KeyError, TypeError, ValueError, AttributeError) as error:
        with about(topic=message.topic, partition=message.partition, offset=message.offset):
            log.error("not such a record", why=f"{type(error).__name__}: {error}")
        return None


def in_json(message: Message, settings: Settings, avro: AvroRecords) -> Message:
    if message.value is None:
        return message
    if settings.schema_registry_url is None and message.header("content-type") == AVRO_TYPE:
        raise ConfigurationError(
            f"{message.topic}: its records are in Avro, and no registry is set (schema_registry_url)"
        )
    return replace(message, value=avro.opened(message.value))


def enriched(message: Message) -> Kept | Withdrawn:
    """An article is withdrawn by a record that says so and, on compacted topics, by a message without a value behind it."""
    if message.value is None:
        return Withdrawn(key_of(message), revision_of(message), message.time)
    record = record_of(message.value)
    stated = record.get("revision")
    known = (stated["partition"], stated["offset"]) if stated else revision_of(message)
    if record.get("withdrawn"):
        return Withdrawn(record["article_id"], known, message.time)
    revision = known or (-1, message.offset)
    return Kept(record["article_id"], revision, rows_of(record, arrived_at=message.time, revision=revision))


def copy(message: Message) -> Copied:
    """A message without a value says, as one that names no original, that nothing is known."""
    if message.value is None:
        return Copied(key_of(message), None)
    return copied(record_of(message.value), told_at=message.time)


def story(message: Message) -> Told:
    if message.value is None:
        return Told(key_of(message), None)
    return told(record_of(message.value), told_at=message.time)


def record_of(value: bytes) -> dict[str, Any]:
    framed = value[:1] == b"\0"
    return read_record(value[CONFLUENT_FRAME:] if framed else value)


def refused(message: Message) -> Refused:
    letter = parse_dead_letter(message.value, [(name, value) for name, value in message.headers if value is not None])
    row: dict[str, Any] = {
        "topic": message.topic,
        "partition": message.partition,
        "offset": message.offset,
        "arrived_at": message.time,
        "article_id": key_of(message)[:LONGEST] if message.key else None,
        "reason": letter.reason,
        "message": letter.message[:LONGEST].replace("\0", "\ufffd"),
        "stage": letter.stage,
        "raw_topic": letter.topic,
        "raw_partition": letter.partition,
        "raw_offset": letter.offset,
    }
    return Refused(row)


def key_of(message: Message) -> str:
    return (message.key or b"").decode("utf-8", "replace").replace("\0", "\ufffd")


def revision_of(message: Message) -> Revision | None:
    """Partition and offset of the raw message, as the header ``ce_revision`` says."""
    found = REVISION.fullmatch(message.header("ce_revision") or "")
    return (int(found[1]), int(found[2])) if found else None
