"""The types that clustering works on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from spacy.tokens import Span

from streamproc.nlp.entities import name_forms

Key = TypeVar("Key")


def grouped(groups: dict[Key, Cluster], key: Key, label: str) -> Cluster:
    """The cluster of a key, a new one if there is none."""
    cluster = groups.get(key)
    if cluster is None:
        cluster = groups[key] = Cluster(label)
    return cluster


JUST_NAMED, LONG_AGO, FAR = 40, 120, 1_000_000
"""Tokens, about two sentences and about a paragraph or two."""


@dataclass(slots=True, eq=False)
class Named:
    """A mention of a name: the span, its label, its text without ``the`` and the like, and the words of the Doc."""

    span: Span
    label: str
    text: str
    start: int
    end: int
    words: list[str]

    @property
    def full(self) -> bool:
        return self.end - self.start > 1


@dataclass(slots=True, eq=False)
class Cluster:
    """An entity in the making."""

    label: str
    mentions: list[Named] = field(default_factory=list)
    person: name_forms.PersonName | None = None
    area: str = ""
    """Of a place that has a namesake in the article: the area that the text puts it in."""
