"""What came in and is not yet published: bounded by pausing the consumer, never by blocking it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from streamproc.errors import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

Headers: TypeAlias = "tuple[tuple[str, bytes | None], ...]"
"""A message's headers in their order; a name may come twice, and a value may be null."""


class Partition(NamedTuple):
    """A partition of a topic; equal to Faust's and aiokafka's own pairs."""

    topic: str
    partition: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A message as it came from Kafka: never decoded here. ``timestamp`` in Unix seconds.

    ``unread`` is set where the value was not read: the reason of its dead letter, and why in words.
    ``era``: how often its partition had been read from the beginning again; offsets rise within one era.
    """

    topic: str
    partition: int
    offset: int
    timestamp: float
    key: bytes | None
    value: bytes | None
    headers: Headers = ()
    unread: tuple[Reason, str] | None = None
    unread_bytes: int = 0
    era: int = 0

    @property
    def is_tombstone(self) -> bool:
        """Whether it came without a value: Kafka's word for the end of a key, and no article."""
        return self.value is None and self.unread is None

    @property
    def size(self) -> int:
        """Bytes held while the message is in flight."""
        headers = sum(len(name) + len(value or b"") for name, value in self.headers)
        return len(self.key or b"") + len(self.value or b"") + headers


class Valve(Protocol):
    """The consumer's side of back-pressure: fetch no more of a partition, or fetch again."""

    def pause(self, partition: Partition) -> None: ...
    def resume(self, partition: Partition) -> None: ...


class Intake:
    """Counts what is in flight and turns the valve: per partition by messages, over all partitions by bytes.

    A partition is paused at its limit and resumed at half of it, so that a busy partition neither starves the
    others nor flutters. What was already fetched when a valve closes still arrives: the bounds can be passed
    by one fetch (``max_partition_fetch_bytes`` of each partition, or one message larger than that).
    """

    def __init__(self, *, messages: int, total_bytes: int, valve: Valve) -> None:
        self._messages = messages
        self._bytes = total_bytes
        self._valve = valve
        self._held: Counter[Partition] = Counter()
        self._held_bytes: Counter[Partition] = Counter()
        self._paused: set[Partition] = set()

    @property
    def messages(self) -> int:
        return self._held.total()

    @property
    def bytes(self) -> int:
        return self._held_bytes.total()

    def is_paused(self, partition: Partition) -> bool:
        return partition in self._paused

    def open(self, partitions: Iterable[Partition]) -> None:
        """These partitions are ours from now on, and empty."""
        for partition in partitions:
            self._held[partition] = self._held_bytes[partition] = 0

    def close(self, partitions: Iterable[Partition]) -> None:
        """These partitions are no longer ours; what they held is forgotten."""
        for partition in partitions:
            del self._held[partition], self._held_bytes[partition]
            self._paused.discard(partition)
        self._turn()

    def arrived(self, partition: Partition, size: int) -> None:
        self._held[partition] += 1
        self._held_bytes[partition] += size
        self._turn()

    def departed(self, partition: Partition, messages: int, size: int) -> None:
        self._held[partition] -= messages
        self._held_bytes[partition] -= size
        self._turn()

    def _turn(self) -> None:
        total = self.bytes
        for partition, held in self._held.items():
            if partition in self._paused:
                if held <= self._messages // 2 and total <= self._bytes // 2:
                    self._paused.discard(partition)
                    self._valve.resume(partition)
            elif held >= self._messages or total >= self._bytes:
                self._paused.add(partition)
                self._valve.pause(partition)
