"""A pipeline without a broker: a scripted engine, a publisher that keeps what it is given, a valve that notes its turns."""

from __future__ import annotations

import asyncio
import json

import pytest
from prometheus_client import CollectorRegistry

from streamproc.engine.outcome import Enriched, Output, Rejected
from streamproc.metrics import Metrics
from streamproc.settings import Settings
from streamproc.stream.intake import Incoming, Intake, Partition
from streamproc.stream.limits import RejectLimits
from streamproc.stream.meter import Meter
from streamproc.stream.output_records import Sealer
from streamproc.stream.partitions import Partitions
from streamproc.stream.workshop import Finishes, PublicationLimits, Workshop

P0 = Partition("articles.raw", 0)
P1 = Partition("articles.raw", 1)


def incoming(
    value: bytes | None = b"an article", *, offset: int = 0, partition: int = 0, headers=(), era: int = 0
) -> Incoming:
    return Incoming(
        topic="articles.raw",
        partition=partition,
        offset=offset,
        timestamp=1_000.0,
        key=b"key",
        value=value,
        headers=tuple(headers),
        era=era,
    )


async def settle() -> None:
    """Let every task that can go on go on."""
    for _ in range(50):
        await asyncio.sleep(0)


class Clock:
    """Stands still until a test moves it."""

    seconds = 0.0

    def __call__(self):
        return self.seconds


class ScriptedEngine:
    """Enriches anything but ``reject…``; holds ``slow…`` back until ``release`` is set; raises what ``errors`` says."""

    def __init__(self):
        self.seen: list[bytes] = []
        self.release = asyncio.Event()
        self.errors: dict[bytes, Exception] = {}

    async def enrich(self, raw):
        self.seen.append(raw)
        if raw in self.errors:
            raise self.errors[raw]
        if raw.startswith(b"slow"):
            await self.release.wait()
        if raw.startswith(b"reject"):
            return Rejected("invalid_article", "text: is blank", "decode", "InvalidArticle")
        name = raw.decode()
        value = json.dumps({"of": name}).encode()
        outputs = (Output("enriched", name, b"key", value), Output("quotes", f"{name}-q", b"key", value))
        return Enriched(name, outputs, words=7)


def message_of(record) -> bytes:
    return record.value if record.role == "dead_letters" else json.loads(record.value)["of"].encode()


class KeepingPublisher:
    """Keeps every batch; ``start`` are the offsets it gives on opening; ``errors`` are raised first, one a batch."""

    def __init__(self):
        self.batches = []
        self.start: dict[Partition, int] = {}
        self.errors: list[Exception] = []
        self.closed: list[Partition] = []
        self.hold = asyncio.Event()
        self.hold.set()

    async def open(self, partitions):
        return {partition: self.start[partition] for partition in partitions if partition in self.start}

    async def publish(self, batch):
        await self.hold.wait()
        if self.errors:
            raise self.errors.pop(0)
        self.batches.append(batch)

    async def close(self, partitions):
        self.closed += partitions

    @property
    def values(self):
        """The messages that the records are of, and the dead letters, in their order."""
        return [message_of(record) for batch in self.batches for records in batch.records for record in records]

    @property
    def committed(self):
        """The last committed offset of each partition."""
        return {batch.partition: batch.next_offset for batch in self.batches}


class NotingValve:
    def __init__(self):
        self.turns: list[tuple[str, int]] = []

    def pause(self, partition):
        self.turns.append(("pause", partition.partition))

    def resume(self, partition):
        self.turns.append(("resume", partition.partition))


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def engine():
    return ScriptedEngine()


@pytest.fixture
def publisher():
    return KeepingPublisher()


@pytest.fixture
def valve():
    return NotingValve()


@pytest.fixture
def registry():
    return CollectorRegistry()


@pytest.fixture
def workshop(engine, publisher, valve, registry):
    return Workshop(
        engine=engine,
        publisher=publisher,
        sealer=Sealer(Settings()),
        intake=Intake(messages=4, total_bytes=1000, valve=valve),
        rejects=RejectLimits(run=5, ratio=0.5, window=10),
        limits=PublicationLimits(batch=3, batch_bytes=10_000, linger=0),
        meter=Meter(Metrics.create(registry), now=lambda: 1_002.5),
        finishes=Finishes(10_000),
    )


@pytest.fixture
async def pipeline_of_stream(workshop):
    pipeline = Partitions(workshop, window=4)
    yield pipeline
    await pipeline.revoked(list(pipeline.processors), within=0)
