"""A raw topic that is gone is an error after a while, and its return is news."""

from __future__ import annotations

import pytest

from streamproc.errors import ConfigurationError
from streamproc.settings import Settings
from streamproc.stream.raw_topic import RawTopic


class Topics:
    there = True

    def is_there(self, topic):
        return self.there and topic == "articles.raw"


@pytest.fixture
def topics():
    return Topics()


@pytest.fixture
def raw_topic(topics, clock):
    return RawTopic(Settings(topic_timeout=30), topics, clock=clock)


def test_a_topic_that_is_gone_for_too_long_is_an_error(raw_topic, topics, clock):
    assert raw_topic.look()
    topics.there = False
    assert not raw_topic.look()
    clock.seconds = 29
    assert not raw_topic.look()

    clock.seconds = 31
    with pytest.raises(ConfigurationError, match=r"articles\.raw: has been gone for 31 s"):
        raw_topic.look()


def test_a_topic_that_comes_back_in_time_is_none(raw_topic, topics, clock):
    topics.there = False
    raw_topic.look()
    clock.seconds = 29
    topics.there = True
    assert raw_topic.look()

    topics.there = False
    clock.seconds = 58
    assert not raw_topic.look()
