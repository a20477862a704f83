"""How a value's class says what its records hold: a field's description, and what JSON Schema knows beyond its type.

    class Zone(NamedTuple):
        kind: Annotated[ZoneKind, said("the role")]
        start: Annotated[int, said("first character", minimum=0)]

The fields' order is the records' order. Writing, reading and the JSON Schemas are made of it (``streamproc.records``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

REQUIRED: Any = object()
"""A field without a value for older records: they all have it."""


@dataclass(frozen=True, slots=True)
class FieldDescription:
    """What a record's field is.

    ``name``: in the record, where the value's is another. ``within``: the object of the record that holds it. ``older``:
    its value in records from before there was such a field. ``is_flat``: its own fields stand in the record itself.
    ``only_if_known``: left out instead of null. ``order``: of the fields of its object, where it is another than elsewhere.
    ``object_name``, ``object_description``: of its object, where that is not the class's own. ``schema``: more keywords.
    """

    description: str = ""
    name: str | None = None
    within: str | None = None
    older: Any = REQUIRED
    is_flat: bool = False
    only_if_known: bool = False
    order: tuple[str, ...] = ()
    object_name: str | None = None
    object_description: str = ""
    is_inline: bool = False
    schema: Mapping[str, Any] | None = None


def said(
    description: str = "",
    *,
    name: str | None = None,
    within: str | None = None,
    older: Any = REQUIRED,
    only_if_known: bool = False,
    order: tuple[str, ...] = (),
    object_name: str | None = None,
    object_description: str = "",
    is_inline: bool = False,
    **schema: Any,
) -> FieldDescription:
    """A field's description, and keywords of JSON Schema beside it; the other arguments are those of ``FieldDescription``."""
    return FieldDescription(
        description,
        name=name,
        within=within,
        older=older,
        only_if_known=only_if_known,
        order=order,
        object_name=object_name,
        object_description=object_description,
        is_inline=is_inline,
        schema=schema,
    )


def flat(order: tuple[str, ...] = ()) -> FieldDescription:
    """A value whose own fields stand in the record itself."""
    return FieldDescription(is_flat=True, order=order)
