"""The JSON Schemas of the records, made of their declarations; ``make docs`` writes them to ``schemas/``."""

from __future__ import annotations

from datetime import datetime
from typing import Any, get_args

from streamproc.article import DateValue, EventTag
from streamproc.article.described import REQUIRED
from streamproc.records.facet import meaning_of
from streamproc.records.facets import ENRICHED, LINKS, PARTS, Facet
from streamproc.records.record_fields import RecordField, declared, is_literal, is_record

JSON = dict[str, Any]

NAMES: dict[Any, str] = {DateValue: "date", EventTag: "event"}
"""Objects that are not called by their class's name."""

TYPES: dict[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}

GROWS = "Fields may be added within v1; ignore those you do not know."


def schemas() -> dict[str, JSON]:
    """File ─► schema."""
    return {facet.schema_file: _schema(facet) for facet in (ENRICHED, *PARTS, *LINKS)}


def _schema(facet: Facet) -> JSON:
    objects = _Objects()
    top = objects.object(facet.record, f"{facet.meaning} {GROWS}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:streamproc:{facet.schema_file.partition('.')[0]}:v1",
        "title": facet.title,
        **{name: top[name] for name in ("description", "type", "required", "properties")},
        "$defs": objects.found,
    }


class _Objects:
    """The objects that a schema refers to, found while it is made."""

    def __init__(self) -> None:
        self.found: dict[str, JSON] = {}

    def object(self, record: type[Any], description: str, order: tuple[str, ...] = (), *more: RecordField) -> JSON:
        required, properties = self.fields(record, order)
        for field in more:
            required.append(field.name)
            properties[field.name] = self.field(field)
        return {"type": "object", "description": description, "required": required, "properties": properties}

    def fields(
        self, record: type[Any], order: tuple[str, ...] = (), *, or_null: bool = False
    ) -> tuple[list[str], dict[str, JSON]]:
        """The names that must be there, and every field; a nested value that is flat gives its own."""
        required: list[str] = []
        properties: dict[str, JSON] = {}
        every = declared(record, order)
        for field in every:
            if field.said.is_flat:
                names, inner = self.fields(field.type, field.said.order, or_null=field.is_optional)
                required += names
                properties |= inner
            elif not field.said.within:
                if field.said.older is REQUIRED and not field.said.only_if_known:
                    required.append(field.name)
                inside = [one for one in every if one.said.within == field.name]
                properties[field.name] = self.field(field, *inside, or_null=or_null)
        return required, properties

    def field(self, field: RecordField, *inside: RecordField, or_null: bool = False) -> JSON:
        said = field.said
        is_nullable = (field.is_optional or or_null) and not said.only_if_known
        described = {"description": said.description} if said.description else {}
        older = {} if said.older is REQUIRED else {"default": list(said.older) if field.is_many else said.older}
        more = {**older, **(said.schema or {})}
        if is_record(field.item):
            return {**self.nested(field, inside, described, is_nullable=is_nullable), **more}
        if field.is_many:
            return {"type": "array", **described, "items": {"type": TYPES.get(field.item)}, **more}
        if field.is_mapping:
            of = get_args(field.type)[1]
            return {
                "type": "object",
                **described,
                **({"additionalProperties": {"type": TYPES[of]}} if of in TYPES else {}),
                **more,
            }
        if is_literal(field.type):
            return {"enum": [*get_args(field.type), *([None] if is_nullable else [])], **described, **more}
        kind = "string" if field.type is datetime else TYPES[field.type]
        form = {"format": "date-time"} if field.type is datetime else {}
        return {"type": [kind, "null"] if is_nullable else kind, **described, **form, **more}

    def nested(
        self, field: RecordField, inside: tuple[RecordField, ...], described: JSON, *, is_nullable: bool
    ) -> JSON:
        said, item = field.said, field.item
        if said.is_inline:
            made: JSON = self.object(item, said.description)
            if not field.is_many:
                return made
            del made["description"]
            return {"type": "array", **described, "items": made}
        name = said.object_name or NAMES.get(item) or item.__name__.lower()
        if name not in self.found:
            self.found[name] = {}  # its place, before those that it refers to
            self.found[name] = self.object(item, said.object_description or meaning_of(item), said.order, *inside)
        one = {"$ref": f"#/$defs/{name}"}
        if field.is_many:
            return {"type": "array", **described, "items": one}
        return {**described, "anyOf": [one, {"type": "null"}]} if is_nullable else {**one, **described}
