"""The page's paths, routes of the worker's HTTP server."""

from __future__ import annotations

import asyncio
import queue
import time
from http import HTTPStatus
from importlib.resources import files
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from streamproc.web.gate import check, guarded

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from sqlalchemy import Engine
    from starlette.requests import Request

    from streamproc.settings import Settings
    from streamproc.web.feed import Feed

ASSETS = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/app.js": ("app.js", "text/javascript; charset=utf-8"),
    "/highlights.js": ("highlights.js", "text/javascript; charset=utf-8"),
    "/style.css": ("style.css", "text/css; charset=utf-8"),
    "/world.svg": ("world.svg", "image/svg+xml"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
}
NEWSROOM = {
    "/": ("newsroom.html", "text/html; charset=utf-8"),
    "/newsroom.css": ("newsroom.css", "text/css; charset=utf-8"),
    **{
        f"/{name}.js": (f"{name}.js", "text/javascript; charset=utf-8")
        for name in ("newsroom", "address", "list", "reading", "timeline", "map", "highlights")
    },
    "/world.svg": ("world.svg", "image/svg+xml"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
}
WATCHERS = 20
"""Pages that follow the feed at a time."""
LOOK_SECONDS = 0.1
"""How often a watcher's queue is looked at."""
HEARTBEAT = 15.0
"""Seconds of silence after which a comment is sent, so that a watcher who has gone is noticed."""


def pages(feed: Feed) -> list[Route]:
    """The page, its assets and ``/feed``, a stream of server-sent events."""
    return [*(asset(path, name, kind) for path, (name, kind) in ASSETS.items()), Route("/feed", follow(feed))]


def newsroom(engine: Engine, settings: Settings) -> list[Route]:
    """The page on a store with its API, behind the gate that the settings ask for.

    Raises:
        ConfigurationError: anybody in the network could look.
    """
    from streamproc.web.api import api  # noqa: PLC0415 - SQLAlchemy is an extra

    check(settings)
    return guarded([*(asset(path, name, kind) for path, (name, kind) in NEWSROOM.items()), *api(engine)], settings)


def asset(path: str, name: str, content_type: str) -> Route:
    body = (files("streamproc.web") / "static" / name).read_bytes()

    async def serve(_: Request) -> Response:
        return Response(body, headers={"Content-Type": content_type})

    return Route(path, serve)


def follow(feed: Feed) -> Callable[[Request], Awaitable[Response]]:
    async def serve(request: Request) -> Response:
        if request.method == "HEAD":  # the headers alone, not an endless answer whose body nobody reads
            return Response(media_type="text/event-stream")
        if feed.watchers >= WATCHERS:
            return PlainTextResponse("too many watch already\n", HTTPStatus.SERVICE_UNAVAILABLE)
        request.state.endless = True
        return StreamingResponse(events(feed), media_type="text/event-stream")

    return serve


async def events(feed: Feed) -> AsyncIterator[bytes]:
    """What is added to the feed, until the watcher has gone."""
    with feed.watch() as watcher:
        while True:
            yield await next_event(watcher)


async def next_event(watcher: queue.Queue[bytes]) -> bytes:
    deadline = time.monotonic() + HEARTBEAT
    while time.monotonic() < deadline:
        try:
            return b"data: " + watcher.get_nowait() + b"\n\n"
        except queue.Empty:
            await asyncio.sleep(LOOK_SECONDS)
    return b": still here\n\n"
