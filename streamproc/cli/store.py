"""``streamproc store``: from the topics to a database, until it is told to stop."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from streamproc import logs
from streamproc.logs import log
from streamproc.metrics.process_registry import process_registry
from streamproc.metrics.store import StoreMetrics
from streamproc.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine


@click.command("store")
@click.argument("url", metavar="URL")
@click.option("--keep-days", type=click.FloatRange(min=0, min_open=True), help="Delete articles that appeared before.")
@click.option("--with-web", is_flag=True, help="Serve the newsroom: a page to search and read, and its API.")
def command(url: str, *, keep_days: float | None, with_web: bool) -> None:
    """Keep what comes out in a database, SQLite or PostgreSQL.

    URL is postgresql://USER@HOST/DATABASE (the password in PGPASSWORD or ~/.pgpass), sqlite:///FILE, or a SQLite file's path.
    The tables are made, and brought up to date, by this command; docs/SQL.md describes them and answers questions.
    It goes on where the database is: whatever dies meanwhile, no article is missing or there twice. /livez, /readyz and
    /metrics are served on loopback unless STREAMPROC_HTTP_HOST says otherwise, at STREAMPROC_STORE_HTTP_PORT; with --with-web
    the newsroom, too. Beyond loopback it asks for STREAMPROC_NEWSROOM_TOKEN.

    Exit status: 0 after a stop that was asked for; 1 when brokers, database or configuration failed.
    """
    settings = Settings()
    logs.configure(settings.log_level, settings.log_format)
    from streamproc.store.database import open_store  # noqa: PLC0415 - an extra, and half a second of imports

    keep = timedelta(days=keep_days) if keep_days else None
    asyncio.run(run(open_store(url), settings, keep, with_web=with_web))


async def run(engine: Engine, settings: Settings, keep: timedelta | None, *, with_web: bool) -> None:
    """Keep the topics in the store until SIGTERM or SIGINT."""
    from streamproc.stream.health import Health, probes  # noqa: PLC0415
    from streamproc.stream.http import HttpServer  # noqa: PLC0415
    from streamproc.stream.process import stop_signal  # noqa: PLC0415
    from streamproc.stream.storing import Storing  # noqa: PLC0415
    from streamproc.web.pages import newsroom  # noqa: PLC0415

    stop, health, registry = stop_signal(), Health(), process_registry()
    storing = Storing(
        engine, settings, StoreMetrics.create(registry), keep=keep, alive=lambda lag: health.update("working", lag=lag)
    )
    pages = newsroom(engine, settings) if with_web else []
    server = HttpServer(
        [*probes(health, registry), *pages],
        host=settings.http_host,
        port=settings.store_http_port,
        hosts=settings.http_hosts,
    )
    server.start()
    try:
        log.info("store starts", store=engine.url.render_as_string(), metrics=f"http://{server.address}/metrics")
        await storing.run(stop)
    finally:
        server.stop()
        engine.dispose()
    log.info("store stopped")
