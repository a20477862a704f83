"""``/livez``, ``/readyz`` and ``/metrics``, served from threads of their own: they answer when the event loop does not."""

from __future__ import annotations

import json
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from prometheus_client import exposition

from streamproc.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from prometheus_client import CollectorRegistry

LOOP_SILENT_SECONDS = 30.0
"""The process is not live when the event loop has not come round for so long."""


class Health:
    """What the worker says about itself; written by the event loop, read by the server's threads."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen = clock()
        self.state = "starting"
        self.detail: dict[str, Any] = {}

    def update(self, state: str, **detail: Any) -> None:
        """Note the state and that the event loop is alive."""
        self.state, self.detail = state, detail
        self._seen = self._clock()

    @property
    def silent_seconds(self) -> float:
        return self._clock() - self._seen

    @property
    def live(self) -> bool:
        return self.silent_seconds < LOOP_SILENT_SECONDS

    @property
    def ready(self) -> bool:
        return self.live and self.state == "working"

    def report(self) -> dict[str, Any]:
        return {"state": self.state, "event_loop_silent_seconds": round(self.silent_seconds, 1), **self.detail}


class HealthServer:
    """Serves the three paths, and further pages, on its own threads from ``start`` to ``stop``."""

    def __init__(
        self,
        health: Health,
        registry: CollectorRegistry,
        *,
        host: str,
        port: int,
        pages: Mapping[str, Callable[[BaseHTTPRequestHandler], None]] | None = None,
    ) -> None:
        """Bind the address.

        Raises:
            ConfigurationError: it can't be bound.
        """
        try:
            self._server = _Server((host, port), _Handler, health, registry, pages or {})
        except OSError as error:
            raise ConfigurationError(
                f"http_host, http_port: can't listen on {host}:{port}: {error.strerror}"
            ) from error
        self._thread = threading.Thread(target=self._server.serve_forever, name="health", daemon=True)

    @property
    def address(self) -> str:
        host, port = self._server.server_address[:2]
        return f"{host!s}:{port}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(
        self,
        address: tuple[str, int],
        handler: type[_Handler],
        health: Health,
        registry: CollectorRegistry,
        pages: Mapping[str, Callable[[BaseHTTPRequestHandler], None]],
    ) -> None:
        self.pages = pages
        self.health = health
        self.registry = registry
        super().__init__(address, handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 10

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        health = self.server.health
        if path == "/metrics":
            encoder, content_type = exposition.choose_encoder(self.headers.get("Accept", ""))
            self._answer(HTTPStatus.OK, content_type, encoder(self.server.registry))
        elif path in ("/livez", "/readyz"):
            well = health.live if path == "/livez" else health.ready
            status = HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE
            self._answer(status, "application/json", json.dumps(health.report()).encode() + b"\n")
        elif path in self.server.pages:
            self.server.pages[path](self)
        else:
            self._answer(HTTPStatus.NOT_FOUND, "text/plain", b"/livez /readyz /metrics\n")

    def _answer(self, status: HTTPStatus, content_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
        """Scrapes are not worth a line each."""
