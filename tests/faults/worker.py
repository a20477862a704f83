"""The worker of the fault runs: the real one, told by FAULTS_… variables which engine to use, where to die, how to be wrong."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

from prometheus_client import CollectorRegistry

from streamproc import logs
from streamproc.errors import StreamprocError
from streamproc.metrics import Metrics
from streamproc.settings import Settings
from streamproc.stream import service
from tests.faults import crashes, mutants
from tests.faults.engines import QuickEngine


async def run(settings: Settings) -> None:
    registry = CollectorRegistry()
    metrics = Metrics.create(registry)
    frames = await service.prepare(settings)
    if os.environ.get("FAULTS_ENGINE") == "real":
        from streamproc.engine.pool import Pool

        pool = Pool.from_settings(settings)
        pool.loader = "tests.faults.engines:load"
        async with pool:
            await service.work(settings, pool, frames=frames, registry=registry, metrics=metrics)
    else:
        await service.work(settings, QuickEngine(), frames=frames, registry=registry, metrics=metrics)


def main() -> None:
    if crash := os.environ.get("FAULTS_CRASH"):
        point, countdown, seed, how = crash.split(":")
        crashes.Crash(int(countdown), int(seed), signal.Signals[how]).arm(point)
    if mutation := os.environ.get("FAULTS_MUTATION"):
        service.new_publisher = mutants.MUTANTS[mutation]
    settings = Settings()
    logs.configure(settings.log_level, "text")
    try:
        asyncio.run(run(settings))
    except StreamprocError as error:
        sys.exit(f"Error: {error}")


if __name__ == "__main__":
    main()
