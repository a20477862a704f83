"""At least once: which topic the group's offsets belong to."""

from __future__ import annotations

import pytest
from aiokafka.errors import KafkaConnectionError

from streamproc.errors import InfrastructureError
from streamproc.settings import Settings
from streamproc.stream import publish
from streamproc.stream.intake import Partition
from streamproc.stream.publish import AtLeastOncePublisher
from streamproc.stream.stable_offset import Committed
from streamproc.stream.topic_identity import TopicIdentity

P0, P1, P2 = (Partition("articles.raw", number) for number in range(3))


class Producer:
    """Takes everything."""

    def __init__(self, **_arguments):
        pass

    async def start(self):
        pass

    async def stop(self):
        pass


class Group:
    """The group's offsets."""

    def __init__(self):
        self.offsets = {}
        self.is_ours = True
        self.error = None

    async def committed_offsets(self, partitions):
        if self.error is not None:
            raise self.error
        return {partition: self.offsets[partition] for partition in partitions if partition in self.offsets}

    async def commit_offset(self, partition, offset, note):
        if self.is_ours:
            self.offsets[partition] = Committed(offset, note)
        return self.is_ours


@pytest.fixture
def group():
    return Group()


@pytest.fixture
def told():
    """What the consumer was told of partitions that begin at 0."""
    return []


@pytest.fixture
def publisher(group, told, monkeypatch):
    monkeypatch.setattr(publish, "AIOKafkaProducer", Producer)
    monkeypatch.setattr(publish, "SURE", 0)

    def publisher(topic):
        async def ask():
            return topic

        return AtLeastOncePublisher(
            Settings(delivery="at_least_once"),
            offsets=group,
            topic=TopicIdentity(ask),
            anew=lambda partition, offset: told.append((partition, offset)),
            begin=lambda partition: told.append((partition, "begin")),
        )

    return publisher


async def test_an_offset_of_another_topic_is_begun_anew_and_the_others_stay(publisher, group, told):
    group.offsets = {P0: Committed(40, " topic:aaaa"), P1: Committed(7, " topic:ffff"), P2: Committed(9)}

    await publisher("ffff").open([P0, P1, P2])

    assert told == [(P0, 40)]
    assert group.offsets == {P0: Committed(0, " topic:ffff"), P1: Committed(7, " topic:ffff"), P2: Committed(9)}


async def test_an_offset_that_somebody_has_set_to_0_is_begun_at_0(publisher, group, told):
    group.offsets = {P0: Committed(0), P1: Committed(7)}

    await publisher("ffff").open([P0, P1])

    assert told == [(P0, "begin")]


async def test_a_partition_that_is_no_longer_ours_is_left_alone(publisher, group, told):
    group.offsets = {P0: Committed(40, " topic:aaaa")}
    group.is_ours = False

    await publisher("ffff").open([P0])

    assert told == []


async def test_nothing_is_compared_where_the_brokers_tell_no_ids(publisher, group, told):
    group.offsets = {P0: Committed(40, " topic:aaaa")}
    group.error = AssertionError("asked without need")

    await publisher("").open([P0])

    assert told == []


async def test_offsets_that_cannot_be_read_end_the_worker(publisher, group):
    group.error = KafkaConnectionError("gone")

    with pytest.raises(InfrastructureError, match="offsets could not be read"):
        await publisher("ffff").open([P0])
