"""The topics: their names, making them, and refusing to start on ones that would lose records."""

from __future__ import annotations

import asyncio
from itertools import chain
from typing import TYPE_CHECKING, Any

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import NoError, TopicAlreadyExistsError, for_code

from streamproc.errors import ConfigurationError, InfrastructureError
from streamproc.records import FACETS
from streamproc.records.facets import LINKS
from streamproc.stream.connection import connected, connection, reachable
from streamproc.stream.topic import FOREVER, CleanupPolicy, Topic
from streamproc.stream.topic_differences import differences, less_safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamproc.settings import Settings

DEAD_LETTER_ROLES = ("dead_letters", "replays")
CONTROLLER_SECONDS = 20.0
"""How long the brokers may take to elect a controller."""

HOUR_MS = 3_600_000
STAGES = tuple(link.name for link in LINKS)
"""Stages with a state: each has an output topic of its name, an input topic, and a changelog."""
STATE_HOURS = 24
"""The state of a stage is kept so much longer than articles are compared."""
COMPACTED_ROLES = ("raw", "enriched")
"""Topics with one message for each article, so that compaction keeps an article's latest state."""


class Admin(AIOKafkaAdminClient):
    """aiokafka's admin client, stopped like its other clients."""

    @property
    def brokers(self) -> set[Any]:
        """The brokers that are known, with their ``nodeId``."""
        known: set[Any] = self._client.cluster.brokers()
        return known

    async def stop(self) -> None:
        await self.close()  # type: ignore[no-untyped-call]

    async def _send_to_controller(self, request: Any) -> Any:
        # aiokafka asks for the controller once and fails on None; just after an election no broker knows it yet.
        async with asyncio.timeout(CONTROLLER_SECONDS):
            while self._client.cluster.controller is None:
                await self._client.force_metadata_update()
                await asyncio.sleep(0.1)
        return await super()._send_to_controller(request)


def topic_name(settings: Settings, role: str) -> str:
    """The full name of a facet's topic, or of ``raw``, ``dead_letters`` and ``replays``."""
    return settings.topic_prefix + str(getattr(settings, f"topic_{role}"))


def stages(settings: Settings) -> tuple[str, ...]:
    """The stages that the settings ask for."""
    return tuple(stage for stage in STAGES if getattr(settings, stage))


def stage_roles(stage: str) -> tuple[str, str, str]:
    return stage, f"{stage}_work", f"{stage}_state"


def compacted_roles(settings: Settings) -> tuple[str, ...]:
    return COMPACTED_ROLES if settings.compact_topics else ()


def cleanup_policy(settings: Settings, role: str) -> CleanupPolicy:
    """A changelog is compacted, and forgets what is older than anything that is compared."""
    if role.endswith("_state"):
        return "compact,delete"
    return "compact" if role in compacted_roles(settings) else "delete"


def expected_topics(settings: Settings) -> dict[str, Topic]:
    """Every topic of the service by its role, input first."""
    roles = ("raw", *FACETS, *DEAD_LETTER_ROLES, *chain(*map(stage_roles, stages(settings))))
    return {role: expected_topic(settings, role) for role in roles}


def expected_topic(settings: Settings, role: str) -> Topic:
    hours, policy = settings.retention_hours, cleanup_policy(settings, role)
    if role.endswith("_state"):
        hours = getattr(settings, f"{role.removesuffix('_state')}_window_hours") + STATE_HOURS
    if role in DEAD_LETTER_ROLES and settings.dead_letter_retention_hours is not None:
        hours = settings.dead_letter_retention_hours
    return Topic(
        name=topic_name(settings, role),
        partitions=settings.partitions,
        replication_factor=settings.replication_factor,
        min_insync_replicas=settings.min_insync_replicas,
        retention_ms=FOREVER if policy == "compact" else round(hours * HOUR_MS),
        max_message_bytes=settings.max_message_bytes,
        cleanup_policy=policy,
    )


async def create_topics(settings: Settings) -> list[str]:
    """Make the topics that do not exist yet; gives the names of those it made, leaves the others as they are.

    Raises:
        InfrastructureError: the broker can't be reached, or would not make a topic.
    """
    topics = [topic.request for topic in expected_topics(settings).values()]
    created = []
    async with connected(Admin(**connection(settings)), settings) as admin, reachable(settings):
        response: Any = await admin.create_topics(topics)
        for name, code, message in response.topic_errors:
            error = for_code(code)
            if error is NoError:
                created.append(name)
            elif error is not TopicAlreadyExistsError:
                raise InfrastructureError(f"{name}: can't be created: {message or error.description}")
        try:
            async with asyncio.timeout(settings.request_timeout):
                await until_visible(admin, created)
        except TimeoutError as error:
            names = ", ".join(created)
            raise InfrastructureError(f"{names}: created, but this user can't see them (DESCRIBE)") from error
    return created


async def until_visible(admin: Admin, names: Sequence[str]) -> None:
    """The controller answers before its brokers know of a new topic: wait until they do."""
    while not set(names) <= set(await admin.list_topics()):  # noqa: ASYNC110 - nothing tells us, we must ask
        await asyncio.sleep(0.05)


async def check_topics(settings: Settings) -> None:
    """Look at every topic before work starts.

    Raises:
        ConfigurationError: topics are missing, or differ in a way that loses records; one line for all of them.
        InfrastructureError: the broker can't be reached.
    """
    problems = await topic_problems(settings)
    if problems:
        raise ConfigurationError("; ".join(problems))


async def topic_problems(settings: Settings, *, beside_the_cluster: bool = False) -> list[str]:
    """What is wrong with the topics, in words; empty when all is well.

    ``beside_the_cluster``: also where they are kept less safely than the cluster's own defaults would have it.
    """
    topics = list(expected_topics(settings).values())
    async with connected(Admin(**connection(settings)), settings) as admin, reachable(settings):
        # Asking for the metadata of a topic that does not exist makes it on many brokers: ask for the names first.
        there = set(await admin.list_topics())
        missing = [topic.name for topic in topics if topic.name not in there]
        present = [topic for topic in topics if topic.name in there]
        described = {found["topic"]: found for found in await admin.describe_topics([t.name for t in present])}
        configs = await topic_configs(admin, [t.name for t in present])
        defaults = await cluster_defaults(admin) if beside_the_cluster else {}
    problems = list(map(missing_topic, missing))
    for topic in present:
        partitions, config = described[topic.name]["partitions"], configs[topic.name]
        found = chain(differences(topic, partitions, config), less_safe(topic, partitions, config, defaults))
        problems += [f"{topic.name}: {problem}" for problem in found]
    return problems


async def partitions_of(
    names: Sequence[str], settings: Settings, *, where_there: Sequence[str] = ()
) -> dict[str, list[int]]:
    """The partitions of each topic, and of those that need not be there.

    Raises:
        ConfigurationError: a topic does not exist.
    """
    async with connected(Admin(**connection(settings)), settings) as admin, reachable(settings):
        there = set(await admin.list_topics())
        if missing := [name for name in names if name not in there]:
            raise ConfigurationError("; ".join(map(missing_topic, missing)))
        found = await admin.describe_topics([*names, *(name for name in where_there if name in there)])
    return {topic["topic"]: sorted(part["partition"] for part in topic["partitions"]) for topic in found}


def missing_topic(name: str) -> str:
    return f"{name}: does not exist ('streamproc topics create' makes it)"


async def topic_configs(admin: Admin, names: Sequence[str]) -> dict[str, dict[str, str]]:
    """Each topic's configuration as the broker reports it."""
    if not names:
        return {}
    configs: dict[str, dict[str, str]] = {}
    resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
    responses: list[Any] = await admin.describe_configs(resources)
    for response in responses:
        for code, message, _, name, entries in response.resources:
            if code != NoError.errno:
                raise InfrastructureError(f"{name}: can't read its configuration: {message}")
            configs[name] = {entry[0]: entry[1] for entry in entries}
    return configs


async def cluster_defaults(admin: Admin) -> dict[str, str]:
    """What the cluster gives a topic that says nothing; empty where we may not ask (DESCRIBE_CONFIGS on the cluster)."""
    brokers = sorted(broker.nodeId for broker in admin.brokers)
    responses: list[Any] = await admin.describe_configs([ConfigResource(ConfigResourceType.BROKER, str(brokers[0]))])
    entries = (entry for response in responses for resource in response.resources for entry in resource[4])
    return {entry[0]: entry[1] for entry in entries}
