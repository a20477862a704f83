"""The raw topic itself: whether it is still there, and whether the group has left articles on another one."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Protocol

from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError

from streamproc.errors import ConfigurationError, StreamprocError
from streamproc.logs import log
from streamproc.stream.connection import connected, connection, describe
from streamproc.stream.topics import Admin, topic_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamproc.settings import Settings


class Topics(Protocol):
    """What the consumer knows of topics."""

    def is_there(self, topic: str) -> bool: ...


class RawTopic:
    """Ends a worker whose raw topic is gone: it would be idle for ever, and look well."""

    def __init__(self, settings: Settings, topics: Topics, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._name = topic_name(settings, "raw")
        self._timeout = settings.topic_timeout
        self._topics = topics
        self._clock = clock
        self._gone: float | None = None

    def look(self) -> bool:
        """Whether it is there.

        Raises:
            ConfigurationError: it has not been for too long.
        """
        if self._topics.is_there(self._name):
            if self._gone is not None:
                log.warning("the raw topic is back", topic=self._name)
            self._gone = None
            return True
        if self._gone is None:
            self._gone = self._clock()
            log.error("the raw topic is gone", topic=self._name, ends_after=self._timeout)
        if (seconds := self._clock() - self._gone) > self._timeout:
            raise ConfigurationError(
                f"{self._name}: has been gone for {seconds:.0f} s (setting: topic_timeout); 'streamproc topics create' makes it"
            )
        return False


async def tell_what_stays_behind(settings: Settings) -> None:
    """Warn of articles that this group has not read on topics other than the raw one: its name before it was changed.

    Brokers that can't say are not asked twice: it is a help, not a condition.
    """
    try:
        left = await unread_elsewhere(settings)
    except (KafkaError, StreamprocError, OSError, TimeoutError) as error:
        log.debug("can't tell whether articles stay behind on other topics", error=describe(error))
        return
    for topic, count in left.items():
        log.warning("unread articles stay behind on another topic of this group", topic=topic, unread=count)


async def unread_elsewhere(settings: Settings) -> Counter[str]:
    """Messages behind the group's offsets on topics that are not the raw one, by topic."""
    async with connected(Admin(**connection(settings)), settings) as admin:
        there = set(await admin.list_topics()) - {topic_name(settings, "raw")}
        offsets = await admin.list_consumer_group_offsets(settings.group)
    elsewhere = {place: stood.offset for place, stood in offsets.items() if place.topic in there and stood.offset >= 0}
    left: Counter[str] = Counter()
    if not elsewhere:
        return left
    async with connected(AIOKafkaConsumer(**connection(settings)), settings) as consumer:
        for place, end in (await consumer.end_offsets(list(elsewhere))).items():
            left[place.topic] += max(0, end - elsewhere[place])
    return +left
