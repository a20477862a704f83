"""Many messages through an engine, outcomes in the messages' order, with little in memory at any time."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Iterable

    from streamproc.engine.outcome import Outcome
    from streamproc.engine.pool import Pool

T = TypeVar("T")

AHEAD = 256
"""Outcomes for each process that may wait for an earlier one."""

READ_AHEAD = 8


async def in_order(pool: Pool, messages: Iterable[tuple[T, bytes]]) -> AsyncGenerator[tuple[T, bytes, Outcome], None]:
    """Yield every message with its name and its outcome, in order, while later ones are being read and processed.

    The messages are read in a thread of their own, which may block. The pool bounds the bytes that are read ahead.

    Raises:
        InfrastructureError: the pool has failed.
    """
    started: asyncio.Queue[tuple[T, bytes, asyncio.Task[Outcome]] | None] = asyncio.Queue(AHEAD * pool.processes)

    async def start() -> None:
        try:
            async for name, raw in ReadAhead(messages):
                answer = await pool.submit(raw)
                try:
                    await started.put((name, raw, answer))
                except asyncio.CancelledError:
                    answer.cancel()
                    raise
        finally:
            await started.put(None)

    starting = asyncio.create_task(start())
    try:
        while (item := await started.get()) is not None:
            name, raw, outcome = item
            yield name, raw, await outcome
        await starting
    finally:
        starting.cancel()
        while not started.empty():
            if (item := started.get_nowait()) is not None:
                item[2].cancel()


class ReadAhead(Generic[T]):
    """Iterates over something that blocks, in a thread that nobody has to wait for."""

    def __init__(self, source: Iterable[T]) -> None:
        self.source = source
        self.read: asyncio.Queue[tuple[T] | BaseException | None] = asyncio.Queue()
        self.room = threading.Semaphore(READ_AHEAD)
        self.loop = asyncio.get_running_loop()

    async def __aiter__(self) -> AsyncIterator[T]:
        threading.Thread(target=self.run, name="reader", daemon=True).start()
        while (item := await self.read.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            self.room.release()
            yield item[0]

    def run(self) -> None:
        try:
            for item in self.source:
                self.room.acquire()
                self.hand_over((item,))
            self.hand_over(None)
        except Exception as error:  # noqa: BLE001 - belongs to whoever iterates
            self.hand_over(error)

    def hand_over(self, item: tuple[T] | BaseException | None) -> None:
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.read.put_nowait, item)
