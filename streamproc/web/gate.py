"""Who may look at the newsroom: whoever reaches the loopback address, knows the token, or comes through the proxy that says who."""

from __future__ import annotations

import base64
import binascii
import secrets
from ipaddress import ip_address
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import PlainTextResponse

from streamproc.errors import ConfigurationError

if TYPE_CHECKING:
    from starlette.routing import Route
    from starlette.types import ASGIApp, Receive, Scope, Send

    from streamproc.settings import Settings


def check(settings: Settings) -> None:
    """Refuse to show articles to a network without asking who looks.

    Raises:
        ConfigurationError: the address is not loopback, and neither token nor proxy's header is set.
    """
    asks = settings.newsroom_token is not None or settings.newsroom_user_header is not None
    if not asks and not is_loopback(settings.http_host):
        raise ConfigurationError(
            f"http_host: {settings.http_host} is not loopback: set newsroom_token, or newsroom_user_header for a proxy that "
            "knows its users"
        )


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def guarded(routes: list[Route], settings: Settings) -> list[Route]:
    """The routes, behind the gate where the settings ask for one."""
    if settings.newsroom_token is not None or settings.newsroom_user_header is not None:
        for route in routes:
            route.app = Gate(route.app, settings)
    return routes


class Gate:
    """ASGI: 401 for who has neither the token (Bearer, or as the password of Basic) nor the proxy's header."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._token = settings.newsroom_token.get_secret_value().encode() if settings.newsroom_token else None
        self._header = settings.newsroom_user_header

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        if self._knows(request.headers.get("authorization", "")) or (
            self._header and request.headers.get(self._header)
        ):
            await self._app(scope, receive, send)
            return
        answer = PlainTextResponse(
            "the newsroom's token, please\n", 401, {"WWW-Authenticate": 'Basic realm="newsroom"'}
        )
        await answer(scope, receive, send)

    def _knows(self, authorization: str) -> bool:
        scheme, _, given = authorization.partition(" ")
        token = given.strip().encode()
        if scheme.lower() == "basic":
            try:
                token = base64.b64decode(token, validate=True).partition(b":")[2]
            except (binascii.Error, ValueError):
                return False
        elif scheme.lower() != "bearer":
            return False
        return self._token is not None and secrets.compare_digest(token, self._token)
