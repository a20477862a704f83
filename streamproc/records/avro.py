"""Records in Avro: what the service writes where a registry is told so, and how it becomes JSON again.

    deserializer = AvroDeserializer(registry_client)  # Confluent's, for example
    record = parse(topic, as_json(topic, deserializer(value, context)))

Reading needs no package of ours beyond the standard library; writing needs fastavro, which the extra ``registry`` brings.
"""

from __future__ import annotations

import json
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from streamproc.records.avro_schema import is_any_mapping, schema
from streamproc.records.facets import ENRICHED, LINKS, PARTS, Facet
from streamproc.records.messages import InvalidRecord
from streamproc.records.record_fields import RecordField, declared, is_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

JSON = dict[str, Any]
BY_NAME: dict[str, Facet] = {facet.name: facet for facet in (ENRICHED, *PARTS, *LINKS)}


def datum(facet: str, value: bytes) -> bytes:
    """A record in JSON as Avro's binary encoding by the facet's schema, without a frame.

    Raises:
        InvalidRecord: it does not fit the schema.
    """
    from fastavro import schemaless_writer  # noqa: PLC0415 - an extra

    record = json.loads(value)
    out = BytesIO()
    try:
        for name in _any_mappings(facet):
            record[name] = json.dumps(record[name], ensure_ascii=False, separators=(",", ":"))
        schemaless_writer(out, _parsed(facet), record, strict_allow_default=True)
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError) as error:
        raise InvalidRecord(f"no Avro record of {facet}: {type(error).__name__}: {error}") from error
    return out.getvalue()


def as_json(topic: str, record: Mapping[str, Any]) -> bytes:
    """What an Avro deserializer made of a message, as the same record in JSON; the last part of the topic's name says which.

    Raises:
        InvalidRecord: the topic has another name, or this is not its record.
    """
    facet = topic.rpartition(".")[2]
    if facet not in BY_NAME:
        raise InvalidRecord(f"{topic}: not one of {', '.join(BY_NAME)}")
    try:
        plain = _without_absent(facet)(dict(record))
        for name in _any_mappings(facet):
            plain[name] = json.loads(plain[name])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidRecord(f"not such a record: {type(error).__name__}: {error}") from error
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()


@cache
def _parsed(facet: str) -> Any:
    from fastavro import parse_schema  # noqa: PLC0415 - an extra

    return parse_schema(schema(BY_NAME[facet]))


@cache
def _any_mappings(facet: str) -> tuple[str, ...]:
    return tuple(field.name for field in declared(BY_NAME[facet].record) if is_any_mapping(field))


@cache
def _without_absent(facet: str) -> Callable[[JSON], JSON]:
    return _written(BY_NAME[facet].record)


def _written(record: type[Any]) -> Callable[[JSON], JSON]:
    """What leaves out of a record, however deep, the fields that are absent where nothing is known."""
    absent, nested = set(), {}
    for field in _fields(record):
        if field.said.only_if_known:
            absent.add(field.name)
        if is_record(field.item):
            nested[field.name] = (_written(field.item), field.is_many)

    def written(value: JSON) -> JSON:
        kept = {name: part for name, part in value.items() if part is not None or name not in absent}
        for name, (inner, is_many) in nested.items():
            if (part := kept.get(name)) is not None:
                kept[name] = [inner(one) for one in part] if is_many else inner(part)
        return kept

    return written


def _fields(record: type[Any]) -> Iterator[RecordField]:
    """The fields as they stand in a record: those of flat values instead of them."""
    for field in declared(record):
        if field.said.is_flat:
            yield from _fields(field.type)
        else:
            yield field
