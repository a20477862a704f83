"""``/livez``, ``/readyz`` and ``/metrics``: how the worker is."""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from prometheus_client import exposition
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import Callable

    from prometheus_client import CollectorRegistry
    from starlette.requests import Request

LOOP_SILENT_SECONDS = 30.0
"""The process is not live when the event loop has not come round for so long."""


class Health:
    """What the worker says about itself; written by the event loop, read by the server's thread."""

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


def probes(health: Health, registry: CollectorRegistry) -> list[Route]:
    """The three paths."""

    async def metrics(request: Request) -> Response:
        encoder, content_type = exposition.choose_encoder(request.headers.get("Accept", ""))
        return Response(encoder(registry), headers={"Content-Type": content_type})

    async def live(_: Request) -> Response:
        return answer(well=health.live)

    async def ready(_: Request) -> Response:
        return answer(well=health.ready)

    def answer(*, well: bool) -> Response:
        return JSONResponse(health.report(), HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE)

    return [Route("/livez", live), Route("/readyz", ready), Route("/metrics", metrics)]
