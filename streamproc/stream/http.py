"""The worker's HTTP server: Starlette on uvicorn, in a thread of its own. It answers when the worker's event loop does not.

Everything is bounded: connections, the time that a request may take, the size of its head. Requests that a page of
another site could have its visitor's browser make (DNS rebinding) are refused by their Host.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from uvicorn.protocols.http.h11_impl import H11Protocol

from streamproc.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from starlette.routing import Route
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONNECTIONS = 64
"""Open at a time; more are closed at once."""
REQUEST_SECONDS = 10.0
"""From a connection's beginning, or the answer before, to the end of the next answer."""
HEAD_BYTES = 16_384
LAST_SECONDS = 1
"""What an answer under way has to finish when the server stops."""
HEADERS = {
    # Articles are hostile: nothing may run or load that is not one of our own files.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class HttpServer:
    """Serves routes from ``start`` to ``stop``; a path that ends in no route is answered with the list of ``paths``."""

    def __init__(self, routes: Sequence[Route], *, host: str, port: int, hosts: Collection[str] = ()) -> None:
        """Bind the address; ``hosts`` are names, beside localhost, host and IP addresses, by which it may be asked.

        Raises:
            ConfigurationError: it can't be bound.
        """
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            self._socket = socket.create_server((host, port), family=family, backlog=CONNECTIONS)
        except OSError as error:
            reason = error.strerror or error
            raise ConfigurationError(f"http_host, http_port: can't listen on {host}:{port}: {reason}") from error
        paths = " ".join(route.path for route in routes)
        app = Starlette(
            routes=list(routes),
            middleware=[Middleware(Guard, hosts=frozenset(map(str.lower, (*hosts, host, "localhost"))))],
            exception_handlers={404: lambda _request, _error: PlainTextResponse(f"{paths}\n", 404)},
        )
        config = uvicorn.Config(
            app,
            http=BoundedConnection,
            ws="none",
            lifespan="off",
            server_header=False,
            proxy_headers=False,
            access_log=False,
            log_config=None,
            h11_max_incomplete_event_size=HEAD_BYTES,
            timeout_graceful_shutdown=LAST_SECONDS,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, name="http", daemon=True)

    @property
    def address(self) -> str:
        host, port = self._socket.getsockname()[:2]
        return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join(2 * LAST_SECONDS + 1)
        self._socket.close()

    def _run(self) -> None:
        asyncio.run(self._server.serve([self._socket]))  # not the worker's loop policy, signals or tasks


class Guard:
    """ASGI middleware: refuses strange Hosts, and has every answer say what a browser may do with it."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        hosts = [value for name, value in scope["headers"] if name == b"host"]
        if len(hosts) == 1 and self._known(hosts[0].decode("latin-1")):
            await self._app(scope, receive, send_guarded)
        else:
            refusal = PlainTextResponse("this Host is not served (setting: http_hosts)\n", 421)
            await refusal(scope, receive, send_guarded)

    def _known(self, host: str) -> bool:
        """Whether a Host is one of the names, or an address: no name of somebody else's leads here."""
        name = host.rpartition(":")[0] if not host.endswith("]") and ":" in host else host
        name = name.strip("[]").lower().rstrip(".")
        if name in self._hosts:
            return True
        try:
            ip_address(name)
        except ValueError:
            return False
        return True


class BoundedConnection(H11Protocol):
    """uvicorn's connection, one of a few, with a deadline: neither slow heads nor slow readers hold it."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > CONNECTIONS:
            transport.abort()
        self._begin()

    def on_response_complete(self) -> None:
        self._begin()
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        super().connection_lost(exc)

    def _begin(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = self.loop.call_later(REQUEST_SECONDS, self._end)

    def _end(self) -> None:
        answering: Any = self.cycle is not None and not self.cycle.response_complete and self.scope
        if not answering or "endless" not in answering.get("state", {}):
            self.transport.abort()
