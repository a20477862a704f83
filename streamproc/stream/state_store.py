"""The state of one partition of a stateful stage: RocksDB on this machine, and a changelog topic that it is filled from.

The changelog has the same keys and as many partitions as the stage's input, so a partition's state lies on the partition
of the same number. Its records leave in the transaction of the outputs and offsets; only what is committed gets here. So
the store is never ahead of the changelog, and what it lacks (after a crash, or on another machine) it gets from there.
"""

from __future__ import annotations

import asyncio
import fcntl
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from streamproc.errors import InfrastructureError, MissingExtra
from streamproc.logs import log
from streamproc.stream.connection import connected, connection, reachable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from streamproc.settings import Settings

try:
    from rocksdict import AccessType, Options, Rdict, WriteBatch
except ImportError as missing:
    raise MissingExtra(f"rocksdict: {missing.name}", "copies") from missing

POSITION = b"\0changelog"
"""Key of the changelog's offset up to which the store was filled."""
POLL_MS = 200
SILENT = 5
"""Polls without a record after which a changelog whose end is stable has been read."""
WRITE_BUFFER = 4_194_304
"""Bytes that a partition's store gathers in memory before it writes a file."""


class StateStore:
    """Values by key. ``ttl``: seconds after which RocksDB may forget what was not written again."""

    def __init__(self, folder: Path, *, ttl: float) -> None:
        self.folder = folder
        self._ttl = round(ttl)
        self._held = ExitStack()
        self._database = self._opened()

    def get(self, key: bytes) -> bytes | None:
        value: bytes | None = self._database.get(key)
        return value

    def write(self, changes: Iterable[tuple[bytes, bytes | None]]) -> None:
        """Put values, and take away those that are None: all or nothing."""
        batch = WriteBatch(raw_mode=True)
        for key, value in changes:
            if value is None:
                batch.delete(key)
            else:
                batch.put(key, value)
        self._database.write(batch)

    @property
    def position(self) -> int:
        """The changelog's offset behind what the store was filled from, 0 for an empty store."""
        return int(self.get(POSITION) or b"0")

    def clear(self) -> None:
        """Begin with nothing."""
        self._database.close()
        shutil.rmtree(self.folder)  # what could not be taken away would be taken for the state
        self._database = self._opened()

    def hold(self, held: ExitStack) -> None:
        """Let go of this when the store is closed: what makes the folder ours."""
        self._held = held

    def close(self) -> None:
        self._database.close()
        self._held.close()

    def _opened(self) -> Any:
        options = Options(raw_mode=True)
        options.create_if_missing(create_if_missing=True)
        options.set_write_buffer_size(WRITE_BUFFER)
        options.set_max_write_buffer_number(2)
        options.set_max_open_files(64)
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        return Rdict(str(self.folder), options=options, access_type=AccessType.with_ttl(self._ttl))


def open_store(root: Path | None, name: str, *, ttl: float) -> StateStore:
    """The store of this name; a temporary one where there is no root, or where somebody else has it open.

    A store that can't be read is made anew: the changelog has it all. A temporary one is taken away when it is closed,
    or the process ends in order.
    """
    if root is None:
        return _temporary_store(name, ttl=ttl)
    folder = root / name
    lock = _lock(folder)
    if lock is None:
        log.warning("another process has this state open, filling one for ourselves", folder=str(folder))
        return _temporary_store(name, ttl=ttl)
    with ExitStack() as held:
        held.enter_context(lock)
        try:
            store = StateStore(folder, ttl=ttl)
        except Exception as error:  # noqa: BLE001 - RocksDB's errors have no class of their own; nobody else has it open
            log.warning("the state on disk can't be opened, made anew", folder=str(folder), error=str(error)[:300])
            shutil.rmtree(folder)
            store = StateStore(folder, ttl=ttl)
        store.hold(held.pop_all())
        return store


def _temporary_store(name: str, *, ttl: float) -> StateStore:
    with ExitStack() as held:
        folder = held.enter_context(tempfile.TemporaryDirectory(prefix="streamproc-state-"))
        store = StateStore(Path(folder) / name, ttl=ttl)
        store.hold(held.pop_all())
        return store


def _lock(folder: Path) -> IO[bytes] | None:
    """A lock of our own beside the folder, None while another store holds it; it ends with its holder, however that dies.

    RocksDB has a lock, too, but says only in the words of a message that it is held.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    file = folder.with_name(f"{folder.name}.lock").open("ab")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


async def fill(store: StateStore, topic: str, partition: int, settings: Settings) -> int:
    """Take what the changelog holds and the store does not; gives the number of records read.

    Nobody else writes to this partition any more: its last owner's transactions are settled.

    Raises:
        InfrastructureError: the changelog could not be read to its end in time.
    """
    place = TopicPartition(topic, partition)
    consumer = AIOKafkaConsumer(
        **connection(settings),
        isolation_level="read_committed",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=settings.max_message_bytes,
        fetch_max_wait_ms=POLL_MS // 2,
    )
    async with connected(consumer, settings), reachable(settings):
        consumer.assign([place])
        first, end = (await consumer.beginning_offsets([place]))[place], (await consumer.end_offsets([place]))[place]
        if store.position > end:
            log.warning("the changelog was made anew, so is the state", topic=topic, partition=partition)
            store.clear()
        consumer.seek(place, max(first, store.position))
        try:
            async with asyncio.timeout(settings.stall_timeout):
                return await _read_on(consumer, place, store)
        except TimeoutError as error:
            raise InfrastructureError(
                f"{topic}-{partition}: the state could not be filled within {settings.stall_timeout:g} s"
            ) from error


async def _read_on(consumer: AIOKafkaConsumer, place: TopicPartition, store: StateStore) -> int:
    """Read until the end, once no transaction is open there."""
    count = silent = 0
    while silent < SILENT:
        records = (await consumer.getmany(place, timeout_ms=POLL_MS)).get(place, [])
        store.write((record.key, record.value) for record in records if record.key is not None)
        count += len(records)
        end, stable = consumer.highwater(place), consumer.last_stable_offset(place)
        position = await consumer.position(place)
        if records or end is None or stable is None or stable < end:
            silent = 0
        elif position >= end:
            break
        else:
            silent += 1
    store.write([(POSITION, str(await consumer.position(place)).encode())])
    return count
