"""The brokers: Apache Kafka, and the embedded one that comes with the demo."""

from __future__ import annotations

import pytest

from streamproc.embedded.broker import embedded_broker
from streamproc.settings import Settings
from streamproc.stream.topics import create_topics
from tests.broker.apicurio import Apicurio
from tests.broker.kafka import Kafka
from tests.broker.workers import Traffic, Worker
from tests.tools import need_kafka


@pytest.fixture(scope="session")
def kafka(tmp_path_factory):
    """One Apache Kafka for the whole run; a test that kills its broker starts its own."""
    need_kafka()
    broker = Kafka(tmp_path_factory.mktemp("kafka")).start()
    yield broker
    broker.stop()


@pytest.fixture(scope="session")
def real_registry(tmp_path_factory):
    """One Apicurio registry for the whole run."""
    need_kafka()
    with Apicurio(tmp_path_factory.mktemp("registry") / "registry.log") as registry:
        yield registry


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


@pytest.fixture
def start_worker(tmp_path):
    """Starts workers that do not outlive the test."""
    workers = []

    def start(settings, module=("tests.broker.simple_worker",)):
        worker = Worker(settings, tmp_path / f"worker-{len(workers)}.log", module)
        workers.append(worker)
        return worker.start()

    yield start
    for worker in workers:
        worker.end()


@pytest.fixture
async def service(broker_settings):
    """Settings of a service whose topics exist: exactly once where the broker can, and a short session."""
    real = broker_settings.topic_prefix.endswith("kafka.")
    settings = broker_settings.model_copy(
        update={"delivery": "exactly_once" if real else "at_least_once", "session_timeout": 6.0, "reject_run": 0}
    )
    await create_topics(settings)
    return settings


@pytest.fixture
def traffic(service):
    return Traffic(service)
