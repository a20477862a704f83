"""What is said again and again while brokers are out of reach: once, and then counted, once a minute."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from streamproc.logs import log

if TYPE_CHECKING:
    from collections.abc import Callable

LIBRARIES = ("aiokafka", "asyncio", "faust", "mode")
OURS = frozenset(
    (
        "a partition's beginning can't be asked for yet",
        "fenced without a rebalance, joining the group again",
        "offsets can't be read yet",
        "partitions could not be claimed",
        "producer can't be initialised yet",
        "produce batch refused, halved",
        "stepped down",
        "the brokers are too slow for a batch, or hold us to a quota: halved",
        "transaction aborted",
    )
)
"""Lines that repeat under an outage. All others, a dead letter's above all, are always written."""

EVERY = 60.0
"""Seconds between a line and the count of its repeats."""

MOST = 200
"""Different lines that are remembered."""

SHOWN = 80
"""Characters of a line by which it is known again; what follows may be numbers of its own."""


@dataclass(slots=True)
class Line:
    """``until`` when it is only counted."""

    until: float
    count: int = 0


class Repeats(logging.Filter):
    """Lets a line through and counts its repeats; ``tell`` is to be called now and then, and writes the counts."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._lock = threading.Lock()
        self._lines: dict[str, Line] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is written: the first of its kind, and what is not known to repeat."""
        text = line_of(record)
        if text is None:
            return True
        with self._lock:
            line = self._lines.get(text)
            if line is None and len(self._lines) < MOST:
                self._lines[text] = Line(self._clock() + EVERY)
                return True
            if line is not None:
                line.count += 1
            return False

    def tell(self) -> None:
        """Write how often each line would have been written again in the last minute; forget those that have ended."""
        now = self._clock()
        with self._lock:
            due = {text: line for text, line in self._lines.items() if now >= line.until}
            for text, line in due.items():
                if line.count:
                    self._lines[text] = Line(now + EVERY)
                else:
                    del self._lines[text]
        for text, line in due.items():
            if line.count:
                log.warning("said again", line=text, times=line.count, within=EVERY)


def line_of(record: logging.LogRecord) -> str | None:
    """What a record is known by, None for one that is always written."""
    event = record.msg.get("event") if isinstance(record.msg, dict) else None
    if event is not None:
        return event if event in OURS else None
    library = record.name.partition(".")[0]
    return f"{library}: {str(record.msg)[:SHOWN]}".partition("\n")[0] if library in LIBRARIES else None
