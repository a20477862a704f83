"""The process that loads the model once and forks the children that share it.

It is a fresh process, started by the pool with one end of a socket: no threads, no event loop, nothing of the
parent's that a fork could catch half way. A child costs milliseconds and only the memory that it changes.

Nobody outlives the pool: when its process ends, however it ends, the fork server reads the end of the socket and kills
its children; when the fork server itself is killed, Linux kills them (PR_SET_PDEATHSIG), and elsewhere they read the
end of their own socket after the batch at hand.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import gc
import importlib
import os
import resource
import select
import signal
import socket
import struct
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any, NoReturn

from streamproc.engine import framing
from streamproc.engine.outcome_codec import outcome_fields
from streamproc.errors import StreamprocError

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMAND = struct.Struct("<cI")
FORK, KILL, RELOAD = b"f", b"k", b"r"
PR_SET_PDEATHSIG = 1

YOUNGEST, OLDEST = 0, 2
"""Generations of the garbage collector."""

GIVE_WAY = 5
"""How much nicer (nice(2)) children are than the pool: on a full machine they leave a core at once to whoever hands them
their work and publishes it, and to a broker beside them.
"""

COLLECT_ALL = 256
"""Batches after which all that is garbage is looked for."""


def main() -> None:
    """Serve the pool on the socket whose descriptor is the first argument; the second is the pool's process id."""
    end_with_parent(int(sys.argv[2]))
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # a terminal or supervisor tells the whole group; the pool decides
    faulthandler.enable()
    control = socket.socket(fileno=int(sys.argv[1]))
    fields = framing.receive(control)
    if fields is None:
        return
    options = dict(zip(map(bytes.decode, fields[::2]), map(bytes.decode, fields[1::2]), strict=True))
    worker = load(options, control)
    if worker is not None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the pool is gone: nothing left to do
            ForkServer(control, worker, options).serve()


def load(options: Mapping[str, str], control: socket.socket) -> Any:
    """Load the worker that ``options["loader"]`` names (``module:function``) and tell the pool, or why not."""
    module, _, function = options["loader"].partition(":")
    leave_out_command_line()
    # Nothing that is loaded is garbage, and looking for it takes a fifth of the time; srsly undoes gc.disable().
    gc.set_threshold(0)
    try:
        worker = getattr(importlib.import_module(module), function)(options)
    except StreamprocError as error:
        control.sendall(framing.pack([b"refused", str(error).encode()]))
        return None
    ready(worker, control)
    return worker


def leave_out_command_line() -> None:
    """Import spaCy without its command line, of which ``import spacy`` wants ``spacy.info`` and nothing else.

    It would bring a client for HTTP, templates and a terminal's colours with it: a tenth of the time until an engine is ready.
    """
    for name in ("spacy.cli", "spacy.cli.info"):
        sys.modules.setdefault(name, ModuleType(name))
    vars(sys.modules["spacy.cli.info"]).setdefault("info", None)


def ready(worker: Any, control: socket.socket) -> None:
    """Tell the pool what was loaded; the next children will have it."""
    gc.collect()
    gc.freeze()  # the model is never garbage: keeps collections short and its pages shared
    info = [field.encode() for pair in worker.info.items() for field in pair]
    control.sendall(framing.pack([b"ready", *info]))


class ForkServer:
    """Forks and kills children on the pool's command, and tells it of their ends."""

    def __init__(self, control: socket.socket, worker: Any, options: Mapping[str, str]) -> None:
        self.control = control
        self.worker = worker
        self.options = options
        self.children: dict[int, int] = {}  # process id -> the pool's number for it

    def serve(self) -> None:
        """Until the pool closes the socket or is gone."""
        wake_read, wake_write = os.pipe()
        os.set_blocking(wake_read, False)
        os.set_blocking(wake_write, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake_write)
        try:
            while True:
                ready, _, _ = select.select([self.control.fileno(), wake_read], [], [])
                if wake_read in ready:
                    os.read(wake_read, 4096)
                    self.reap()
                if self.control.fileno() in ready and not self.obey():
                    return
        finally:
            self.kill_all()

    def obey(self) -> bool:
        """Carry out one command; False at the end of the socket."""
        command, descriptors = b"", []
        while len(command) < COMMAND.size:
            data, fds, _, _ = socket.recv_fds(self.control, COMMAND.size - len(command), 1)
            if not data:
                return False
            command += data
            descriptors += fds
        verb, number = COMMAND.unpack(command)
        if verb == FORK:
            self.fork(number, socket.socket(fileno=descriptors[0]))
        elif verb == KILL:
            for pid, known in self.children.items():
                if known == number:
                    os.kill(pid, signal.SIGKILL)
        elif verb == RELOAD:
            self.reload()
        return True

    def reload(self) -> None:
        """Read the data files anew for the children to come; when they are no good, the old ones stay."""
        try:
            self.worker = self.worker.reloaded(self.options)
        except Exception as error:  # noqa: BLE001 - a file that somebody is editing must not stop a worker that works
            self.control.sendall(framing.pack([b"refused", (str(error) or type(error).__name__).encode()]))
        else:
            ready(self.worker, self.control)

    def fork(self, number: int, connection: socket.socket) -> None:
        own_pid = os.getpid()
        pid = os.fork()
        if pid == 0:
            run_child(connection, self, own_pid)
        connection.close()
        self.children[pid] = number

    def reap(self) -> None:
        """Tell the pool which children have ended, and how (a wait status)."""
        while self.children:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            number = self.children.pop(pid)
            self.control.sendall(framing.pack([b"ended", b"%d" % number, b"%d" % status]))

    def kill_all(self) -> None:
        for pid in self.children:
            os.kill(pid, signal.SIGKILL)
        for pid in self.children:
            os.waitpid(pid, 0)


def run_child(connection: socket.socket, fork_server: ForkServer, parent: int) -> NoReturn:
    """The child's whole life."""
    try:
        end_with_parent(parent)
        limit_memory(int(fork_server.options.get("memory_bytes", 0)))
        os.nice(GIVE_WAY)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        fork_server.control.close()
        serve_batches(connection, fork_server.worker)
    except (BrokenPipeError, ConnectionResetError):
        pass  # the pool has closed this child
    except BaseException:  # noqa: BLE001 - the child must not return into the fork server's loop
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    os._exit(0)


def serve_batches(connection: socket.socket, worker: Any) -> None:
    """Answer batches until the pool closes the connection. One outcome a frame, then what memory is in use."""
    gc.disable()  # between batches instead
    connection.sendall(framing.pack([b"hello", b"%d" % os.getpid()]))
    batches = 0
    while (raws := framing.receive(connection)) is not None:
        for position, outcome in worker.process(raws):
            connection.sendall(framing.pack([b"outcome", b"%d" % position, *outcome_fields(outcome)]))
        del raws
        batches += 1
        collect_garbage(batches)
        used = getattr(worker, "paragraph_memory", 0)
        connection.sendall(framing.pack([b"done", b"%d" % resident_bytes(), b"%d" % used]))


def collect_garbage(batches: int) -> None:
    """Free what is left of a batch (Docs of articles that failed, which their annotations point back to), among the new.

    The rest are memories of words: looking through those as well takes up to a tenth of a batch's time.
    """
    gc.collect(YOUNGEST if batches % COLLECT_ALL else OLDEST)


def limit_memory(size: int) -> None:
    """Let this process have ``size`` bytes of its own and a tenth; more is refused, which is an error of the article at hand.

    Linux counts what a process may write to, that shared with the fork server included.
    """
    if size and sys.platform == "linux":
        most = size + size // 10
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def resident_bytes() -> int:
    """This process's memory, that shared with the fork server included; 0 where it can't be told."""
    try:
        with open("/proc/self/statm", "rb") as statm:  # noqa: PTH123 - read after every batch
            return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def end_with_parent(parent: int) -> None:
    """Have the kernel kill this process when its parent ends (prctl(2)); Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)  # it was gone before we could ask


if __name__ == "__main__":
    main()
