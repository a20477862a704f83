"""What a stage that links articles says of its own: what is compared, and how."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

from streamproc.linking.messages import JSON

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamproc.records import ParsedRecord

Link = JSON
"""An article that is like this one: ``id``, ``time``, ``version``, ``verdict``, and its ``origin`` if earlier."""


class Decision(NamedTuple):
    """What is published of an article. ``link``: None where it goes back to none (any more).

    ``origin`` in it is the time (ms) and the id of the earliest article that it goes back to, ``via`` the id of the one
    that it was compared with, ``verdict`` what the comparison said. ``content`` is what the article is compared by, empty
    where it is gone.
    """

    article_id: str
    time: int
    link: JSON | None = None
    content: bytes = b""


class Comparison(Protocol):
    """How articles are compared by their contents. A verdict is the same from both sides.

    ``name`` is the stage's: its output topic's role, from which the settings' names and the other topics' are made.
    """

    name: str
    tells_each: bool
    """Whether something is published of articles, too, that are linked with none."""

    def keys(self, content: bytes) -> Sequence[int]:
        """What articles find each other by: 64-bit numbers."""
        ...

    def judge(self, one: bytes, other: bytes) -> JSON | None:
        """How two are alike; None where they are not."""
        ...

    def choose(self, earlier: Sequence[Link]) -> Link:
        """The link that an article goes back by, of those with earlier ones."""
        ...

    def record(self, decision: Decision) -> ParsedRecord:
        """What is published of a decision."""
        ...


def moment(milliseconds: int) -> datetime:
    """A time of a message."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def earliest(links: Sequence[Link]) -> Link:
    """The link that leads furthest back; of several, with the earliest article."""
    return min(links, key=lambda link: (link["origin"], link["time"], link["id"]))
