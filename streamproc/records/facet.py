"""An output topic of articles: what it is called, which record it holds, and what its readers are told."""

from __future__ import annotations

from typing import Any, NamedTuple


def meaning_of(record: type[Any]) -> str:
    """The first paragraph of a class's docstring."""
    return " ".join((record.__doc__ or "").partition("\n\n")[0].split()).replace("``", "`")


class Facet(NamedTuple):
    """What is published under ``articles.<name>``; ``name`` is also the enriched article's field with such parts.

    ``per``: of what there is one message. ``importance``: the part's field that says which of several are kept where not all of
    them fit. ``more``: what else a subscriber must know.
    """

    name: str
    record: type[Any]
    title: str
    per: str
    importance: str = ""
    more: str = ""

    @property
    def topic(self) -> str:
        return f"articles.{self.name}"

    @property
    def ce_type(self) -> str:
        """Of the record as a CloudEvent."""
        return f"streamproc.{self.name}.v1"

    @property
    def schema_file(self) -> str:
        return f"{self.title.lower().replace(' ', '_')}.v1.schema.json"

    @property
    def avro_file(self) -> str:
        """In the folder ``avro`` beside it."""
        return f"{self.title.lower().replace(' ', '_')}.v1.avsc"

    @property
    def meaning(self) -> str:
        """Of its records, in a paragraph."""
        return meaning_of(self.record)
