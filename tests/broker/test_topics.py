"""Topics on real brokers: made as the settings say, and refused when they would lose records."""

from __future__ import annotations

import pytest
from aiokafka.admin import NewTopic
from click.testing import CliRunner

from streamproc.cli.topics import command
from streamproc.errors import ConfigurationError, InfrastructureError
from streamproc.settings import Settings
from streamproc.stream.connection import connected, connection
from streamproc.stream.topics import Admin, check_topics, create_topics, topic_problems

pytestmark = pytest.mark.broker


async def test_created_topics_pass_the_check(broker_settings):
    created = await create_topics(broker_settings)

    prefix = broker_settings.topic_prefix
    assert created == [
        f"{prefix}articles.raw",
        f"{prefix}articles.enriched",
        f"{prefix}articles.entities",
        f"{prefix}articles.quotes",
        f"{prefix}articles.events",
        f"{prefix}articles.raw.dlq",
        f"{prefix}articles.raw.dlq.replayed",
    ]
    await check_topics(broker_settings)


async def test_creating_again_changes_nothing(broker_settings):
    await create_topics(broker_settings)

    assert await create_topics(broker_settings) == []


async def test_every_missing_topic_is_named_and_none_is_made_by_asking(broker_settings):
    for _ in range(2):
        with pytest.raises(ConfigurationError) as refusal:
            await check_topics(broker_settings)

        assert str(refusal.value).count("does not exist") == 7
        assert f"{broker_settings.topic_prefix}articles.quotes: does not exist" in str(refusal.value)


async def test_topics_that_would_lose_records_are_refused_with_what_is_wrong(broker_settings):
    await create_topics(broker_settings)
    asked_for = broker_settings.model_copy(
        update={"partitions": 4, "retention_hours": 1000.0, "max_message_bytes": 20_000_000, "min_insync_replicas": 2}
    )

    problems = await topic_problems(asked_for)

    raw = f"{broker_settings.topic_prefix}articles.raw:"
    assert [problem for problem in problems if problem.startswith(raw)] == [
        f"{raw} has 3 partitions, expected 4 (setting: partitions)",
        f"{raw} min.insync.replicas is 1, expected at least 2",
        f"{raw} retention.ms is 604800000, expected at least 3600000000",
        f"{raw} max.message.bytes is 10485760, expected at least 20000000",
    ]


async def test_more_than_was_asked_for_is_fine(broker_settings):
    await create_topics(broker_settings)

    await check_topics(broker_settings.model_copy(update={"retention_hours": 1.0, "max_message_bytes": 2_000_000}))


async def test_a_compacted_topic_is_refused(broker_settings):
    name = f"{broker_settings.topic_prefix}articles.entities"
    async with connected(Admin(**connection(broker_settings)), broker_settings) as admin:
        await admin.create_topics([NewTopic(name, 3, 1, topic_configs={"cleanup.policy": "compact"})])
    await create_topics(broker_settings)

    problems = await topic_problems(broker_settings)

    assert f"{name}: cleanup.policy is compact, which would keep only the last record of each article" in problems


async def test_no_broker_is_one_readable_line():
    settings = Settings(bootstrap_servers="127.0.0.1:1", request_timeout=2.0)

    with pytest.raises(InfrastructureError, match=r"^can't connect to Kafka at 127.0.0.1:1: connection refused$"):
        await check_topics(settings)


def test_the_commands_say_what_they_made_and_what_is_missing(broker_settings, monkeypatch):
    for name in ("bootstrap_servers", "topic_prefix", "partitions"):
        monkeypatch.setenv(f"STREAMPROC_{name.upper()}", str(getattr(broker_settings, name)))
    prefix = broker_settings.topic_prefix

    before = CliRunner().invoke(command, ["check"])
    created = CliRunner().invoke(command, ["create"])
    again = CliRunner().invoke(command, ["create"])
    after = CliRunner().invoke(command, ["check"])

    assert before.exit_code == 1
    assert f"{prefix}articles.raw: does not exist" in before.stderr
    assert created.stdout.splitlines()[0] == f"{prefix}articles.raw: created"
    assert again.stdout.splitlines()[5] == f"{prefix}articles.raw.dlq: exists"
    assert (after.exit_code, after.stdout) == (0, "all 7 topics are as they should be\n")
