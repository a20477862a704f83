"""Jars of Maven Central for a test: fetched once by the pom of a folder into its ``lib`` (ignored by git), each with its digest."""

from __future__ import annotations

import fcntl
import subprocess
from pathlib import Path

import pytest

from tests.broker.kafka import check_digests, missing_tools

HERE = Path(__file__).parent


def fetched(folder: Path, one: str) -> Path:
    """The folder of jars; ``one``: a pattern of the jar that is there when all are. Skips where there is no Java or Maven."""
    if (reason := missing_tools()) is not None:
        pytest.skip(reason)
    jars = folder / "lib"
    jars.mkdir(exist_ok=True)
    with (jars / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not list(jars.glob(one)):
            subprocess.run(["mvn", "-q", "-B", "dependency:copy-dependencies"], cwd=folder, check=True)
            check_digests(jars, folder / "jars.sha256")
    return jars
