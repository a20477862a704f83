"""Writers and readers of records, made of the declarations.

They are compiled, as named tuples and dataclasses are: an article has hundreds of values, and a loop over the
declaration takes twice as long for each. The source holds names of fields and nothing else.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, get_origin

from streamproc.article.described import REQUIRED
from streamproc.records.record_fields import RecordField, declared, is_record

if TYPE_CHECKING:
    from collections.abc import Callable

JSON = dict[str, Any]


_WRITERS: dict[tuple[type[Any], tuple[str, ...]], Callable[[Any], JSON]] = {}
_READERS: dict[type[Any], Callable[[JSON], Any]] = {}


def writer(record: type[Any], order: tuple[str, ...] = ()) -> Callable[[Any], JSON]:
    """What makes a plain dictionary of a value, in the contract's field order."""
    if (record, order) not in _WRITERS:
        _WRITERS[record, order] = _Writer(record, order).function()
    return _WRITERS[record, order]


def reader(record: type[Any]) -> Callable[[JSON], Any]:
    """What makes a value of a dictionary; fields that are not declared are passed over.

    KeyError, TypeError and the like say that it is no such record.
    """
    if record not in _READERS:
        _READERS[record] = _Reader(record).function()
    return _READERS[record]


def _compiled(source: str, names: dict[str, Any]) -> Any:
    exec(source, names)  # noqa: S102 - of declared names only, as namedtuple and dataclass do
    return names["function"]


class _Writer:
    def __init__(self, record: type[Any], order: tuple[str, ...]) -> None:
        self.record = record
        self.order = order
        self.names: dict[str, Any] = {}
        self.lines: list[str] = []
        self.known: list[str] = []
        """Variables of what is left out where it is None."""

    def function(self) -> Callable[[Any], JSON]:
        pairs = self.pairs(self.record, "value", self.order)
        lines = self.lines
        if len(self.known) == 1:  # by far the most frequent: no need for a dictionary to be merged
            [(place, variable)] = [(i, name) for i, (_, _, name) in enumerate(pairs) if name]
            lines.append(f"if {variable} is None:")
            lines.append(f"    return {_literal(pairs[:place] + pairs[place + 1 :])}")
            pairs[place] = (*pairs[place][:2], None)
        lines.append(f"return {_literal(pairs)}")
        body = "\n    ".join(lines)
        function: Callable[[Any], JSON] = _compiled(f"def function(value):\n    {body}\n", self.names)
        return function

    def pairs(self, record: type[Any], variable: str, order: tuple[str, ...]) -> list[tuple[str, str, str | None]]:
        """(name, expression, variable that must be known) of each field; a nested one that is flat gives several."""
        names = {field.attribute: f"{variable}_{field.attribute}" for field in declared(record)}
        if hasattr(record, "_fields"):
            self.lines.append(f"({', '.join(names.values())},) = {variable}")
        else:
            self.lines += [f"{name} = {variable}.{attribute}" for attribute, name in names.items()]
        found: list[tuple[str, str, str | None]] = []
        for field in declared(record, order):
            name = names[field.attribute]
            if field.said.is_flat and not field.is_optional:
                found += self.pairs(field.type, name, field.said.order)
            elif field.said.is_flat:
                found.append(("", self.flat_or_nulls(field, name), None))
            elif not field.said.within:
                inside = [one for one in declared(record) if one.said.within == field.name]
                found.append(self.pair(field, name, [(one.name, names[one.attribute]) for one in inside]))
        return found

    def flat_or_nulls(self, field: RecordField, name: str) -> str:
        """A nested value's own fields; nulls where there is none."""
        nulls = dict.fromkeys(one.name for one in declared(field.type) if not one.said.only_if_known)
        return f"({self.constant(nulls)} if {name} is None else {self.written(field, name)})"

    def pair(self, field: RecordField, name: str, inside: list[tuple[str, str]]) -> tuple[str, str, str | None]:
        """``inside``: fields of the value that stand in this one's object."""
        expression = self.written(field, name)
        if inside:
            expression = f"{{**{expression}, {', '.join(f'{one!r}: {variable}' for one, variable in inside)}}}"
        if field.said.only_if_known:
            self.known.append(name)
            return field.name, expression, name
        if field.is_optional and expression != name:
            expression = f"(None if {name} is None else {expression})"
        return field.name, expression, None

    def written(self, field: RecordField, name: str) -> str:
        """The expression that writes what is not None."""
        if is_record(field.item):
            write = self.constant(writer(field.item, field.said.order))
            return f"list(map({write}, {name}))" if field.is_many else f"{write}({name})"
        if field.is_many:
            return f"list(map(list, {name}))" if get_origin(field.item) is tuple else f"list({name})"
        if field.is_mapping:
            return f"dict({name})"
        return f"{name}.isoformat()" if field.type is datetime else name

    def constant(self, value: Any) -> str:
        name = f"given_{len(self.names)}"
        self.names[name] = value
        return name


def _literal(pairs: list[tuple[str, str, str | None]]) -> str:
    written = []
    for name, expression, known in pairs:
        one = f"{name!r}: {expression}" if name else f"**{expression}"
        written.append(f"**({{}} if {known} is None else {{{one}}})" if known else one)
    return f"{{{', '.join(written)}}}"


class _Reader:
    def __init__(self, record: type[Any]) -> None:
        self.record = record
        self.names: dict[str, Any] = {"Record": record}

    def function(self) -> Callable[[JSON], Any]:
        arguments = [f"{field.attribute}={self.read(field)}" for field in declared(self.record)]
        function: Callable[[JSON], Any] = _compiled(
            f"def function(record):\n    return Record({', '.join(arguments)})\n", self.names
        )
        return function

    def read(self, field: RecordField) -> str:
        if field.said.is_flat:
            read = f"{self.constant(reader(field.type))}(record)"
            first = declared(field.type)[0].name
            return f"(None if record[{first!r}] is None else {read})" if field.is_optional else read
        if field.said.within:
            place = f"record[{field.said.within!r}]"
            return f"({place}[{field.name!r}] if {place} else None)"
        place = f"record[{field.name!r}]"
        expression = self.made(field, place)
        if field.is_optional and expression != place:
            expression = f"(None if {place} is None else {expression})"
        if field.older is REQUIRED:
            return expression
        older = self.constant(field.older)
        return f"({expression} if {field.name!r} in record else {older})"

    def made(self, field: RecordField, place: str) -> str:
        """The expression that reads what is not None."""
        if is_record(field.item):
            read = self.constant(reader(field.item))
            return f"tuple(map({read}, {place}))" if field.is_many else f"{read}({place})"
        if field.is_many:
            pairs = get_origin(field.item) is tuple
            return f"tuple([(start, end) for start, end in {place}])" if pairs else f"tuple({place})"
        return f"{self.constant(datetime.fromisoformat)}({place})" if field.type is datetime else place

    def constant(self, value: Any) -> str:
        name = f"given_{len(self.names)}"
        self.names[name] = value
        return name
