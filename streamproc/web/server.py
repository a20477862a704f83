"""The page's routes, added to the worker's own loopback HTTP server."""

from __future__ import annotations

import asyncio
import contextlib
from importlib.resources import files
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from streamproc.web.feed import Feed

STATIC = {
    "/": ("index.html", "text/html"),
    "/app.js": ("app.js", "text/javascript"),
    "/style.css": ("style.css", "text/css"),
    "/world.svg": ("world.svg", "image/svg+xml"),
}
HEADERS = {
    # Articles are hostile: nothing may run or load that is not one of our own files.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
HEARTBEAT = 15.0
"""Seconds of silence after which a comment is sent, so that a watcher who has gone is noticed."""


def routes(feed: Feed) -> list[web.RouteDef]:
    """The page, its assets and ``/feed``, a stream of server-sent events."""
    return [web.get(path, asset(*entry)) for path, entry in STATIC.items()] + [web.get("/feed", follow(feed))]


def asset(name: str, content_type: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    body = (files("streamproc.web") / "static" / name).read_bytes()

    async def serve(_: web.Request) -> web.Response:
        return web.Response(body=body, content_type=content_type, charset="utf-8", headers=HEADERS)

    return serve


def follow(feed: Feed) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def serve(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream"})
        await response.prepare(request)
        with feed.watch() as queue, contextlib.suppress(ConnectionError):
            while True:
                try:
                    event = b"data: " + await asyncio.wait_for(queue.get(), HEARTBEAT) + b"\n\n"
                except TimeoutError:
                    event = b": still here\n\n"
                await response.write(event)
        return response

    return serve
