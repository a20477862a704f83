"""A Doc's entities as plain values, read and written at once: ``doc.ents`` makes a Span of each whenever it is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

_COLUMNS: list[int | str] = ["ENT_TYPE", "ENT_IOB"]
_INSIDE, _OUTSIDE, BEGINS = 1, 2, 3
"""spaCy's numbers for tokens that go on with an entity, are in none, or begin one."""


@dataclass(slots=True)
class Ent:
    """A name in the making: tokens [start, end) and a label."""

    start: int
    end: int
    label: str


def read_ents(doc: Doc) -> list[Ent]:
    """The Doc's entities in order."""
    types, marks = doc.to_array(_COLUMNS).T
    not_inside = np.flatnonzero(marks != _INSIDE)
    begins = marks[not_inside] == BEGINS
    starts = not_inside[begins]
    ends = np.append(not_inside[1:], len(doc))[begins]
    kinds: list[int] = types[starts].tolist()
    labels = {kind: doc.vocab.strings[kind] for kind in set(kinds)}
    return [
        Ent(start, end, labels[kind]) for start, end, kind in zip(starts.tolist(), ends.tolist(), kinds, strict=True)
    ]


def write_ents(doc: Doc, ents: Sequence[Ent]) -> None:
    """Set the Doc's entities: in order, without overlaps."""
    values = np.zeros((len(doc), 2), dtype=np.uint64)
    values[:, 1] = _OUTSIDE
    if ents:
        starts, ends = np.array([ent.start for ent in ents]), np.array([ent.end for ent in ents])
        kinds = {label: doc.vocab.strings.add(label) for label in {ent.label for ent in ents}}
        change = np.zeros(len(doc) + 1, dtype=np.int8)
        change[starts] += 1
        change[ends] -= 1
        inside = np.cumsum(change[:-1]) > 0
        values[inside, 0] = np.repeat(np.array([kinds[ent.label] for ent in ents], dtype=np.uint64), ends - starts)
        values[inside, 1] = _INSIDE
        values[starts, 1] = BEGINS
    doc.from_array(_COLUMNS, values)  # type: ignore[arg-type]  # as ``to_array`` gives them
