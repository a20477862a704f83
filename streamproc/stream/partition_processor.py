"""One partition's way through: messages go to the engine as they come, and out again in their order, a batch at a time.

The engine works on later messages while earlier ones are being published, so that a commit costs no time.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Literal

from streamproc.logs import log
from streamproc.stream.delivery import Delivery
from streamproc.stream.enriching import Enriching
from streamproc.stream.produce import Batch
from streamproc.stream.publish import SteppedDown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamproc.stream.intake import Incoming, Partition
    from streamproc.stream.output_records import Finished
    from streamproc.stream.window import Part
    from streamproc.stream.workshop import Workshop


LINGER_SHARE = 0.25
"""A publication waits for more messages for this share of the time that its oldest one has been in the engine.

So the waiting adds little when the topic is quiet, and publications grow with a backlog, where few large ones cost
least and each message has waited for long anyway.
"""


class PartitionProcessor:
    """A partition's messages between intake and commit.

    ``next_offset`` is the offset that is expected next: older ones of this ``era`` have been seen. ``done_offset`` is
    the offset up to which everything is published and committed. ``window`` has a place for each message that is in the
    engine or waits to be published.
    """

    def __init__(
        self, partition: Partition, next_offset: int, workshop: Workshop, *, window: Part, era: int = 0
    ) -> None:
        self.partition = partition
        self.next_offset = next_offset
        self.era = era
        self.done_offset = next_offset
        self.stepped_down = False
        self._work = workshop
        self._delivery = Delivery(partition, workshop)
        self._waiting: asyncio.Queue[Incoming] = asyncio.Queue()
        self._window = window
        self._enriching = Enriching(workshop)
        self._arrived = asyncio.Event()
        self._taking: asyncio.Task[None] | None = None
        self._publishing: asyncio.Task[None] | None = None
        self._last = False
        self._beyond = 0

    @property
    def pending(self) -> int:
        """Messages that have come and are not committed."""
        return self._waiting.qsize() + len(self._enriching)

    @property
    def in_flight(self) -> int:
        """Messages that the engine has, or has answered, and that are not committed."""
        return len(self._enriching)

    @property
    def oldest(self) -> Incoming | None:
        """The message that must be committed next."""
        oldest = self._enriching.oldest
        return oldest.message if oldest else None

    @property
    def waiting_for(self) -> Literal["engine", "broker"] | None:
        """Whom the oldest message waits for: the engine's answer, or the broker's acknowledgement."""
        if oldest := self._enriching.oldest:
            return "broker" if oldest.outcome.done() else "engine"
        return "engine" if self._waiting.qsize() else None

    def put(self, message: Incoming) -> None:
        """Take a message; one that has been seen is dropped, since Faust may deliver again after a rebalance.

        The first one of a new era may have any offset: the consumer begins again, and so do we.
        """
        seen = message.era < self.era or (message.era == self.era and message.offset < self.next_offset)
        if seen or self.stepped_down or self._last:
            return
        self.era = message.era
        self.next_offset = message.offset + 1
        self._work.intake.arrived(self.partition, message.size)
        self._waiting.put_nowait(message)

    async def run(self) -> None:
        """Work until finished, stepped down, or something fails.

        Raises:
            StreamprocError: the infrastructure failed, or the operator must act; nothing more may be acknowledged.
        """
        self._taking = asyncio.create_task(self._take())
        self._publishing = asyncio.create_task(self._publish())
        try:
            await asyncio.wait({self._taking, self._publishing}, return_when=asyncio.FIRST_EXCEPTION)
            for task in (self._taking, self._publishing):
                if task.done() and not task.cancelled():
                    task.result()
        except SteppedDown as why:
            self.stepped_down = True
            log.warning("stepped down", **self.partition._asdict(), why=str(why))
        finally:
            await self._abandon()

    async def finish(self, *, within: float, keep_enriching: bool) -> None:
        """Take nothing more, publish what is enriched and commit it; give up after ``within`` seconds.

        ``keep_enriching`` waits for the messages in the engine too; without it they are left for the next owner.
        """
        self._last = True
        if self._taking is None or self._publishing is None:
            return
        self._taking.cancel()
        if not keep_enriching:
            self._enriching.cut()
        self._arrived.set()
        await asyncio.wait({self._publishing}, timeout=within)
        self._publishing.cancel()

    async def _take(self) -> None:
        while True:
            message = await self._waiting.get()
            await self._work.finishes.room()
            await self._window.acquire()
            self._enriching.begin(message)
            self._arrived.set()

    async def _publish(self) -> None:
        while batch := await self._next_batch():
            while batch:
                published = await self._delivery.publish_some(batch, self.done_offset)
                self._settle(batch[:published])
                batch = batch[published:]

    def nothing_until(self, offset: int) -> None:
        """There is no message before this offset that we have not had: commit it, unless one comes first.

        What lies between are a transaction's marker, or messages of one that was aborted. Whoever measures the group's lag
        sees none of them, but a lag that never ends.
        """
        self._beyond = offset
        self._arrived.set()

    async def _commit_beyond(self, offset: int) -> None:
        await self._work.publisher.publish(Batch(self.partition, self.done_offset, offset, []))
        self.done_offset = offset
        self.next_offset = max(self.next_offset, offset)

    def _settle(self, done: Sequence[Finished]) -> None:
        """These are published and committed."""
        for _ in done:
            self._enriching.settle()
            self._window.release()
        self.done_offset = done[-1].message.offset + 1
        self._work.intake.departed(self.partition, len(done), sum(finished.message.size for finished in done))

    async def _next_batch(self) -> list[Finished]:
        """The longest run of finished messages from the oldest on, within the limits; empty when there will be none."""
        while (oldest := self._enriching.oldest) is None:
            if self._last:
                return []
            self._arrived.clear()
            if self._beyond > self.done_offset:
                await self._commit_beyond(self._beyond)
            else:
                await self._arrived.wait()
        await oldest.outcome
        now = time.monotonic()
        give_up = now + min(self._work.limits.linger, LINGER_SHARE * (now - oldest.since))
        most = self._delivery.most
        while (unfinished := self._enriching.unfinished(most)) is not None:
            patience = 0 if self._last else give_up - time.monotonic()
            if patience <= 0 or not (await asyncio.wait({unfinished}, timeout=patience))[0]:
                break
        batch = self._enriching.run_of_finished(most)
        for finished in batch:
            if not finished.message.is_tombstone:
                self._work.rejects.count(finished.outcome)
        return batch

    async def _abandon(self) -> None:
        """Stop everything that still runs, and forget what is left."""
        tasks = [task for task in (self._taking, self._publishing) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._enriching.stop()
        self._window.close()
        self._waiting = asyncio.Queue()
