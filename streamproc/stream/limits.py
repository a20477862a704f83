"""Dead letters with limits: a bad deploy must not drain the topic into the dead-letter queue."""

from __future__ import annotations

from collections import deque
from itertools import takewhile
from typing import TYPE_CHECKING

from streamproc.engine.outcome import Rejected
from streamproc.errors import InfrastructureError
from streamproc.logs import log

if TYPE_CHECKING:
    from streamproc.engine.outcome import Outcome

NORMAL = frozenset(("unsupported_language", "too_large"))
"""Reasons that are no defect: the web is full of foreign and of endless articles."""


class RejectLimits:
    """Counts outcomes; refuses to go on when too many messages in a row, or of the last ones, were rejected as defects.

    A source whose articles alone are no good is set aside while those of others work: one scraper that broke, or one
    outlet that means ill, stops nobody else.

    Args:
        run: so many defects in a row are too many; 0 means no limit.
        ratio: a larger share of defects among the last ``window`` outcomes is too many; 1 means no limit.
        window: outcomes that are looked back on; the ratio is judged only when so many have been seen.
    """

    def __init__(self, *, run: int, ratio: float, window: int) -> None:
        self._run = run
        self._ratio = ratio
        self._recent: deque[tuple[str | None, bool]] = deque(maxlen=max(window, run))
        self._window = window
        self._aside: set[str] = set()

    def count(self, outcome: Outcome) -> None:
        """Count one outcome.

        Raises:
            InfrastructureError: this one is too many; nothing of its batch may be acknowledged.
        """
        if isinstance(outcome, Rejected) and outcome.reason in NORMAL:
            return
        defect = isinstance(outcome, Rejected)
        self._recent.append((outcome.source, defect))
        if not isinstance(outcome, Rejected):
            self._aside.discard(outcome.source or "")
            return
        if outcome.source in self._aside or self._set_aside(outcome):
            return
        why = f"the last one because of: {outcome.reason}: {outcome.message}"
        counted = [(source, bad) for source, bad in self._recent if source not in self._aside]
        in_a_row = sum(1 for _ in takewhile(lambda one: one[1], reversed(counted)))
        if self._run and in_a_row >= self._run:
            raise InfrastructureError(
                f"{in_a_row} messages in a row were rejected, {why}. "
                "Stopped before more of the topic goes to the dead letters (setting: reject_run)"
            )
        last = counted[-self._window :]
        share = sum(bad for _, bad in last) / len(last)
        if len(last) == self._window and share > self._ratio:
            raise InfrastructureError(
                f"{share:.0%} of the last {len(last)} messages were rejected, {why}. "
                "Stopped before more of the topic goes to the dead letters (settings: reject_ratio, reject_window)"
            )

    def _set_aside(self, outcome: Rejected) -> bool:
        """Whether this source, and no other, has had too many: its defects no longer count until one of its articles works."""
        source = outcome.source
        if source is None or not self._run:
            return False
        latest = [bad for one, bad in self._recent if one == source][-self._run :]
        others_work = any(not bad for one, bad in self._recent if one != source)
        if len(latest) < self._run or not all(latest) or not others_work:
            return False
        seen = {one for one, _ in self._recent}
        self._aside = (self._aside & seen) | {source}
        log.error(
            "source set aside: nothing of it can be read", source=source, reason=outcome.reason, why=outcome.message
        )
        return True
