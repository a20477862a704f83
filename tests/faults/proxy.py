"""A TCP proxy on loopback that understands as much of Kafka's protocol as it takes to lose the right answer."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import threading
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Coroutine

PRODUCE, END_TXN, TXN_OFFSET_COMMIT = 0, 26, 28
"""API keys of https://kafka.apache.org/protocol."""

RESET = struct.pack("ii", 1, 0)
"""SO_LINGER with zero seconds: closing sends RST."""


class Proxy:
    """Forwards ``port`` to ``target``; its faults are switched from the outside, from any thread."""

    def __init__(self, port: int, target: int) -> None:
        self.port = port
        self.target = target
        self.latency = 0.0
        self.lost = threading.Event()
        self._is_cut_off = False
        self._lose: int | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="proxy", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._call(self._listen())
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._call(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def lose_response(self, api: int) -> None:
        """Of the next request of this kind the broker acts on, swallow the answer and cut the connection."""
        self.lost.clear()
        self._lose = api

    def cut_off(self) -> None:
        """From now on nobody gets through; those who did are thrown out."""
        self._is_cut_off = True
        self.reset()

    def let_through(self) -> None:
        """Take connections again."""
        self._is_cut_off = False

    def reset(self) -> None:
        """Reset every connection."""
        self._call(self._reset())

    def _call(self, work: Coroutine[Any, Any, Any]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)

    async def _close(self) -> None:
        self._server.close()
        await self._reset()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _reset(self) -> None:
        for writer in list(self._writers):
            with contextlib.suppress(OSError):
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            writer.transport.abort()

    async def _serve(self, from_client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        if self._is_cut_off:
            to_client.close()
            return
        try:
            from_broker, to_broker = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            to_client.close()
            return
        asked: dict[int, int] = {}
        self._writers |= {to_client, to_broker}
        answers: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        flows = [
            asyncio.create_task(self._requests(from_client, to_broker, asked)),
            asyncio.create_task(self._responses(from_broker, answers, asked)),
            asyncio.create_task(self._deliver(answers, to_client)),
        ]
        await asyncio.wait(flows, return_when=asyncio.FIRST_COMPLETED)
        for flow in flows:
            flow.cancel()
        await asyncio.gather(*flows, return_exceptions=True)
        self._writers -= {to_client, to_broker}
        to_client.close()
        to_broker.close()

    async def _requests(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: dict[int, int]
    ) -> None:
        while True:
            frame = await read_frame(reader)
            api, _, correlation = struct.unpack_from(">hhi", frame, 4)
            asked[correlation] = api
            writer.write(frame)
            await writer.drain()

    async def _responses(
        self, reader: asyncio.StreamReader, answers: asyncio.Queue[tuple[float, bytes]], asked: dict[int, int]
    ) -> None:
        while True:
            frame = await read_frame(reader)
            [correlation] = struct.unpack_from(">i", frame, 4)
            api = asked.pop(correlation, None)
            if api is not None and api == self._lose:
                self._lose = None
                self.lost.set()
                return
            answers.put_nowait((self._loop.time() + self.latency, frame))

    async def _deliver(self, answers: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter) -> None:
        """Each answer at its time and in its turn: a delay, not a bottleneck."""
        while True:
            due, frame = await answers.get()
            await asyncio.sleep(max(0.0, due - self._loop.time()))
            writer.write(frame)
            await writer.drain()


async def read_frame(reader: asyncio.StreamReader) -> bytes:
    """One message with its length."""
    length = await reader.readexactly(4)
    return length + await reader.readexactly(*struct.unpack(">i", length))
