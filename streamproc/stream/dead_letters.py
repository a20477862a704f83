"""Dead letters: what their headers say, finding them, and sending them to the raw topic again.

A replay is noted in a topic of its own, in the same transaction as the message that it sends. So an interrupted replay
can be run again, with the same filters or others: no letter is sent twice. On a broker without transactions the note
follows the message, and an interruption may repeat the last batch.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from aiokafka import AIOKafkaProducer

from streamproc.stream.connection import connected, connection, reachable
from streamproc.stream.fitting import KEY_CUT, NOTES, VALUE_OMITTED
from streamproc.stream.output_records import CONNECT, REASON
from streamproc.stream.reading import Message, read_one, read_to_end
from streamproc.stream.topics import topic_name

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from streamproc.settings import Settings
    from streamproc.stream.intake import Headers

ATTEMPT = "streamproc.attempt"
"""How often the message was sent again: absent at first, then 1, 2 …; kept through the next dead letter."""

REPLAY_BATCH = 100
REPLAY_BATCH_BYTES = 16_000_000


@dataclass(frozen=True, slots=True)
class StoredDeadLetter:
    """A message that could not be processed, as it came, and why."""

    message: Message

    @property
    def place(self) -> str:
        """Its place in the dead-letter topic, ``partition:offset``: what ``dlq show`` takes and the notes name."""
        return f"{self.message.partition}:{self.message.offset}"

    @property
    def reason(self) -> str:
        return self.message.header(REASON) or "unknown"

    @property
    def explanation(self) -> str:
        return self.message.header(f"{CONNECT}exception.message") or ""

    @property
    def origin(self) -> str:
        """Where it was read, as ``topic:partition:offset``."""
        parts = (self.message.header(CONNECT + name) or "?" for name in ("topic", "partition", "offset"))
        return ":".join(parts)

    @property
    def is_whole(self) -> bool:
        """Whether key and value are the original ones, so that it can be sent again."""
        return all(self.message.header(note) is None for note in (VALUE_OMITTED, KEY_CUT))

    @property
    def attempt(self) -> int:
        text = self.message.header(ATTEMPT) or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004 - a sane number

    @property
    def original_headers(self) -> Headers:
        """The headers it came with."""
        return tuple((name, value) for name, value in self.message.headers if not is_ours(name))


def is_ours(header: str) -> bool:
    """Whether the worker added this header when it made the dead letter."""
    return header.startswith(CONNECT) or header in (REASON, ATTEMPT, *NOTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which dead letters are meant; nothing set means all of them."""

    reasons: frozenset[str] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    max_attempts: int | None = None

    def __contains__(self, letter: StoredDeadLetter) -> bool:
        time = letter.message.time
        return (
            (not self.reasons or letter.reason in self.reasons)
            and (self.since is None or time >= self.since)
            and (self.until is None or time < self.until)
            and (self.max_attempts is None or letter.attempt < self.max_attempts)
        )


async def find(selection: Selection, settings: Settings) -> AsyncIterator[StoredDeadLetter]:
    """The selected dead letters that the topic holds now."""
    async for message in read_to_end(topic_name(settings, "dead_letters"), settings):
        if (letter := StoredDeadLetter(message)) in selection:
            yield letter


async def find_one(place: str, settings: Settings) -> StoredDeadLetter | None:
    """The dead letter at ``partition:offset``, or None."""
    partition, _, offset = place.partition(":")
    message = await read_one(topic_name(settings, "dead_letters"), int(partition), int(offset), settings)
    return StoredDeadLetter(message) if message else None


async def replayed(settings: Settings) -> set[str]:
    """The places of the dead letters that were sent again."""
    notes = read_to_end(topic_name(settings, "replays"), settings)
    return {note.key.decode() async for note in notes if note.key}


async def waiting(selection: Selection, settings: Settings) -> AsyncIterator[StoredDeadLetter]:
    """The selected dead letters that can be sent again and were not yet."""
    done = await replayed(settings)
    async for letter in find(selection, settings):
        if letter.place not in done and letter.is_whole:
            yield letter


async def replay(selection: Selection, settings: Settings, *, sent: Callable[[int], None] = lambda _: None) -> int:
    """Send the selected letters to the raw topic again, each once, and say how many went.

    They keep their key, value and original headers and carry the number of the attempt. Those that fail again come
    back as new dead letters. Where the broker has transactions, a second replay at the same time ends the first.

    Raises:
        InfrastructureError: the broker failed, or another replay took over; run it again.
    """
    count = 0
    async with replay_producer(settings) as producer, reachable(settings):
        async for letters in batched(waiting(selection, settings)):
            async with transaction(producer, settings):
                await send_again(letters, producer, settings)
            count += len(letters)
            sent(len(letters))
    return count


async def batched(letters: AsyncIterator[StoredDeadLetter]) -> AsyncIterator[list[StoredDeadLetter]]:
    """Batches bounded in number and bytes."""
    batch: list[StoredDeadLetter] = []
    size = 0
    async for letter in letters:
        batch.append(letter)
        size += len(letter.message.value or b"")
        if len(batch) >= REPLAY_BATCH or size >= REPLAY_BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


async def send_again(letters: Sequence[StoredDeadLetter], producer: AIOKafkaProducer, settings: Settings) -> None:
    """The messages, and when all are acknowledged the notes about them."""
    raw, notes = topic_name(settings, "raw"), topic_name(settings, "replays")
    messages = [
        await producer.send(
            raw,
            b"" if letter.message.key is None and letter.message.value is None else letter.message.value,
            letter.message.key,
            headers=[*letter.original_headers, (ATTEMPT, str(letter.attempt + 1).encode())],
        )
        for letter in letters
    ]
    await asyncio.gather(*messages)
    await asyncio.gather(*[await producer.send(notes, b"", letter.place.encode()) for letter in letters])


@asynccontextmanager
async def replay_producer(settings: Settings) -> AsyncIterator[AIOKafkaProducer]:
    """A producer whose one transactional id fences an earlier replay that is still running or was cut off."""
    exactly_once = settings.delivery == "exactly_once"
    producer = AIOKafkaProducer(
        **connection(settings),
        acks="all",
        max_request_size=settings.max_message_bytes,
        transactional_id=f"{settings.group}-dlq-replay" if exactly_once else None,
    )
    async with connected(producer, settings):
        yield producer


@asynccontextmanager
async def transaction(producer: AIOKafkaProducer, settings: Settings) -> AsyncIterator[None]:
    if settings.delivery == "exactly_once":
        async with producer.transaction():
            yield
    else:
        yield
