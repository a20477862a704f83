"""The worker: puts the parts together, and runs them from the first check to an orderly end."""

from __future__ import annotations

import asyncio
import faulthandler
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

import streamproc
from streamproc.errors import InfrastructureError
from streamproc.logs import log
from streamproc.stream.app import App
from streamproc.stream.ends import Ends
from streamproc.stream.health import Health, probes
from streamproc.stream.http import HttpServer
from streamproc.stream.intake import Intake
from streamproc.stream.limits import RejectLimits
from streamproc.stream.lookout import look
from streamproc.stream.meter import Meter
from streamproc.stream.output_records import Sealer
from streamproc.stream.partitions import Partitions
from streamproc.stream.process import FAREWELL_SECONDS, describe_build, end_soon, hush_libraries, stop_signal
from streamproc.stream.publish import AtLeastOncePublisher
from streamproc.stream.raw_schemas import with_schemas
from streamproc.stream.raw_topic import tell_what_stays_behind
from streamproc.stream.registry import register_schemas
from streamproc.stream.stall_detector import StallDetector
from streamproc.stream.topic_identity import TopicIdentity
from streamproc.stream.topics import check_topics
from streamproc.stream.transaction_check import check_transactions
from streamproc.stream.transactions import TransactionalPublisher
from streamproc.stream.workshop import Finishes, PublicationLimits, Sealing, Workshop

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from prometheus_client import CollectorRegistry
    from starlette.routing import Route

    from streamproc.engine.outcome import Engine, Outcome
    from streamproc.metrics import Metrics
    from streamproc.settings import Settings
    from streamproc.stream.intake import Incoming
    from streamproc.stream.output_records import Finished
    from streamproc.stream.publish import Publisher
    from streamproc.stream.repeats import Repeats


class Stage(Sealing, Protocol):
    """A stage with a state (``streamproc.stream.copies``)."""

    def answer(self, message: Incoming) -> Outcome: ...
    def before(self, publisher: Publisher) -> Publisher: ...


async def prepare(settings: Settings) -> Mapping[str, bytes]:
    """Look at the brokers and register the schemas, before any partition is taken; gives each facet's frame.

    Raises:
        ConfigurationError: the operator must change something.
        InfrastructureError: brokers or registry can't be reached.
    """
    await check_topics(settings)
    if settings.delivery == "exactly_once":
        await check_transactions(settings)
        await tell_what_stays_behind(settings)  # not asked of the embedded broker, whose answer aiokafka can't read
    return await asyncio.to_thread(register_schemas, settings)


async def work(
    settings: Settings,
    engine: Engine,
    *,
    frames: Mapping[str, bytes],
    registry: CollectorRegistry,
    metrics: Metrics,
    info: Mapping[str, str] | None = None,
    restarts: Callable[[], Mapping[str, int]] = dict,
    pages: Sequence[Route] = (),
    stage: Stage | None = None,
    on_committed: Callable[[Sequence[Finished]], None] = lambda _: None,
) -> None:
    """Work until SIGTERM or SIGINT; returns when everything in flight is committed and the group is left.

    ``frames`` is what ``prepare`` gave.
    ``info`` describes the engine, ``restarts`` counts its processes that were started again, by reason.
    ``stage``: with a state, in the engine's place. ``pages`` are served beside the probes;
    ``on_committed`` sees every batch once it is published and committed.

    Raises:
        ConfigurationError: the operator must change something.
        InfrastructureError: broker or engine failed; what was in flight is not acknowledged.
    """
    stop = stop_signal()
    repeats = hush_libraries(settings)
    describe_build(metrics, settings, info or {})
    meter = Meter(metrics, on_committed=on_committed)
    async with AsyncExitStack() as stack:
        health = Health()
        routes = [*probes(health, registry), *pages]
        server = HttpServer(routes, host=settings.http_host, port=settings.http_port, hosts=settings.http_hosts)
        server.start()
        stack.callback(server.stop)
        app = App(settings, registry)
        identity = TopicIdentity(app.raw_topic_id)
        publisher = new_publisher(settings, app, meter, identity)
        stack.push_async_callback(publisher.stop)
        intake = Intake(messages=settings.intake_articles, total_bytes=settings.intake_bytes, valve=app)
        engine = stack.enter_context(with_schemas(settings, engine))
        workshop = new_workshop(settings, frames, engine=engine, publisher=publisher, intake=intake, meter=meter)
        workshop = staged(workshop, stage) if stage is not None else workshop
        app.partitions = Partitions(workshop, window=settings.window)
        ends = Ends(app.end_offset)
        watch = StallDetector(
            app.partitions, intake=intake, meter=meter, offsets=app, ends=ends, stall_timeout=settings.stall_timeout
        )
        log.info(
            "worker starts",
            version=streamproc.__version__,
            delivery=settings.delivery,
            group=settings.group,
            brokers=settings.bootstrap_servers,
            metrics=f"http://{server.address}/metrics",
        )
        stack.push_async_callback(leave, app)
        stack.callback(ends.stop)
        stack.callback(identity.stop)
        looking = look(watch, health, app, settings, identity, also=lambda: count(meter, restarts, repeats))
        await until_stopped(stop, app, looking)
        health.update("stopping")
        log.info("worker stops", within=settings.stop_timeout)
        await app.partitions.finish(within=settings.stop_timeout)
    log.info("worker stopped")


def new_publisher(
    settings: Settings, app: App, meter: Meter, identity: TopicIdentity
) -> TransactionalPublisher | AtLeastOncePublisher:
    if settings.delivery == "exactly_once":
        return TransactionalPublisher(
            settings, meter=meter, member=lambda: app.member, topic=identity, anew=app.made_anew, begin=app.begin
        )
    log.warning("records may appear again after a crash", delivery=settings.delivery)
    return AtLeastOncePublisher(settings, offsets=app, topic=identity, anew=app.made_anew, begin=app.begin)


def new_workshop(
    settings: Settings,
    frames: Mapping[str, bytes],
    *,
    engine: Engine,
    publisher: TransactionalPublisher | AtLeastOncePublisher,
    intake: Intake,
    meter: Meter,
) -> Workshop:
    return Workshop(
        engine=engine,
        publisher=publisher,
        sealer=Sealer(settings, frames=frames),
        intake=intake,
        rejects=RejectLimits(run=settings.reject_run, ratio=settings.reject_ratio, window=settings.reject_window),
        limits=PublicationLimits(
            batch=settings.batch_articles, batch_bytes=settings.batch_bytes, linger=settings.linger
        ),
        meter=meter,
        finishes=Finishes(settings.intake_bytes),
    )


def staged(workshop: Workshop, stage: Stage) -> Workshop:
    """The workshop of a stage with a state: it answers, seals, and has its state filled before a partition begins."""
    return replace(workshop, answer=stage.answer, sealer=stage, publisher=stage.before(workshop.publisher))


def count(meter: Meter, restarts: Callable[[], Mapping[str, int]], repeats: Repeats) -> None:
    """What is not counted where it happens: the engine's restarts, and lines of the log that repeat."""
    meter.restarts(restarts())
    repeats.tell()


async def until_stopped(stop: asyncio.Event, app: App, looking: Awaitable[None]) -> None:
    """Wait for the signal, or for whatever fails first."""
    waits: list[asyncio.Future[Any]] = [
        asyncio.ensure_future(wait)
        for wait in (stop.wait(), app.partitions.failed(), running(app), crashed(app), looking)
    ]
    try:
        done, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in done:
            wait.result()
    finally:
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)
        faulthandler.cancel_dump_traceback_later()


async def running(app: App) -> NoReturn:
    """Start Faust, which returns only when the group has given us our first partitions; then go on waiting."""
    await app.start()
    await asyncio.Event().wait()
    raise AssertionError  # never


async def crashed(app: App) -> None:
    """Wait until something inside Faust fails."""
    await app._crashed.wait()  # noqa: SLF001 - mode tells no other way
    raise InfrastructureError(f"the consumer failed: {app.crash_reason!r}")


async def leave(app: App) -> None:
    """Give the partitions back, whatever happened, without committing anything more; then leave the group."""
    with suppress(Exception):  # the way out of a failure: another one must not hide it
        await app.partitions.revoked(list(app.partitions.processors), within=0)
    # Not ``asyncio.timeout``: mode swallows cancellations while it stops.
    stopping = asyncio.create_task(app.stop())
    if not (await asyncio.wait({stopping}, timeout=FAREWELL_SECONDS))[0]:
        log.warning("could not leave the group in order", within=FAREWELL_SECONDS)
        end_soon()
