"""``streamproc copies``: which earlier article another one repeats."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from streamproc import logs
from streamproc.errors import ConfigurationError
from streamproc.metrics import Metrics
from streamproc.metrics.process_registry import process_registry
from streamproc.settings import Settings

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

    from streamproc.engine.outcome import Outcome


@click.command("copies")
def command() -> None:
    """Find copies: articles that repeat an earlier one wholly, nearly or in part.

    Reads what workers with STREAMPROC_COPIES=true say of each article, in a group of its own, and publishes on articles.copies
    (docs/LIFE.md). Run as many as there are partitions at most. Each keeps its partitions' state on disk
    (STREAMPROC_COPIES_STATE) and on a topic, from which it is filled where the disk has less.
    """
    settings = Settings()
    logs.configure(settings.log_level, settings.log_format)
    asyncio.run(run(settings, process_registry()))


class NoEngine:
    """What the stage has no use for."""

    async def enrich(self, raw: bytes) -> Outcome:  # noqa: ARG002 - the protocol's signature
        raise AssertionError


async def run(settings: Settings, registry: CollectorRegistry) -> None:
    """Work until told to stop.

    Raises:
        ConfigurationError: the operator must change something.
        InfrastructureError: the broker failed.
    """
    refuse_what_would_be_wrong(settings)
    from streamproc.stream.copies import CopiesStage  # noqa: PLC0415 - Faust, a second of imports
    from streamproc.stream.registry import register_schemas  # noqa: PLC0415
    from streamproc.stream.service import work  # noqa: PLC0415
    from streamproc.stream.topics import check_topics  # noqa: PLC0415
    from streamproc.stream.transaction_check import check_transactions  # noqa: PLC0415

    await check_topics(settings)
    await check_transactions(settings)
    frames = await asyncio.to_thread(register_schemas, settings, facets=("copies",))
    of_stage = {"topic_raw": settings.topic_copies_work, "group": f"{settings.group}-copies"}
    settings = settings.model_copy(update=of_stage)
    stage = CopiesStage(settings, frame=frames.get("copies", b""))
    metrics = Metrics.create(registry)
    await work(
        settings, NoEngine(), frames={}, registry=registry, metrics=metrics, stage=stage, on_committed=stage.committed
    )


def refuse_what_would_be_wrong(settings: Settings) -> None:
    """Raise ConfigurationError for settings with which nothing, or nothing right, would come out."""
    if not settings.copies:
        raise ConfigurationError("copies: is not set; workers would publish no sketches (STREAMPROC_COPIES=true)")
    if settings.delivery != "exactly_once":
        raise ConfigurationError("delivery: copies have a state, which only exactly_once keeps in step")
