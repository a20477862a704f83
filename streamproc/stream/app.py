"""The Faust app: with ``streamproc.stream.consumer`` all that knows Faust. Raw bytes go in at ``Partitions.accept``; nothing is decoded here.

What Faust 0.15.3 is used for: the consumer in its own thread (heartbeats go on whatever the event loop does), the
group's rebalances, flow control. What it is not used for, with the reason:

- its acks and its timed commits. They commit past messages that are not done: ``Consumer._new_offset`` when acks come
  out of order (upstream #606, #707), and every message that is skipped while a rebalance begins is acked. The topic is
  read with ``acks=False``, so Faust tracks nothing and commits nothing; the publisher commits.
- its exactly-once mode, whose outputs leave outside the transaction (upstream #177, #323, #517).
- its producer, its web server, its topics for leader election.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import faust
from faust.app.base import BootStrategy
from faust.sensors.prometheus import FaustMetrics, PrometheusMonitor
from faust.types import TP

from streamproc.stream.consumer import POLLED_MESSAGES, Transport, incoming
from streamproc.stream.intake import Partition
from streamproc.stream.producer import Member
from streamproc.stream.topic_identity import topic_id
from streamproc.stream.topics import topic_name

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from prometheus_client import CollectorRegistry

    from streamproc.settings import Settings
    from streamproc.stream.consumer import ReadPosition
    from streamproc.stream.partitions import Partitions
    from streamproc.stream.stable_offset import Committed


class Boot(BootStrategy):
    """Start the consumer and the agents, nothing else."""

    enable_kafka_producer = False
    enable_web = False


class App(faust.App):
    """A Faust app that hands assignments, messages and revocations to the partitions."""

    BootStrategy = Boot

    partitions: Partitions
    """Set before the app is started."""

    consumer: Any
    _has_assignment = False

    def __init__(self, settings: Settings, registry: CollectorRegistry) -> None:
        self.settings = settings
        self._new_assignment = asyncio.Event()
        super().__init__(
            settings.group,
            broker="kafka://" + settings.bootstrap_servers.replace(",", ";"),
            topic_allow_declare=False,
            topic_disable_leader=True,
            web_enabled=False,
            stream_buffer_maxsize=POLLED_MESSAGES,
            broker_session_timeout=settings.session_timeout,
            broker_request_timeout=max(settings.request_timeout, settings.session_timeout),
            # Its livelock detectors only log, and look at acks; the stall detector acts.
            broker_commit_interval=3600,
            monitor=PrometheusMonitor(metrics=FaustMetrics.create(registry, "faust")),
        )
        raw = self.topic(
            topic_name(settings, "raw"),
            key_type=bytes,
            value_type=bytes,
            key_serializer="raw",
            value_serializer="raw",
            acks=False,
        )
        self.agent(raw, name="intake")(self._take)

    async def _take(self, stream: Any) -> None:
        try:
            async for event in stream.noack().events():
                message = event.message
                self.partitions.accept(incoming(message), Partition(*message.tp))
        except Exception as error:  # noqa: BLE001 - the boundary to Faust, which would ack, log and go on
            self.partitions.fail(error)

    def _new_transport(self) -> Transport:
        return Transport(self.conf.broker_consumer, self)

    async def on_first_start(self) -> None:
        """Make no directories, which are for Faust's tables: a container's file system may be read-only."""

    async def _on_partitions_revoked(self, revoked: set[TP]) -> None:
        # Before Faust's own part, while the group still waits for us: eager rebalancing takes all partitions.
        self._has_assignment = False
        self.consumer.stop_flow()
        within = min(self.settings.stop_timeout, self.settings.session_timeout / 2)
        await self.partitions.revoked([Partition(*tp) for tp in revoked], within=within)
        await super()._on_partitions_revoked(revoked)

    async def _on_partitions_assigned(self, assigned: set[TP], generation_id: int = 0) -> None:
        # Before Faust's own part, which ends in reading the committed offsets and seeking to them.
        try:
            await self.partitions.assigned(sorted(Partition(*tp) for tp in assigned))
        except Exception as error:  # noqa: BLE001 - aiokafka would log it and go on
            self.partitions.fail(error)
            return
        await super()._on_partitions_assigned(assigned, generation_id)
        self._has_assignment = True
        self._new_assignment.set()

    async def next_assignment(self, *, within: float) -> None:
        """Wait until the group gives us partitions, be it none, for so many seconds at most."""
        self._new_assignment.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._new_assignment.wait(), within)

    @property
    def joined(self) -> bool:
        """Whether the group has given us our partitions, be it none, and its coordinator answers our heartbeats."""
        return self._has_assignment and self._aiokafka._coordinator.coordinator_id is not None  # noqa: SLF001 - aiokafka tells no other way

    @property
    def member_id(self) -> str:
        """What the group knows us by; empty while it does not."""
        return str(self._aiokafka._coordinator.member_id)  # noqa: SLF001 - aiokafka tells no other way

    @property
    def member(self) -> Member:
        """Our place in the group, as of now."""
        return Member(self._aiokafka._coordinator.generation, self.member_id, self.settings.group_instance_id)  # noqa: SLF001

    @property
    def refusal(self) -> BaseException | None:
        """Why the group's coordinator won't have us, if so.

        aiokafka keeps it for ``getmany``, which Faust does not use, and does nothing until then: the consumer would
        stand still without a word. It is left where it is, or aiokafka would join once more while we are leaving.
        """
        consumer = self.consumer._thread._consumer  # noqa: SLF001 - aiokafka tells no other way
        coordinator = consumer and consumer._coordinator  # noqa: SLF001
        if coordinator is None:
            return None
        routine: asyncio.Task[None] = coordinator._coordination_task  # noqa: SLF001
        error: BaseException | None = coordinator._pending_exception  # noqa: SLF001
        return routine.exception() if routine.done() and not routine.cancelled() else error

    def paused(self, partition: Partition) -> bool:
        return self.partitions.is_paused(partition)

    def pause(self, partition: Partition) -> None:
        """Fetch no more of the partition; what was fetched is still delivered (``pause_partitions`` would drop it)."""
        self.consumer.on_buffer_full(TP(*partition))

    def resume(self, partition: Partition) -> None:
        self.consumer.on_buffer_drop(TP(*partition))

    def moved(self, partition: Partition, expected: int | None, start: int) -> None:
        """The partition is read from its beginning: where we were to go on there is nothing any more, or never was."""
        self.consumer._read_offset[TP(*partition)] = None  # noqa: SLF001 - Faust drops what lies before it
        self.partitions.moved(partition, expected, start)

    def made_anew(self, partition: Partition, expected: int | None) -> None:
        """The partition that is just being assigned is of another topic than the group's offset."""
        self.partitions.moved(partition, expected, 0, anew=True)
        self.begin(partition)

    def begin(self, partition: Partition) -> None:
        """The partition that is just being assigned is read from offset 0, wherever the consumer stood before."""
        self.consumer._thread.begin(partition)  # noqa: SLF001

    def era(self, partition: Partition) -> int:
        """How often the partition was read from its beginning again: its offsets rise within one era."""
        return self.partitions.era(partition)

    def fetched_end(self, partition: Partition) -> int:
        """Where the partition ended at the last fetch."""
        return int(self.consumer.highwater(partition))

    async def end_offset(self, partition: Partition) -> int:
        """Where the partition ends, by its leader's word; waits for it as long as a request may take."""
        thread = self.consumer._thread  # noqa: SLF001 - Faust's own methods go by way of its queue, behind the fetches
        return int(await thread.in_thread(thread.end_offset(partition)))

    async def raw_topic_id(self) -> str:
        """The raw topic's id, empty where there is none."""
        thread = self.consumer._thread  # noqa: SLF001
        return str(await thread.in_thread(topic_id(self._aiokafka._client, topic_name(self.settings, "raw"))))  # noqa: SLF001

    async def place(self, partition: Partition) -> ReadPosition | None:
        """Where the partition is read, None while it is not."""
        thread = self.consumer._thread  # noqa: SLF001
        place: ReadPosition | None = await thread.in_thread(thread.place(partition))
        return place

    def is_there(self, topic: str) -> bool:
        """Whether the brokers know of partitions of a topic, as of the last look at their metadata."""
        return bool(self._aiokafka._client.cluster.partitions_for_topic(topic))  # noqa: SLF001 - aiokafka's own waits

    def fetch_offset(self, partition: Partition) -> int | None:
        """Where the next fetch begins; beyond the last message when transaction markers follow it."""
        state = self._aiokafka._subscription.subscription.assignment.state_value(partition)  # noqa: SLF001 - Faust's ``position`` waits, and from another thread
        return state.position if state is not None and state.has_valid_position else None

    @property
    def _aiokafka(self) -> Any:
        return self.consumer._thread._ensure_consumer()  # noqa: SLF001 - Faust's own methods go by way of its thread's queue

    async def committed_offsets(self, partitions: Collection[Partition]) -> Mapping[Partition, Committed]:
        """The group's offsets and the notes beside them, of the partitions that have one."""
        thread = self.consumer._thread  # noqa: SLF001
        found: Mapping[Partition, Committed] = await thread.in_thread(thread.committed_offsets(partitions))
        return found

    async def commit_offset(self, partition: Partition, offset: int, note: str = "") -> bool:
        """Commit one offset with the group's generation; False when the partition is no longer ours.

        Raises:
            KafkaError: the coordinator can't be asked, or refuses.
        """
        thread = self.consumer._thread  # noqa: SLF001 - Faust's own path commits acks, and without a note
        return bool(await thread.in_thread(thread.commit_offset(partition, offset, note)))

    async def rejoin(self) -> None:
        """Ask the group for a new assignment."""
        await self.consumer.subscribe({topic_name(self.settings, "raw")})
