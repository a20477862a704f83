"""The pool's end of the fork server: start it, have it fork and kill children, learn of their ends."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

import structlog

from streamproc.engine import framing
from streamproc.engine.child import Child
from streamproc.engine.fork_server import COMMAND, FORK, KILL, RELOAD
from streamproc.errors import ConfigurationError, InfrastructureError
from streamproc.processes import module_path, plain_environment, python

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

log = structlog.get_logger(__name__)

STILLBIRTHS = 3
"""So many children in a row that die before they are ready mean that the engine itself is broken."""

BIRTH_SECONDS = 30.0
STOP_SECONDS = 5.0


@dataclass(slots=True, eq=False)
class Children:
    """The fork server and what it has forked. ``failed`` is called once when the fork server is lost.

    ``edition`` counts how often the fork server has read its data files: a child with a lower one has older ones.
    """

    fork_server: subprocess.Popen[bytes]
    commands: socket.socket
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    failed: Callable[[InfrastructureError], None]
    info: dict[str, str] = field(default_factory=dict)
    edition: int = 0
    living: dict[int, Child] = field(default_factory=dict)
    _ends: dict[int, asyncio.Future[int]] = field(default_factory=dict)
    _reloads: deque[asyncio.Future[None]] = field(default_factory=deque)
    _watch: asyncio.Task[None] | None = None
    _last: int = 0

    @classmethod
    async def start(
        cls, loader: str, options: Mapping[str, str], failed: Callable[[InfrastructureError], None]
    ) -> Self:
        """Start the fork server; returns when it has loaded what ``loader`` names.

        Raises:
            ConfigurationError: it could not be loaded as configured.
            InfrastructureError: the process died while loading.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            fork_server = subprocess.Popen(  # noqa: ASYNC220, S603 - takes milliseconds, once; our own interpreter
                python("streamproc.engine.fork_server", str(theirs.fileno()), str(os.getpid())),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=fork_server_environment(),
            )
            # At once, so that it loads whatever this event loop does meanwhile; a new socket takes a few hundred bytes.
            texts = [text for pair in {"loader": loader, **options}.items() for text in pair]
            ours.sendall(framing.pack([text.encode() for text in texts]))
        reader, writer = await asyncio.open_unix_connection(sock=ours.dup())
        children = cls(fork_server, ours, reader, writer, failed)
        try:
            await children._load()
        except BaseException:
            await children.stop()
            raise
        return children

    async def _load(self) -> None:
        try:
            kind, *fields = await framing.read(self.reader)
        except (asyncio.IncompleteReadError, ConnectionError):
            raise InfrastructureError("the engine's first process died while it was loading") from None
        self._loaded(kind, fields)
        self._watch = asyncio.create_task(self._watch_fork_server())

    async def _watch_fork_server(self) -> None:
        try:
            while True:
                kind, *fields = await framing.read(self.reader)
                if kind == b"ended":
                    self._ends[int(fields[0])].set_result(int(fields[1]))
                else:
                    self._answer_reload(kind, fields)
        except (asyncio.IncompleteReadError, ConnectionError):
            self.failed(InfrastructureError("the engine's first process died"))
            for end in self._ends.values():
                end.cancel()
            for answer in self._reloads:
                answer.cancel()

    def _loaded(self, kind: bytes, fields: Sequence[bytes]) -> None:
        texts = [item.decode() for item in fields]
        if kind == b"refused":
            raise ConfigurationError(texts[0])
        self.info = dict(zip(texts[::2], texts[1::2], strict=True))
        self.edition += 1

    def _answer_reload(self, kind: bytes, fields: Sequence[bytes]) -> None:
        answer = self._reloads.popleft()
        try:
            self._loaded(kind, fields)
        except ConfigurationError as error:
            answer.set_exception(error)
        else:
            answer.set_result(None)

    async def reload(self) -> None:
        """Have the fork server read its data files anew, for the children that are forked from then on.

        Raises:
            ConfigurationError: they are no good; the old ones stay.
            InfrastructureError: the fork server can't be reached.
        """
        self._command(RELOAD, 0)
        answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._reloads.append(answer)
        await answer

    async def fork(self) -> Child:
        """A new child, ready for work.

        Raises:
            InfrastructureError: there are none to be had.
        """
        for _ in range(STILLBIRTHS):
            child = await self._fork()
            try:
                _, pid = await asyncio.wait_for(framing.read(child.reader), BIRTH_SECONDS)
            except (asyncio.IncompleteReadError, ConnectionError, TimeoutError):
                await self.kill(child)
            else:
                child.pid = int(pid)
                return child
        raise InfrastructureError("new engine processes die before they are ready")

    async def _fork(self) -> Child:
        ours, theirs = socket.socketpair()
        self._last += 1
        number = self._last
        self._ends[number] = asyncio.get_running_loop().create_future()
        with theirs:
            self._command(FORK, number, [theirs.fileno()])
        reader, writer = await asyncio.open_unix_connection(sock=ours)
        child = self.living[number] = Child(number, self.edition, reader, writer)
        return child

    async def kill(self, child: Child) -> None:
        """End a child and wait until it is gone."""
        child.writer.close()
        if not self._ends[child.number].done():
            self._command(KILL, child.number)
        status = await self._ends[child.number]
        del self._ends[child.number], self.living[child.number]
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) != signal.SIGKILL:
            log.warning("engine process crashed", pid=child.pid, signal=signal.Signals(os.WTERMSIG(status)).name)

    def _command(self, verb: bytes, number: int, descriptors: Sequence[int] = ()) -> None:
        try:
            socket.send_fds(self.commands, [COMMAND.pack(verb, number)], list(descriptors))
        except OSError as error:
            raise InfrastructureError(f"the engine's first process can't be reached: {error}") from error

    async def stop(self) -> None:
        """End all processes; returns when they are gone."""
        if self._watch is not None:
            self._watch.cancel()
        for child in self.living.values():
            child.writer.close()
        self.living.clear()
        self.writer.close()
        self.commands.close()
        if not self.edition:
            self.fork_server.kill()  # it is still loading, has no children, and would not look up before it is done
        with contextlib.suppress(subprocess.TimeoutExpired):
            await asyncio.to_thread(self.fork_server.wait, STOP_SECONDS)
        if self.fork_server.poll() is None:
            self.fork_server.kill()
            self.fork_server.wait()


def fork_server_environment() -> dict[str, str]:
    """One thread of linear algebra per process, a fixed hash seed, our modules, and no secrets."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
    return {**plain_environment(), **threads, "PYTHONHASHSEED": "0", "PYTHONPATH": module_path()}
