"""A topic as it should be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aiokafka.admin import NewTopic

CleanupPolicy = Literal["delete", "compact", "compact,delete"]

BY_DEFAULT = -1
"""As many replicas as the cluster gives a topic by default."""
FOREVER = -1
"""``retention.ms`` of a topic that keeps everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic as it should be: at least this retention, acknowledged by at least these replicas (-1: as the cluster says)."""

    name: str
    partitions: int
    replication_factor: int
    min_insync_replicas: int
    retention_ms: int
    max_message_bytes: int
    cleanup_policy: CleanupPolicy = "delete"

    @property
    def config(self) -> dict[str, str]:
        """Kafka's names for it. Records of a facet share their article's key, so compaction would eat all but the last."""
        own = {"min.insync.replicas": str(self.min_insync_replicas)} if self.min_insync_replicas != BY_DEFAULT else {}
        return {
            "cleanup.policy": self.cleanup_policy,
            "max.message.bytes": str(self.max_message_bytes),
            "retention.ms": str(self.retention_ms),
            **own,
        }

    @property
    def request(self) -> NewTopic:
        """What aiokafka sends; its own check does not know of -1, which brokers take since Kafka 2.4 (KIP-464)."""
        topic = NewTopic(self.name, self.partitions, 1, topic_configs=self.config)
        topic.replication_factor = self.replication_factor
        return topic
