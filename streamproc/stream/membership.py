"""A worker's place in its group, where it has a name of its own (static membership)."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from streamproc.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable

PLACES = 3
"""So many places lost within two sessions: a name that another worker has, too."""


class Membership:
    """Notices that another worker has the same ``group_instance_id``.

    The coordinator gives the place to whoever joined last, with a new member id (KIP-345). The one that loses it is told
    only "unknown member", because aiokafka's heartbeats (v1) carry no instance id; it joins again, and the two push each
    other out for ever. A place that is lost for another reason, a session that ran out, takes a session each.
    """

    def __init__(self, name: str, *, session_timeout: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._name = name
        self._session_timeout = session_timeout
        self._clock = clock
        self._member_id = ""
        self._losses: deque[float] = deque(maxlen=PLACES)

    def look(self, member_id: str) -> None:
        """Take note of the member id that the group knows us by; empty while it knows us by none.

        Raises:
            ConfigurationError: another worker has our name.
        """
        if member_id in ("", self._member_id):
            return
        if self._member_id:
            self._losses.append(self._clock())
        self._member_id = member_id
        if len(self._losses) == PLACES and self._losses[-1] - self._losses[0] < 2 * self._session_timeout:
            raise ConfigurationError(
                f"group_instance_id: another worker is called {self._name!r}, too, and takes this one's place in the "
                "group; every worker needs a name of its own, or none"
            )
