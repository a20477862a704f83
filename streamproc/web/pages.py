"""The page's paths, answered by the worker's own HTTP server on loopback."""

from __future__ import annotations

import queue
from http import HTTPStatus
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from http.server import BaseHTTPRequestHandler

    from streamproc.web.feed import Feed

ASSETS = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/app.js": ("app.js", "text/javascript; charset=utf-8"),
    "/style.css": ("style.css", "text/css; charset=utf-8"),
    "/world.svg": ("world.svg", "image/svg+xml"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
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


def pages(feed: Feed) -> dict[str, Callable[[BaseHTTPRequestHandler], None]]:
    """The page, its assets and ``/feed``, a stream of server-sent events; each answers one request."""
    return {path: asset(name, kind) for path, (name, kind) in ASSETS.items()} | {"/feed": follow(feed)}


def asset(name: str, content_type: str) -> Callable[[BaseHTTPRequestHandler], None]:
    body = (files("streamproc.web") / "static" / name).read_bytes()

    def serve(request: BaseHTTPRequestHandler) -> None:
        begin(request, content_type, length=len(body))
        request.wfile.write(body)

    return serve


def follow(feed: Feed) -> Callable[[BaseHTTPRequestHandler], None]:
    def serve(request: BaseHTTPRequestHandler) -> None:
        begin(request, "text/event-stream")
        try:
            with feed.watch() as watcher:
                while True:
                    request.wfile.write(next_event(watcher))
        except OSError:  # the watcher has gone
            request.close_connection = True

    return serve


def next_event(watcher: queue.Queue[bytes]) -> bytes:
    try:
        return b"data: " + watcher.get(timeout=HEARTBEAT) + b"\n\n"
    except queue.Empty:
        return b": still here\n\n"


def begin(request: BaseHTTPRequestHandler, content_type: str, *, length: int | None = None) -> None:
    request.send_response(HTTPStatus.OK)
    for name, value in {"Content-Type": content_type, **HEADERS}.items():
        request.send_header(name, value)
    if length is not None:
        request.send_header("Content-Length", str(length))
    request.end_headers()
