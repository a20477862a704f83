"""aiokafka's producer, with the consumer group's generation in the offsets that it commits (KIP-447).

``TxnOffsetCommit`` version 3: the group's coordinator refuses the offsets of a member that the group has gone on
without, so one producer serves all partitions of a worker. aiokafka 0.14 stops at version 0, which says nothing of the
member. Needs Kafka 2.5.
"""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from aiokafka import AIOKafkaProducer
from aiokafka.client import CoordinationType
from aiokafka.errors import (
    ConcurrentTransactions,
    GroupAuthorizationFailedError,
    IllegalGenerationError,
    UnknownMemberIdError,
    for_code,
)
from aiokafka.producer.sender import BACKOFF_OVERRIDE, AddOffsetsToTxnHandler, Sender, TxnOffsetCommitHandler
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.transaction import TxnOffsetCommitResponse_v0
from aiokafka.protocol.types import CompactArray, CompactString, Int16, Int32, Int64, Schema, TaggedFields

from streamproc.stream.membership import FencedInstanceIdError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiokafka.structs import OffsetAndMetadata, TopicPartition

EXPELLED = (IllegalGenerationError, UnknownMemberIdError, FencedInstanceIdError)
"""The group has gone on without the member that commits."""


class Member(NamedTuple):
    """A worker's place in its group, as of one assignment of partitions."""

    generation: int
    member_id: str
    instance_id: str | None = None

    @property
    def belongs(self) -> bool:
        """Whether it has a place; the coordinator checks nothing of a commit that names none."""
        return self.generation >= 0 and self.member_id != ""


class TxnOffsetCommitResponse_v3(Response):  # noqa: N801 - the version is part of the protocol's name
    """Answers ``TxnOffsetCommitRequest_v3``."""

    API_KEY = 28
    API_VERSION = 3
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        (
            "topics",
            CompactArray(
                ("name", CompactString("utf-8")),
                (
                    "partitions",
                    CompactArray(("partition_index", Int32), ("error_code", Int16), ("tags", TaggedFields)),
                ),
                ("tags", TaggedFields),
            ),
        ),
        ("tags", TaggedFields),
    )


class TxnOffsetCommitRequest_v3(RequestStruct):  # noqa: N801
    """A transaction's offsets, and who in the group commits them."""

    API_KEY = 28
    API_VERSION = 3
    FLEXIBLE_VERSION = True
    RESPONSE_TYPE = TxnOffsetCommitResponse_v3
    SCHEMA = Schema(
        ("transactional_id", CompactString("utf-8")),
        ("group_id", CompactString("utf-8")),
        ("producer_id", Int64),
        ("producer_epoch", Int16),
        ("generation_id", Int32),
        ("member_id", CompactString("utf-8")),
        ("group_instance_id", CompactString("utf-8")),
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
                        ("committed_metadata", CompactString("utf-8")),
                        ("tags", TaggedFields),
                    ),
                ),
                ("tags", TaggedFields),
            ),
        ),
        ("tags", TaggedFields),
    )


TxnOffsetCommitStruct: TypeAlias = TxnOffsetCommitRequest_v3


class MembersOffsetCommit(Request[TxnOffsetCommitStruct]):
    """Builds the request in the only version that says who commits; older brokers don't get one that doesn't."""

    API_KEY = 28

    def __init__(self, *fields: object) -> None:
        self._fields = fields

    def build(self, request_struct_class: type[TxnOffsetCommitStruct]) -> TxnOffsetCommitStruct:
        return request_struct_class(*self._fields, {})


class MembersOffsetCommitHandler(TxnOffsetCommitHandler):
    """Sends the offsets with the member's generation, and tells an expulsion from other errors."""

    def create_request(self) -> MembersOffsetCommit:
        manager = self._sender._txn_manager  # noqa: SLF001 - aiokafka's own handlers do so
        topics: dict[str, list[Any]] = collections.defaultdict(list)
        for place, offset in sorted(self._offsets.items()):
            topics[place.topic].append((place.partition, offset.offset, -1, offset.metadata, {}))
        return MembersOffsetCommit(
            manager.transactional_id,
            self._group_id,
            manager.producer_id,
            manager.producer_epoch,
            *self._sender.member,
            [(topic, partitions, {}) for topic, partitions in topics.items()],
        )

    def handle_response(self, resp: Any) -> Any:
        errors = [(topic, [(number, code) for number, code, _ in partitions]) for topic, partitions, _ in resp.topics]
        for _, partitions in errors:
            for _, code in partitions:
                if (error := for_code(code)) in EXPELLED:
                    manager = self._sender._txn_manager  # noqa: SLF001
                    manager.error_transaction(error())
                    manager.wait_for_transaction_end().exception()  # nobody waits for the end any more
                    return None
        return super().handle_response(TxnOffsetCommitResponse_v0(0, errors))  # type: ignore[no-untyped-call]


class FirstOffsetsHandler(AddOffsetsToTxnHandler):
    """Asks again soon while the transaction before is being completed: ours begin with the offsets (KAFKA-5477)."""

    def handle_response(self, resp: Any) -> Any:
        pause = super().handle_response(resp)  # type: ignore[no-untyped-call]
        return BACKOFF_OVERRIDE if for_code(resp.error_code) is ConcurrentTransactions else pause


class MembersSender(Sender):
    """aiokafka's sender, but for the commit of offsets."""

    member = Member(-1, "")

    async def _do_add_offsets_to_txn(self, group_id: str) -> Any:
        node_id = await self._find_coordinator(CoordinationType.TRANSACTION, self._txn_manager.transactional_id)
        return await FirstOffsetsHandler(self, group_id).do(node_id)

    async def _do_txn_offset_commit(self, offsets: Mapping[TopicPartition, OffsetAndMetadata], group_id: str) -> None:
        if not offsets:
            return
        try:
            node_id = await self._find_coordinator(CoordinationType.GROUP, group_id)
        except GroupAuthorizationFailedError as error:
            self._txn_manager.error_transaction(error)
        else:
            await MembersOffsetCommitHandler(self, offsets, group_id).do(node_id)


class MembersProducer(AIOKafkaProducer):
    """A transactional producer whose offsets count only while their committer has its place in the group."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)  # type: ignore[no-untyped-call]
        theirs = self._sender
        self._sender: MembersSender = MembersSender(
            self.client,
            acks=theirs._acks,  # noqa: SLF001 - the same sender again, of our own kind
            txn_manager=self._txn_manager,
            message_accumulator=self._message_accumulator,
            retry_backoff_ms=arguments["retry_backoff_ms"],
            request_timeout_ms=arguments["request_timeout_ms"],
        )

    async def commit_offsets(
        self, offsets: Mapping[TopicPartition, OffsetAndMetadata], group: str, member: Member
    ) -> None:
        """Add the offsets to the transaction; they are as good as it is.

        Raises:
            EXPELLED: the group has gone on without this member.
            KafkaError: the coordinator can't be asked, or refuses.
        """
        if not member.belongs:
            raise UnknownMemberIdError(group)
        self._sender.member = member
        await self.send_offsets_to_transaction(offsets, group)
