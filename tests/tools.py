"""What tests need of a machine beside Python. What is missing is named in the run's summary."""

from __future__ import annotations

import shutil

import pytest

from tests.broker.kafka import missing_tools

WHERE = {
    "curl": "Debian: apt-get install curl",
    "java": "Java 17",
    "javac": "JDK 17",
    "jq": "Debian: apt-get install jq",
    "kcat": "Debian: apt-get install kcat",
    "openssl": "Debian: apt-get install openssl",
}


asked_for = {"kafka": False}
"""Whether this run is one of these tests: set by ``tests/conftest.py``."""


def need(*programs: str) -> None:
    """Skip the test, or all that use the fixture, on a machine without one of these programs."""
    for program in programs:
        if shutil.which(program) is None:
            pytest.skip(f"no {program} on the PATH ({WHERE[program]})")


def need_kafka() -> None:
    """The same for Apache Kafka; whoever asked for it (``make test-kafka``) is told by a failure, not by a run of nothing."""
    if (reason := missing_tools()) is not None:
        (pytest.fail if asked_for["kafka"] else pytest.skip)(reason)
