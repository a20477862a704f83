"""Fixtures that every room of the suite shares."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import tools

# Nothing is timed in a test: a busy machine must not make one fail.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"


def pytest_configure(config: pytest.Config) -> None:
    """``make test-kafka``, ``make faults`` and ``make test-connectors`` ask for Kafka; ``make test`` does without."""
    tools.asked_for["kafka"] = config.getoption("markexpr").startswith(("kafka", "faults", "connectors"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The evaluation material beside the project; a checkout without it skips the tests that use it."""
    if not (SHARED / "data").is_dir():
        pytest.skip("the evaluation material (../shared) is not beside this checkout")
    return SHARED.resolve()


@pytest.fixture(scope="session")
def pipeline():
    """The loaded pipeline, once per run: model and components."""
    from streamproc.nlp.pipeline import load_pipeline

    return load_pipeline()
