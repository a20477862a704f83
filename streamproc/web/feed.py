"""The feed behind the page: the latest articles and dead letters, and whoever is watching. Bounded everywhere."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

KEPT = 30
"""Messages that a newcomer is shown."""
BEHIND = 100
"""Messages that a slow watcher may be behind before the oldest of his are dropped."""
LONGEST = 1_000_000
"""Bytes; a longer message is not shown, so that the feed never holds more than some tens of megabytes."""


class Feed:
    """Hands every message to every watcher; never waits for one."""

    def __init__(self) -> None:
        self._latest: deque[bytes] = deque(maxlen=KEPT)
        self._watchers: set[asyncio.Queue[bytes]] = set()

    def add(self, message: bytes) -> None:
        """Show one JSON message to all who watch."""
        if len(message) > LONGEST:
            return
        self._latest.append(message)
        for queue in self._watchers:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(message)

    @contextmanager
    def watch(self) -> Iterator[asyncio.Queue[bytes]]:
        """A queue of messages, the latest first put in."""
        queue: asyncio.Queue[bytes] = asyncio.Queue(BEHIND)
        for message in self._latest:
            queue.put_nowait(message)
        self._watchers.add(queue)
        try:
            yield queue
        finally:
            self._watchers.discard(queue)
