"""Jars of Maven Central for a test: fetched once by the pom of a folder into its ``lib`` (ignored by git), each with its digest."""

from __future__ import annotations

import fcntl
import subprocess
from pathlib import Path

from tests.broker.kafka import check_digests
from tests.tools import need_kafka

HERE = Path(__file__).parent


def fetched(folder: Path) -> Path:
    """The folder of jars, with all that are listed. Skips where there is no Java or Maven."""
    need_kafka()
    jars = folder / "lib"
    jars.mkdir(exist_ok=True)
    with (jars / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        listed = {line.split()[1] for line in (folder / "jars.sha256").read_text().splitlines()}
        if not listed <= {jar.name for jar in jars.glob("*.jar")}:
            subprocess.run(["mvn", "-q", "-B", "dependency:copy-dependencies"], cwd=folder, check=True)
            check_digests(jars, folder / "jars.sha256")
    return jars
