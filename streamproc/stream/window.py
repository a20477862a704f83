"""How many messages may be in the engine or wait to be published: a small share for each partition, the rest for any."""

from __future__ import annotations

import asyncio


class Window:
    """Places that the partitions of one assignment share.

    Half of them are divided evenly, at least one for each, so that no partition waits for another; the other half goes
    to whoever comes, so that a load that lies on one partition is as fast as one that is spread over a few.
    """

    def __init__(self, places: int, *, partitions: int) -> None:
        self._share = max(1, places // (2 * max(1, partitions)))
        self._spare = max(0, places - self._share * partitions)
        self._waiting: list[asyncio.Future[None]] = []

    def part(self) -> Part:
        """One partition's part in it."""
        return Part(self, self._share)

    def take(self) -> bool:
        """Take one of the places for any, if there is one."""
        if self._spare == 0:
            return False
        self._spare -= 1
        return True

    def give_back(self) -> None:
        self._spare += 1
        self.changed()

    def changed(self) -> None:
        """Let everybody who waits look again."""
        waiting, self._waiting = self._waiting, []
        for waiter in waiting:
            if not waiter.done():
                waiter.set_result(None)

    async def change(self) -> None:
        """Wait until a place may be free."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiter)
        await waiter


class Part:
    """A partition's own places, and those that it has of the common ones."""

    def __init__(self, window: Window, share: int) -> None:
        self._window = window
        self._free = share
        self._borrowed = 0

    async def acquire(self) -> None:
        """Take a place as soon as there is one."""
        while not self._take():
            await self._window.change()

    def release(self) -> None:
        """Give a place back; a common one first."""
        if self._borrowed:
            self._borrowed -= 1
            self._window.give_back()
        else:
            self._free += 1
            self._window.changed()

    def close(self) -> None:
        """Give the common places back, whatever is left in them."""
        while self._borrowed:
            self.release()

    def _take(self) -> bool:
        if self._free:
            self._free -= 1
            return True
        taken = self._window.take()
        self._borrowed += taken
        return taken
