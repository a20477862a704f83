"""The feed behind the page: the latest articles and dead letters, and whoever is watching. Bounded everywhere."""

from __future__ import annotations

import queue
import threading
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

Watcher = queue.Queue[bytes]


class Feed:
    """Hands every message to every watcher; never waits for one. Watchers live in the HTTP server's thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest: deque[bytes] = deque(maxlen=KEPT)
        self._watchers: set[Watcher] = set()

    @property
    def watchers(self) -> int:
        return len(self._watchers)

    def add(self, message: bytes) -> None:
        """Show one JSON message to all who watch."""
        if len(message) > LONGEST:
            return
        with self._lock:
            self._latest.append(message)
            for watcher in self._watchers:
                if watcher.full():
                    watcher.get_nowait()
                watcher.put_nowait(message)

    @contextmanager
    def watch(self) -> Iterator[Watcher]:
        """A queue of messages, the latest first put in."""
        watcher: Watcher = queue.Queue(BEHIND)
        with self._lock:
            for message in self._latest:
                watcher.put_nowait(message)
            self._watchers.add(watcher)
        try:
            yield watcher
        finally:
            with self._lock:
                self._watchers.discard(watcher)
