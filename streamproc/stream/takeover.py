"""Taking partitions over from a worker that may have left a transaction open.

Its offsets stay unsettled, and its records hide what follows them from readers of committed ones, until the
transaction times out. So every commit notes the transactional id of its producer beside the offset, as does every new
owner before its first batch (``claim``); who finds an offset unsettled initialises the producer of that name, which
ends its transaction at once. That is for speed alone: whether a commit counts is up to the group's generation.

The id of the topic stands there too: an offset of a topic that is gone says nothing of another one with its name.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, NamedTuple, Self

from aiokafka.structs import OffsetAndMetadata, TopicPartition

from streamproc.stream.stable_offset import committed_offsets

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Mapping

    from aiokafka.client import AIOKafkaClient

    from streamproc.stream.intake import Partition
    from streamproc.stream.producer import Member, MembersProducer
    from streamproc.stream.stable_offset import Committed

GRACE = 0.7
"""Seconds for a transaction that is just being completed, before its producer is taken for dead."""

PAUSE = 0.05
"""Seconds before asking again."""

SURE = 2.0
"""Seconds until all brokers know of a topic that was made anew."""

MARK = " topic:"


class OffsetNote(NamedTuple):
    """What stands beside an offset: the producer's transactional id, if it has one, and the id of the topic, if it was told."""

    producer: str
    topic: str = ""

    @classmethod
    def read(cls, text: str) -> Self:
        """The note as it was written; older workers wrote the producer alone."""
        producer, _, topic = text.partition(MARK)
        return cls(producer, topic)

    @property
    def text(self) -> str:
        return f"{self.producer}{MARK}{self.topic}" if self.topic else self.producer


def of_another_topic(found: Mapping[Partition, Committed], topic: str) -> set[Partition]:
    """The partitions whose offset belongs to another topic of this name; none where the brokers tell no ids."""
    if not topic:
        return set()
    notes = {partition: OffsetNote.read(committed.note) for partition, committed in found.items()}
    return {partition for partition, note in notes.items() if note.topic not in ("", topic)}


async def settled_offsets(
    client: AIOKafkaClient,
    group: str,
    partitions: Collection[Partition],
    *,
    end: Callable[[str], Awaitable[None]],
) -> Mapping[Partition, Committed]:
    """The committed offsets, once no transaction can change them any more.

    ``end`` ends the transaction of the producer with that transactional id.

    Raises:
        KafkaError: the coordinator can't be asked, or refuses.
    """
    since = time.monotonic()
    ended: set[str] = set()
    while True:
        found = await committed_offsets(client, group, partitions)
        unsettled = [partition for partition, committed in found.items() if not committed.settled]
        if not unsettled:
            return found
        if time.monotonic() - since >= GRACE:
            notes = await committed_offsets(client, group, unsettled, stable=False)
            producers = {OffsetNote.read(committed.note).producer for committed in notes.values()}
            names = {name for name in producers if name.startswith(f"{group}-")}
            for name in sorted(names - ended):
                await end(name)
            ended |= names
        await asyncio.sleep(PAUSE)


async def claim(
    producer: MembersProducer, group: str, found: Mapping[Partition, Committed], *, note: OffsetNote, member: Member
) -> None:
    """Write the note beside the offsets where another one stands.

    Raises:
        KafkaError: it could not be done; the producer is of no further use.
    """
    offsets = {
        TopicPartition(*partition): OffsetAndMetadata(committed.offset, note.text)
        for partition, committed in found.items()
        if committed.offset is not None and committed.note != note.text
    }
    if offsets:
        await producer.begin_transaction()
        await producer.commit_offsets(offsets, group, member)
        await producer.commit_transaction()
