"""A worker's place in its group: what the coordinator refuses, and a name of its own (static membership)."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from aiokafka.errors import (
    BrokerResponseError,
    GroupAuthorizationFailedError,
    InconsistentGroupProtocolError,
    InvalidSessionTimeoutError,
    kafka_errors,
)

from streamproc.errors import ConfigurationError, InfrastructureError
from streamproc.stream.connection import describe
from streamproc.stream.publish import REFUSED

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamproc.errors import StreamprocError
    from streamproc.settings import Settings


class FencedInstanceIdError(BrokerResponseError):
    """Another member has joined with our name while we were joining (KIP-345); aiokafka 0.14 does not know it."""

    errno = 82
    message = "FENCED_INSTANCE_ID"
    description = "Another member has the same group.instance.id."


kafka_errors.setdefault(FencedInstanceIdError.errno, FencedInstanceIdError)


def refused(error: BaseException, settings: Settings) -> StreamprocError:
    """What it means that the group's coordinator won't have us, in words that an operator can act on."""
    if settings.group_instance_id is not None and FencedInstanceIdError.__name__ in str(error):  # aiokafka wraps it
        return namesake(settings.group_instance_id)
    if isinstance(error, GroupAuthorizationFailedError):
        return ConfigurationError(f"group: the brokers don't let this user into {settings.group!r} (READ on the group)")
    if isinstance(error, InconsistentGroupProtocolError):
        return ConfigurationError(
            f"group: {settings.group!r} has members of another kind; these workers need their own"
        )
    if isinstance(error, InvalidSessionTimeoutError):
        return ConfigurationError(
            "session_timeout: outside of the brokers' group.min.session.timeout.ms and group.max.session.timeout.ms"
        )
    if isinstance(error, REFUSED):
        return ConfigurationError(f"Kafka refuses us: {describe(error)}")
    return InfrastructureError(f"the group's coordinator refuses this worker: {describe(error)}")


def namesake(name: str) -> ConfigurationError:
    return ConfigurationError(
        f"group_instance_id: another worker is called {name!r}, too, and takes this one's place in the group; every "
        "worker needs a name of its own, or none"
    )


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
            raise namesake(self._name)
