"""Exactly once: a batch's records, its dead letters and its offset are one Kafka transaction.

This is Kafka Streams' first exactly-once design (KIP-129 on KIP-98): one transactional producer for each input
partition, ``transactional.id = <group>-<topic>-<partition>``. aiokafka's ``TxnOffsetCommit`` carries no group
generation (KIP-447), so the transactional id alone must fence the partition's former owner. Hence the order on
assignment: initialise the producer, which ends the former owner's transaction and bars it from another one, and only
then read the committed offset, with ``require_stable`` (KIP-447's other half), because the offsets of the transaction
that was just ended become visible a moment later.

Limits upstream that shape this: an idempotent aiokafka producer may wedge on OutOfOrderSequence (aiokafka #1017) and
can't raise its own epoch (KIP-360), so after any error but a fence the producer is replaced. That also answers what
became of a commit whose response was lost: the new producer's initialisation waits for the coordinator to finish the
old transaction, and the committed offset tells which way it went.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.errors import (
    IllegalOperation,
    IncompatibleBrokerVersion,
    InvalidProducerEpoch,
    InvalidTransactionTimeout,
    KafkaError,
    ProducerFenced,
    UnknownError,
    UnsupportedVersionError,
)

from streamproc.errors import ConfigurationError, InfrastructureError
from streamproc.logs import log
from streamproc.stream.committed import committed_offset
from streamproc.stream.connection import describe, quiet_client_logs
from streamproc.stream.produce import Batch, ProduceBatchTooLarge, ProduceSizes, RecordTooLarge, send_all
from streamproc.stream.publish import REFUSED, SteppedDown, producer_arguments, stop_producer

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from streamproc.settings import Settings
    from streamproc.stream.intake import Partition
    from streamproc.stream.meter import Meter

FENCED = (ProducerFenced, InvalidProducerEpoch)

RECOVERABLE = (KafkaError, OSError, TimeoutError, AssertionError, IllegalOperation, asyncio.InvalidStateError)
"""Errors after which a fresh producer may do better. aiokafka asserts its own state machine's transitions, and calls a
send illegal that follows a failure it has noticed in the background."""

RETRY_PAUSE = 0.5
"""Seconds between attempts."""


NO_TRANSACTIONS = (UnknownError, UnsupportedVersionError, IncompatibleBrokerVersion)
"""What brokers without transactions answer when a producer asks for an id."""


async def check_transactions(settings: Settings) -> None:
    """Ask for a transactional producer before any partition is taken.

    Raises:
        ConfigurationError: the brokers have no transactions, or none of that length, or not for us.
        InfrastructureError: no answer.
    """
    producer = new_producer(settings, f"{settings.group}-check")
    try:
        with quiet_client_logs():
            async with asyncio.timeout(settings.request_timeout):
                await producer.start()
    except InvalidTransactionTimeout as error:
        raise ConfigurationError("transaction_timeout: more than the brokers' transaction.max.timeout.ms") from error
    except REFUSED as error:
        raise ConfigurationError(f"Kafka refuses us: {describe(error)}") from error
    except NO_TRANSACTIONS as error:
        raise ConfigurationError("delivery: these brokers have no transactions; use at_least_once") from error
    except (KafkaError, OSError, TimeoutError) as error:
        raise InfrastructureError(f"can't initialise a transactional producer: {describe(error)}") from error
    finally:
        await stop_producer(producer)


def new_producer(settings: Settings, transactional_id: str) -> AIOKafkaProducer:
    return AIOKafkaProducer(
        **producer_arguments(settings),
        transactional_id=transactional_id,
        transaction_timeout_ms=round(settings.transaction_timeout * 1000),
    )


class TransactionalPublisher:
    """One producer for each partition that is assigned to us."""

    def __init__(self, settings: Settings, *, meter: Meter) -> None:
        self._settings = settings
        self._meter = meter
        self._producers: dict[Partition, AIOKafkaProducer] = {}
        self._sizes = ProduceSizes()

    async def open(self, partitions: Collection[Partition]) -> Mapping[Partition, int]:
        offsets = await asyncio.gather(*(self._open_in_time(partition) for partition in partitions))
        return {partition: offset for partition, offset in zip(partitions, offsets, strict=True) if offset is not None}

    async def publish(self, batch: Batch) -> None:
        failure = "no answer"
        try:
            async with asyncio.timeout(self._settings.stall_timeout):
                while (outcome := await self._attempt(batch)) is not None:
                    failure = outcome
                    if await self._committed_after_all(batch):
                        break
                    await asyncio.sleep(RETRY_PAUSE)
        except TimeoutError as error:
            raise InfrastructureError(
                f"{batch.partition.topic}-{batch.partition.partition}: no transaction could be committed "
                f"within {self._settings.stall_timeout:g} s; the last error: {failure}"
            ) from error

    async def close(self, partitions: Collection[Partition]) -> None:
        await asyncio.gather(*(self._close(partition) for partition in partitions))

    async def stop(self) -> None:
        await self.close(list(self._producers))

    async def _attempt(self, batch: Batch) -> str | None:
        """One transaction; None when it is committed, else what went wrong."""
        try:
            async with asyncio.timeout(self._settings.transaction_timeout):
                await self._transaction(batch)
        except FENCED as error:
            self._meter.transaction("fenced")
            raise SteppedDown("another producer has taken over its transactional id") from error
        except REFUSED as error:
            raise ConfigurationError(f"Kafka refuses us: {describe(error)}") from error
        except RecordTooLarge:
            self._meter.transaction("aborted")
            await self._committed_after_all(batch)
            raise
        except ProduceBatchTooLarge:
            self._meter.transaction("aborted")
            return "a produce batch was too large"
        except RECOVERABLE as error:
            self._meter.transaction("aborted")
            log.warning("transaction aborted", **batch.partition._asdict(), error=describe(error))
            return describe(error)
        self._meter.transaction("committed")
        return None

    async def _transaction(self, batch: Batch) -> None:
        producer = self._producers.get(batch.partition)
        if producer is None:
            raise SteppedDown("its producer is closed")
        await producer.begin_transaction()
        await send_all(producer, batch, self._sizes)
        offsets = {TopicPartition(*batch.partition): batch.next_offset}
        await producer.send_offsets_to_transaction(offsets, self._settings.group)
        await producer.commit_transaction()

    async def _committed_after_all(self, batch: Batch) -> bool:
        """Whether a transaction that failed on our side went through on the broker's; readies the next attempt.

        A zombie that wakes up in an error which is not a fence gets a fresh producer like anybody else, so the offset
        decides: when it stands neither before nor behind the batch, somebody else has gone on without us.
        """
        offset = await self._replace(batch.partition) or 0
        if offset == batch.next_offset:
            self._meter.transaction("committed")
            return True
        if offset != batch.start_offset:
            self._meter.transaction("fenced")
            raise SteppedDown(f"somebody else has committed offset {offset}")
        return False

    async def _replace(self, partition: Partition) -> int | None:
        """A fresh producer in place of the partition's, whatever its state; gives the committed offset."""
        if (old := self._producers.pop(partition, None)) is None:
            raise SteppedDown("its producer is closed")
        await stop_producer(old)
        return await self._open(partition)

    async def _open_in_time(self, partition: Partition) -> int | None:
        try:
            async with asyncio.timeout(self._settings.transaction_timeout):
                return await self._open(partition)
        except TimeoutError as error:
            raise InfrastructureError(
                f"{partition.topic}-{partition.partition}: its producer could not be initialised "
                f"within {self._settings.transaction_timeout:g} s"
            ) from error

    async def _open(self, partition: Partition) -> int | None:
        """Initialise a producer, then read the partition's committed offset; tries until it is told to stop."""
        while True:
            producer = new_producer(self._settings, "-".join((self._settings.group, *map(str, partition))))
            try:
                async with asyncio.timeout(self._settings.request_timeout):
                    await producer.start()
                    offset = await committed_offset(producer.client, self._settings.group, partition)
                self._producers[partition] = producer
            except REFUSED as error:
                raise ConfigurationError(f"Kafka refuses us: {describe(error)}") from error
            except RECOVERABLE as error:
                log.warning("producer can't be initialised yet", **partition._asdict(), error=describe(error))
            else:
                return offset
            finally:
                if self._producers.get(partition) is not producer:
                    await stop_producer(producer)
            await asyncio.sleep(RETRY_PAUSE)

    async def _close(self, partition: Partition) -> None:
        producer = self._producers.pop(partition, None)
        if producer is None:
            return
        with suppress(*RECOVERABLE):
            async with asyncio.timeout(self._settings.request_timeout / 8):
                await abort(producer)
        await stop_producer(producer)


async def abort(producer: AIOKafkaProducer) -> None:
    """Abort the producer's transaction, if one is open."""
    manager = producer._txn_manager  # noqa: SLF001 - the only way to ask
    if manager is not None and manager.is_in_transaction():
        await producer.abort_transaction()
