"""Death, or sleep, at a chosen point: aiokafka's producer is wrapped so that the process kills or freezes itself there."""

from __future__ import annotations

import asyncio
import os
import random
import signal
from dataclasses import dataclass
from typing import Any

from aiokafka import AIOKafkaProducer

POINTS = {
    "before_produce": ("begin_transaction", "after"),
    "between_topics": ("send_batch", "between"),
    "before_offsets": ("send_offsets_to_transaction", "before"),
    "before_commit": ("commit_transaction", "before"),
    "during_commit": ("commit_transaction", "during"),
    "after_commit": ("commit_transaction", "after"),
}
"""Each point is before, during or after a method of the producer, or between two of its calls."""


@dataclass
class Crash:
    """Sends the process the signal ``how`` when it passes the point for the ``countdown``-th time."""

    countdown: int
    seed: int
    how: signal.Signals

    def arm(self, point: str) -> None:
        name, moment = POINTS[point]
        original = getattr(AIOKafkaProducer, name)
        wrapper = getattr(self, moment)

        async def wrapped(producer: AIOKafkaProducer, *args: Any, **options: Any) -> Any:
            return await wrapper(original, producer, *args, **options)

        setattr(AIOKafkaProducer, name, wrapped)

    def due(self) -> bool:
        self.countdown -= 1
        return self.countdown == 0

    def strike(self) -> None:
        os.kill(os.getpid(), self.how)

    async def before(self, original: Any, producer: AIOKafkaProducer, *args: Any, **options: Any) -> Any:
        if self.due():
            self.strike()
        return await original(producer, *args, **options)

    async def after(self, original: Any, producer: AIOKafkaProducer, *args: Any, **options: Any) -> Any:
        result = await original(producer, *args, **options)
        if self.due():
            self.strike()
        return result

    async def during(self, original: Any, producer: AIOKafkaProducer, *args: Any, **options: Any) -> Any:
        call = asyncio.ensure_future(original(producer, *args, **options))
        if self.due():
            await asyncio.wait({call}, timeout=random.Random(self.seed).uniform(0, 0.004))
            self.strike()
        return await call

    async def between(self, original: Any, producer: AIOKafkaProducer, records: Any, topic: str, **options: Any) -> Any:
        last = getattr(producer, "last_topic", topic)
        producer.last_topic = topic  # type: ignore[attr-defined]
        if topic != last and self.due():
            await producer.flush()  # what the first topics have is really there, in a transaction that nobody ends
            self.strike()
        return await original(producer, records, topic, **options)
