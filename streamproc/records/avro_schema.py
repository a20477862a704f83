"""The Avro schemas of the records, made of the same declarations as the JSON ones; ``make docs`` writes them to ``schemas/avro``.

A field that may be absent from a record, or that older records lack, has a default: so a later version is compatible in
both directions. Times stay strings, with the offset they came with, and so do words of a fixed set, since Avro's readers
refuse a word of an enumeration that they do not know.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, get_args, get_origin

from streamproc.article.described import REQUIRED
from streamproc.records.facet import meaning_of
from streamproc.records.facets import ENRICHED, LINKS, PARTS, Facet
from streamproc.records.record_fields import RecordField, declared, is_literal, is_record

JSON = dict[str, Any]

NAMESPACE = "streamproc.v1"
TYPES: dict[Any, str] = {str: "string", int: "long", float: "double", bool: "boolean", datetime: "string"}
AS_JSON = "JSON in a string"
"""What holds values of any type: Avro has none for them."""


def schemas() -> dict[str, JSON]:
    """File ─► schema."""
    return {facet.avro_file: schema(facet) for facet in (ENRICHED, *PARTS, *LINKS)}


def schema(facet: Facet) -> JSON:
    """The schema of a topic's records."""
    return {"namespace": NAMESPACE, **_Records().record(facet.record.__name__, facet.record, facet.meaning)}


def is_any_mapping(field: RecordField) -> bool:
    """Whether a field's values may be of any type."""
    return field.is_mapping and get_args(field.type)[1] not in TYPES


class _Records:
    """The record types that a schema has, each defined where it is met first and named from then on."""

    def __init__(self) -> None:
        self.found: dict[str, Any] = {}

    def record(self, name: str, kind: type[Any], doc: str, order: tuple[str, ...] = (), *more: RecordField) -> JSON:
        shape = (kind, order, tuple(field.name for field in more))
        if self.found.setdefault(name, shape) != shape:
            raise ValueError(f"{name}: two types of this name differ")
        fields = [*self.fields(kind, order), *(self.field(field) for field in more)]
        return {"type": "record", "name": name, "doc": doc, "fields": fields}

    def fields(self, record: type[Any], order: tuple[str, ...] = (), *, or_null: bool = False) -> list[JSON]:
        """Every field; a nested value that is flat gives its own."""
        every, made = declared(record, order), []
        for field in every:
            if field.said.is_flat:
                made += self.fields(field.type, field.said.order, or_null=field.is_optional)
            elif not field.said.within:
                inside = [one for one in every if one.said.within == field.name]
                made.append(self.field(field, *inside, or_null=or_null))
        return made

    def field(self, field: RecordField, *inside: RecordField, or_null: bool = False) -> JSON:
        said, kind = field.said, self.kind(field, inside)
        if field.is_optional or or_null:
            kind = ["null", kind]
        default: JSON = {}
        if said.only_if_known:
            default = {"default": None}
        elif said.older is not REQUIRED:
            default = {"default": list(said.older) if field.is_many else said.older}
        doc = "; ".join(filter(None, (said.description, AS_JSON if is_any_mapping(field) else "")))
        return {"name": field.name, "type": kind, **({"doc": doc} if doc else {}), **default}

    def kind(self, field: RecordField, inside: tuple[RecordField, ...]) -> Any:
        """The type of a value that is there."""
        if field.is_mapping:
            return "string" if is_any_mapping(field) else {"type": "map", "values": TYPES[get_args(field.type)[1]]}
        one = self.nested(field, inside) if is_record(field.item) else _plain(field.item)
        return {"type": "array", "items": one} if field.is_many else one

    def nested(self, field: RecordField, inside: tuple[RecordField, ...]) -> JSON | str:
        said, item = field.said, field.item
        name = said.object_name.capitalize() if said.object_name else item.__name__
        met = name in self.found
        made = self.record(name, item, said.object_description or meaning_of(item), said.order, *inside)
        return name if met else made


def _plain(kind: Any) -> Any:
    if get_origin(kind) is tuple:
        return {"type": "array", "items": TYPES[get_args(kind)[0]]}
    return "string" if is_literal(kind) else TYPES[kind]
