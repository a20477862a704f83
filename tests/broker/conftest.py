"""The brokers: Apache Kafka, and the embedded one that comes with the demo."""

from __future__ import annotations

import pytest

from streamproc.embedded.broker import embedded_broker
from streamproc.settings import Settings
from tests.broker.kafka import Kafka, missing_tools


@pytest.fixture(scope="session")
def kafka(tmp_path_factory):
    """One Apache Kafka for the whole run; a test that kills its broker starts its own."""
    if (reason := missing_tools()) is not None:
        pytest.skip(reason)
    broker = Kafka(tmp_path_factory.mktemp("kafka")).start()
    yield broker
    broker.stop()


@pytest.fixture(scope="session")
def embedded(tmp_path_factory):
    """One embedded broker for the whole run."""
    with embedded_broker(tmp_path_factory.mktemp("embedded") / "broker.log") as broker:
        yield broker


@pytest.fixture(params=["embedded", pytest.param("kafka", marks=pytest.mark.kafka)])
def broker_settings(request):
    """Settings of a service with topics of its own, on each of the brokers in turn."""
    broker = request.getfixturevalue(request.param)
    bootstrap = broker.bootstrap if isinstance(broker, Kafka) else broker.bootstrap_servers
    prefix = f"{request.node.originalname}-{request.param}.".replace("_", "-")
    return Settings(bootstrap_servers=bootstrap, topic_prefix=prefix, group=prefix, partitions=3)
