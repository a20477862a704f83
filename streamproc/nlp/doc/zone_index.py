"""Which zone a character is in."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from streamproc.article import ZoneKind
    from streamproc.nlp.doc.drafts import ZoneDraft

ZONES_WITHOUT_EVENTS = frozenset({"related", "boilerplate", "byline", "dateline"})
"""Zones whose words tell of no event of this article."""
ZONES_WITHOUT_SPEECH = frozenset({"caption", "byline", "related", "boilerplate"})
"""Zones where nobody is quoted; a dateline may be followed by a quotation at once."""


class ZoneIndex:
    """The zones of a Doc by character. They cover the text in order; the title before it is in none."""

    def __init__(self, zones: Sequence[ZoneDraft]) -> None:
        self._kinds: list[ZoneKind] = [zone.kind for zone in zones]
        self._present = frozenset(self._kinds)
        self._starts = [zone.start for zone in zones]
        self._ends = [zone.end for zone in zones]

    def kind_at(self, offset: int) -> ZoneKind | None:
        """The kind of the zone that a character is in."""
        at = bisect_right(self._starts, offset) - 1
        return self._kinds[at] if at >= 0 and offset < self._ends[at] else None

    def in_any(self, offset: int, kinds: AbstractSet[str]) -> bool:
        """Whether a character is in a zone of some kinds."""
        return not self._present.isdisjoint(kinds) and self.kind_at(offset) in kinds
