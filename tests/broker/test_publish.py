"""Publishing to real brokers, read back by a client that is not ours."""

from __future__ import annotations

import asyncio
import gzip
import json

import pytest
from click.testing import CliRunner

from streamproc.article_files import RawMessage
from streamproc.cli.publish import command
from streamproc.errors import ConfigurationError
from streamproc.stream.publishing import publish
from streamproc.stream.topics import create_topics
from tests.broker.workers import Traffic

pytestmark = pytest.mark.broker


def consume(settings, count):
    """The first ``count`` messages of the raw topic as (partition, key, value)."""
    with Traffic(settings).reader("raw") as reader:
        return [(message.partition(), message.key(), message.value()) for message in reader.see(count, "raw")]


async def test_every_message_arrives_with_its_key_and_in_order(broker_settings):
    await create_topics(broker_settings)
    messages = [RawMessage(f"article-{i % 7}".encode(), f"{i}".encode(), f"line {i}") for i in range(1200)]
    progress = []

    result = await publish(messages, broker_settings, sent=progress.append)

    arrived = await asyncio.to_thread(consume, broker_settings, 1200)
    assert (result.sent, result.refused, progress) == (1200, [], messages)
    for key in {message.key for message in messages}:
        assert [value for _, k, value in arrived if k == key] == [m.value for m in messages if m.key == key]
        assert len({partition for partition, k, _ in arrived if k == key}) == 1


async def test_a_message_beyond_the_limit_is_refused_and_the_others_arrive(broker_settings):
    settings = broker_settings.model_copy(update={"max_message_bytes": 1_048_576})
    await create_topics(settings)
    small, large = RawMessage(b"1", b"rain", "a"), RawMessage(b"2", b"x" * 2_000_000, "b")

    result = await publish([large, small], settings)

    assert result.sent == 1
    assert result.refused == [(large, "2,000,000 bytes, more than max_message_bytes")]
    assert [value for _, _, value in await asyncio.to_thread(consume, settings, 1)] == [b"rain"]


async def test_a_missing_topic_is_refused_and_not_made(broker_settings):
    for _ in range(2):
        with pytest.raises(ConfigurationError, match="does not exist"):
            await publish([RawMessage(b"1", b"rain", "a")], broker_settings)


def test_the_command_publishes_files_and_warns_of_what_is_no_article(broker_settings, monkeypatch, tmp_path):
    for name in ("bootstrap_servers", "topic_prefix", "partitions"):
        monkeypatch.setenv(f"STREAMPROC_{name.upper()}", str(getattr(broker_settings, name)))
    asyncio.run(create_topics(broker_settings))
    (tmp_path / "good.json").write_text('{"id": "a1", "text": "Rain fell."}')
    (tmp_path / "bad.json").write_text("{oops")

    result = CliRunner().invoke(command, [str(tmp_path)])

    assert result.exit_code == 0
    assert "bad.json: will be dead-lettered: " in result.stderr
    assert f"published 2 messages to {broker_settings.topic_prefix}articles.raw" in result.stderr
    assert sorted((key, value) for _, key, value in consume(broker_settings, 2)) == [
        (b"a1", b'{"id": "a1", "text": "Rain fell."}'),
        (b"bad.json", b"{oops"),
    ]


def test_a_folder_of_every_kind_is_published_with_ids_from_its_paths(broker_settings, monkeypatch, tmp_path):
    for name in ("bootstrap_servers", "topic_prefix", "partitions"):
        monkeypatch.setenv(f"STREAMPROC_{name.upper()}", str(getattr(broker_settings, name)))
    asyncio.run(create_topics(broker_settings))
    folder = tmp_path / "desk"
    for place in ("monday", "tuesday"):
        (folder / place).mkdir(parents=True)
        (folder / place / "story.txt").write_text(f"Rain falls\n\nRain fell in Oslo on {place}.\n")
    (folder / "rows.csv").write_text('id,title,text\nc1,Rain,Rain fell.\nc2,Sun,"The sun, at last."\n')
    (folder / "packed.jsonl.gz").write_bytes(gzip.compress(b'{"id": "j1", "text": "Snow fell."}\n{"id": "j2"}\n'))
    (folder / "answer.json").write_text('{"status": "ok", "articles": [{"id": "n1", "content": "Hail fell."}]}')
    (folder / "logo.png").write_bytes(b"\x89PNG")
    torn = folder / "torn.txt.gz"
    torn.write_bytes(b"no gzip")

    result = CliRunner().invoke(command, [str(folder), str(tmp_path / "missing.txt"), "--date", "2026-01-20"])

    arrived = {key.decode(): json.loads(value) for _, key, value in consume(broker_settings, 7) if value[:1] == b"{"}
    assert result.exit_code == 1
    assert "published 7 messages" in result.stderr
    for named in (
        "missing.txt",
        "logo.png",
        "torn.txt.gz",
        "packed.jsonl.gz:2: will be dead-lettered: text: is missing",
    ):
        assert named in result.stderr
    texts = {name: arrived[name].get("text") or arrived[name]["content"] for name in ("c1", "c2", "j1", "n1")}
    assert texts == {"c1": "Rain fell.", "c2": "The sun, at last.", "j1": "Snow fell.", "n1": "Hail fell."}
    stories = [key for key in arrived if "story" in key]
    assert sorted(stories) == ["monday/story", "tuesday/story"]
    assert {arrived[key]["published_at"] for key in stories} == {"2026-01-20T00:00:00+00:00"}
