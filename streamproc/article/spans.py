"""Stretches of an article.

Offsets: Unicode code points, half open, into ``field`` as received: ``getattr(article, field)[start:end] == text``.
"""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

from streamproc.article.described import said

Field = Literal["text", "title"]
ZoneKind = Literal["dateline", "caption", "byline", "related", "boilerplate", "subhead", "body"]

Start = Annotated[int, said("first character, counted in Unicode code points from 0", minimum=0)]
End = Annotated[int, said("the character after the last one", minimum=0)]

WORDS_FIRST = ("field", "text", "plain", "start", "end")
"""The order of a span's fields where a record has its words first."""


class TextSpan(NamedTuple):
    """A stretch of an article's title or text. ``plain``: the words as they are read, where markup and the like stand between."""

    field: Annotated[Field, said("the string of the raw article that the offsets count in")]
    start: Start
    end: End
    text: Annotated[str, said("the characters from start to end, exactly as received")]
    plain: Annotated[
        str | None,
        said("the words as they are read, where markup, line ends or the like stand between them", only_if_known=True),
    ] = None

    @property
    def words(self) -> str:
        """The words as they are read."""
        return self.text if self.plain is None else self.plain


class Zone(NamedTuple):
    """A stretch of text with a role in the layout. Every character of the text is in exactly one."""

    kind: Annotated[ZoneKind, said("the role")]
    start: Start
    end: End
