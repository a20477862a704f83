"""The worker's lookout: sets the gauges, tells the probes, and sees what nobody reports by itself."""

from __future__ import annotations

import asyncio
import faulthandler
from dataclasses import asdict
from typing import TYPE_CHECKING

from streamproc.logs import log
from streamproc.stream.membership import Membership, refused
from streamproc.stream.raw_topic import RawTopic
from streamproc.stream.topics import topic_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamproc.settings import Settings
    from streamproc.stream.app import App
    from streamproc.stream.health import Health
    from streamproc.stream.intake import Partition
    from streamproc.stream.stall_detector import StallDetector
    from streamproc.stream.topic_identity import TopicIdentity

LOOK_SECONDS = 1.0
"""How often the watch looks, at least."""


async def look(
    watch: StallDetector,
    health: Health,
    app: App,
    settings: Settings,
    identity: TopicIdentity,
    *,
    also: Callable[[], None],
) -> None:
    """Look round now and then: set the gauges, tell the probes, end what stands still, rejoin after a fence.

    Raises:
        ConfigurationError: the group refuses us; the operator must change something.
        InfrastructureError: the group's coordinator failed, or nothing has moved for ``stall_timeout``.
    """
    raw_topic = RawTopic(settings, app)
    fenced_since: dict[Partition, float] = {}
    name = settings.group_instance_id
    membership = Membership(name, session_timeout=settings.session_timeout) if name else None
    loop = asyncio.get_running_loop()
    while True:
        # Should the event loop stand still, a thread of C ends the process and shows where it stood.
        faulthandler.dump_traceback_later(settings.stall_timeout, exit=True)
        if (refusal := app.refusal) is not None:
            raise refused(refusal, settings)
        partitions = watch.look(joined=app.joined)
        if membership is not None and app.joined:
            membership.look(app.member_id)
        also()
        await watch.catch_up()
        state = state_of(watch, app, raw_topic, stalls_after=settings.stall_timeout / 2)
        if state != health.state:
            log.warning("worker stalls" if state == "stalled" else f"worker is {state}", before=health.state)
        health.update(
            state,
            idle_seconds=round(watch.idle_seconds, 1),
            partitions=[asdict(partition) for partition in partitions],
        )
        fenced_since = {
            partition: fenced_since.get(partition, loop.time())
            for partition, processor in app.partitions.processors.items()
            if processor.stepped_down
        }
        # Fenced, and still ours after a session: no takeover, so the coordinator gave up on one of our transactions.
        if any(loop.time() - since > settings.session_timeout for since in fenced_since.values()):
            log.warning("fenced without a rebalance, joining the group again", partitions=len(fenced_since))
            fenced_since = {}
            await app.rejoin()
        if app.joined and identity.has_changed():
            log.error("the raw topic was made anew, joining the group again", topic=topic_name(settings, "raw"))
            await app.rejoin()
        await app.next_assignment(within=LOOK_SECONDS)  # which is news for the probes


def state_of(watch: StallDetector, app: App, raw_topic: RawTopic, *, stalls_after: float) -> str:
    """What the probes call the worker's state. ``stalls_after``: seconds without progress."""
    if not app.joined:
        return "joining"
    if not raw_topic.look():
        return "without topic"
    return "stalled" if watch.idle_seconds > stalls_after else "working"
