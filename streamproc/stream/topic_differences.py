"""Where a topic differs from what it should be, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from streamproc.stream.topic import BY_DEFAULT, FOREVER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from streamproc.stream.topic import Topic


def less_safe(
    topic: Topic, partitions: Sequence[Mapping[str, Any]], config: Mapping[str, str], defaults: Mapping[str, str]
) -> Iterator[str]:
    """Where fewer copies are kept, or waited for, than the cluster's defaults say; what the settings ask for is meant."""
    replicas = min((len(partition["replicas"]) for partition in partitions), default=0)
    usual = int(defaults.get("default.replication.factor", replicas))
    if topic.replication_factor == BY_DEFAULT and replicas < usual:
        yield f"its partitions have {replicas} replicas, the cluster's default is {usual}"
    insync = int(config.get("min.insync.replicas", topic.min_insync_replicas))
    usual = int(defaults.get("min.insync.replicas", insync))
    if topic.min_insync_replicas == BY_DEFAULT and insync < usual:
        yield f"min.insync.replicas is {insync}, the cluster's default is {usual}"


def differences(topic: Topic, partitions: Sequence[Mapping[str, Any]], config: Mapping[str, str]) -> Iterator[str]:
    """What would lose records or break the order; a setting that the broker does not report is not judged."""
    if len(partitions) != topic.partitions:
        yield f"has {len(partitions)} partitions, expected {topic.partitions} (setting: partitions)"
    replicas = min((len(partition["replicas"]) for partition in partitions), default=0)
    if replicas < topic.replication_factor:
        yield f"its partitions have {replicas} replicas, expected {topic.replication_factor} (setting: replication_factor)"
    insync = int(config.get("min.insync.replicas", topic.min_insync_replicas))
    if insync < topic.min_insync_replicas:
        yield f"min.insync.replicas is {insync}, expected at least {topic.min_insync_replicas}"
    if insync > replicas:
        yield f"min.insync.replicas is {insync}, but its partitions have {replicas} replicas: nothing could be written"
    retention = int(config.get("retention.ms", topic.retention_ms))
    if FOREVER < retention < topic.retention_ms:
        yield f"retention.ms is {retention}, expected at least {topic.retention_ms}"
    largest = int(config.get("max.message.bytes", topic.max_message_bytes))
    if largest < topic.max_message_bytes:
        yield f"max.message.bytes is {largest}, expected at least {topic.max_message_bytes}"
    wanted, policy = topic.cleanup_policy, config.get("cleanup.policy", topic.cleanup_policy)
    if "compact" in policy and "compact" not in wanted:
        yield "cleanup.policy is compact, which would keep only the last record of each article"
    elif set(policy.split(",")) != set(wanted.split(",")):
        yield f"cleanup.policy is {policy}, expected {wanted}"
