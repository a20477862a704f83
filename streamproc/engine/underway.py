"""An article between its message and its records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from streamproc.intake.repair.reading import Reading
from streamproc.intake.sender import sender

if TYPE_CHECKING:
    from streamproc.article import Article


@dataclass(slots=True)
class Underway:
    """An article on its way through a batch. ``position`` is its place in the batch."""

    position: int
    reading: Reading
    doc: Doc
    message_bytes: int
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def source(self) -> str | None:
        return sender(self.article.source, self.article.url)

    @property
    def article(self) -> Article:
        """The article as received."""
        return self.reading.received
