"""Topics on real brokers: made as the settings say, and refused when they would lose records."""

from __future__ import annotations

import asyncio

import pytest
from aiokafka.admin import NewTopic
from click.testing import CliRunner
from confluent_kafka.admin import AdminClient, AlterConfigOpType, ConfigEntry, ConfigResource, ResourceType

from streamproc.cli.topics import command
from streamproc.errors import ConfigurationError, InfrastructureError
from streamproc.settings import Settings
from streamproc.stream.connection import connected, connection
from streamproc.stream.topic_differences import differences, less_safe
from streamproc.stream.topics import (
    Admin,
    check_topics,
    create_topics,
    expected_topics,
    topic_problems,
)
from tests.broker.kafka import Kafka
from tests.broker.workers import environment, until
from tests.tools import need_kafka

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
    await create_topics(broker_settings.model_copy(update={"min_insync_replicas": 1}))
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


@pytest.fixture
def strict_cluster(tmp_path):
    """Settings for a node whose own default is that of a cluster of several: two copies must have a record."""
    need_kafka()
    broker = Kafka(tmp_path / "kafka", {"min.insync.replicas": "2"}).start()
    yield broker, Settings(bootstrap_servers=broker.bootstrap, topic_prefix="strict.", partitions=2)
    broker.stop()


def make_less_safe(broker, topic):
    """One copy is enough for this topic: said by an independent client."""
    entry = ConfigEntry("min.insync.replicas", "1", incremental_operation=AlterConfigOpType.SET)
    admin = AdminClient({"bootstrap.servers": broker.bootstrap, "log_level": 0})
    changes = [ConfigResource(ResourceType.TOPIC, topic, incremental_configs=[entry])]
    for done in admin.incremental_alter_configs(changes).values():
        done.result(30)


def found(settings):
    return set(asyncio.run(topic_problems(settings, beside_the_cluster=True)))


@pytest.mark.kafka
def test_copies_are_as_many_as_the_cluster_has_by_default_and_fewer_are_pointed_out(strict_cluster):
    broker, settings = strict_cluster
    nothing = "min.insync.replicas is 2, but its partitions have 1 replicas: nothing could be written"
    asyncio.run(create_topics(settings))
    assert found(settings) == {f"{topic.name}: {nothing}" for topic in expected_topics(settings).values()}

    make_less_safe(broker, "strict.articles.raw")

    advice = "strict.articles.raw: min.insync.replicas is 1, the cluster's default is 2"
    until(lambda: advice in found(settings), what="the change of the topic")
    assert not any("default" in line for line in found(settings.model_copy(update={"min_insync_replicas": 1})))


def test_a_topic_with_fewer_copies_than_the_cluster_gives_by_default_is_pointed_out():
    topic = expected_topics(Settings())["raw"]
    partitions, config = [{"replicas": [1]}], {"min.insync.replicas": "1"}
    cluster = {"default.replication.factor": "3", "min.insync.replicas": "2"}

    assert list(less_safe(topic, partitions, config, cluster)) == [
        "its partitions have 1 replicas, the cluster's default is 3",
        "min.insync.replicas is 1, the cluster's default is 2",
    ]
    assert list(less_safe(topic, partitions, config, {})) == []
    asked = expected_topics(Settings(replication_factor=1, min_insync_replicas=1))["raw"]
    assert list(less_safe(asked, partitions, config, cluster)) == []
    assert list(differences(expected_topics(Settings(replication_factor=3))["raw"], partitions, config))[1:] == [
        "its partitions have 1 replicas, expected 3 (setting: replication_factor)",
    ]


@pytest.mark.parametrize("name", ["replication_factor", "min_insync_replicas"])
def test_no_copies_at_all_are_refused(name):
    with pytest.raises(ConfigurationError, match=f"{name}: .*at least 1, or -1"):
        Settings(**{name: 0})


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


@pytest.mark.kafka
@pytest.mark.parametrize("broker_settings", ["kafka"], indirect=True)
def test_compacted_topics_are_those_with_one_message_for_each_article(broker_settings, monkeypatch):
    for name, value in environment(broker_settings).items():
        monkeypatch.setenv(name, value)
    prefix = broker_settings.topic_prefix

    made = CliRunner().invoke(command, ["create", "--compact"])

    assert (made.exit_code, made.stderr) == (0, "the workers need STREAMPROC_COMPACT_TOPICS=true\n")
    assert asyncio.run(topic_problems(broker_settings.model_copy(update={"compact_topics": True}))) == []
    assert asyncio.run(topic_problems(broker_settings)) == [
        f"{prefix}{name}: cleanup.policy is compact, which would keep only the last record of each article"
        for name in ("articles.raw", "articles.enriched")
    ]


@pytest.mark.kafka
@pytest.mark.parametrize("broker_settings", ["kafka"], indirect=True)
async def test_topics_that_are_not_compacted_as_they_should_be_are_pointed_out(broker_settings):
    await create_topics(broker_settings)

    problems = await topic_problems(broker_settings.model_copy(update={"compact_topics": True}))

    assert f"{broker_settings.topic_prefix}articles.raw: cleanup.policy is delete, expected compact" in problems
    assert not any("articles.quotes" in problem for problem in problems)


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
