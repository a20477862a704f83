"""The worker as a process: how it is told to stop, what it logs of its libraries, how it ends if nothing else helps."""

from __future__ import annotations

import asyncio
import logging
import os
import platform
import signal
import threading
from typing import TYPE_CHECKING, Any

from aiokafka.errors import KafkaError

import streamproc
from streamproc.logs import log
from streamproc.stream.connection import describe
from streamproc.stream.repeats import Repeats

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamproc.metrics import Metrics
    from streamproc.settings import Settings

FAREWELL_SECONDS = 10.0
"""What leaving the group may take; after that the session runs out by itself."""


def stop_signal() -> asyncio.Event:
    """Set when the process is asked to stop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


def hush_libraries(settings: Settings) -> Repeats:
    """Leave out what Faust, mode, aiokafka and httpx tell about every step, unless somebody is looking for a fault.

    What is said again and again is counted; gives who counts.
    """
    asyncio.get_running_loop().set_exception_handler(on_loop_error)
    repeats = Repeats()
    if settings.log_level != "debug":
        for handler in logging.getLogger().handlers:
            handler.addFilter(repeats)
        for name in (
            "faust",
            "mode",
            "aiokafka",
            "httpx",
            "httpx2",
            __package__,
        ):  # ours, too, where Faust's services log under our names
            logging.getLogger(name).setLevel(logging.WARNING)
    return repeats


def on_loop_error(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Report an error that nobody asked for, unless aiokafka left it behind.

    When a producer fails, its unsent batches keep the error a second time (``MessageBatch._drain_waiter``), for nobody;
    who published them was told.
    """
    error = context.get("exception")
    if isinstance(error, KafkaError) and type(context.get("future")) is asyncio.Future:  # and no task
        log.debug("aiokafka left an error behind", error=describe(error))
    else:
        loop.default_exception_handler(context)


def end_soon() -> None:
    """End the process even if a task or a thread of Faust's never ends; the error has time to be printed."""
    timer = threading.Timer(FAREWELL_SECONDS, os._exit, (1,))
    timer.daemon = True
    timer.start()


def describe_build(metrics: Metrics, settings: Settings, info: Mapping[str, str]) -> None:
    model = f"{info.get('model', settings.model)} {info.get('model_version', '')}".strip()
    metrics.build_info.labels(streamproc.__version__, model, platform.python_version()).set(1)
    if backend := info.get("ops"):
        metrics.ops_backend.labels(backend).set(1)
