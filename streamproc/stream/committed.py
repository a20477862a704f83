"""A partition's committed offset, read only when no transaction can still change it.

``OffsetFetch`` version 7 with ``require_stable`` (KIP-447): aiokafka's own stops at version 3, which may answer with
the offset from before a transaction that has just been completed.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeAlias

from aiokafka.client import ConnectionGroup, CoordinationType
from aiokafka.errors import (
    CoordinatorLoadInProgressError,
    CoordinatorNotAvailableError,
    KafkaError,
    NoError,
    NotCoordinatorError,
    for_code,
)
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import (
    Boolean,
    CompactArray,
    CompactString,
    Int16,
    Int32,
    Int64,
    Schema,
    TaggedFields,
)

if TYPE_CHECKING:
    from aiokafka.client import AIOKafkaClient

    from streamproc.stream.intake import Partition

UNSTABLE_OFFSET_COMMIT = 88


class UnstableOffsetCommit(KafkaError):
    """A transaction that is being completed may change the offset."""


NOT_YET = (CoordinatorLoadInProgressError, CoordinatorNotAvailableError, NotCoordinatorError)
PAUSE = 0.02
"""Seconds before asking again."""


class OffsetFetchResponse_v7(Response):  # noqa: N801 - the version is part of the protocol's name
    """Answers ``OffsetFetchRequest_v7``."""

    API_KEY = 9
    API_VERSION = 7
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        (
            "topics",
            CompactArray(
                ("name", CompactString("utf-8")),
                (
                    "partitions",
                    CompactArray(
                        ("partition_index", Int32),
                        ("committed_offset", Int64),
                        ("committed_leader_epoch", Int32),
                        ("metadata", CompactString("utf-8")),
                        ("error_code", Int16),
                        ("tags", TaggedFields),
                    ),
                ),
                ("tags", TaggedFields),
            ),
        ),
        ("error_code", Int16),
        ("tags", TaggedFields),
    )


class OffsetFetchRequest_v7(RequestStruct):  # noqa: N801
    """A group's offsets, but no unstable ones."""

    API_KEY = 9
    API_VERSION = 7
    FLEXIBLE_VERSION = True
    RESPONSE_TYPE = OffsetFetchResponse_v7
    SCHEMA = Schema(
        ("group_id", CompactString("utf-8")),
        (
            "topics",
            CompactArray(
                ("name", CompactString("utf-8")), ("partition_indexes", CompactArray(Int32)), ("tags", TaggedFields)
            ),
        ),
        ("require_stable", Boolean),
        ("tags", TaggedFields),
    )


OffsetFetchStruct: TypeAlias = OffsetFetchRequest_v7


class StableOffsetFetch(Request[OffsetFetchStruct]):
    """Asks for one partition's offset in a group; the broker answers UNSTABLE_OFFSET_COMMIT while one is pending."""

    API_KEY = 9

    def __init__(self, group: str, partition: Partition) -> None:
        self._group = group
        self._partition = partition

    def build(self, request_struct_class: type[OffsetFetchStruct]) -> OffsetFetchStruct:
        topics: list[tuple[str, list[int], dict[int, bytes]]] = [
            (self._partition.topic, [self._partition.partition], {})
        ]
        return request_struct_class(self._group, topics, True, {})  # noqa: FBT003 - require_stable


async def committed_offset(client: AIOKafkaClient, group: str, partition: Partition) -> int | None:
    """The offset at which the group goes on, or None when it has none; waits while a transaction could change it.

    Raises:
        KafkaError: the coordinator can't be asked, or refuses.
    """
    while True:
        try:
            offset, error = await ask(client, group, partition)
        except KafkaError as unanswered:
            if not unanswered.retriable:
                raise
        else:
            if error is NoError:
                return offset if offset >= 0 else None
            if error is not UnstableOffsetCommit and error not in NOT_YET:
                raise error(group)
        await asyncio.sleep(PAUSE)


async def ask(client: AIOKafkaClient, group: str, partition: Partition) -> tuple[int, type[KafkaError]]:
    """One question to the group's coordinator: the offset, or -1, and what the broker has against answering."""
    node = await client.coordinator_lookup(CoordinationType.GROUP, group)
    response = await client.send(node, StableOffsetFetch(group, partition), group=ConnectionGroup.COORDINATION)
    if response.error_code:
        return -1, for_code(response.error_code)
    [(_, [(_, offset, _, _, code, _)], _)] = response.topics
    return int(offset), UnstableOffsetCommit if code == UNSTABLE_OFFSET_COMMIT else for_code(code)
