"""Where a partition is read on when there is nothing at the committed offset: what that means, said aloud."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from streamproc.logs import log
from streamproc.stream.intake import Partition

Cause: TypeAlias = Literal["new", "expired", "rewound"]


@dataclass(frozen=True, slots=True)
class Move:
    """A partition is read from its beginning, ``start``, and not at ``expected``; None: the group has no offset there.

    ``anew``: the topic is another one of the same name.
    """

    partition: Partition
    expected: int | None
    start: int
    anew: bool = False

    @property
    def cause(self) -> Cause:
        """``expired``: the log begins later. ``rewound``: it ends earlier, so it is another log, or lost its end."""
        if self.anew:
            return "rewound"
        if self.expected is None:
            return "new"
        return "expired" if self.start > self.expected else "rewound"

    @property
    def lost(self) -> int:
        """Offsets that nobody read: articles, and the markers of their transactions."""
        return max(0, self.start - self.expected) if self.expected is not None and not self.anew else 0

    def tell(self) -> None:
        """Log it: as news when the group is new, as an error when articles were lost or may come again."""
        place = self.partition._asdict()
        if self.anew:
            log.error(
                "the topic was made anew since the group's offset: reading from the beginning",
                **place,
                expected=self.expected,
                offset=self.start,
            )
        elif self.cause == "new":
            log.warning("the group has no committed offset: reading from the beginning", **place, offset=self.start)
        elif self.cause == "expired":
            log.error(
                "articles expired unread: retention has deleted them",
                **place,
                lost=self.lost,
                expected=self.expected,
                offset=self.start,
            )
        else:
            log.error(
                "the partition ends before the group's offset: made anew or cut off; reading from the beginning",
                **place,
                expected=self.expected,
                offset=self.start,
            )
