"""Dead letters with limits: a bad deploy must not drain the topic into the dead-letter queue."""

from __future__ import annotations

from collections import deque

from streamproc.errors import InfrastructureError


class RejectLimits:
    """Counts outcomes; refuses to go on when too many messages in a row, or of the last ones, were rejected.

    Args:
        run: so many rejects in a row are too many; 0 means no limit.
        ratio: a larger share of rejects among the last ``window`` outcomes is too many; 1 means no limit.
        window: outcomes that the ratio looks back on; it is judged only when so many have been seen.
    """

    def __init__(self, *, run: int, ratio: float, window: int) -> None:
        self._run = run
        self._ratio = ratio
        self._recent: deque[bool] = deque(maxlen=window)
        self._in_a_row = 0

    def count(self, *, rejected: bool, why: str = "") -> None:
        """Count one outcome.

        Raises:
            InfrastructureError: this one is too many; nothing of its batch may be acknowledged.
        """
        self._in_a_row = self._in_a_row + 1 if rejected else 0
        self._recent.append(rejected)
        if self._run and self._in_a_row >= self._run:
            raise InfrastructureError(
                f"{self._in_a_row} messages in a row were rejected, the last one because of: {why}. "
                "Stopped before more of the topic goes to the dead letters (setting: reject_run)"
            )
        share = sum(self._recent) / len(self._recent)
        if len(self._recent) == self._recent.maxlen and share > self._ratio:
            raise InfrastructureError(
                f"{share:.0%} of the last {len(self._recent)} messages were rejected, the last one because of: {why}. "
                "Stopped before more of the topic goes to the dead letters (settings: reject_ratio, reject_window)"
            )
