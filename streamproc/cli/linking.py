"""Running a stage that links articles: what ``streamproc copies`` and ``streamproc stories`` have in common."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from streamproc import logs
from streamproc.errors import ConfigurationError
from streamproc.metrics import Metrics
from streamproc.metrics.process_registry import process_registry
from streamproc.settings import Settings

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

    from streamproc.engine.outcome import Outcome
    from streamproc.linking.comparison import Comparison


MESSAGES = 16
"""A stage has up to so many messages for an article, where few come at once; where many do, they travel together."""


class NoEngine:
    """What a stage has no use for."""

    async def enrich(self, raw: bytes) -> Outcome:  # noqa: ARG002 - the protocol's signature
        raise AssertionError


def start(comparison: Comparison) -> None:
    """Run the stage in this process until it is told to stop."""
    settings = Settings()
    logs.configure(settings.log_level, settings.log_format)
    asyncio.run(run(settings, comparison, process_registry()))


async def run(settings: Settings, comparison: Comparison, registry: CollectorRegistry) -> None:
    """Work until told to stop.

    Raises:
        ConfigurationError: the operator must change something.
        InfrastructureError: the broker failed.
    """
    name = comparison.name
    refuse_what_would_be_wrong(settings, name)
    from streamproc.stream.linking import LinkingStage  # noqa: PLC0415 - Faust, a second of imports
    from streamproc.stream.registry import register_schemas  # noqa: PLC0415
    from streamproc.stream.service import work  # noqa: PLC0415
    from streamproc.stream.topics import check_topics  # noqa: PLC0415
    from streamproc.stream.transaction_check import check_transactions  # noqa: PLC0415

    await check_topics(settings)
    await check_transactions(settings)
    frames = await asyncio.to_thread(register_schemas, settings, facets=(name,))
    settings = settings_of(settings, name)
    metrics = Metrics.create(registry)
    stage = LinkingStage(settings, comparison, frames=frames, on_filled=metrics.state_filled.inc)
    await work(
        settings, NoEngine(), frames={}, registry=registry, metrics=metrics, stage=stage, on_committed=stage.committed
    )


def settings_of(settings: Settings, name: str) -> Settings:
    """The settings of a stage: its own group and input, and as many of its small messages where articles are counted."""
    counts = ("window", "batch_articles", "intake_articles")
    return settings.model_copy(
        update={
            "topic_raw": getattr(settings, f"topic_{name}_work"),
            "group": f"{settings.group}-{name}",
            **{count: MESSAGES * getattr(settings, count) for count in counts},
        }
    )


def refuse_what_would_be_wrong(settings: Settings, name: str) -> None:
    """Raise ConfigurationError for settings with which nothing, or nothing right, would come out."""
    if not getattr(settings, name):
        raise ConfigurationError(f"{name}: is not set; workers would tell it nothing (STREAMPROC_{name.upper()}=true)")
    if settings.delivery != "exactly_once":
        raise ConfigurationError(f"delivery: {name} have a state, which only exactly_once keeps in step")
