"""A real schema registry on loopback: Apicurio, from Maven Central, in memory, asked by its Confluent-compatible API.

Its archive lands in ``lib-registry/`` (ignored by git) the first time.
"""

from __future__ import annotations

import fcntl
import subprocess
import tarfile
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Self

from tests.broker.kafka import HERE, LIGHT_JVM, die_with_parent, free_port

if TYPE_CHECKING:
    from pathlib import Path

VERSION = "2.6.13.Final"
"""The last that runs on Java 17; version 3 asks for 21."""

LIBRARY = HERE / "lib-registry"
NAME = f"apicurio-registry-app-{VERSION}"
COPY = (
    "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy",
    f"-Dartifact=io.apicurio:apicurio-registry-app:{VERSION}:tar.gz:all",
)
START_SECONDS = 120


def fetch() -> Path:
    """The registry's jar, fetched once; parallel runs wait for each other."""
    LIBRARY.mkdir(exist_ok=True)
    jar = LIBRARY / f"{NAME}-runner.jar"
    with (LIBRARY / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not jar.exists():
            # away from the pom beside this file, whose own settings would count
            subprocess.run(["mvn", "-q", "-B", *COPY, f"-DoutputDirectory={LIBRARY}"], cwd=LIBRARY, check=True)
            [packed] = LIBRARY.glob("*.tar.gz")
            with tarfile.open(packed) as archive:
                archive.extractall(LIBRARY, filter="data")
            packed.unlink()
    return jar


class Apicurio:
    """The registry as a process; a context manager that waits until it answers."""

    def __init__(self, log: Path) -> None:
        self.log = log
        port = free_port()
        self.url = f"http://127.0.0.1:{port}/apis/ccompat/v7"
        listen = ("-Dquarkus.http.host=127.0.0.1", f"-Dquarkus.http.port={port}")
        self.command = ["java", "-Xmx256m", *LIGHT_JVM, *listen, "-jar", str(fetch())]

    def __enter__(self) -> Self:
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=self.log.parent,
                stdout=log,
                stderr=log,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - no threads here
            )
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.__exit__()
                raise RuntimeError(f"the registry does not answer:\n{self.log.read_text()[-2000:]}")
            time.sleep(0.2)
        return self

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/subjects", timeout=5) as answer:  # noqa: S310 - our own address
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
