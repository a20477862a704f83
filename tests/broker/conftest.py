"""The brokers: Apache Kafka, and the embedded one that comes with the demo."""

from __future__ import annotations

import pytest

from tests.broker.kafka import Kafka, missing_tools


@pytest.fixture(scope="session")
def kafka(tmp_path_factory):
    """One Apache Kafka for the whole run; a test that kills its broker starts its own."""
    if (reason := missing_tools()) is not None:
        pytest.skip(reason)
    broker = Kafka(tmp_path_factory.mktemp("kafka")).start()
    yield broker
    broker.stop()
