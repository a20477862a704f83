"""``streamproc worker``: from the raw topic to the facets' topics, until it is told to stop."""

from __future__ import annotations

import asyncio
import gc
import signal
from contextlib import AsyncExitStack
from functools import partial
from typing import TYPE_CHECKING

import click

from streamproc import logs
from streamproc.engine.pool import Pool
from streamproc.errors import StreamprocError
from streamproc.logs import log
from streamproc.metrics import Metrics
from streamproc.metrics.process_registry import process_registry
from streamproc.settings import Settings
from streamproc.stream import message_log
from streamproc.stream.tracing import tracing
from streamproc.web.feed import Feed
from streamproc.web.messages import feed_message
from streamproc.web.pages import pages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from prometheus_client import CollectorRegistry

    from streamproc.stream.output_records import Finished

    Observer = Callable[[Sequence[Finished]], None]


@click.command("worker")
@click.option("--with-web", is_flag=True, help="Serve a page beside the probes that shows articles as they come.")
def command(*, with_web: bool) -> None:
    """Read raw articles, enrich them, publish their records.

    Run as many workers as there are partitions at most. The topics must exist (`streamproc topics create`). SIGTERM
    and Ctrl-C finish what is in the engine, commit it and leave the group; another worker takes over at once. SIGHUP reads
    STREAMPROC_LEXICON, STREAMPROC_ALIASES and STREAMPROC_CUES anew; files that are no good are logged and change nothing.
    /livez, /readyz and /metrics are served on loopback unless STREAMPROC_HTTP_HOST says otherwise, to whoever asks for
    localhost, an IP address or a name in STREAMPROC_HTTP_HOSTS.

    Exit status: 0 after a stop that was asked for; 1 when broker, engine or configuration failed, with nothing
    acknowledged that was not published.
    """
    settings = Settings()
    logs.configure(settings.log_level, settings.log_format)
    asyncio.run(run(settings, process_registry(), Feed() if with_web else None))


async def run(settings: Settings, registry: CollectorRegistry, feed: Feed | None = None) -> None:
    """Start the engine, then the stream, so that no partition is taken before there is somebody to do the work.

    While the engine loads in processes of its own, this one loads Faust and looks at the brokers.
    """
    metrics = Metrics.create(registry)
    pool = Pool.from_settings(settings)
    async with AsyncExitStack() as stack:
        async with asyncio.TaskGroup() as starting:
            starting.create_task(stack.enter_async_context(pool))
            checks = starting.create_task(check_brokers(settings))
        from streamproc.stream.service import work  # noqa: PLC0415 - has been loaded beside the engine

        reload_on_hangup(pool, metrics)
        pool.on_batch = partial(measure, pool, metrics)
        trace = stack.enter_context(tracing(settings))
        observers: list[Observer] = [message_log.write, trace, *([partial(show, feed)] if feed else [])]
        gc.freeze()  # what is loaded is never garbage: looking through it would hold the event loop up for 60 ms
        await work(
            settings,
            pool,
            frames=checks.result(),
            registry=registry,
            metrics=metrics,
            info=pool.info,
            restarts=lambda: pool.counters.restarts,
            pages=pages(feed) if feed else (),
            on_committed=lambda batch: tell(observers, batch),
        )


async def check_brokers(settings: Settings) -> Mapping[str, bytes]:
    """What ``stream.service.prepare`` does and gives."""
    from streamproc.stream.service import prepare  # noqa: PLC0415 - a second of imports, while the engine loads

    return await prepare(settings)


def measure(pool: Pool, metrics: Metrics, tokens: int, _seconds: float) -> None:
    """What an engine process tells after a batch."""
    metrics.batch_tokens.observe(tokens)
    metrics.paragraph_memory.set(pool.counters.paragraph_memory)


def reload_on_hangup(pool: Pool, metrics: Metrics) -> None:
    """SIGHUP has the engine read its data files anew."""
    running: set[asyncio.Task[None]] = set()

    def start() -> None:
        task = asyncio.create_task(reload(pool, metrics))
        running.add(task)
        task.add_done_callback(running.discard)

    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, start)


async def reload(pool: Pool, metrics: Metrics) -> None:
    """Read the operator's files anew; files that are no good are logged and counted, and the old ones stay."""
    try:
        await pool.reload()
    except StreamprocError as error:
        metrics.reloads.labels("refused").inc()
        log.error("lexicon refused, the old one stays", error=str(error))
    else:
        metrics.reloads.labels("loaded").inc()
        log.info("lexicon loaded", lexicon=pool.info.get("lexicon"))


def tell(observers: Sequence[Observer], batch: Sequence[Finished]) -> None:
    for observer in observers:
        observer(batch)


def show(feed: Feed, batch: Sequence[Finished]) -> None:
    """Put a committed batch on the page."""
    for finished in batch:
        message = feed_message(finished)
        if message is not None:
            feed.add(message)
