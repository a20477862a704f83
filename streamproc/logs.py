"""Logs: one event a line, as JSON or for people, with the message they belong to. Never an article's text.

Every library's records pass through the same processors. ``about`` binds what a line is about:

    with about(article="url_70…", topic="articles.raw", partition=3, offset=4711):
        log.info("dead letter", reason="too_large")
"""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any, TextIO

import structlog
from structlog.contextvars import bound_contextvars, merge_contextvars

from streamproc.masking import mask
from streamproc.terminal_text import plain

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from structlog.typing import EventDict, Processor, WrappedLogger

LONGEST = 400
"""Characters of any value in a log line: an article's text can't get into the logs by way of somebody's message."""

CHATTY = ("alembic.runtime.plugins",)
"""Libraries' loggers whose information is for those who debug: below a warning they are heard at the level ``debug`` alone."""

log: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger("streamproc")


def about(**message: str | int | None) -> AbstractContextManager[None]:
    """Bind what the lines inside are about: article, topic, partition, offset."""
    return bound_contextvars(**{name: value for name, value in message.items() if value is not None})


def configure(level: str = "info", format: str = "auto", stream: TextIO | None = None) -> None:  # noqa: A002 - the setting's name
    """Send every log record of the process to ``stream`` (standard error), as JSON or as text.

    ``auto`` is text on a terminal and JSON elsewhere.
    """
    stream = stream or sys.stderr
    text = format == "text" or (format == "auto" and stream.isatty())
    shared: list[Processor] = [
        merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.stdlib.ExtraAdder(),
    ]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *rendering(text=text, stream=stream),
            ],
        )
    )
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.NOTSET if level.upper() == "DEBUG" else logging.WARNING)
    logging.captureWarnings(capture=True)


def rendering(*, text: bool, stream: TextIO) -> list[Processor]:
    """The last steps: cut long values, write tracebacks without the values of variables, then the line without secrets.

    What could move a terminal's cursor or hide words is marked where a person reads.
    """
    steps: list[Processor] = [structlog.processors.format_exc_info, cut_long_values, mask_secrets]
    if text or stream.isatty():
        steps.append(neutralise)
    if text:
        return [
            *steps,
            structlog.dev.ConsoleRenderer(colors=stream.isatty(), exception_formatter=structlog.dev.plain_traceback),
        ]
    return [
        *steps,
        structlog.processors.EventRenamer("message"),
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]


def neutralise(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Mark control characters in every text."""
    return {plain(name): plain(value) if isinstance(value, str) else value for name, value in event.items()}


def mask_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Put stars for secrets in every text."""
    return {name: mask(value) if isinstance(value, str) else value for name, value in event.items()}


def cut_long_values(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Cut every value but a traceback to ``LONGEST`` characters."""
    return {name: value if name in ("exception", "exc_info") else _cut(value) for name, value in event.items()}


def _cut(value: Any) -> Any:
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple) and len(value) <= LONGEST and all(isinstance(one, int) for one in value):
        return value
    shown = value if isinstance(value, str) else repr(value)
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}… ({len(shown)} characters)"
