"""PostgreSQL on loopback: Debian's server as a process that tests may start, kill and stop. It refuses to run as root."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.broker.kafka import die_with_parent, free_port

DEBIAN = Path("/usr/lib/postgresql")
PATIENCE = 60.0


def programs() -> Path | None:
    """The folder with ``initdb`` and ``postgres``: on the path, or where Debian's package puts them."""
    folders = [Path(found).parent] if (found := shutil.which("postgres")) else []
    folders += sorted(DEBIAN.glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def owner() -> str | None:
    """Who runs the server when we are root: Debian's own user, or nobody."""
    if os.geteuid():
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@dataclass
class Postgres:
    """One server with one superuser, whom it trusts on loopback."""

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="streamproc-postgres-")))
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    databases: int = 0

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://tester@127.0.0.1:{self.port}/{database}"

    def start(self) -> Postgres:
        user = owner()
        if user is not None:
            shutil.chown(self.folder, user)
        data = self.folder / "data"
        if not data.exists():
            self._run("initdb", "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        settings = ("listen_addresses=127.0.0.1", f"unix_socket_directories={self.folder}", "max_connections=40")
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [self._program("postgres"), "-D", data, "-p", str(self.port), *(f"-c{one}" for one in settings)],
                stdout=log,
                stderr=subprocess.STDOUT,
                user=user,
                cwd=self.folder,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - the child execs at once
            )
        deadline = time.monotonic() + PATIENCE
        while "ready to accept connections" not in self._last_start():
            assert self.process.poll() is None, self._last_start()
            assert time.monotonic() < deadline, "PostgreSQL did not start"
            time.sleep(0.05)
        return self

    def kill(self) -> None:
        """As a power cut: no process of the server says good-bye."""
        assert self.process is not None
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(PATIENCE)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(PATIENCE)
        shutil.rmtree(self.folder, ignore_errors=True)

    def create(self, name: str) -> str:
        """A new database's URL."""
        import psycopg

        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return self.url(name)

    def _program(self, name: str) -> Path:
        folder = programs()
        assert folder is not None
        return folder / name

    def _run(self, name: str, *arguments: object) -> None:
        command = [self._program(name), *map(str, arguments)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, user=owner(), cwd=self.folder)

    def _last_start(self) -> str:
        return (self.folder / "log").read_text(errors="replace").rpartition("starting PostgreSQL")[2]
