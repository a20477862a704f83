"""``streamproc stories`` on a broker, with workers that tell it of articles: who tells of the same, and who leaves."""

from __future__ import annotations

import asyncio

import pytest

from streamproc.records import parse_story
from streamproc.stream.topics import create_topics
from tests.broker.workers import Traffic, until

on_kafka = pytest.mark.parametrize("broker_settings", ["kafka"], indirect=True)
pytestmark = [pytest.mark.broker, pytest.mark.kafka, pytest.mark.model, on_kafka]

WIRE = (
    "At least nine people were killed when a bomb exploded at a market in Multan on Tuesday, police said. "
    "Imran Rahman, a spokesman for the police, said the device had been packed with nails."
)
OTHERS = (
    "A blast tore through a market in Multan on Tuesday and killed ten people. Soldiers sealed off the bazaar, "
    "and Imran Rahman of the police said a second device had been found."
)
ELSEWHERE = (
    "The port of Gdansk was shut on Tuesday when dockers stopped work over pay. Anna Nowak, who speaks for the "
    "Dockers' Union, said the strike would last a week."
)


PATIENCE = 180.0
"""Seconds: the worker loads its model first."""


def article(article_id, title, text):
    when = "2025-03-04T18:00:00+00:00"
    return {"id": article_id, "title": title, "text": text, "language": "en", "published_at": when}


@pytest.fixture
def settings(broker_settings, tmp_path):
    settings = broker_settings.model_copy(
        update={
            "stories": True,
            "stories_state": tmp_path / "state",
            "topic_prefix": f"{tmp_path.name}.",
            "group": tmp_path.name,
            "processes": 1,
            "session_timeout": 6.0,
            "transaction_timeout": 6.0,
        }
    )
    asyncio.run(create_topics(settings))
    return settings


def test_articles_of_one_happening_are_a_story_which_a_revision_and_a_withdrawal_leave(settings, start_worker):
    traffic, last = Traffic(settings), {}
    worker, stage = start_worker(settings, ("streamproc", "worker")), start_worker(settings, ("streamproc", "stories"))

    def wait(condition, what):
        until(condition, patience=PATIENCE, what=what)

    def stories(reader):
        reader.drain(0.2)
        last.update({record.article_id: record for record in map(read, reader.messages["stories"])})
        return {article_id: record.story_id for article_id, record in last.items()}

    with traffic.reader("stories") as reader:
        traffic.publish([article("wire", "Bomb kills nine at market in Multan", WIRE)])
        wait(lambda: stories(reader) == {"wire": "wire"}, what="a story")
        traffic.publish([article("other", "Ten dead in Multan market blast", OTHERS)])
        traffic.publish([article("strike", "Dock strike shuts port of Gdansk", ELSEWHERE)])
        wait(lambda: stories(reader) == {"wire": "wire", "other": "wire", "strike": "strike"}, what="one story")
        linked = last["other"]
        assert linked.via == "wire"
        assert {because.kind for because in linked.because} >= {"participants", "words"}
        assert linked.happening.place == "Multan"

        traffic.publish([article("other", "Dockers in Gdansk walk out", ELSEWHERE)])
        wait(lambda: stories(reader)["other"] in {"strike", "other"}, what="another story")
        traffic.publish([article("other", "Ten dead in Multan market blast", OTHERS)])
        wait(lambda: stories(reader)["other"] == "wire", what="the first story again")
        traffic.publish([None], key=b"wire")
        wait(lambda: stories(reader) == {"wire": None, "other": "other", "strike": "strike"}, what="an end")
    assert (worker.stop(), stage.stop()) == (0, 0)


def read(message):
    return parse_story(message.value())
