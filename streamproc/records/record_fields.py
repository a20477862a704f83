"""The fields of a record as its class declares them (``streamproc.article.described``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from streamproc.article.described import REQUIRED, FieldDescription


class RecordField(NamedTuple):
    """A field: ``attribute`` of the value, ``name`` in the record, ``type`` without None."""

    attribute: str
    name: str
    type: Any
    is_optional: bool
    said: FieldDescription
    default: Any
    """What the value's class has it as, ``REQUIRED`` where it has nothing."""

    @property
    def is_many(self) -> bool:
        return get_origin(self.type) is tuple

    @property
    def is_mapping(self) -> bool:
        return get_origin(self.type) is Mapping

    @property
    def item(self) -> Any:
        """The type of a sequence's items, else the field's own."""
        return get_args(self.type)[0] if self.is_many else self.type

    @property
    def older(self) -> Any:
        """Its value in records that have no such field; ``REQUIRED`` where they all have it."""
        if self.said.older is not REQUIRED:
            return self.said.older
        return None if self.said.only_if_known else self.default


def declared(record: type[Any], order: tuple[str, ...] = ()) -> tuple[RecordField, ...]:
    """The fields in the record's order."""
    if is_dataclass(record):
        defaults = {f.name: f.default for f in fields(record) if f.default is not MISSING}
    else:
        defaults = record._field_defaults
    found = [_declared(name, hint, defaults) for name, hint in get_type_hints(record, include_extras=True).items()]
    return tuple(sorted(found, key=lambda f: order.index(f.name)) if order else found)


def _declared(attribute: str, hint: Any, defaults: Mapping[str, Any]) -> RecordField:
    bare, said = get_args(hint)[:2] if hasattr(hint, "__metadata__") else (hint, FieldDescription())
    is_optional = get_origin(bare) in (Union, UnionType) and NoneType in get_args(bare)
    if is_optional:
        [bare] = [one for one in get_args(bare) if one is not NoneType]
    default = defaults.get(attribute, REQUIRED)
    return RecordField(attribute, said.name or attribute, bare, is_optional, said, default)


def is_record(kind: Any) -> bool:
    """Whether a type is one with fields of its own."""
    return isinstance(kind, type) and (is_dataclass(kind) or hasattr(kind, "_fields"))


def is_literal(kind: Any) -> bool:
    return get_origin(kind) is Literal
