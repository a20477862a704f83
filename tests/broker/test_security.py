"""TLS, SASL/SCRAM and access rights on Apache Kafka, with a CA made for the test."""

from __future__ import annotations

import re
import shlex
import subprocess
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path

import pytest
from confluent_kafka import Producer
from confluent_kafka.admin import (
    AclBinding,
    AclOperation,
    AclPermissionType,
    AdminClient,
    ResourcePatternType,
    ResourceType,
)

from streamproc.copies.sketch import content_of
from streamproc.errors import InfrastructureError
from streamproc.linking.messages import article_message, placed
from streamproc.settings import Settings
from streamproc.stream.dead_letters import Selection, replay
from streamproc.stream.topics import create_topics, topic_name
from tests.broker.kafka import Kafka, free_port
from tests.broker.workers import Traffic, until
from tests.linking.texts import text
from tests.stories.profiles import profile, told
from tests.tools import need, need_kafka

pytestmark = [pytest.mark.broker, pytest.mark.kafka]

PASSWORD = "correct horse battery staple"

RUNBOOK = (Path(__file__).resolve().parents[2] / "deploy/RUNBOOK.md").read_text()


@dataclass
class Authority:
    """A certificate authority, and what it signs."""

    directory: Path
    name: str

    def openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.directory, check=True, capture_output=True)

    @property
    def certificate(self) -> Path:
        return self.directory / f"{self.name}.crt"

    def found(self) -> Authority:
        request = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={self.name}")
        # Python 3.13 asks for the key's use, and for its identifier in what it signs.
        use = ("-addext", "keyUsage=critical,keyCertSign,cRLSign")
        self.openssl(*request, *use, "-keyout", f"{self.name}.key", "-out", f"{self.name}.crt")
        return self

    def sign(self, host: str) -> Path:
        """Key and certificate for a host, in one PEM file as Kafka reads it."""
        self.openssl(
            "req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={host}", "-keyout", "host.key", "-out", "host.csr"
        )
        (self.directory / "host.ext").write_text(f"subjectAltName=IP:{host}\nauthorityKeyIdentifier=keyid\n")
        signed = ("-CA", f"{self.name}.crt", "-CAkey", f"{self.name}.key", "-CAcreateserial", "-extfile", "host.ext")
        self.openssl("x509", "-req", "-in", "host.csr", "-days", "2", *signed, "-out", "host.crt")
        both = self.directory / "host.pem"
        both.write_text((self.directory / "host.key").read_text() + (self.directory / "host.crt").read_text())
        return both


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    need_kafka()
    need("openssl")
    return tmp_path_factory.mktemp("secure")


@pytest.fixture(scope="module")
def authority(directory):
    return Authority(directory, "ca").found()


@pytest.fixture(scope="module")
def secure_kafka(directory, authority):
    """A broker with a listener that asks for TLS and SCRAM; what no rule allows is forbidden."""
    broker = Kafka(
        directory / "kafka",
        listeners={"SASL_SSL": free_port()},
        scram_users={"streamproc": PASSWORD, "ops": PASSWORD},
        properties={
            "sasl.enabled.mechanisms": "SCRAM-SHA-512",
            "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config": (
                "org.apache.kafka.common.security.scram.ScramLoginModule required;"
            ),
            "ssl.keystore.type": "PEM",
            "ssl.keystore.location": str(authority.sign("127.0.0.1")),
            "ssl.truststore.type": "PEM",
            "ssl.truststore.location": str(authority.certificate),
            "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "super.users": "User:ANONYMOUS",  # the plain listener: the brokers themselves and the test
        },
    )
    yield broker.start()
    broker.stop()


@pytest.fixture
def secure(request, secure_kafka, authority):
    """Settings of a service that reaches the broker as it should."""
    prefix = f"{request.node.originalname}.".replace("_", "-")
    return Settings(
        bootstrap_servers=f"127.0.0.1:{secure_kafka.listeners['SASL_SSL']}",
        security_protocol="SASL_SSL",
        sasl_mechanism="SCRAM-SHA-512",
        sasl_username="streamproc",
        sasl_password=PASSWORD,
        ssl_cafile=authority.certificate,
        topic_prefix=prefix,
        group=prefix,
        partitions=2,
    )


async def test_the_documented_rights_are_enough_for_the_worker_and_for_a_replay(secure, secure_kafka, start_worker):
    grant(documented_rules(secure), secure_kafka)
    ops = secure.model_copy(update={"sasl_username": "ops"})
    await create_topics(ops)
    traffic = Traffic(secure.model_copy(update={"bootstrap_servers": secure_kafka.bootstrap}))
    traffic.publish([*traffic.articles(20), b"{oops"])
    worker = start_worker(secure)

    with traffic.reader("enriched", "dead_letters") as reader:
        reader.read(20, "enriched")
        reader.read(1, "dead_letters")
        assert await replay(Selection(), ops) == 1
        reader.read(2, "dead_letters")
        assert sorted(reader.ids("enriched")) == sorted(traffic.published)
    assert worker.stop() == 0
    assert PASSWORD not in worker.said


@pytest.mark.parametrize("stage", ["copies", "stories"])
async def test_the_documented_rights_are_enough_for_a_stage_and_a_worker_that_tells_it_of_articles(
    secure, secure_kafka, start_worker, tmp_path, stage
):
    secure = secure.model_copy(update={stage: True, f"{stage}_state": tmp_path / "state"})
    grant(documented_rules(secure), secure_kafka)
    await create_topics(secure.model_copy(update={"sasl_username": "ops"}))
    traffic = Traffic(secure.model_copy(update={"bootstrap_servers": secure_kafka.bootstrap}))
    producer = Producer({**traffic.client, "partitioner": "murmur2_random"})
    contents = {
        "copies": content_of(text(1, sentences=8)),
        "stories": profile(told(key="key_1"), names="Brevik", words="ferry").dump(),
    }
    send = placed(article_message("a1", contents[stage]), "0-1", 1)
    producer.produce(topic_name(secure, f"{stage}_work"), send.value, send.key)
    assert producer.flush(30) == 0
    traffic.publish([None], key=b"a1")
    worker, linking = start_worker(secure), start_worker(secure, ("streamproc", stage))

    with traffic.reader("enriched", f"{stage}_state") as reader:
        reader.read(1, "enriched")
        until(
            lambda: reader.drain(0.2) or last_of(reader.messages[f"{stage}_state"]) == {None},
            what="an end of the state",
        )
    assert (worker.stop(), linking.stop()) == (0, 0)


def last_of(messages):
    """The last value of each key, of which there are some."""
    return set({message.key(): message.value() for message in messages}.values())


async def test_a_user_that_may_not_join_the_group_is_told_so(secure, secure_kafka, start_worker):
    rules = [rule for rule in documented_rules(secure) if rule.restype != ResourceType.GROUP]
    grant(rules, secure_kafka)
    await create_topics(secure.model_copy(update={"sasl_username": "ops"}))

    worker = start_worker(secure)

    assert worker.wait() == 1
    assert worker.said.splitlines()[-1] == (
        f"Error: group: the brokers don't let this user into {secure.group!r} (READ on the group)"
    )
    assert "Traceback" not in worker.said


async def test_topics_that_their_maker_may_not_see_are_named(secure, secure_kafka):
    grant([rule for rule in documented_rules(secure) if rule.operation == AclOperation.CREATE], secure_kafka)
    ops = secure.model_copy(update={"sasl_username": "ops", "request_timeout": 3.0})

    with pytest.raises(
        InfrastructureError, match=r"articles\.raw, .*: created, but this user can't see them \(DESCRIBE\)"
    ):
        await create_topics(ops)


def documented_rules(settings: Settings) -> list[AclBinding]:
    """The access rights that the runbook's commands give, for the topics and the group of these settings."""
    parser = ArgumentParser()
    for option in ("--bootstrap-server", "--allow-principal", "--group", "--transactional-id"):
        parser.add_argument(option)
    for option in ("--operation", "--topic"):
        parser.add_argument(option, action="append", default=[])
    parser.add_argument("--resource-pattern-type", default="literal")
    parser.add_argument("--add", action="store_true")
    rules = []
    for line in re.findall(r"^kafka-acls\.sh (.+)$", RUNBOOK, re.MULTILINE):
        command = parser.parse_args(shlex.split(line))
        resources = [(ResourceType.TOPIC, settings.topic_prefix + topic) for topic in command.topic]
        if command.group is not None:
            resources.append((ResourceType.GROUP, command.group.replace("streamproc", settings.group)))
        if command.transactional_id is not None:
            name = command.transactional_id.replace("streamproc", settings.group)
            resources.append((ResourceType.TRANSACTIONAL_ID, name))
        rules += [
            AclBinding(
                kind,
                name,
                ResourcePatternType[command.resource_pattern_type.upper()],
                command.allow_principal,
                "*",
                AclOperation[re.sub(r"(?<=[a-z])(?=[A-Z])", "_", operation).upper()],
                AclPermissionType.ALLOW,
            )
            for kind, name in resources
            for operation in command.operation
        ]
    return rules


def grant(rules: list[AclBinding], broker: Kafka) -> None:
    admin = AdminClient({"bootstrap.servers": broker.bootstrap, "log_level": 0})
    for made in admin.create_acls(rules).values():
        made.result(10)


def test_a_wrong_password_is_one_readable_line_without_the_password(secure, start_worker):
    worker = start_worker(secure.model_copy(update={"sasl_password": type(secure.sasl_password)("not " + PASSWORD)}))

    assert worker.wait() == 1
    [line] = worker.said.splitlines()
    assert line.startswith("Error: 127.0.0.1:")
    assert "login refused" in line
    assert PASSWORD not in line


def test_a_wrong_authority_is_one_readable_line(secure, directory, start_worker):
    other = Authority(directory, "other").found()

    worker = start_worker(secure.model_copy(update={"ssl_cafile": other.certificate}))

    assert worker.wait() == 1
    [line] = worker.said.splitlines()
    assert line.startswith("Error: 127.0.0.1:")
    assert "its certificate can't be trusted" in line


def test_a_plain_connection_to_a_tls_listener_is_refused_readably(secure, start_worker):
    worker = start_worker(secure.model_copy(update={"security_protocol": "PLAINTEXT", "request_timeout": 5.0}))

    assert worker.wait() == 1
    assert worker.said.splitlines()[-1].startswith("Error: ")
    assert "Traceback" not in worker.said
