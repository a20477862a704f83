"""Three nodes of Apache Kafka on loopback, each broker and controller, that tests may restart, kill and freeze one by one."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient

from tests.broker.kafka import KAFKA_3, Kafka, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

REPLICATED = {
    "offsets.topic.replication.factor": "3",
    "transaction.state.log.replication.factor": "3",
    "transaction.state.log.min.isr": "2",
    "default.replication.factor": "3",
    "min.insync.replicas": "2",
    "controller.quorum.election.timeout.ms": "1000",
    "controller.quorum.fetch.timeout.ms": "2000",
    "controlled.shutdown.max.retries": "3",
    "replica.lag.time.max.ms": "10000",
    "num.replica.fetchers": "1",
}

SMALL_HEAP = "-Xmx256m"


@dataclass
class Cluster:
    """The nodes, numbered from 1. Looks like a ``Kafka`` to whoever only wants its address.

    ``proxied``: clients that bootstrap at ``proxies`` stay behind them; the test's own proxies forward each port to its
    node's ``proxied_port``.
    """

    directory: Path
    version: str = KAFKA_3
    proxied: bool = False
    nodes: Sequence[Kafka] = field(init=False)
    replicas: int = 3

    def __post_init__(self) -> None:
        controllers = {number: free_port() for number in (1, 2, 3)}
        voters = ",".join(f"{number}@127.0.0.1:{port}" for number, port in controllers.items())
        self.nodes = [
            Kafka(
                self.directory / f"node-{number}",
                properties=REPLICATED,
                node=number,
                voters=voters,
                controller_port=port,
                version=self.version,
                heap=SMALL_HEAP,
                proxy_port=free_port() if self.proxied else None,
            )
            for number, port in controllers.items()
        ]

    @property
    def bootstrap(self) -> str:
        return ",".join(node.bootstrap for node in self.nodes)

    @property
    def admin(self) -> AdminClient:
        return AdminClient({"bootstrap.servers": self.bootstrap, "log_level": 0})

    def start(self) -> Cluster:
        """Start all nodes, and return when each knows of the others."""
        with ThreadPoolExecutor(len(self.nodes)) as pool:
            list(pool.map(lambda node: node.prepare(), self.nodes))
        for node in self.nodes:
            node.launch()  # by this thread: a process of ours dies with the thread that has started it
        for node in self.nodes:
            node.wait_until_it_answers()
        self.wait_until_whole()
        return self

    def stop(self) -> None:
        """End all nodes at once; nothing of them is needed any more."""
        for node in self.nodes:
            node.kill()

    def node(self, number: int) -> Kafka:
        return self.nodes[number - 1]

    def wait_until_whole(self, *, within: float = 120.0) -> None:
        """Until every partition has all its replicas in step, and the first one leads."""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            with contextlib.suppress(KafkaException):
                found = self.admin.list_topics(timeout=5)
                partitions = [partition for topic in found.topics.values() for partition in topic.partitions.values()]
                if len(found.brokers) == len(self.nodes) and all(len(p.isrs) == len(p.replicas) for p in partitions):
                    return
            time.sleep(0.3)
        raise TimeoutError("the cluster's replicas do not come into step")

    def leader(self, topic: str, partition: int) -> Kafka:
        """The node that leads the partition."""
        return self.node(self.admin.list_topics(topic, timeout=10).topics[topic].partitions[partition].leader)

    def group_coordinator(self, group: str) -> Kafka:
        admin = self.admin  # which must live as long as the question
        described = admin.describe_consumer_groups([group], request_timeout=30)[group].result(35)
        return self.node(described.coordinator.id)

    def transaction_coordinator(self, transactional_id: str) -> Kafka:
        """The leader of the id's partition of the transaction log (Utils.abs of Java's String.hashCode)."""
        topic = "__transaction_state"
        count = len(self.admin.list_topics(topic, timeout=10).topics[topic].partitions)
        return self.leader(topic, (java_hash(transactional_id) & 0x7FFFFFFF) % count)

    def controller(self) -> Kafka:
        """The leader of the metadata quorum, as its voters have written it down."""
        return self.node(max(self._elections())[1])

    def _elections(self) -> Iterator[tuple[int, int]]:
        for node in self.nodes:
            state = json.loads((node.directory / "data" / "__cluster_metadata-0" / "quorum-state").read_text())
            if state["leaderId"] > 0:
                yield state["leaderEpoch"], state["leaderId"]


def java_hash(text: str) -> int:
    """Java's ``String.hashCode`` of ASCII text, unsigned."""
    value = 0
    for character in text:
        value = (31 * value + ord(character)) & 0xFFFFFFFF
    return value
