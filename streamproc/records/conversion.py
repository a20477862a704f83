"""Writers and readers of records, made of the declarations: for each field a small function, in the record's order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any, TypeAlias, get_origin

from streamproc.article.described import REQUIRED
from streamproc.records.record_fields import RecordField, declared, is_record

JSON: TypeAlias = dict[str, Any]
Conversion: TypeAlias = Callable[[Any], Any]


_WRITERS: dict[tuple[type[Any], tuple[str, ...]], Callable[[Any], JSON]] = {}
_READERS: dict[type[Any], Callable[[JSON], Any]] = {}


def writer(record: type[Any], order: tuple[str, ...] = ()) -> Callable[[Any], JSON]:
    """What makes a plain dictionary of a value, in the contract's field order."""
    if (record, order) not in _WRITERS:
        _WRITERS[record, order] = _new_writer(record, order)
    return _WRITERS[record, order]


def reader(record: type[Any]) -> Callable[[JSON], Any]:
    """What makes a value of a dictionary; fields that are not declared are passed over.

    KeyError, TypeError and the like say that it is no such record.
    """
    if record not in _READERS:
        _READERS[record] = _new_reader(record)
    return _READERS[record]


def _new_writer(record: type[Any], order: tuple[str, ...]) -> Callable[[Any], JSON]:
    fields = declared(record, order)
    steps: list[Callable[[Any, JSON], None]] = []
    for is_plain, group in groupby(
        [field for field in fields if not field.said.within], lambda f: _is_plain(f, fields)
    ):
        together = tuple(group)
        steps += [_writer_as_they_are(together)] if is_plain else [_field_writer(field, fields) for field in together]

    def write(value: Any) -> JSON:
        written: JSON = {}
        for step in steps:
            step(value, written)
        return written

    return write


def _new_reader(record: type[Any]) -> Callable[[JSON], Any]:
    steps = [(field.attribute, _field_reader(field)) for field in declared(record)]
    return lambda written: record(**{attribute: read(written) for attribute, read in steps})


def _is_plain(field: RecordField, beside: tuple[RecordField, ...]) -> bool:
    """Whether a field is written as it is, whatever it holds."""
    said, has_inside = field.said, any(one.said.within == field.name for one in beside)
    return _written(field) is _same and not (said.is_flat or said.only_if_known or has_inside)


def _writer_as_they_are(fields: tuple[RecordField, ...]) -> Callable[[Any, JSON], None]:
    """What puts fields that stand together into the record as they are."""
    pairs = [(field.name, attrgetter(field.attribute)) for field in fields]

    def as_they_are(value: Any, written: JSON) -> None:
        for name, get in pairs:
            written[name] = get(value)

    return as_they_are


def _field_writer(field: RecordField, beside: tuple[RecordField, ...]) -> Callable[[Any, JSON], None]:
    """What puts a field of a value into its record; ``beside``: all fields, of which some stand within this one."""
    get, name, convert = attrgetter(field.attribute), field.name, _written(field)
    inside = [(one.name, attrgetter(one.attribute)) for one in beside if one.said.within == name]

    def converted(value: Any, written: JSON) -> None:
        part = get(value)
        written[name] = None if part is None else convert(part)

    def only_if_known(value: Any, written: JSON) -> None:
        if (part := get(value)) is not None:
            written[name] = convert(part)

    def with_others_inside(value: Any, written: JSON) -> None:
        converted(value, written)
        if written[name] is not None:
            written[name] |= {other: get_other(value) for other, get_other in inside}

    if field.said.is_flat:
        return _flat_writer(field, get, convert)
    if inside:
        return with_others_inside
    if field.said.only_if_known:
        return only_if_known
    return converted


def _flat_writer(field: RecordField, get: Conversion, convert: Conversion) -> Callable[[Any, JSON], None]:
    """What puts the fields of a part into the record itself; nulls where there is none."""
    nulls = dict.fromkeys(one.name for one in declared(field.type) if not one.said.only_if_known)

    def flat(value: Any, written: JSON) -> None:
        part = get(value)
        written.update(nulls if part is None else convert(part))

    return flat


def _written(field: RecordField) -> Conversion:
    """What is written of a value that is not None."""
    if is_record(field.item):
        write = writer(field.item, field.said.order)
        return (lambda values: [write(value) for value in values]) if field.is_many else write
    if field.is_many:
        return (lambda pairs: [list(pair) for pair in pairs]) if _holds_pairs(field) else list
    if field.is_mapping:
        return dict
    return datetime.isoformat if field.type is datetime else _same


def _field_reader(field: RecordField) -> Callable[[JSON], Any]:
    """What finds a field's value in a record."""
    name, convert, older = field.name, _read(field), field.older
    if field.said.is_flat:
        first = declared(field.type)[0].name
        return (lambda record: None if record[first] is None else convert(record)) if field.is_optional else convert
    if field.said.within:
        place = field.said.within
        return lambda record: record[place][name] if record[place] else None
    if convert is _same:
        return itemgetter(name) if older is REQUIRED else lambda record: record.get(name, older)

    def read(record: JSON) -> Any:
        if older is not REQUIRED and name not in record:
            return older
        found = record[name]
        return None if found is None and field.is_optional else convert(found)

    return read


def _read(field: RecordField) -> Conversion:
    """What is made of what is not null."""
    if is_record(field.item):
        read = reader(field.item)
        return (lambda items: tuple([read(item) for item in items])) if field.is_many else read
    if field.is_many:
        return (lambda items: tuple([(start, end) for start, end in items])) if _holds_pairs(field) else tuple
    return datetime.fromisoformat if field.type is datetime else _same


def _holds_pairs(field: RecordField) -> bool:
    return get_origin(field.item) is tuple


def _same(value: Any) -> Any:
    return value
