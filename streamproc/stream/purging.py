"""Erasing an article: its dead letters are deleted, and a message without a value withdraws it from the topics.

Kafka deletes from the beginning of a partition only. So the other letters of a partition are written again behind its
end, each with its key, value, headers and time, and then everything before them is deleted. Both the copy and the note
that its original needs no replay stand in one transaction: whatever interrupts a purge, it can be run again, and no
letter is sent twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiokafka import TopicPartition
from aiokafka.admin import RecordsToDelete

from streamproc import codec
from streamproc.errors import InvalidInput
from streamproc.stream.connection import connected, connection, reachable
from streamproc.stream.dead_letters import Selection, batched, find, replay_producer, replayed, transaction
from streamproc.stream.topics import Admin, topic_name

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from streamproc.settings import Settings
    from streamproc.stream.dead_letters import StoredDeadLetter


async def purge(article_id: str, settings: Settings) -> int:
    """Erase an article's dead letters and withdraw it; says how many letters it had.

    Raises:
        InfrastructureError: the broker failed; run it again.
    """
    ends: dict[int, int] = {}
    found = 0
    async for letter in find(Selection(), settings):
        if is_of(letter, article_id):
            found += 1
            ends[letter.message.partition] = 0
    if found:
        async for letter in find(Selection(), settings):
            if letter.message.partition in ends:
                ends[letter.message.partition] = letter.message.offset + 1
        await write_again(article_id, ends, settings)
        await delete_before(ends, settings)
    await withdraw(article_id, settings)
    return found


def is_of(letter: StoredDeadLetter, article_id: str) -> bool:
    """By its key, or by the id of the article that it holds."""
    if letter.message.key == article_id.encode():
        return True
    try:
        return codec.decode(letter.message.value or b"").id == article_id
    except InvalidInput:
        return False


async def write_again(article_id: str, ends: dict[int, int], settings: Settings) -> None:
    """The other letters of these partitions, behind their ends."""
    done = await replayed(settings)
    topic, notes = topic_name(settings, "dead_letters"), topic_name(settings, "replays")

    async def others() -> AsyncIterator[StoredDeadLetter]:
        async for letter in find(Selection(), settings):
            before = letter.message.offset < ends.get(letter.message.partition, 0)
            if before and not is_of(letter, article_id):
                yield letter

    async with replay_producer(settings) as producer, reachable(settings):
        async for letters in batched(others()):
            async with transaction(producer, settings):
                for letter in letters:
                    message = letter.message
                    copy = await producer.send_and_wait(
                        topic,
                        message.value,
                        message.key,
                        partition=message.partition,
                        timestamp_ms=round(message.time.timestamp() * 1000),
                        headers=list(message.headers),
                    )
                    sent_again = [f"{copy.partition}:{copy.offset}"] if letter.place in done else []
                    for place in (letter.place, *sent_again):
                        await producer.send(notes, b"", place.encode())


async def delete_before(ends: dict[int, int], settings: Settings) -> None:
    topic = topic_name(settings, "dead_letters")
    deletions = {TopicPartition(topic, partition): RecordsToDelete(end) for partition, end in ends.items()}
    async with connected(Admin(**connection(settings)), settings) as admin, reachable(settings):
        await admin.delete_records(deletions)


async def withdraw(article_id: str, settings: Settings) -> None:
    async with replay_producer(settings) as producer, reachable(settings), transaction(producer, settings):
        await producer.send_and_wait(topic_name(settings, "raw"), None, article_id.encode())
