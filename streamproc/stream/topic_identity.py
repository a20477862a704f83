"""Which topic bears the raw topic's name: its id, which another topic of that name does not have (KIP-516).

A topic that is deleted and made anew between two fetches looks the same but for the id: the offsets of the old one would
skip as many articles of the new one. ``Metadata`` version 10 tells the id; aiokafka 0.14 stops at version 5. Brokers
before Kafka 2.8, and some that only speak its protocol, tell none, and then nothing is compared.
"""

from __future__ import annotations

import asyncio
import random
import time
from typing import TYPE_CHECKING, TypeAlias

from aiokafka.errors import IncompatibleBrokerVersion, KafkaError, NodeNotReadyError
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

from streamproc.logs import log
from streamproc.stream.connection import describe

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiokafka.client import AIOKafkaClient

EVERY = 5.0
"""Seconds between two looks."""

AGREED = 2
"""So many looks in a row must find another topic: brokers learn of one at different moments."""

PATIENCE = 3.0
"""Seconds for a broker to answer, before the next one is asked."""

UNSIGNED = (1 << 64) - 1


class MetadataResponse_v10(Response):  # noqa: N801 - the version is part of the protocol's name
    """Answers ``MetadataRequest_v10``."""

    API_KEY = 3
    API_VERSION = 10
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        (
            "brokers",
            CompactArray(
                ("node_id", Int32),
                ("host", CompactString("utf-8")),
                ("port", Int32),
                ("rack", CompactString("utf-8")),
                ("tags", TaggedFields),
            ),
        ),
        ("cluster_id", CompactString("utf-8")),
        ("controller_id", Int32),
        (
            "topics",
            CompactArray(
                ("error_code", Int16),
                ("name", CompactString("utf-8")),
                ("id_high", Int64),
                ("id_low", Int64),
                ("is_internal", Boolean),
                (
                    "partitions",
                    CompactArray(
                        ("error_code", Int16),
                        ("partition_index", Int32),
                        ("leader_id", Int32),
                        ("leader_epoch", Int32),
                        ("replica_nodes", CompactArray(Int32)),
                        ("isr_nodes", CompactArray(Int32)),
                        ("offline_replicas", CompactArray(Int32)),
                        ("tags", TaggedFields),
                    ),
                ),
                ("authorized_operations", Int32),
                ("tags", TaggedFields),
            ),
        ),
        ("cluster_authorized_operations", Int32),
        ("tags", TaggedFields),
    )


class MetadataRequest_v10(RequestStruct):  # noqa: N801
    """Asks for topics by name; the ids of the question stay zero."""

    API_KEY = 3
    API_VERSION = 10
    FLEXIBLE_VERSION = True
    RESPONSE_TYPE = MetadataResponse_v10
    SCHEMA = Schema(
        (
            "topics",
            CompactArray(
                ("id_high", Int64), ("id_low", Int64), ("name", CompactString("utf-8")), ("tags", TaggedFields)
            ),
        ),
        ("allow_auto_topic_creation", Boolean),
        ("include_cluster_authorized_operations", Boolean),
        ("include_topic_authorized_operations", Boolean),
        ("tags", TaggedFields),
    )


MetadataStruct: TypeAlias = MetadataRequest_v10


class TopicMetadata(Request[MetadataStruct]):
    """Asks what a topic is, and makes none by asking."""

    API_KEY = 3

    def __init__(self, topic: str) -> None:
        self._topic = topic

    def build(self, request_struct_class: type[MetadataStruct]) -> MetadataStruct:
        return request_struct_class([(0, 0, self._topic, {})], False, False, False, {})  # noqa: FBT003 - by position


async def topic_id(client: AIOKafkaClient, topic: str) -> str:
    """The topic's id as 32 hexadecimal digits; empty where the brokers know of no such topic, or of no ids.

    Raises:
        NodeNotReadyError: no broker answers.
    """
    nodes = [broker.nodeId for broker in client.cluster.brokers()]
    random.shuffle(nodes)
    for node in nodes:
        try:
            async with asyncio.timeout(PATIENCE):
                answer = await client.send(node, TopicMetadata(topic))
        except (IncompatibleBrokerVersion, NotImplementedError):
            # aiokafka raises the first where a broker's versions are unknown, the second where its Metadata ends before 10.
            return ""
        except (KafkaError, TimeoutError):
            continue
        [(_, _, high, low, *_)] = answer.topics
        return f"{high & UNSIGNED:016x}{low & UNSIGNED:016x}" if high or low else ""
    raise NodeNotReadyError("no broker says what the raw topic is")


class TopicIdentity:
    """Notices that the topic is another one than at the last assignment. ``ask`` gives the id, empty where there is none.

    ``known`` is the id that goes with our offsets; empty until somebody has told it.
    """

    def __init__(self, ask: Callable[[], Awaitable[str]], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._ask = ask
        self._clock = clock
        self.known = ""
        self._others = 0
        self._next = 0.0
        self._question: asyncio.Task[None] | None = None

    async def read(self) -> str:
        """The id as of now, which is the one to compare with from here on; the one before when nobody tells another."""
        try:
            self.known = await self._ask() or self.known
        except KafkaError as error:
            log.debug("the raw topic's id can't be asked for", error=describe(error))
        self._others = 0
        return self.known

    def has_changed(self) -> bool:
        """Whether several answers in a row have named another topic; to be called now and then, it does not wait."""
        if self._question is None and self._clock() >= self._next:
            self._next = self._clock() + EVERY
            self._question = asyncio.create_task(self._look())
        if self._others < AGREED:
            return False
        self._others = 0
        return True

    def stop(self) -> None:
        if self._question is not None:
            self._question.cancel()

    async def _look(self) -> None:
        try:
            found = await self._ask()
            self.known = self.known or found
            self._others = self._others + 1 if found not in ("", self.known) else 0
        except KafkaError as error:
            log.debug("the raw topic's id can't be asked for", error=describe(error))
        finally:
            self._question = None
