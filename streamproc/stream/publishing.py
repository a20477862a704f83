"""Publishing raw messages: what ``streamproc publish`` and the demo do, and any small scraper could."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiokafka import AIOKafkaProducer
from aiokafka.errors import MessageSizeTooLargeError

from streamproc.article_files import RawMessage
from streamproc.stream.connection import connected, connection, reachable
from streamproc.stream.topics import partitions_of, topic_name

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterable

    from streamproc.settings import Settings

IN_FLIGHT = 500
"""Messages sent before their acknowledgements are awaited."""


@dataclass(slots=True)
class Published:
    """How it went: messages that every replica has, and those the broker would not take with the reason."""

    sent: int = 0
    refused: list[tuple[RawMessage, str]] = field(default_factory=list)


async def publish(
    messages: Iterable[RawMessage], settings: Settings, *, sent: Callable[[RawMessage], None] = lambda _: None
) -> Published:
    """Send every message to the raw topic and wait until all its replicas have it, in order per key.

    Raises:
        ConfigurationError: the raw topic does not exist.
        InfrastructureError: the broker can't be reached, or a message was not acknowledged.
    """
    topic = topic_name(settings, "raw")
    await partitions_of(
        [topic], settings
    )  # sending to a missing topic would make it, in a wrong shape, on many brokers
    result = Published()
    producer = AIOKafkaProducer(**connection(settings), acks="all", max_request_size=settings.max_message_bytes)
    async with connected(producer, settings) as client, reachable(settings):
        waiting: list[tuple[RawMessage, asyncio.Future[object]]] = []
        for message in messages:
            try:
                waiting.append((message, await client.send(topic, message.value, message.key)))
            except MessageSizeTooLargeError:
                result.refused.append((message, f"{len(message.value):,} bytes, more than max_message_bytes"))
            if len(waiting) >= IN_FLIGHT:
                await acknowledged(waiting, result, sent)
        await acknowledged(waiting, result, sent)
    return result


async def acknowledged(
    waiting: list[tuple[RawMessage, asyncio.Future[object]]], result: Published, sent: Callable[[RawMessage], None]
) -> None:
    """Await what was sent and empty the list."""
    for message, delivery in waiting:
        await delivery
        result.sent += 1
        sent(message)
    waiting.clear()
