"""Committed offsets, read only when no transaction can still change them.

``OffsetFetch`` version 7 with ``require_stable`` (KIP-447): aiokafka's own stops at version 3, which may answer with
the offset from before a transaction that has just been completed.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

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

from streamproc.stream.intake import Partition

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from aiokafka.client import AIOKafkaClient

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


class OffsetFetch(Request[OffsetFetchStruct]):
    """Asks for offsets in a group; a stable one is refused with UNSTABLE_OFFSET_COMMIT while a transaction may change it."""

    API_KEY = 9

    def __init__(self, group: str, partitions: Collection[Partition], *, stable: bool) -> None:
        self._group = group
        self._partitions = partitions
        self._stable = stable

    def build(self, request_struct_class: type[OffsetFetchStruct]) -> OffsetFetchStruct:
        topics: dict[str, list[int]] = {}
        for partition in self._partitions:
            topics.setdefault(partition.topic, []).append(partition.partition)
        return request_struct_class(
            self._group, [(topic, numbers, {}) for topic, numbers in topics.items()], self._stable, {}
        )


class Committed(NamedTuple):
    """A partition's committed offset, None where there is none or it can't be told yet, and the note beside it."""

    offset: int | None
    note: str = ""
    settled: bool = True


async def committed_offsets(
    client: AIOKafkaClient, group: str, partitions: Collection[Partition], *, stable: bool = True
) -> Mapping[Partition, Committed]:
    """Where the group goes on in each partition. With ``stable``, one that a transaction may change is not settled.

    Raises:
        KafkaError: the coordinator can't be asked, or refuses.
    """
    while True:
        try:
            answer, errors = await ask(client, group, partitions, stable=stable)
        except KafkaError as unanswered:
            if not unanswered.retriable:
                raise
        else:
            grave = [error for error in errors if error not in (NoError, UnstableOffsetCommit, *NOT_YET)]
            if grave:
                raise grave[0](group)
            if not any(error in NOT_YET for error in errors):
                return answer
        await asyncio.sleep(PAUSE)


async def ask(
    client: AIOKafkaClient, group: str, partitions: Collection[Partition], *, stable: bool
) -> tuple[dict[Partition, Committed], set[type[KafkaError]]]:
    """One question to the group's coordinator: what it says of each partition, and what it has against answering."""
    node = await client.coordinator_lookup(CoordinationType.GROUP, group)
    response = await client.send(
        node, OffsetFetch(group, partitions, stable=stable), group=ConnectionGroup.COORDINATION
    )
    answer: dict[Partition, Committed] = {}
    errors: set[type[KafkaError]] = {for_code(response.error_code)}
    for topic, entries, _ in response.topics:
        for number, offset, _, note, code, _ in entries:
            settled = code != UNSTABLE_OFFSET_COMMIT
            errors.add(for_code(code) if settled else UnstableOffsetCommit)
            answer[Partition(topic, number)] = Committed(offset if offset >= 0 else None, note or "", settled)
    return answer, errors
