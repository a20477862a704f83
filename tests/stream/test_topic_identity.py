"""Whether the raw topic is still the one that the offsets belong to."""

from __future__ import annotations

from io import BytesIO

import pytest
from aiokafka.errors import KafkaConnectionError, NodeNotReadyError
from aiokafka.structs import BrokerMetadata

from streamproc.stream.stable_offset import Committed
from streamproc.stream.takeover import OffsetNote, of_another_topic
from streamproc.stream.topic_identity import (
    AGREED,
    EVERY,
    MetadataRequest_v10,
    MetadataResponse_v10,
    TopicIdentity,
    topic_id,
)
from tests.stream.conftest import P0, P1, settle


class Brokers:
    """aiokafka's client before brokers that know one topic, or only older versions of the protocol."""

    def __init__(self, high=0, low=0, *, old=False, down=()):
        self.down = down
        self.id = high, low
        self.old = old
        self.asked = []

    @property
    def cluster(self):
        return self

    def brokers(self):
        return [BrokerMetadata(node, "kafka", 9092, None) for node in (1, 2, 3)]

    async def send(self, node, request):
        if node in self.down:
            raise NodeNotReadyError(node)
        if self.old:
            request.prepare({3: (0, 5)})
        self.asked.append(request.prepare({3: (0, 12)}))
        topic = (0, "articles.raw", *self.id, False, [(0, 0, 1, 5, [1], [1], [], {})], 0, {})
        answer = MetadataResponse_v10(0, [(1, "kafka", 9092, None, {})], "cluster", 1, [topic], 0, {})
        return MetadataResponse_v10.decode(BytesIO(answer.encode()))


async def test_the_id_is_read_as_the_brokers_write_it():
    brokers = Brokers(0x0123456789ABCDEF, -1)

    assert await topic_id(brokers, "articles.raw") == "0123456789abcdefffffffffffffffff"
    [request] = brokers.asked
    assert isinstance(request, MetadataRequest_v10)
    assert b"articles.raw" in request.encode()


@pytest.mark.parametrize("brokers", [Brokers(), Brokers(old=True)], ids=["unknown topic", "older brokers"])
async def test_no_id_is_told_by_brokers_that_have_none(brokers):
    assert await topic_id(brokers, "articles.raw") == ""


async def test_a_broker_that_does_not_answer_is_no_matter_while_another_does():
    assert await topic_id(Brokers(0, 1, down=(1, 3)), "articles.raw") == f"{1:032x}"
    with pytest.raises(NodeNotReadyError):
        await topic_id(Brokers(0, 1, down=(1, 2, 3)), "articles.raw")


class Answers:
    """What is answered from now on."""

    def __init__(self, answer):
        self.answer = answer
        self.count = 0

    async def __call__(self):
        self.count += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def answers():
    return Answers("aaaa")


@pytest.fixture
async def look(answers, clock):
    identity = TopicIdentity(answers, clock=clock)
    assert await identity.read() == "aaaa"

    async def look(answer):
        answers.answer = answer
        clock.seconds += EVERY
        changed = identity.has_changed()
        await settle()
        return changed or identity.has_changed()

    return look


async def test_another_topic_is_believed_when_answers_agree_and_told_once(look):
    assert [await look(answer) for answer in ["aaaa", "ffff", "aaaa", "ffff"]] == [False] * 4
    assert [await look("ffff") for _ in range(2 * AGREED)] == [True, False, True, False]


async def test_silence_and_brokers_without_ids_change_nothing(look):
    assert not any([await look(answer) for answer in ["", KafkaConnectionError("gone"), "", ""]])


async def test_it_is_asked_every_few_seconds_and_never_twice_at_once(look, answers):
    for _ in range(3):
        await look("aaaa")

    assert answers.count == 4


async def test_what_was_known_holds_while_nobody_answers_and_the_first_answer_is_taken(answers, clock):
    identity = TopicIdentity(answers, clock=clock)
    answers.answer = KafkaConnectionError("gone")
    assert await identity.read() == ""

    answers.answer = "aaaa"
    clock.seconds += EVERY
    assert not identity.has_changed()
    await settle()
    assert identity.known == "aaaa"

    answers.answer = KafkaConnectionError("gone")
    assert await identity.read() == "aaaa"


def test_a_note_has_the_producer_and_the_topic_and_is_read_as_it_was_written():
    assert OffsetNote.read("news-worker 1 topic:ffff") == OffsetNote("news-worker 1", "ffff")
    assert OffsetNote.read(OffsetNote("news-1", "ffff").text) == OffsetNote("news-1", "ffff")
    assert OffsetNote.read("news-1") == OffsetNote("news-1")
    assert OffsetNote("news-1").text == "news-1"


def test_only_an_offset_with_another_id_is_another_topics():
    found = {P0: Committed(7, "g-me topic:aaaa"), P1: Committed(7, "g-me")}

    assert of_another_topic(found, "ffff") == {P0}
    assert of_another_topic(found, "aaaa") == set()
    assert of_another_topic(found, "") == set()
