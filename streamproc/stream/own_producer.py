"""The worker's one transactional producer: made when it is needed, replaced after an error.

Limits upstream that shape this: an idempotent aiokafka producer may wedge on OutOfOrderSequence (aiokafka #1017) and
can't raise its own epoch (KIP-360), so after any error the producer is replaced. That also answers what became of a
commit whose response was lost: the new producer's initialisation waits for the coordinator to finish the old
transaction, and the committed offsets tell which way it went.
"""

from __future__ import annotations

import asyncio
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from aiokafka.errors import (
    IllegalOperation,
    KafkaError,
)

from streamproc.errors import ConfigurationError
from streamproc.logs import log
from streamproc.stream.connection import describe
from streamproc.stream.producer import MembersProducer
from streamproc.stream.publish import REFUSED, producer_arguments, stop_producer
from streamproc.stream.stable_offset import Committed
from streamproc.stream.takeover import SURE, OffsetNote, claim, of_another_topic, settled_offsets

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from streamproc.settings import Settings
    from streamproc.stream.intake import Partition
    from streamproc.stream.producer import Member
    from streamproc.stream.topic_identity import TopicIdentity

RECOVERABLE = (KafkaError, OSError, TimeoutError, AssertionError, IllegalOperation, asyncio.InvalidStateError)
"""Errors after which a fresh producer may do better. aiokafka asserts its own state machine's transitions, and calls a
send illegal that follows a failure it has noticed in the background."""

RETRY_PAUSE = 0.5
"""Seconds between attempts."""


def new_producer(settings: Settings, transactional_id: str) -> MembersProducer:
    return MembersProducer(
        **producer_arguments(settings),
        transactional_id=transactional_id,
        transaction_timeout_ms=round(settings.transaction_timeout * 1000),
    )


class OwnProducer:
    """Named after the group and this worker: its ``group_instance_id``, or a name of this process alone.

    Each method tries until it is told to stop, and raises ConfigurationError when the brokers refuse us.
    """

    def __init__(self, settings: Settings, identity: TopicIdentity) -> None:
        self._settings = settings
        self._identity = identity
        self._producer: MembersProducer | None = None
        self.name = f"{settings.group}-{settings.group_instance_id or secrets.token_hex(6)}"

    @property
    def note(self) -> OffsetNote:
        """What we write beside an offset."""
        return OffsetNote(self.name, self._identity.known)

    async def started(self) -> MembersProducer:
        """The producer, initialised; that ends a transaction which one of its name has left open."""
        while self._producer is None:
            producer = new_producer(self._settings, self.name)
            try:
                async with asyncio.timeout(self._settings.request_timeout):
                    await producer.start()
                self._producer = producer
            except REFUSED as error:
                raise ConfigurationError(f"Kafka refuses us: {describe(error)}") from error
            except RECOVERABLE as error:
                log.warning("producer can't be initialised yet", error=describe(error))
            finally:
                if self._producer is not producer:
                    await stop_producer(producer)
            if self._producer is None:
                await asyncio.sleep(RETRY_PAUSE)
        return self._producer

    async def settled(self, partitions: Collection[Partition]) -> Mapping[Partition, Committed]:
        """The group's offsets, when no other transaction can change them."""
        while True:
            try:
                client = (await self.started()).client
                return await settled_offsets(client, self._settings.group, partitions, end=self._end)
            except REFUSED as error:
                raise ConfigurationError(f"Kafka refuses us: {describe(error)}") from error
            except RECOVERABLE as error:
                log.warning("offsets can't be read yet", error=describe(error))
                await self.drop()
            await asyncio.sleep(RETRY_PAUSE)

    async def take_over(
        self, partitions: Collection[Partition], member: Member
    ) -> tuple[Mapping[Partition, Committed], Mapping[Partition, int | None]]:
        """Settle the group's offsets and note our name beside them.

        Second, what the offsets were of partitions whose topic was made anew since: they stand at the beginning now.
        """
        topic = await self._identity.read()
        found = dict(await self.settled(partitions))
        if of_another_topic(found, topic):
            await asyncio.sleep(SURE)
            topic = await self._identity.read()
        begun = {partition: found[partition].offset for partition in of_another_topic(found, topic)}
        found |= dict.fromkeys(begun, Committed(0))
        while not await self._claimed(found, member) and begun:  # noqa: ASYNC110 - or the consumer goes on where it stood
            await asyncio.sleep(RETRY_PAUSE)
        if begun:  # the consumer asks in a way that may be answered with the offset from before
            await self.settled(partitions)
        return found, begun

    async def _claimed(self, found: Mapping[Partition, Committed], member: Member) -> bool:
        """Write our note beside the offsets; the next transaction notices a failure."""
        try:
            await claim(await self.started(), self._settings.group, found, note=self.note, member=member)
        except REFUSED as error:
            raise ConfigurationError(f"Kafka refuses us: {describe(error)}") from error
        except RECOVERABLE as error:
            log.warning("partitions could not be claimed", error=describe(error))
            await self.drop()
            return False
        return True

    async def drop(self) -> None:
        """Let the producer go as it is; the next one ends what it has begun."""
        producer, self._producer = self._producer, None
        if producer is not None:
            await stop_producer(producer)

    async def abandon(self) -> None:
        """Abort what the producer has begun, if that can be done soon, and let it go."""
        manager = self._producer and self._producer._txn_manager  # noqa: SLF001 - the only way to ask
        if self._producer is not None and manager and manager.is_in_transaction():
            with suppress(*RECOVERABLE):
                async with asyncio.timeout(self._settings.request_timeout / 8):
                    await self._producer.abort_transaction()
        await self.drop()

    async def _end(self, name: str) -> None:
        """End the transaction of a producer that is gone; should that fail, its timeout will."""
        producer = new_producer(self._settings, name)
        try:
            async with asyncio.timeout(self._settings.request_timeout):
                await producer.start()
            log.warning("ended the transaction of a worker that is gone", transactional_id=name)
        except RECOVERABLE as error:
            log.warning(
                "can't end a transaction of a worker that is gone", transactional_id=name, error=describe(error)
            )
        finally:
            await stop_producer(producer)
