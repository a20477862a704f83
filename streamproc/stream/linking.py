"""A stage that links articles: the worker's stream with another engine, one that has a state.

Its input is the internal topic, to which it also sends. A message's outputs, the change of the state under its key, and
its offset are one transaction. While that is under way, later messages see the state as it will be.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from streamproc import codec
from streamproc.engine.outcome import Enriched, Output, Rejected
from streamproc.errors import InfrastructureError
from streamproc.linking.messages import InvalidMessage
from streamproc.linking.packs import unpacked
from streamproc.linking.step import step
from streamproc.logs import about, log
from streamproc.records import write
from streamproc.stream.intake import Partition
from streamproc.stream.message_log import place
from streamproc.stream.output_records import Outgoing
from streamproc.stream.record_format import record_format
from streamproc.stream.state_store import fill, open_store
from streamproc.stream.topics import STATE_HOURS, stage_roles, topic_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from streamproc.linking.comparison import Comparison
    from streamproc.linking.step import Step
    from streamproc.settings import Settings
    from streamproc.stream.intake import Incoming
    from streamproc.stream.output_records import Finished
    from streamproc.stream.produce import Batch
    from streamproc.stream.publish import Publisher
    from streamproc.stream.state_store import StateStore

HOUR = 3_600


class LinkingStage:
    """Engine, envelope and publisher of a stage. ``settings`` are those of its own group and input.

    ``on_filled`` is told how many records of the changelog were read for a partition.
    """

    def __init__(
        self,
        settings: Settings,
        comparison: Comparison,
        *,
        frames: Mapping[str, bytes] = MappingProxyType({}),
        on_filled: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._settings = settings
        self._comparison = comparison
        self._format = record_format(settings, frames)
        self._on_filled = on_filled
        name = comparison.name
        self._window_seconds = HOUR * getattr(settings, f"{name}_window_hours")
        self._folder = getattr(settings, f"{name}_state")
        self._record, self._work, self._state_role = stage_roles(name)
        self._type = f"streamproc.{name}.v1".encode()
        self._topics = {role: topic_name(settings, role) for role in stage_roles(name)}
        self._source = f"/streamproc/{settings.group}".encode()
        self._stores: dict[Partition, StateStore] = {}
        self._ahead: dict[Partition, dict[bytes, tuple[bytes | None, int]]] = {}
        self._inner: Publisher

    def answer(self, message: Incoming) -> Enriched:
        """Work on a message, or on all of a pack; those of a partition come in order, and each is done before the next begins."""
        key, partition = message.key or b"", Partition(message.topic, message.partition)
        states: dict[bytes, bytes | None] = {}
        outputs: list[Output] = []
        sends, window = unpacked(key, message.value or b""), round(1000 * self._window_seconds)
        while True:
            try:
                if (send := next(sends, None)) is None:
                    break
                state = self._state(partition, send.key)
                done = step(send.key, state, send.value, self._comparison, window=window)
            except InvalidMessage as error:
                with about(**place(message)):
                    log.warning("no message of this stage, passed over", error=str(error)[:300])
                continue
            if done.state != state:
                self._ahead[partition][send.key] = done.state, message.offset
                states[send.key] = done.state
            outputs += self._outputs(done)
        changes = [Output(self._state_role, "", changed, state or b"") for changed, state in states.items()]
        return Enriched(key.decode("utf-8", "replace"), (*changes, *outputs), words=0)

    def _state(self, partition: Partition, key: bytes) -> bytes | None:
        ahead = self._ahead[partition].get(key)
        return ahead[0] if ahead is not None else self._stores[partition].get(key)

    def seal(self, finished: Finished) -> tuple[Finished, Sequence[Outgoing]]:
        """Give the messages to publish; none of one that could not be read.

        Raises:
            InfrastructureError: the brokers find one too large.
        """
        if isinstance(finished.outcome, Rejected):
            if finished.outcome.stage == "fetch":
                return finished, []
            raise InfrastructureError(f"{finished.message.topic}: {finished.outcome.message}")
        return finished, [self._outgoing(output, finished.message.partition) for output in finished.outcome.outputs]

    def _outgoing(self, output: Output, partition: int) -> Outgoing:
        if output.facet == self._state_role:  # the changelog's partition is the input's, whatever the key
            return Outgoing(output.facet, self._topics[output.facet], output.key, output.value or None, (), partition)
        if output.facet != self._record:
            return Outgoing(output.facet, self._topics[output.facet], output.key, output.value, (), is_packed=True)
        headers = (
            ("ce_specversion", b"1.0"),
            ("ce_id", output.id.encode()),
            ("ce_source", self._source),
            ("ce_type", self._type),
            ("ce_time", datetime.now(UTC).isoformat(timespec="milliseconds").encode()),
            ("content-type", self._format.content_type),
        )
        value = self._format.value(output.facet, output.value)
        return Outgoing(output.facet, self._topics[output.facet], output.key, value, headers)

    def committed(self, batch: Sequence[Finished]) -> None:
        """These are published and committed: their changes of the state go to the disk."""
        changes: dict[Partition, list[tuple[bytes, bytes | None]]] = {}
        for finished in batch:
            partition = Partition(finished.message.topic, finished.message.partition)
            if partition not in self._stores or not isinstance(finished.outcome, Enriched):
                continue
            for output in finished.outcome.outputs:
                if output.facet == self._state_role:
                    changes.setdefault(partition, []).append((output.key, output.value or None))
                    if self._ahead[partition].get(output.key, (None, -1))[1] == finished.message.offset:
                        del self._ahead[partition][output.key]
        for partition, some in changes.items():
            self._stores[partition].write(some)

    def before(self, publisher: Publisher) -> LinkingStage:
        """Stand before a publisher: what it opens gets its state first."""
        self._inner = publisher
        return self

    async def open(self, partitions: Collection[Partition]) -> Mapping[Partition, int]:
        offsets = await self._inner.open(partitions)
        await asyncio.gather(*map(self._fill, partitions))
        return offsets

    async def _fill(self, partition: Partition) -> None:
        self._let_go(partition)
        topic = self._topics[self._state_role]
        ttl = self._window_seconds + HOUR * STATE_HOURS
        store = open_store(self._folder, f"{topic}-{partition.partition}", ttl=ttl)
        self._stores[partition], self._ahead[partition] = store, {}
        count = await fill(store, topic, partition.partition, self._settings)
        self._on_filled(count)
        log.info("state filled", partition=partition.partition, records=count, folder=str(store.folder))

    async def publish(self, batch: Batch) -> None:
        await self._inner.publish(batch)

    async def close(self, partitions: Collection[Partition]) -> None:
        await self._inner.close(partitions)
        for partition in partitions:
            self._let_go(partition)

    def _let_go(self, partition: Partition) -> None:
        store = self._stores.pop(partition, None)
        self._ahead.pop(partition, None)
        if store is not None:
            store.close()

    def _outputs(self, done: Step) -> Iterator[Output]:
        """What a message gives beside the change of its state."""
        for send in done.sends:
            yield Output(self._work, "", send.key, send.value)
        for told in done.decisions:
            record = codec.encode(write(self._comparison.record(told)))
            yield Output(self._record, told.article_id, told.article_id.encode(), record)
